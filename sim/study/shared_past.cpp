#include "sim/study/shared_past.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <tuple>
#include <utility>

#include "sim/study/point_reader.hpp"

namespace meridian::study {
namespace {

constexpr std::array<std::string_view, 2> timed_keys{"events", "demand_events"};

// When the event can first be felt: in the epoch of its start, or from the begin on where it comes at random or where
// a perfect forecast sees all of them.
SimTime when_felt(Scenario const& scenario, DemandEvent const& event) {
    if (!event.start || scenario.serving.forecast.kind == ForecastKind::perfect) return SimTime{};
    return SimTime{*event.start / scenario.serving.epoch * scenario.serving.epoch};
}

bool are_equal(DemandEvent const& a, DemandEvent const& b) {
    auto const content = [](DemandEvent const& e) {
        return std::tie(e.key, e.factor, e.duration, e.start, e.every, e.services, e.regions);
    };
    return content(a) == content(b);
}

}  // namespace

void TimedInputs::exchange(Scenario& scenario) {
    std::swap(events, scenario.events);
    std::swap(demand_events, scenario.demand_events);
}

TimedChanges::TimedChanges(Scenario const& scenario)
    : capacities_{failure::CapacityTimeline{scenario, engine::RandomSource{scenario.seed, scenario.run}}
                      .all()},
      plans_for_losses_{scenario.discipline.name == "conservative" && scenario.services.empty() &&
                        !scenario.events.empty()} {
    for (DemandEvent const& event : scenario.demand_events)
        demand_.push_back({when_felt(scenario, event), event});
}

bool TimedChanges::are_equal_before(SimTime instant, std::vector<DemandChange> const& a,
                                    std::vector<DemandChange> const& b) {
    auto const is_before = [&](DemandChange const& one) { return one.when < instant; };
    auto const same = [](DemandChange const& x, DemandChange const& y) {
        return are_equal(x.event, y.event);
    };
    return std::ranges::equal(a | std::views::filter(is_before), b | std::views::filter(is_before), same);
}

SimTime TimedChanges::first_difference(TimedChanges const& other) const {
    if (plans_for_losses_ != other.plans_for_losses_) return SimTime{};
    auto const [x, y] = std::ranges::mismatch(capacities_, other.capacities_);
    SimTime first = SimTime::max();
    if (x != capacities_.end()) first = x->when;
    if (y != other.capacities_.end()) first = std::min(first, y->when);
    while (!are_equal_before(first, demand_, other.demand_)) {
        SimTime last{};
        for (auto const* const list : {&demand_, &other.demand_}) {
            for (DemandChange const& one : *list)
                if (one.when < first) last = std::max(last, one.when);
        }
        first = last;
    }
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
