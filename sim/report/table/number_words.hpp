// Figures as people read them: units with prefixes, thousands, digits by uncertainty.
//
// A figure is a double in its quantity's own unit (kWh, CNY, bytes, s ...); `low` and `high`, if there are both, are
// its interval, and half = (high - low) / 2.
//  1. Nothing, or not finite: "–". Quantity `text`: the figure as JavaScript writes it (100000, 0.25).
//  2. Unit: of max(|figure|, half), or of max(|unit_of|, half): the last rung of the quantity's ladder
//     (number_units.hpp) that is not above it.
//  3. Decimals with an interval: two digits of half, at most six digits in all; a share shows 1 to 4.
//     Without: none if whole; degrees 2; money_per_h and price 3 from 0.1 on; a share 1 from 1 % on; else three digits.
//     What rounds to nothing and is not is "< 0.1 %", "< 0.001 GWh"; a share that rounds to all and is not shows two
//     decimals, or "> 99.99 %".
//  4. Halves go away from zero. Thousands by ",", the point ".", in both languages. U+2212 before negative figures.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/table/glossary.hpp"

namespace meridian::report {

// What is known of a figure beside the figure.
struct FigureSetting {
    std::optional<double> low{}, high{};  // its interval, if both are there
    bool with_sign{false};                // "+" before what is above 0
    std::optional<double> unit_of{};      // the figure whose unit is to be used; its own otherwise
    std::optional<int> decimals{};        // of a whole column; by the figure itself otherwise
};

// How the figures of a column are written alike: the unit of their median, and the decimals that it needs.
struct ColumnSetting {
    std::optional<double> unit_of{};
    std::optional<int> decimals{};
};
// `halves`: half widths of intervals, 0 where there is none; as many as figures.
[[nodiscard]] ColumnSetting column_setting(std::vector<double> const& figures,
                                           std::vector<double> const& halves, FigureKind quantity,
                                           Language language);

// "61.2 %", "1.25 bn CNY"; "–" for nothing. The figure is in the quantity's own unit: kWh, CNY, bytes, s.
[[nodiscard]] std::string for_people(std::optional<double> figure, FigureKind quantity, Language language,
                                     FigureSetting const& setting = {});

}  // namespace meridian::report
