#include <algorithm>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/scenario/scenario_builder.hpp"
#include "sim/scenario/warnings.hpp"
#include "sim/setup/effort.hpp"

namespace meridian::scenario {
namespace {

// What takes the longest, as a scenario says it.
SourceLocation location_of(ScenarioBuilder const& b, Load const& load) {
    auto const& in = b.in;
    if (load.what == "arrivals") {
        ArrivalsDraft const* most = nullptr;
        for (ClassRecord const& c : in.classes) {
            bool const is_more = most == nullptr || c.arrivals.value.rate > most->value.rate;
            if (c.arrivals.written("rate") && is_more) most = &c.arrivals;
        }
        if (most != nullptr) return most->location("rate");
    }
    return in.location("horizon");
}

}  // namespace

void check_effort(ScenarioBuilder& b, bool allow_large, Problems& large) {
    Effort const effort = effort_of(b.scenario);
    double const seconds = effort.seconds();
    double const bytes = effort.bytes();
    bool const is_long = seconds > run_seconds.warned || bytes > run_bytes.warned;
    if (!is_long) return;
    bool const is_refused = seconds > run_seconds.refused || bytes > run_bytes.refused;
    bool const by_time = is_refused ? seconds / run_seconds.refused >= bytes / run_bytes.refused
                                    : seconds / run_seconds.warned >= bytes / run_bytes.warned;
    auto const& load =
        by_time ? effort.loads.front() : *std::ranges::max_element(effort.loads, {}, &Load::bytes);
    auto wrong = fmt::format(
        "a run takes about {}, with {:.3g} {}",
        by_time ? human_duration(rounded_up(Seconds{seconds})) : human_bytes(bytes) + " of memory",
        load.count, load.what);
    if (is_refused && !allow_large) {
        b.problems.add(location_of(b, load), std::move(wrong),
                       fmt::format("{}, or add --allow-large", load.lessen));
    } else {
        large.add(location_of(b, load), std::move(wrong), fmt::format("{} if that is too long", load.lessen));
    }
}

}  // namespace meridian::scenario
