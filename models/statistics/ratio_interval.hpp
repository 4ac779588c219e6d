// The confidence interval of a ratio of two means of paired values (Fieller, "Some problems in interval estimation",
// Journal of the Royal Statistical Society B 16, 1954): all r for which the mean of a[i] - r b[i] is not significantly
// different from zero by Student's test. Unlike one that takes the ratio for normal, it is right where the denominator
// is not well known, and has no ends where it may be zero.
#pragma once

#include <optional>
#include <span>

#include "models/statistics/intervals.hpp"

namespace meridian {

// Nothing unless there are two values or more and the mean of `b` differs significantly from zero.
// Preconditions: as many a as b; 0 < confidence < 1.
[[nodiscard]] std::optional<Interval> ratio_interval(std::span<double const> a, std::span<double const> b,
                                                     double confidence);

}  // namespace meridian
