// F(t) = integral of a series from 0 to t, with time in seconds, and its inverse. Arrivals of a
// non-homogeneous process are those of a homogeneous one on the clock F (Cinlar, "Introduction to
// Stochastic Processes", 1975, section 4.7).
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "models/series/cursor.hpp"
#include "models/series/series.hpp"
#include "models/units/time.hpp"

namespace meridian {

class PrefixIntegral {
public:
    explicit PrefixIntegral(Series const& series);

    // F(when), when >= 0. O(log pieces).
    [[nodiscard]] double at(SimTime when) const;

    // The first whole nanosecond t >= 0 with at(t) >= area; empty if there is none within
    // longest_duration. Stretches of value 0 are skipped. Precondition: no value is negative.
    // The cursor makes it amortised O(1) for growing areas.
    [[nodiscard]] std::optional<SimTime> inverse(double area, Cursor& cursor) const;

private:
    [[nodiscard]] double in_segment(std::size_t segment, SimTime when) const {
        return areas_[segment] + values_[segment] * in_seconds(when - starts_[segment]).count();
    }
    [[nodiscard]] SimTime first_reaching(std::size_t segment, double area, SimTime end) const;

    std::vector<SimTime> starts_;  // with SimTime::max() at the end
    std::vector<double> values_;
    std::vector<double> areas_;  // F at the starts
};

}  // namespace meridian
