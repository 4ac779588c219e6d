// In which unit a figure is written, by its size.
#pragma once

#include <span>
#include <string_view>

#include "sim/report/table/glossary.hpp"

namespace meridian::report {

// A figure of at least `from` (in the quantity's own unit) is written as figure * times / over, then `unit`.
struct Rung {
    double from, times, over;
    std::string_view unit;
};

// From small to large.
[[nodiscard]] std::span<Rung const> units_of(FigureKind quantity, Language language);
// That figures of the quantity are held in: "CNY", "kWh"; "" where they have none, and of shares, where 1 is all.
[[nodiscard]] std::string_view base_unit(FigureKind quantity);
// Of the size, which is not negative.
[[nodiscard]] Rung const& rung_for(double size, FigureKind quantity, Language language);

}  // namespace meridian::report
