#include "sim/setup/geography.hpp"

namespace meridian {

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
