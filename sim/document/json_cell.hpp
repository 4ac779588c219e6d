// Cells and display names in JSON.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json.hpp>

#include "sim/document/report_names.hpp"

namespace meridian::document {

// Objects and lists as their text.
[[nodiscard]] inline ResultCell cell_of(nlohmann::ordered_json const& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return value.get<std::int64_t>();
    if (value.is_number()) return value.get<double>();
    return value.dump();
}

// null of a cell that holds nothing.
[[nodiscard]] inline nlohmann::ordered_json json_of(ResultCell const& cell) {
    if (cell.empty()) return nullptr;
    if (auto const count = cell.whole()) return *count;
    if (auto const figure = cell.figure()) return *figure;
    return cell.text();
}

[[nodiscard]] inline nlohmann::ordered_json json_of(Bilingual const& words) {
    return {{"en", words.en}, {"zh", words.zh}};
}

// An object by kind of objects by identifier.
[[nodiscard]] inline nlohmann::ordered_json json_of(DisplayNames const& names) {
    auto out = nlohmann::ordered_json::object();
    for (auto const& [key, name] : names.all())
        out[key.first][key.second] = json_of(name);
    return out;
}

}  // namespace meridian::document
