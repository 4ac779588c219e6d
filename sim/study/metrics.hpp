// The figures that a study compares: keys of summary.json, and which way each is better.
#pragma once

#include <optional>
#include <string_view>

#include "sim/study/study.hpp"

namespace meridian::study {

// Nothing if summary.json has no such key.
[[nodiscard]] std::optional<Metric> metric_of(std::string_view key);

}  // namespace meridian::study
