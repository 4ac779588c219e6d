// Confidence intervals of a probability from trials.
#pragma once

#include <cstdint>

#include "models/statistics/intervals.hpp"

namespace meridian {

// The exact interval (Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the
// binomial", Biometrika 26, 1934): quantiles of the beta distribution by Boost.Math, in long double. It holds the
// probability at least as often as its confidence says. Preconditions: 0 <= successes <= trials, trials > 0,
// 0 < confidence < 1.
[[nodiscard]] Interval exact_proportion(std::int64_t successes, std::int64_t trials, double confidence);

}  // namespace meridian
