#include "sim/study/csv_cells.hpp"

#include "models/units/format.hpp"

namespace meridian::study {

std::string cell(std::optional<double> figure) {
    return figure ? format_number(*figure) : std::string{};
}

std::string cells(std::optional<Interval> const& interval) {
    return interval ? format_number(interval->low) + "," + format_number(interval->high) : std::string{","};
}

std::string ruled_out_heading(Study const& study) {
    return study.rules.empty() ? "" : ",ruled_out";
}

std::string ruled_out_cell(Study const& study, std::optional<Finding> ruled_out) {
    if (study.rules.empty()) return {};
    return "," + std::string{ruled_out ? words(*ruled_out) : ""};
}

std::string cells(MeanEstimate const& estimate) {
    return (estimate.count > 0 ? format_number(estimate.mean) : std::string{}) + "," +
           cells(estimate.interval);
}

}  // namespace meridian::study
