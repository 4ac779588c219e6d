#include "sim/service/service_policy.hpp"

namespace meridian::service {
namespace {

// All of a region's requests go to the site nearest to it, whether that can carry them or not.
class Home final : public ServicePolicy {
    void plan(ServiceView const& view, std::vector<Route>& routes) override {
        for (RegionId const r : view.scenario().regions.keys()) {
            if (view.demand(r) > 0.0 && !view.sites(r).empty())
                routes.push_back({r, view.sites(r).front(), view.demand(r)});
        }
    }
};

}  // namespace

extern ComponentDoc const home_doc;
ComponentDoc const home_doc{"home", "to the site nearest to the users, come what may", {}, {}};

std::unique_ptr<ServicePolicy> make_home(ServicePolicyContext const&) {
    return std::make_unique<Home>();
}

}  // namespace meridian::service
