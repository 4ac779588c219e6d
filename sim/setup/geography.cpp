#include "sim/setup/geography.hpp"

namespace meridian {
namespace {

Residency strictest_kept(Table<NodeId, Node> const& nodes, NodeId region, NodeId site) {
    if (region == site) return Residency::city;
    std::string const& province = nodes[region].province;
    return !province.empty() && province == nodes[site].province ? Residency::province : Residency::anywhere;
}

}  // namespace

Geography::Geography(Scenario const& scenario, ShortestPaths const& shortest)
    : sites_{scenario.sites.size()} {
    begin_.push_back(0);
    for (DemandRegion const& region : scenario.regions) {
        std::size_t const row = latency_.size();
        for (SiteId const s : scenario.sites.keys()) {
            NodeId const site_node = scenario.sites[s].node;
            bool const reached = shortest.reaches(site_node, region.node);
            latency_.push_back(reached ? mean_access_delay(region) + shortest.latency(site_node, region.node)
                                       : Duration::max());
            nearness_.push_back(strictest_kept(scenario.map.nodes(), region.node, site_node));
            if (reached) order_.push_back(s);
        }
        auto const first = order_.begin() + static_cast<std::ptrdiff_t>(begin_.back());
        std::stable_sort(first, order_.end(), [&](SiteId a, SiteId b) {
            return latency_[row + a.index] < latency_[row + b.index];
        });
        begin_.push_back(order_.size());
    }
}

}  // namespace meridian
