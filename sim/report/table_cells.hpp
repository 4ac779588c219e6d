// How cells of the tables are written; an empty cell is a figure that there is not.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "models/statistics/log_histogram.hpp"
#include "models/statistics/moments.hpp"
#include "models/units/format.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"
#include "sim/report/facts.hpp"

namespace meridian::report {

using Text = std::string;
using Row = std::uint32_t;

// A figure that is not finite is one that there is not; the audit says so.
inline Text number(double value) {
    return std::isfinite(value) ? format_number(value) : Text{};
}
inline Text number(std::int64_t value) {
    return format_number(value);
}
// Exact as long as an int64 holds it.
inline Text whole_number(WideCount count) {
    constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
    return count <= most ? number(static_cast<std::int64_t>(count)) : number(static_cast<double>(count));
}
inline Text ratio(double part, double whole) {
    return whole > 0.0 ? number(part / whole) : Text{};
}
inline Text mean(Moments const& moments) {
    return moments.count() > 0 ? number(moments.mean()) : Text{};
}
inline Text quantile_s(LogHistogram const& ns, double q) {
    return ns.count() > 0 ? number(ns.quantile(q) / nanoseconds_per_second) : Text{};
}

}  // namespace meridian::report
