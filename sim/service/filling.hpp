// Sends demand to sites until they are full: what service policies share.
#pragma once

#include <algorithm>
#include <vector>

#include "sim/service/service_policy.hpp"

namespace meridian::service {

class Filling {
public:
    // A site takes `share` of what it could carry.
    Filling(ServiceView const& view, double share, std::vector<Route>& routes) : routes_{routes} {
        for (SiteId const s : view.scenario().sites.keys())
            room_.push_back(share * view.most(s));
    }

    // What fits; gives back what does not.
    [[nodiscard]] double put(RegionId region, SiteId site, double rate) {
        double const fits = std::min(rate, std::max(room_[site.index], 0.0));
        room_[site.index] -= fits;
        if (fits > 0.0) routes_.push_back({region, site, fits});
        return rate - fits;
    }
    [[nodiscard]] double room(SiteId site) const { return room_[site.index]; }

private:
    std::vector<Route>& routes_;
    std::vector<double> room_;  // by site
};

}  // namespace meridian::service
