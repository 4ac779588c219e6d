#include <algorithm>

#include "sim/service/filling.hpp"

namespace meridian::service {
namespace {

// The site with the cheapest energy now, green premium and price of carbon included, among those within the
// round trip; of equal ones the nearest. What they cannot carry, and regions that have none, go to the
// nearest site.
class CheapestWithinRtt final : public ServicePolicy {
public:
    struct Parameters : ParameterSet {
        Parameter<Duration> rtt{*this,
                                {"rtt", Dimension::duration, "30 ms", 0.0, 1e18,
                                 "round trip from the users beyond which a site is not used"}};
    };
    CheapestWithinRtt(Parameters const& parameters, ServicePolicyContext const&)
        : one_way_{*parameters.rtt / 2} {}

private:
    [[nodiscard]] Duration reach() const override { return one_way_; }
    void plan(ServiceView const& view, std::vector<Route>& routes) override {
        Filling filling{view, 1.0, routes};
        for (RegionId const r : view.scenario().regions.keys()) {
            auto const sites = view.sites(r);
            in_reach_.clear();
            for (SiteId const s : sites) {
                if (view.latency(r, s) > one_way_) break;
                in_reach_.push_back(s);
            }
            std::stable_sort(in_reach_.begin(), in_reach_.end(),
                             [&](SiteId a, SiteId b) { return view.energy_price(a) < view.energy_price(b); });
            double left = view.demand(r);
            for (SiteId const s : in_reach_)
                left = left > 0.0 ? filling.put(r, s, left) : 0.0;
            if (left > 0.0 && !sites.empty()) routes.push_back({r, sites.front(), left});
        }
    }

    Duration one_way_;
    std::vector<SiteId> in_reach_;  // reused
};

}  // namespace

extern ServicePolicyComponent const cheapest_within_rtt_component;
ServicePolicyComponent const cheapest_within_rtt_component = ServicePolicyComponent::of<CheapestWithinRtt>(
    {"cheapest_within_rtt", "Lowest energy price within a round trip", "往返时延内最低电价"},
    "to the site with the cheapest energy (with green premium and price of carbon) within a round trip",
    "Qureshi et al., Cutting the electric bill for internet-scale systems, SIGCOMM 2009");

}  // namespace meridian::service
