// Tests and intervals of the means of several paired differences that are read together: all intervals hold their mean
// at once with the stated confidence, and a mean is significant exactly if its interval does not hold zero.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "models/statistics/intervals.hpp"

namespace meridian {

struct SimultaneousTest {
    double p_value{1.0};               // two-sided, adjusted
    std::optional<Interval> interval;  // simultaneous; nothing below two values
};

// Data sets that are drawn for the distribution of the largest statistic.
inline constexpr std::size_t simultaneous_draws = 2000;

// `differences[k]` holds the values of comparison k by run. `further` comparisons without values are read with them.
// In the order given.
//
// The critical value is the quantile of max |t| over data sets of normal values with the correlations that the
// differences have (single step: Westfall and Young, "Resampling-based multiple testing", 1993, section 2.3), which
// differences from one baseline share. It is Bonferroni's where these are not known well enough: where comparisons have
// different numbers of values, no more values than there are comparisons, or no values.
// Differences that do not vary need no test: their p-value is 1 if they are zero, else 0.
// Precondition: 0 < confidence < 1.
[[nodiscard]] std::vector<SimultaneousTest> simultaneous_tests(
    std::span<std::vector<double> const> differences, std::size_t further, double confidence,
    RandomBits const& bits);

}  // namespace meridian
