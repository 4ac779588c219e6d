// Local time of the scenario: the local hour, weekday and month at a simulated instant, with daylight saving. The
// rules are those of the machine's IANA time zone database, whose tables end with 2037: from then on the offset of
// that winter holds, so zones with daylight saving are an hour off in later summers. Zones without daylight saving,
// as all of China, are exact.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/units/time.hpp"

namespace date {
class time_zone;
}

namespace meridian {

// A stretch of time within one local hour; it ends where the next one begins.
struct LocalHour {
    SimTime begin;
    unsigned month{0};    // 0 = January
    unsigned weekday{0};  // 0 = Monday
    unsigned hour{0};     // 0..23
};

class Calendar {
public:
    // start_unix_s: seconds since 1970-01-01T00:00:00Z at simulated time zero. Precondition:
    // known(zone); an unknown zone throws std::invalid_argument.
    Calendar(std::int64_t start_unix_s, std::string const& zone);

    [[nodiscard]] static bool known(std::string_view zone);
    [[nodiscard]] static std::vector<std::string> zone_names();  // sorted

    // The stretches of [0, end), in order; the first begins at 0. Where clocks are set back, an hour
    // comes twice; where they are set forward, one is left out. Empty if end is 0.
    [[nodiscard]] std::vector<LocalHour> hours(SimTime end) const;

    // Local ISO 8601 with the offset then in force, "2025-01-01T00:00:00+08:00"; parts of a second are
    // cut off.
    [[nodiscard]] std::string iso(SimTime when) const;

private:
    std::int64_t start_unix_s_;
    date::time_zone const* zone_;
};

// "2025-01-01T00:00:00+08:00" or with Z: seconds since 1970-01-01T00:00:00Z. Empty if it is written in
// another way, lacks the offset, or names a day or time that does not exist. Years 0000 to 9999.
[[nodiscard]] std::optional<std::int64_t> parse_iso(std::string_view text);

}  // namespace meridian
