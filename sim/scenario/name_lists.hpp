// Names within the warnings that a planner is to know, in both languages.
#pragma once

#include <vector>

#include "models/units/display_name.hpp"

namespace meridian::scenario {

// "'batch'", "“离线批处理”".
[[nodiscard]] DisplayName quoted(DisplayName const& name);
// The first three: "Anhui, Beijing, Chongqing and 22 more", "安徽、北京、重庆等 25 项".
[[nodiscard]] DisplayName listed(std::vector<DisplayName> const& names);

}  // namespace meridian::scenario
