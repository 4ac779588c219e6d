// The warm-up of a run: how many observations at its start to leave out.
//
// MSER-5 (White, "An effective truncation heuristic for bias reduction in simulation output", Simulation 69,
// 1997; White, Cobb and Spratt, "A comparison of five steady-state truncation heuristics for simulation",
// Winter Simulation Conference, 2000): of the n means Y of batches of 5 observations, leave out the first d
// where
//     (sum over i > d of (Y_i - mean of those)^2) / (n - d)^2
// is least, d at most n / 2.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace meridian {

// Observations to leave out, a multiple of 5. Nothing if there are fewer than 20 observations, or if the
// least value is at the largest d, which shows that the series is too short.
[[nodiscard]] std::optional<std::size_t> mser5(std::span<double const> series);

}  // namespace meridian
