#include <algorithm>
#include <limits>

#include "models/units/time.hpp"
#include "sim/service/filling.hpp"

namespace meridian::service {
namespace {

// As few sites as asked for, so that peaks and chance even out; opened one by one, each that brings the users
// of all regions nearest to an open one (the greedy rule for the p-median problem, Kuehn and Hamburger, A
// heuristic program for locating warehouses, Management Science 9, 1963). More are opened while the open ones
// cannot carry all; each region fills the nearest that is open and not full.
class Pooled final : public ServicePolicy {
public:
    struct Parameters : ParameterSet {
        Parameter<std::size_t> sites{
            *this,
            {"sites", Dimension::count, "1", 1.0, 1e6, "over how many sites, or more if they are full"}};
    };
    Pooled(Parameters const& parameters, ServicePolicyContext const&) : sites_{*parameters.sites} {}

private:
    [[nodiscard]] Duration reach() const override { return Duration::max(); }
    void plan(ServiceView const& view, std::vector<Route>& routes) override {
        auto const& regions = view.scenario().regions;
        double total = 0.0;
        for (RegionId const r : regions.keys())
            total += view.demand(r);
        Filling filling{view, 1.0, routes};
        double room = 0.0;
        is_open_.assign(view.scenario().sites.size(), false);
        nearest_s_.assign(regions.size(), far_s);
        for (std::size_t open = 0; open < sites_ || room < total; ++open) {
            SiteId const next = best(view, filling);
            if (!next.valid()) break;
            is_open_[next.index] = true;
            room += filling.room(next);
            for (RegionId const r : regions.keys())
                nearest_s_[r.index] = std::min(nearest_s_[r.index], seconds(view, r, next));
        }
        for (RegionId const r : regions.keys())
            route(view, r, filling, routes);
    }

    [[nodiscard]] static double seconds(ServiceView const& view, RegionId r, SiteId s) {
        Duration const latency = view.latency(r, s);
        return latency == Duration::max() ? far_s : in_seconds(latency).count();
    }

    // The closed site that could carry something and takes the most of the way off; none if there is no such.
    [[nodiscard]] SiteId best(ServiceView const& view, Filling const& filling) const {
        SiteId found;
        double least = std::numeric_limits<double>::infinity();
        for (SiteId const s : view.scenario().sites.keys()) {
            if (is_open_[s.index] || !(filling.room(s) > 0.0)) continue;
            double way = 0.0;
            for (RegionId const r : view.scenario().regions.keys())
                way += view.demand(r) * std::min(nearest_s_[r.index], seconds(view, r, s));
            if (way < least) found = s;
            least = std::min(least, way);
        }
        return found;
    }

    void route(ServiceView const& view, RegionId r, Filling& filling, std::vector<Route>& routes) const {
        double left = view.demand(r);
        SiteId nearest;
        for (SiteId const s : view.sites(r)) {
            if (!is_open_[s.index]) continue;
            if (!nearest.valid()) nearest = s;
            left = left > 0.0 ? filling.put(r, s, left) : 0.0;
        }
        if (left > 0.0 && nearest.valid()) routes.push_back({r, nearest, left});
    }

    static constexpr double far_s = 1e3;  // of a site out of reach: farther than any path
    std::size_t sites_;
    std::vector<bool> is_open_;      // by site; reused
    std::vector<double> nearest_s_;  // by region: one way to the nearest open site; reused
};

}  // namespace

extern ServicePolicyComponent const pooled_component;
ServicePolicyComponent const pooled_component =
    ServicePolicyComponent::of<Pooled>({"pooled", "Pooled at few sites", "集中部署"},
                                       "to as few sites as can be, each near to as many users as can be",
                                       "Kuehn and Hamburger, Management Science 9, 1963");

}  // namespace meridian::service
