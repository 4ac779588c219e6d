#include "sim/report/table/utf8_text.hpp"

#include <nlohmann/json.hpp>

namespace meridian::report {

std::string valid_utf8(std::string_view text) {
    auto const replaced = nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return nlohmann::json::parse(replaced).get<std::string>();
}

std::string cut_utf16(std::string_view text, std::size_t most) {
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const byte = static_cast<unsigned char>(text[at]);
        if ((byte & 0xC0U) == 0x80U) continue;  // inside a character
        units += byte >= 0xF0U ? 2 : 1;
        if (units > most) return std::string{text.substr(0, at)};
    }
    return std::string{text};
}

}  // namespace meridian::report
