#include "models/units/thousands.hpp"

#include <algorithm>

namespace meridian {

std::string with_commas(std::string_view text) {
    std::size_t const first = std::min(text.find_first_of("0123456789"), text.size());
    std::size_t const end = std::min(text.find_first_not_of("0123456789", first), text.size());
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i > first && i < end && (end - i) % 3 == 0) out += ',';
        out += text[i];
    }
    return out;
}

}  // namespace meridian
