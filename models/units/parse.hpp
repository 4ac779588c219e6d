// Parses numbers with units: "400 Gbit/s", "0.45 CNY/kWh", "30 %".
//
// The space before the unit may be left out. Numbers are decimal or scientific, the same in every
// locale. Units are case sensitive (M is a billion times m); a wrong case is a fault with a suggestion.
// Decimal prefixes are exact: "0.1 ms" is the double 100000, whatever 0.1 is in binary. What the model counts
// (durations, bytes, power) is never rounded: a number between two whole ones is a fault, and so is one that
// a double does not hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace meridian {

// What a value measures, and its base unit.
enum class Dimension : std::uint8_t {
    count,             // whole number, no unit
    number,            // real number, no unit
    fraction,          // 1; "30 %" or 0.3
    duration,          // ns, whole, at most longest_duration
    bytes,             // bytes, whole, below 2^63
    data_rate,         // bytes/s
    power,             // uW, whole, below 2^63
    compute_rate,      // FLOP/s
    length,            // km
    delay_per_length,  // ns/km
    temperature,       // degrees Celsius
    frequency,         // 1/s; a year has 365 days
    energy_price,      // CNY/kWh
    data_price,        // CNY/GB
    lease,             // CNY per Gbit/s and month
    carbon_intensity,  // kg CO2 per kWh
    energy_per_bit,    // J/bit
    angle,             // degrees, written without a unit
    money,             // CNY
    price_of_power,    // CNY per kW that can be drawn
    carbon_price,      // CNY per kg CO2
    work_price,        // CNY per accelerator-hour
    request_price,     // CNY per million requests
    token_price,       // CNY per million tokens
};
inline constexpr int dimensions = 24;

struct Parsed {
    double value;  // finite, in the base unit
};

// Why a text cannot be read, and what to write instead; both start without a capital and have no stop.
struct ParseFault {
    std::string wrong;
    std::string fix;
};

[[nodiscard]] std::variant<Parsed, ParseFault> parse_quantity(std::string_view text, Dimension dimension);

// A whole number without a unit. Scientific notation is fine where it is whole ("1e6").
[[nodiscard]] std::variant<std::int64_t, ParseFault> parse_whole(std::string_view text);

// Counted by the model in whole base units: durations, bytes and power.
[[nodiscard]] bool is_counted(Dimension dimension);

// An amount of base units as a scenario would write it: "1.5 s", "12 B", "0.0054 W". Precondition:
// is_counted(dimension).
[[nodiscard]] std::string counted_text(std::int64_t base, Dimension dimension);

// The number with its unit, or none. Of a counted dimension: the nearest that can be held, in the same unit
// if that is a decimal one.
[[nodiscard]] std::string nearest_counted_text(double number, std::string_view unit);

// The accepted symbols, the usual ones first; empty for dimensions without a unit.
[[nodiscard]] std::vector<std::string_view> units_of(Dimension dimension);

// What is measured, in words: "data rate".
[[nodiscard]] std::string_view name_of(Dimension dimension);

// A value as one would write it: "400 Gbit/s".
[[nodiscard]] std::string_view example_of(Dimension dimension);

}  // namespace meridian
