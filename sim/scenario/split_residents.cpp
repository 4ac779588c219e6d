#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

void mark_resident(DisplayName& display, Residency within) {
    bool const is_province = within == Residency::province;
    if (!display.en.empty()) display.en += is_province ? " (within the province)" : " (within the city)";
    if (!display.zh.empty()) display.zh += is_province ? "（不出省）" : "（不出市）";
}

// The share that must stay, as a record of its own; `one` keeps the rest. Nothing if all of it must stay.
template <class Record>
std::optional<Record> split(Record& one, Arrivals Record::*arrivals, ResidencyDraft const& in) {
    if (in.draft == nullptr) return std::nullopt;
    if (in.share >= 1.0) {
        one.residency = in.within;
        return std::nullopt;
    }
    Record stays = one;
    stays.residency = in.within;
    for (std::string* const text : {&stays.name, &stays.key})
        text->append("/").append(residencies.word_of(in.within));
    mark_resident(stays.display, in.within);
    PerSecond const all = (one.*arrivals).rate;
    (stays.*arrivals).rate = in.share * all;
    (one.*arrivals).rate = (1.0 - in.share) * all;
    return stays;
}

// Rules on one of them are on the part that stays too.
template <class IdType>
void add_part(std::vector<Rule>& rules, std::vector<IdType> RuleScope::*ids, IdType whole, IdType part) {
    for (Rule& rule : rules) {
        auto& named = rule.scope.*ids;
        if (std::ranges::find(named, whole) != named.end()) named.push_back(part);
    }
}

template <class Inputs>
bool any_within_province(Inputs const& inputs) {
    return std::ranges::any_of(inputs,
                               [](auto const& in) { return in.residency.within == Residency::province; });
}

}  // namespace

void check_provinces(ScenarioBuilder& b) {
    if (!any_within_province(b.in.classes) && !any_within_province(b.in.services)) return;
    for (DemandRegion const& region : b.scenario.regions) {
        if (!region.node.valid() || !b.nodes[region.node].province.empty()) continue;
        b.problems.add(
            b.in.nodes[region.node.index].location(),
            fmt::format("the node '{}' of the region '{}' has no 'province', and data may not leave it",
                        b.nodes[region.node].name, region.name),
            "add 'province:' with its name; sites in it have nodes with the same");
    }
}

void split_residents(ScenarioBuilder& b) {
    Scenario& s = b.scenario;
    for (std::size_t i = 0; i < b.in.classes.size(); ++i) {
        ClassId const c{static_cast<std::uint32_t>(i)};
        auto stays = split(s.classes[c], &WorkloadClass::arrivals, b.in.classes[i].residency);
        if (!stays) continue;
        add_part(s.rules, &RuleScope::classes, c, s.classes.add(*std::move(stays)));
        if (!s.class_policies.empty()) s.class_policies.add(PolicyChain{s.class_policies[c]});
    }
    for (std::size_t i = 0; i < b.in.services.size(); ++i) {
        ServiceId const v{static_cast<std::uint32_t>(i)};
        auto stays = split(s.services[v], &Service::requests, b.in.services[i].residency);
        if (!stays) continue;
        stays->part_of = s.services[v].key;
        ServiceId const part = s.services.add(*std::move(stays));
        add_part(s.rules, &RuleScope::services, v, part);
        for (DemandEvent& event : s.demand_events) {
            if (std::ranges::find(event.services, v) != event.services.end()) event.services.push_back(part);
        }
        s.service_policies.add(Selection{s.service_policies[v]});
    }
}

}  // namespace meridian::scenario
