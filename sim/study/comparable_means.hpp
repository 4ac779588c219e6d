// Means of points that have had different numbers of runs, which adaptive studies give them.
#pragma once

#include <cstddef>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/study/results.hpp"

namespace meridian::study {

// By point; NaN where there is no figure. Where runs depend on figures, the mean of the point of the same
// future that has most runs (the first of these) plus the mean difference from it over the runs that both
// have: as all met the same random numbers, points that stopped early would else differ by what they
// met. Everywhere else the mean.
[[nodiscard]] std::vector<double> comparable_means(Results const& results, std::size_t column);

// Moves an estimate, with its interval, to such a mean.
void move_to(MeanEstimate& estimate, double mean);

}  // namespace meridian::study
