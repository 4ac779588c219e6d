// Chooses where the requests of a service go: the contract of every service policy.
//
// A policy may rely on the view alone: the demand of each region, how many replicas each site could hold and
// what they would need and carry. It must route at most each region's demand, to sites that can hold the
// service; what it does not route is rejected. It is asked once for each epoch and service, in order; what the
// earlier ones have been given is no longer offered.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "sim/service/service_paths.hpp"
#include "sim/setup/registry.hpp"

namespace meridian::service {

// What a service could have.
class ServiceView {
public:
    ServiceView(Scenario const& scenario, SiteLatencies const& latencies)
        : scenario_{scenario}, latencies_{latencies} {}
    virtual ~ServiceView() = default;

    [[nodiscard]] Scenario const& scenario() const { return scenario_; }
    // One way, mean over the region's users, over the paths that the planner knows of.
    [[nodiscard]] Duration latency(RegionId region, SiteId site) const {
        return latencies_.latency(region, site);
    }
    // The sites that the region reaches, that its data may go to and that could hold a replica, by latency; none that is
    // known to be out of service.
    [[nodiscard]] virtual std::span<SiteId const> sites(RegionId region) const = 0;
    // Requests per second, in this epoch.
    [[nodiscard]] virtual double demand(RegionId region) const = 0;
    // Requests per second that the site could carry with all replicas that fit it.
    [[nodiscard]] virtual double most(SiteId site) const = 0;
    // Electricity, green premium and price of carbon of the facility energy there and now, CNY for each kWh
    // of IT.
    [[nodiscard]] virtual double energy_price(SiteId site) const = 0;

private:
    Scenario const& scenario_;
    SiteLatencies const& latencies_;
};

struct Route {
    RegionId region;
    SiteId site;
    double rate{0.0};  // requests per second
};

class ServicePolicy {
public:
    virtual ~ServicePolicy() = default;
    virtual void plan(ServiceView const& view, std::vector<Route>& routes) = 0;
    // How far from its users, one way, a request may be sent that its site has no replica for; zero: it is rejected.
    [[nodiscard]] virtual Duration reach() const { return Duration{0}; }
};

// What a service policy is made from, beside its parameters.
struct ServicePolicyContext {};
using ServicePolicyComponent = Component<ServicePolicy, ServicePolicyContext>;

// Sorted as in CMakeLists.txt.
[[nodiscard]] std::span<ComponentDoc const> service_policies();
[[nodiscard]] std::unique_ptr<ServicePolicy> make_service_policy(Selection const& selection);

}  // namespace meridian::service
