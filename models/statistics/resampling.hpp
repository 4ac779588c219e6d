// Bootstrap intervals of statistics that are computed from rows.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "models/statistics/intervals.hpp"

namespace meridian {

// Computes statistics, always equally many, from the number of times that each row is drawn.
using StatisticsOfRows = std::function<std::vector<double>(std::span<double const> times)>;

// For each statistic the percentile interval of the bootstrap (Efron and Tibshirani, "An introduction to the
// bootstrap", 1993, section 13.3): bootstrap_resamples times as many rows as there are, drawn with
// replacement; all statistics from the same draws. Precondition: rows > 0, 0 < confidence < 1.
[[nodiscard]] std::vector<Interval> bootstrap_rows(std::size_t rows, double confidence,
                                                   RandomBits const& bits,
                                                   StatisticsOfRows const& statistics);

}  // namespace meridian
