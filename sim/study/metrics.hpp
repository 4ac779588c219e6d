// The figures that a study compares: keys of summary.json, and which way each is better.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "sim/study/point_reader.hpp"
#include "sim/study/study.hpp"

namespace meridian::study {

// Of 365 days, as everywhere that money is of a year.
inline constexpr double seconds_per_year = 365.0 * 86'400.0;

// Its place among summary_keys(). Precondition: summary.json has such a key.
[[nodiscard]] std::size_t column_of(std::string_view key);
// Nothing if summary.json has no such key.
[[nodiscard]] std::optional<Metric> metric_of(std::string_view key);

// What a study takes from its baseline's scenario: what values of work stand for, and, where it names no metrics, which
// one decides: net cost if the scenario says what all work is worth and what all assets cost, else total cost. Precondition: the reader has read the levels, and is of this study.
void choose_metrics(Study& study, PointReader& reader);

}  // namespace meridian::study
