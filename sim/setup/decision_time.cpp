#include "sim/setup/decision_time.hpp"

#include <algorithm>

namespace meridian {

Duration DecisionTime::of(std::size_t jobs) const {
    auto const count = static_cast<std::int64_t>(jobs);
    if (per_job > Duration{0} && count > longest_duration / per_job) return longest_duration;
    return std::min(longest_duration, per_message + count * per_job);
}

Duration DecisionTime::scaled(Duration taken) const {
    return rounded_up(in_seconds(taken) * scale);
}

}  // namespace meridian
