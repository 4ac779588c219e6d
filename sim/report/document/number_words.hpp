// Figures as people read them: units with prefixes, thousands, digits by uncertainty. The same as
// sim/report/web/src/format.ts, where the rules stand; tests/e2e/web/format_cases.json holds both to them.
#pragma once

#include <optional>
#include <string>

#include "sim/report/document/words.hpp"

namespace meridian::report {

// What is known of a figure beside the figure.
struct FigureSetting {
    std::optional<double> low{}, high{};  // its interval, if both are there
    bool with_sign{false};                // "+" before what is above 0
    std::optional<double> unit_of{};      // the figure whose unit is to be used; its own otherwise
};

// "61.2 %", "1.25 bn CNY"; "–" for nothing. The figure is in the quantity's own unit: kWh, CNY, bytes, s.
[[nodiscard]] std::string for_people(std::optional<double> figure, FigureKind quantity, Language language,
                                     FigureSetting const& setting = {});

}  // namespace meridian::report
