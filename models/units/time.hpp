// Simulated time: whole nanoseconds since the scenario's start, so that two machines agree.
// Formulas answer in real Seconds; they become whole nanoseconds through rounded_up() alone.
#pragma once

#include <chrono>
#include <cstdint>

#include "models/units/quantity.hpp"

namespace meridian {

struct SimClock {  // only the event loop moves it, so it has no now() of its own
    using rep = std::int64_t;
    using period = std::nano;
    using duration = std::chrono::duration<rep, period>;
    using time_point = std::chrono::time_point<SimClock>;
    static constexpr bool is_steady = true;
};
using Duration = SimClock::duration;
using SimTime = SimClock::time_point;

inline constexpr double nanoseconds_per_second = 1e9;

// The longest span that a scenario may ask for: 100 years, a third of what int64 holds.
inline constexpr Duration longest_duration{std::int64_t{3'155'760'000} * 1'000'000'000};

// The first whole nanosecond at or after a real duration, where a duration within rounding (1e-15 of it) of
// a whole nanosecond is that one: 10 kB at 10 Gbit/s take 8000 ns, not 8001. Spans beyond
// longest_duration saturate.
[[nodiscard]] constexpr Duration rounded_up(Seconds s) {
    double const ns = s.count() * nanoseconds_per_second;
    if (!(ns < static_cast<double>(longest_duration.count()))) return longest_duration;
    auto const below = static_cast<std::int64_t>(ns);  // truncates: durations are not negative
    double const above = ns - static_cast<double>(below);
    return Duration{above <= ns * 1e-15 ? below : below + 1};
}

// `span` after `when`; the end of time if that is beyond it.
[[nodiscard]] constexpr SimTime later(SimTime when, Duration span) {
    return span > SimTime::max() - when ? SimTime::max() : when + span;
}

[[nodiscard]] constexpr Seconds in_seconds(Duration d) {
    return Seconds{d};
}
[[nodiscard]] constexpr Seconds in_seconds(SimTime t) {
    return Seconds{t.time_since_epoch()};
}
[[nodiscard]] constexpr SimTime at(Duration since_start) {
    return SimTime{since_start};
}

}  // namespace meridian
