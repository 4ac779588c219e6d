#include "sim/study/shared_past.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/study/point_reader.hpp"

namespace meridian::study {
namespace {

constexpr std::array<std::string_view, 1> timed_keys{"outages"};

// Both by time.
template <class Change>
SimTime first_difference(std::vector<Change> const& a, std::vector<Change> const& b) {
    auto const [x, y] = std::ranges::mismatch(a, b);
    SimTime const of_a = x == a.end() ? SimTime::max() : x->when;
    SimTime const of_b = y == b.end() ? SimTime::max() : y->when;
    return std::min(of_a, of_b);
}

}  // namespace

void TimedInputs::exchange(Scenario& scenario) {
    std::swap(outages, scenario.outages);
}

TimedChanges::TimedChanges(Scenario const& scenario)
    : capacities_{
          failure::CapacityTimeline{scenario, engine::RandomSource{scenario.seed, scenario.run}}.all()} {}

SimTime TimedChanges::first_difference(TimedChanges const& other) const {
    return study::first_difference(capacities_, other.capacities_);
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
