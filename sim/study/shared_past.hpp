// Up to which instant the runs of two scenarios are equal.
//
// What a scenario says holds from the start, but for what takes effect at an instant: TimedInputs. Scenarios that are
// equal in all else have equal runs of each number up to the first instant at which these differ. A further kind of
// input that takes effect at an instant is a member of both classes and a key in shared_past.cpp, and World learns to
// adopt it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/failure/capacity_timeline.hpp"
#include "sim/scenario/draft.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::study {

struct TimedInputs {
    Table<EventId, FailureEvent> events;

    // The scenario has these from then on, and its own are here.
    void exchange(Scenario& scenario);
};

// What the timed inputs of a scenario do in its run, by time.
class TimedChanges {
public:
    explicit TimedChanges(Scenario const& scenario);

    // Before it there is no difference; SimTime::max(): nowhere; zero: the runs share nothing, not even their begin. Of
    // three, the two that share least share as long with the third: d(a, c) >= min(d(a, b), d(b, c)).
    [[nodiscard]] SimTime first_difference(TimedChanges const& other) const;

private:
    std::vector<failure::CapacityChange> capacities_;
    bool plans_for_losses_{false};  // from the begin on, since there are events
};

// Names a scenario without its timed inputs: equal for those with equal runs up to a first difference of these.
// `draft`: resolved, or as far as it stands in files.
[[nodiscard]] std::string past_key(scenario::Draft draft);

// Whether a path of an override, such as events.a.from, leads to timed inputs alone.
[[nodiscard]] bool is_timed(std::string_view path);

}  // namespace meridian::study
