// How cells of the tables are written; an empty cell is a figure that there is not.
#pragma once

#include <cstdint>
#include <limits>

#include "models/statistics/log_histogram.hpp"
#include "models/statistics/moments.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"
#include "sim/report/facts.hpp"
#include "sim/report/table/result_cell.hpp"

namespace meridian::report {

using Row = std::uint32_t;

// Exact as long as an int64 holds it.
inline ResultCell whole_number(WideCount count) {
    constexpr WideCount most = std::numeric_limits<std::int64_t>::max();
    return count <= most ? ResultCell{static_cast<std::int64_t>(count)}
                         : ResultCell{static_cast<double>(count)};
}
inline ResultCell ratio(double part, double whole) {
    return whole > 0.0 ? ResultCell{part / whole} : ResultCell{};
}
inline ResultCell mean(Moments const& moments) {
    return moments.count() > 0 ? ResultCell{moments.mean()} : ResultCell{};
}
inline ResultCell quantile_s(LogHistogram const& ns, double q) {
    return ns.count() > 0 ? ResultCell{ns.quantile(q) / nanoseconds_per_second} : ResultCell{};
}

}  // namespace meridian::report
