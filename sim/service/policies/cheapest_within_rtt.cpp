#include <algorithm>
#include <array>

#include "sim/service/filling.hpp"

namespace meridian::service {
namespace {

constexpr std::array parameters{ParameterDoc{"rtt", Dimension::duration, "30 ms", 0.0, 1e18,
                                             "round trip from the users beyond which a site is not used"}};

// The site with the cheapest energy now, green premium and price of carbon included, among those within the
// round trip; of equal ones the nearest. What they cannot carry, and regions that have none, go to the
// nearest site.
class CheapestWithinRtt final : public ServicePolicy {
public:
    explicit CheapestWithinRtt(ServicePolicyContext const& context)
        : one_way_{static_cast<std::int64_t>(context.parameters.at("rtt") / 2.0)} {}

private:
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

extern ComponentDoc const cheapest_within_rtt_doc;
ComponentDoc const cheapest_within_rtt_doc{
    "cheapest_within_rtt",
    "to the site with the cheapest energy (with green premium and price of carbon) within a round trip",
    parameters, "Qureshi et al., Cutting the electric bill for internet-scale systems, SIGCOMM 2009"};

std::unique_ptr<ServicePolicy> make_cheapest_within_rtt(ServicePolicyContext const& context) {
    return std::make_unique<CheapestWithinRtt>(context);
}

}  // namespace meridian::service
