// What a number may be. Every key that takes a number declares a range, and every dimension has one: what a
// key may have is the part that both have in common, so that it is always finite.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

#include "models/units/parse.hpp"

namespace meridian::scenario {

// Bounds in the base unit of what they bound; `words` completes "must be ...".
struct Range {
    double low;
    double high;
    std::string_view words;  // empty: said by the bounds themselves
    bool above_low{false};   // low itself is outside
    bool names_high{true};   // `words` say what the highest value is
    bool names_low{true};    // `words` say what the lowest value is

    [[nodiscard]] constexpr bool holds(double x) const {
        return (above_low ? x > low : x >= low) && x <= high;
    }
};
inline constexpr double no_bound = std::numeric_limits<double>::infinity();  // but that of the dimension
inline constexpr Range not_negative{0.0, no_bound, "0 or more"};
inline constexpr Range positive{0.0, no_bound, "more than 0", true};
inline constexpr Range any_number{-no_bound, no_bound, {}};
inline constexpr Range drawable{0.0, 1e18, "0 W or more and at most 1,000 GW"};  // in uW
inline constexpr Range a_share{0.0, 1.0, "between 0 % and 100 %"};
inline constexpr Range positive_share{0.0, 1.0, "more than 0 % and at most 100 %", true};

// What stands beside a key: a value that it often has, and what is usual, as a scenario would write them. A value
// outside of what is usual is a warning. Guidance for authors, wider than what real networks have: no facts.
struct Typical {
    std::string_view example{}, low{}, high{};  // empty: none

    [[nodiscard]] constexpr bool has_range() const { return !low.empty(); }
};

// A kind of value with what is typical of one key.
template <class Kind>
[[nodiscard]] constexpr Kind like(Kind kind, std::string_view example, std::string_view low = {},
                                  std::string_view high = {}) {
    kind.typical = Typical{example, low, high};
    return kind;
}

struct Bounds {
    double low;
    double high;
};

// In the order of Dimension: generous against what there is on earth, and small enough that sums and
// products of the model stay finite and, where they are whole numbers, within 64 bits.
inline constexpr std::array<Bounds, dimensions> dimension_bounds{{
    {-1e12, 1e12},      // count
    {-1e15, 1e15},      // number
    {-1e3, 1e3},        // fraction
    {0.0, 3.15576e18},  // duration: 36525 d
    {0.0, 9e18},        // bytes: 9 EB
    {0.0, 1.25e17},     // data_rate: 1e6 Tbit/s
    {0.0, 1e18},        // power: 1000 GW
    {0.0, 1e24},        // compute_rate: 1e6 EFLOPS
    {0.0, 1e6},         // length: 1e6 km
    {0.0, 1e6},         // delay_per_length: 1 ms/km
    {-273.15, 1e3},     // temperature
    {0.0, 1e12},        // frequency: 1e12 /s
    {-1e3, 1e3},        // energy_price: 1000 CNY/kWh
    {0.0, 1e6},         // data_price: 1e6 CNY/GB
    {0.0, 1e9},         // lease: 1e9 CNY/Gbps/month
    {0.0, 1e2},         // carbon_intensity: 100 kg/kWh
    {0.0, 1e-3},        // energy_per_bit: 1 mJ/bit
    {-360.0, 360.0},    // angle
    {0.0, 1e15},        // money: 1e15 CNY
    {0.0, 1e9},         // price_of_power: 1e9 CNY/kW
    {0.0, 1e3},         // carbon_price: 1000 CNY/kg
    {0.0, 1e6},         // work_price: 1e6 CNY/acc-h
    {0.0, 1e12},        // request_price: 1e6 CNY a request
    {0.0, 1e12},        // token_price: 1e6 CNY a token
}};

// The part of `declared` that a number of the dimension may have.
[[nodiscard]] constexpr Range within(Range declared, Dimension dimension) {
    Bounds const bounds = dimension_bounds[static_cast<std::size_t>(dimension)];
    if (!(declared.low >= bounds.low)) {
        declared.low = bounds.low;
        declared.names_low = false;
    }
    if (!(declared.high <= bounds.high)) {
        declared.high = bounds.high;
        declared.names_high = false;
    }
    return declared;
}

// "0 or more and at most 1,000 CNY/kWh"; completes "must be ...".
[[nodiscard]] std::string words_of(Range const& range, Dimension dimension);

}  // namespace meridian::scenario
