// How numbers are written. format_number is the one formatter of JSON, CSV and Markdown; the human_
// ones are for terminals, three significant digits, and are never read back.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>

#include "models/units/time.hpp"

namespace meridian {

// The shortest decimal that reads back as the same double: no ".0", no exponent for
// 1e-5 <= |x| < 1e15, never "-0", locale independent, valid JSON. Precondition: x is finite.
[[nodiscard]] std::string format_number(double x);

template <std::integral Integer>
[[nodiscard]] std::string format_number(Integer n) {
    return std::to_string(n);
}

[[nodiscard]] std::string human_duration(Duration duration);       // "350 ns", "2.5 h", "12 d"
[[nodiscard]] std::string human_bytes(double bytes);               // "10 GB"; decimal prefixes
[[nodiscard]] std::string human_count(double count);               // "950", "1.25 M"; k, M, bn, tn
[[nodiscard]] std::string human_energy_kwh(double kwh);            // "850 Wh", "1.25 GWh"
[[nodiscard]] std::string human_cny(double cny);                   // "394,567 CNY", "1.25 M CNY"; M, bn
[[nodiscard]] std::string human_share(double part, double whole);  // "12.5 %"; "-" of nothing

}  // namespace meridian
