// Where everything is, for decisions: latencies between regions and sites, and each region's sites
// in order. Made once per run from the map.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "models/map/access.hpp"
#include "models/map/shortest_paths.hpp"
#include "models/units/cross_table.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian {

class Geography {
public:
    // Searches from the nodes of the regions or from those of the sites, whichever are fewer. 13 bytes a
    // region and site.
    Geography(Scenario const& scenario, ShortestPaths const& shortest);

    // One way, from the region's users to the site, their mean: access delay + path. Unreachable: max().
    [[nodiscard]] Duration latency(RegionId region, SiteId site) const { return latency_(region, site); }
    // The same to all sites.
    [[nodiscard]] std::span<Duration const> latencies(RegionId region) const { return latency_.row(region); }
    // May work of that residency go from the region to the site?
    [[nodiscard]] bool admits(Residency residency, RegionId region, SiteId site) const {
        return residency <= nearness_(region, site);
    }
    // The sites that the region reaches, by (latency, id).
    [[nodiscard]] std::span<SiteId const> sites_by_latency(RegionId region) const {
        return {order_.data() + begin_[region.index], begin_[region.index + 1] - begin_[region.index]};
    }

private:
    void find_latencies(Scenario const& scenario, ShortestPaths const& shortest);

    CrossTable<RegionId, SiteId, Duration> latency_;
    CrossTable<RegionId, SiteId, Residency> nearness_;  // the strictest that is kept
    std::vector<SiteId> order_;
    std::vector<std::size_t> begin_;
};

}  // namespace meridian
