#include "sim/study/shared_past.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/study/point_reader.hpp"

namespace meridian::study {
namespace {

constexpr std::array<std::string_view, 1> timed_keys{"events"};

}  // namespace

void TimedInputs::exchange(Scenario& scenario) {
    std::swap(events, scenario.events);
}

TimedChanges::TimedChanges(Scenario const& scenario)
    : capacities_{failure::CapacityTimeline{scenario, engine::RandomSource{scenario.seed, scenario.run}}
                      .all()},
      plans_for_losses_{scenario.discipline.name == "conservative" && scenario.services.empty() &&
                        !scenario.events.empty()} {}

SimTime TimedChanges::first_difference(TimedChanges const& other) const {
    if (plans_for_losses_ != other.plans_for_losses_) return SimTime{};
    auto const [x, y] = std::ranges::mismatch(capacities_, other.capacities_);
    SimTime first = SimTime::max();
    if (x != capacities_.end()) first = x->when;
    if (y != other.capacities_.end()) first = std::min(first, y->when);
    return first;
}

std::string past_key(scenario::Draft draft) {
    if (!draft.is_map()) return {};
    for (std::string_view const key : timed_keys)
        draft.erase(key);
    return point_key(draft);
}

bool is_timed(std::string_view path) {
    return std::ranges::find(timed_keys, path.substr(0, path.find('.'))) != timed_keys.end();
}

}  // namespace meridian::study
