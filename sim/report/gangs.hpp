// Which sites of a layout could hold the jobs of the calendar: what large halls are built for.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/setup/scenario.hpp"

namespace meridian::report {

// By job of the calendar: sites with a pool that could run it if they were empty.
[[nodiscard]] Table<CalendarId, std::int64_t> sites_that_could_hold(Scenario const& scenario);

// Jobs of the calendar of one class and width.
struct Gang {
    ClassId workload_class;
    Milliaccelerators width;
    std::int64_t jobs{0};
    std::int64_t sites{0};  // that could hold one
};
// By width, then class; `sites` as above.
[[nodiscard]] std::vector<Gang> gangs(Scenario const& scenario, Table<CalendarId, std::int64_t> const& sites);

}  // namespace meridian::report
