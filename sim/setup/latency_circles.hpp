// Latency circles: one way or round trip within so many milliseconds.
#pragma once

#include <array>

#include "models/units/time.hpp"

namespace meridian {

inline constexpr std::array latency_circles{Duration{1'000'000}, Duration{5'000'000}, Duration{20'000'000}};

}  // namespace meridian
