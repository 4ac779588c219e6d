#include "sim/report/table/figure_kind.hpp"

#include <algorithm>
#include <array>

namespace meridian::report {

std::string_view name_of(FigureKind quantity) {
    constexpr std::array<std::string_view, 15> names{"text",     "count", "share",   "money", "money_per_h",
                                                     "energy",   "power", "carbon",  "data",  "data_rate",
                                                     "duration", "hours", "degrees", "price", "number"};
    return names[static_cast<std::size_t>(quantity)];
}

FigureKind quantity_of_unit(std::string_view unit) {
    struct Known {
        std::string_view unit;
        FigureKind quantity;
    };
    constexpr std::array<Known, 15> all{{{"bytes", FigureKind::data},
                                         {"B", FigureKind::data},
                                         {"bytes/s", FigureKind::data_rate},
                                         {"accelerators", FigureKind::count},
                                         {"classes", FigureKind::count},
                                         {"jobs", FigureKind::count},
                                         {"requests", FigureKind::count},
                                         {"acc-h", FigureKind::hours},
                                         {"share", FigureKind::share},
                                         {"CNY", FigureKind::money},
                                         {"CNY/acc-h", FigureKind::money_per_h},
                                         {"s", FigureKind::duration},
                                         {"kWh", FigureKind::energy},
                                         {"kg", FigureKind::carbon},
                                         {"kW", FigureKind::power}}};
    auto const known = std::ranges::find(all, unit, &Known::unit);
    return known == all.end() ? FigureKind::number : known->quantity;
}

}  // namespace meridian::report
