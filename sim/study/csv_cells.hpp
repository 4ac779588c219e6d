// Cells of the tables of studies; an empty cell is a figure that there is not.
#pragma once

#include <optional>
#include <string>

#include "models/statistics/intervals.hpp"
#include "sim/study/finding.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

[[nodiscard]] std::string cell(std::optional<double> figure);
// The two ends.
[[nodiscard]] std::string cells(std::optional<Interval> const& interval);
// The heading of a last column that studies with rules have, `ruled_out`, and its cells, with their commas; of other
// studies nothing.
[[nodiscard]] std::string ruled_out_heading(Study const& study);
[[nodiscard]] std::string ruled_out_cell(Study const& study, std::optional<Finding> ruled_out);
// The mean and the ends of its interval.
[[nodiscard]] std::string cells(MeanEstimate const& estimate);

}  // namespace meridian::study
