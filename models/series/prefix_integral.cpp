#include "models/series/prefix_integral.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>

namespace meridian {

PrefixIntegral::PrefixIntegral(Series const& series)
    : starts_(series.starts().begin(), series.starts().end()),
      values_(series.values().begin(), series.values().end()) {
    starts_.push_back(SimTime::max());
    areas_.reserve(values_.size());
    areas_.push_back(0.0);
    for (std::size_t i = 1; i < values_.size(); ++i) {
        areas_.push_back(in_segment(i - 1, starts_[i]));
    }
}

double PrefixIntegral::at(SimTime when) const {
    auto const after = std::upper_bound(starts_.begin(), starts_.end(), when);
    return in_segment(static_cast<std::size_t>(after - starts_.begin()) - 1, when);
}

// The segment is the last one that starts below the area: the area is reached in it or at its end.
std::optional<SimTime> PrefixIntegral::inverse(double area, Cursor& cursor) const {
    if (!(area > 0.0)) return SimTime{};
    std::size_t& segment = cursor.segment;
    if (areas_[segment] >= area) {
        auto const reaching = std::lower_bound(areas_.begin(), areas_.end(), area);
        segment = static_cast<std::size_t>(reaching - areas_.begin()) - 1;
    }
    while (segment + 1 < areas_.size() && areas_[segment + 1] < area) {
        ++segment;
    }
    SimTime const end = std::min(starts_[segment + 1], SimTime{longest_duration});
    if (starts_[segment] > end || in_segment(segment, end) < area) return std::nullopt;
    return first_reaching(segment, area, end);
}

// in_segment never falls as time grows, in floating point too, for each of its operations is monotone.
// So the guess of the closed form is put right by steps that double, and then by bisection: where a
// nanosecond adds less than the last digit of the area, the first of many equal ones is meant.
// Precondition: in_segment(start) < area <= in_segment(end).
SimTime PrefixIntegral::first_reaching(std::size_t segment, double area, SimTime end) const {
    auto const reaches = [&](std::int64_t ns) { return in_segment(segment, SimTime{Duration{ns}}) >= area; };
    std::int64_t const first = starts_[segment].time_since_epoch().count();
    std::int64_t const last = end.time_since_epoch().count();
    double const seconds = (area - areas_[segment]) / values_[segment];
    std::int64_t const guess = std::clamp(first + rounded_up(Seconds{seconds}).count(), first + 1, last);

    std::int64_t below = guess;  // the largest known not to reach, once found
    std::int64_t above = guess;  // the smallest known to reach, once found
    if (reaches(guess)) {
        for (std::int64_t step = 1;; step *= 2) {
            below = std::max(first, above - step);
            if (!reaches(below)) break;
            above = below;
        }
    } else {
        for (std::int64_t step = 1;; step *= 2) {
            above = below + std::min(step, last - below);
            if (reaches(above)) break;
            below = above;
        }
    }
    while (above - below > 1) {
        std::int64_t const middle = below + (above - below) / 2;
        (reaches(middle) ? above : below) = middle;
    }
    return SimTime{Duration{above}};
}

}  // namespace meridian
