// A value of JSON as a cell.
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

}  // namespace meridian::document
