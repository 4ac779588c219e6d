#include "sim/service/service_policy.hpp"

namespace meridian::service {
namespace {

// All of a region's requests go to the site nearest to it, whether that can carry them or not.
class HomePolicy final : public ServicePolicy {
public:
    using Parameters = ParameterSet;
    HomePolicy(Parameters const&, ServicePolicyContext const&) {}

private:
    void plan(ServiceView const& view, std::vector<Route>& routes) override {
        for (RegionId const r : view.scenario().regions.keys()) {
            if (view.demand(r) > 0.0 && !view.sites(r).empty())
                routes.push_back({r, view.sites(r).front(), view.demand(r)});
        }
    }
};

}  // namespace

extern ServicePolicyComponent const home_component;
ServicePolicyComponent const home_component = ServicePolicyComponent::of<HomePolicy>(
    {"home", "Nearest site", "就近中心"}, "to the site nearest to the users, whatever its load");

}  // namespace meridian::service
