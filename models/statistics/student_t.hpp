// Confidence intervals of a mean from a few independent values (Student, "The probable error of a mean",
// Biometrika 6, 1908). Quantiles by Boost.Math, which computes them in long double: its functions are
// the x87's, the same on every x86-64, and no choice of CPU feature shows after rounding to double.
#pragma once

#include <cstdint>
#include <optional>

#include "models/statistics/moments.hpp"

namespace meridian {

// t such that a share `confidence` of Student's distribution lies within +-t.
// Preconditions: 0 < confidence < 1, degrees > 0.
[[nodiscard]] double student_t_two_sided(double confidence, std::int64_t degrees);

// The chance of a value at least as far from 0 as `statistic`, on either side. Precondition: degrees > 0.
[[nodiscard]] double student_t_p_value(double statistic, std::int64_t degrees);

// Half the width of the two-sided interval of the mean: t s / sqrt(n). Empty below two values.
[[nodiscard]] std::optional<double> half_width(Moments const& moments, double confidence);

}  // namespace meridian
