#include <fmt/format.h>

#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

template <class IdType>
std::vector<IdType> ids(ScenarioBuilder& b, Field<std::vector<Item>> const& names, NameIndex const& index) {
    std::vector<IdType> found;
    if (names.written() && names.good && names.value.empty()) {
        b.problems.add(names.draft->location(), "this list is empty, and the demand event concerns none",
                       "name one at least, or remove the key: then it concerns all");
    }
    for (Item const& name : names.value)
        found.push_back(index.id<IdType>(name, b.problems));
    return found;
}

void check_times(ScenarioBuilder& b, DemandEventRecord const& in) {
    DemandEvent const& event = in.value;
    if (in.written("start") && in.written("every")) {
        b.problems.add(in.location("every"),
                       fmt::format("the demand event '{}' comes at its 'start' and at random", event.name),
                       "remove 'every', or remove 'start'");
    } else if (in.lacks("start") && in.lacks("every")) {
        b.problems.add(in.location(), fmt::format("the demand event '{}' never comes", event.name),
                       "add 'start: 2 d' for one time, or 'every: 7 d' for times at random");
    }
    if (!in.has("every") || !in.has("duration") || *event.every >= event.duration) return;
    b.problems.add(
        in.location("every"),
        fmt::format("the demand event '{}' comes again, on average, before it is over", event.name),
        fmt::format("write {} or more, or a shorter 'duration'", in.text("duration")));
}

}  // namespace

void build_demand_events(ScenarioBuilder& b) {
    for (DemandEventRecord const& in : b.in.demand_events) {
        DemandEvent event = in.value;
        event.key = key_of(in, event.name);
        b.demand_event_names.add(event.name, in, b.problems);
        check_times(b, in);
        event.services = ids<ServiceId>(b, in.services, b.service_names);
        event.regions = ids<RegionId>(b, in.regions, b.region_names);
        b.scenario.demand_events.push_back(std::move(event));
    }
}

}  // namespace meridian::scenario
