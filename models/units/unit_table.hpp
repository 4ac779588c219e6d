// Every unit that a scenario may use. Part of parsing; others ask units_of() in models/units/parse.hpp.
#pragma once

#include <span>
#include <string_view>

#include "models/units/parse.hpp"

namespace meridian {

// 1 of this unit is 10^ten * times / over of the base unit. Apart from the power of ten, which is put
// into the decimal text and so costs no rounding, factors are exact doubles.
struct UnitRow {
    Dimension dimension;
    std::string_view symbol;
    int ten{0};
    double times{1.0};
    double over{1.0};
};
[[nodiscard]] std::span<UnitRow const> unit_table();

// Spellings that are not accepted because they are ambiguous or informal, and what is meant by them.
struct UnitHint {
    Dimension dimension;
    std::string_view wrong;
    std::string_view fix;
};
[[nodiscard]] std::span<UnitHint const> unit_hints();

}  // namespace meridian
