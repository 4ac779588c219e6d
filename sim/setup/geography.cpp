#include "sim/setup/geography.hpp"

#include <set>

namespace meridian {
namespace {

Residency strictest_kept(Table<NodeId, Node> const& nodes, NodeId region, NodeId site) {
    if (region == site) return Residency::city;
    std::string const& province = nodes[region].province;
    return !province.empty() && province == nodes[site].province ? Residency::province : Residency::anywhere;
}

template <class Things>
std::set<NodeId> nodes_of(Things const& things) {
    std::set<NodeId> nodes;
    for (auto const& thing : things)
        nodes.insert(thing.node);
    return nodes;
}

}  // namespace

// Latencies are the same in both directions.
void Geography::find_latencies(Scenario const& scenario, ShortestPaths const& shortest) {
    auto const set = [&](RegionId region, SiteId site, Duration path) {
        latency_(region, site) = path == ShortestPaths::unreachable
                                     ? Duration::max()
                                     : mean_access_delay(scenario.regions[region]) + path;
    };
    auto const region_nodes = nodes_of(scenario.regions);
    auto const site_nodes = nodes_of(scenario.sites);
    if (region_nodes.size() <= site_nodes.size()) {
        for (NodeId const node : region_nodes) {
            auto const row = shortest.latencies_from(node);
            for (RegionId const r : scenario.regions.keys()) {
                if (scenario.regions[r].node != node) continue;
                for (SiteId const s : scenario.sites.keys())
                    set(r, s, row[scenario.sites[s].node.index]);
            }
        }
        return;
    }
    for (NodeId const node : site_nodes) {
        auto const row = shortest.latencies_from(node);
        for (SiteId const s : scenario.sites.keys()) {
            if (scenario.sites[s].node != node) continue;
            for (RegionId const r : scenario.regions.keys())
                set(r, s, row[scenario.regions[r].node.index]);
        }
    }
}

Geography::Geography(Scenario const& scenario, ShortestPaths const& shortest)
    : latency_{scenario.regions.size(), scenario.sites.size()},
      nearness_{scenario.regions.size(), scenario.sites.size()} {
    find_latencies(scenario, shortest);
    begin_.push_back(0);
    for (RegionId const region : scenario.regions.keys()) {
        for (SiteId const s : scenario.sites.keys()) {
            nearness_(region, s) =
                strictest_kept(scenario.map.nodes(), scenario.regions[region].node, scenario.sites[s].node);
            if (latency(region, s) != Duration::max()) order_.push_back(s);
        }
        auto const first = order_.begin() + static_cast<std::ptrdiff_t>(begin_.back());
        std::stable_sort(first, order_.end(),
                         [&](SiteId a, SiteId b) { return latency(region, a) < latency(region, b); });
        begin_.push_back(order_.size());
    }
}

}  // namespace meridian
