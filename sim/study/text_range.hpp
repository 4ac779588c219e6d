// Values between two ends that a study gives as texts with a unit.
#pragma once

#include <optional>
#include <string_view>

#include "sim/study/study.hpp"

namespace meridian::study {

// Nothing unless both are numbers behind which the same unit (or none) stands and low < high.
[[nodiscard]] std::optional<TextRange> text_range(std::string_view low, std::string_view high);

// "0.36 CNY/kWh" -> 0.36 and "CNY/kWh". Nothing if no number stands at the start.
struct NumberAndUnit {
    double number;
    std::string_view unit;
};
[[nodiscard]] std::optional<NumberAndUnit> number_and_unit(std::string_view text);

}  // namespace meridian::study
