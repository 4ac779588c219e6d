// What figures of tables are, for those who write them for people.
#pragma once

#include <cstdint>
#include <string_view>

namespace meridian::report {

enum class FigureKind : std::uint8_t {
    text,
    count,        // whole or not, no unit
    share,        // 0.612 -> 61.2 %
    money,        // CNY
    money_per_h,  // CNY per accelerator-hour
    energy,       // kWh
    power,        // kW
    carbon,       // kg
    data,         // bytes
    data_rate,    // Gbit/s
    duration,     // s
    hours,        // accelerator hours
    degrees,      // of latitude and longitude
    price,        // CNY/kWh
    number,       // anything else
};
[[nodiscard]] std::string_view name_of(FigureKind quantity);  // "money_per_h"

// Of amounts in a unit of scenarios or tables: "CNY", "bytes". A unit that is none of these: number.
[[nodiscard]] FigureKind quantity_of_unit(std::string_view unit);

enum class Direction : std::uint8_t { none, lower, higher };  // which is better

}  // namespace meridian::report
