#include "sim/report/names.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "models/units/complete_name.hpp"

namespace meridian::report {
namespace {

std::pair<NodeId, NodeId> ends(Link const& link) {
    return std::minmax(link.a, link.b);
}

}  // namespace

void NameTable::add(std::string_view kind, std::string const& id, DisplayName name) {
    if (name.en.empty()) name.en = id;
    if (name.en == id && (name.zh.empty() || name.zh == id)) return;
    if (seen_.emplace(kind, id).second) rows_.push_back({std::string{kind}, id, std::move(name)});
}

void NameTable::add(std::string_view kind, Selection const& selection) {
    add(kind, selection.name, selection.display);
}

void NameTable::add(Scenario const& scenario) {
    add("scenario", scenario.name, {{}, scenario.name_zh});
    add_components(scenario);
    for (Node const& node : scenario.map.nodes())
        add("node", node.name, node.display);
    for (Site const& site : scenario.sites)
        add("site", site.name, site.display);
    for (DemandRegion const& region : scenario.regions)
        add("region", region.name, region.display);
    for (WorkloadClass const& workload_class : scenario.classes)
        add("class", workload_class.name, workload_class.display);
    for (Service const& service : scenario.services)
        add("service", service.name, service.display);
    for (Rule const& rule : scenario.rules)
        add("rule", rule.text.name, {rule.text.display_name, rule.text.name_zh});
    add_links(scenario.map);
}

void NameTable::add_components(Scenario const& scenario) {
    for (Selection const& policy : scenario.policy)
        add("policy", policy);
    for (PolicyChain const& chain : scenario.class_policies) {
        for (Selection const& policy : chain)
            add("policy", policy);
    }
    add("discipline", scenario.discipline);
    add("network", scenario.network);
    for (Selection const& policy : scenario.service_policies)
        add("service_policy", policy);
}

void NameTable::add_links(NationalMap const& map) {
    std::map<std::pair<NodeId, NodeId>, int> parallel;
    for (Link const& link : map.links())
        ++parallel[ends(link)];
    for (Link const& link : map.links()) {
        Node const& a = map.nodes()[link.a];
        Node const& b = map.nodes()[link.b];
        if (!a.display.given() && !b.display.given()) continue;
        std::string const mark = parallel[ends(link)] > 1 ? fmt::format(" ({})", link.name) : "";
        DisplayName const start = complete_name(a);
        DisplayName const end = complete_name(b);
        DisplayName name{fmt::format("{} – {}{}", start.en, end.en, mark), {}};
        if (!a.display.zh.empty() || !b.display.zh.empty())
            name.zh = fmt::format("{} – {}{}", start.zh, end.zh, mark);
        add("link", link.name, std::move(name));
    }
}

}  // namespace meridian::report
