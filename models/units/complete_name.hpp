// Display names without gaps.
#pragma once

#include <string>
#include <utility>

#include "models/units/display_name.hpp"

namespace meridian {

// The identifier stands for a missing English name, the English name for a missing Chinese one.
[[nodiscard]] inline DisplayName complete_name(std::string const& id, DisplayName name) {
    if (name.en.empty()) name.en = id;
    if (name.zh.empty()) name.zh = name.en;
    return name;
}
template <class Named>
[[nodiscard]] DisplayName complete_name(Named const& one) {
    return complete_name(one.name, one.display);
}

}  // namespace meridian
