#include "sim/setup/failure_event.hpp"

namespace meridian {

FailureEvent FailureEvent::once(Asset asset, Duration from, std::optional<Duration> until, double left) {
    FailureEvent event;
    event.assets = {asset};
    event.left = left;
    event.from = from;
    if (until) event.duration = *until - from;
    return event;
}

}  // namespace meridian
