// Cells of the tables of studies; an empty cell is a figure that there is not.
#pragma once

#include <optional>
#include <string>

#include "models/statistics/intervals.hpp"

namespace meridian::study {

[[nodiscard]] std::string cell(std::optional<double> figure);
// The two ends.
[[nodiscard]] std::string cells(std::optional<Interval> const& interval);
// The mean and the ends of its interval.
[[nodiscard]] std::string cells(MeanEstimate const& estimate);

}  // namespace meridian::study
