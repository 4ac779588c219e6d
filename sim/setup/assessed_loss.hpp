// The loss whose effects the figures of a run are about: the assessed events of a scenario together.
#pragma once

#include <algorithm>
#include <optional>

#include "sim/setup/failure_event.hpp"

namespace meridian {

struct AssessedLoss {
    SimTime begin;  // of the first event
    SimTime end;    // of the last one; SimTime::max(): it lasts
    LossLevels levels{};
};

// Nothing where no event is assessed. The levels are those of the first such event. O(events).
[[nodiscard]] inline std::optional<AssessedLoss> assessed_loss(Table<EventId, FailureEvent> const& events) {
    std::optional<AssessedLoss> loss;
    for (FailureEvent const& event : events) {
        if (!event.assessed || !event.from) continue;
        SimTime const begin{*event.from};
        SimTime const end = event.duration ? begin + *event.duration : SimTime::max();
        if (!loss) loss = AssessedLoss{begin, end, *event.assessed};
        loss->begin = std::min(loss->begin, begin);
        loss->end = std::max(loss->end, end);
    }
    return loss;
}

}  // namespace meridian
