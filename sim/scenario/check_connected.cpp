#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

// Which nodes hang together (Tarjan, "Efficiency of a good but not linear set union algorithm", JACM 22,
// 1975; path halving).
class Islands {
public:
    explicit Islands(std::size_t nodes) : parent_(nodes) { std::iota(parent_.begin(), parent_.end(), 0U); }

    void join(NodeId a, NodeId b) { parent_[root(a.index)] = root(b.index); }
    [[nodiscard]] bool together(NodeId a, NodeId b) { return root(a.index) == root(b.index); }

private:
    std::uint32_t root(std::uint32_t node) {
        while (parent_[node] != node) {
            parent_[node] = parent_[parent_[node]];
            node = parent_[node];
        }
        return node;
    }
    std::vector<std::uint32_t> parent_;
};

// Homes of data by gravity are drawn by the lengths of paths, which a delay does not give.
void check_lengths(ScenarioBuilder const& b) {
    auto const by_gravity =
        std::find_if(b.scenario.classes.begin(), b.scenario.classes.end(),
                     [](WorkloadClass const& c) { return c.input_home.kind == HomeKind::gravity; });
    if (by_gravity == b.scenario.classes.end()) return;
    for (LinkId const l : b.links.keys()) {
        if (b.links[l].length.count() > 0.0) continue;
        b.problems.add(
            b.in.links[l.index].location(),
            fmt::format(
                "the link '{}' has no 'length', and data homes of the class '{}' are drawn by distance",
                b.links[l].name, by_gravity->name),
            "add 'length: 148 km' beside its delay, or write another 'input_home'");
    }
}

}  // namespace

void check_connected(ScenarioBuilder const& b) {
    check_lengths(b);
    Islands islands{b.nodes.size()};
    for (auto const& link : b.links)
        islands.join(link.a, link.b);
    auto const& first_site = b.scenario.sites[SiteId{0}];
    auto const check = [&](NodeId node, SourceLocation const& where, std::string const& who) {
        if (islands.together(node, first_site.node)) return;
        b.problems.add(
            where,
            fmt::format("no path of links leads from the node '{}' of {} to the node '{}' of the site '{}'",
                        b.nodes[node].name, who, b.nodes[first_site.node].name, first_site.name),
            fmt::format("add a link that joins the part of the map around '{}' to the rest",
                        b.nodes[node].name));
    };
    for (SiteId const s : b.scenario.sites.keys()) {
        auto const& site = b.scenario.sites[s];
        check(site.node, b.in.sites[s.index].node.draft->location(), fmt::format("the site '{}'", site.name));
    }
    for (RegionId const r : b.scenario.regions.keys()) {
        auto const& region = b.scenario.regions[r];
        check(region.node, b.in.regions[r.index].node.draft->location(),
              fmt::format("the region '{}'", region.name));
    }
    for (ClassId const c : b.scenario.classes.keys()) {
        auto const& home = b.scenario.classes[c].input_home;
        if (home.kind != HomeKind::node) continue;
        check(home.node, b.in.classes[c.index].input_home.value.node.where,
              fmt::format("the data of the class '{}'", b.scenario.classes[c].name));
    }
    for (auto const& job : b.in.jobs) {
        auto const& home = job.names.input_home;
        if (!home.written()) continue;
        check(NodeId{*b.node_names.find(home.value)}, home.draft->location(), "the data of a job");
    }
    for (auto const& [node, where] : b.table_homes)
        check(NodeId{node}, where, "the data of a job");
}

}  // namespace meridian::scenario
