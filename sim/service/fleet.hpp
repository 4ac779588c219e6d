// Services over a run: what each needs at each site, and what its replicas make of the requests.
//
// Demand is the mean rate of requests by region and local hour, or by region and epoch where it is uncertain; within an
// epoch requests come at random with the service's variation, and the queue in front of a site's replicas is in
// equilibrium (models/queueing, G/G/c with c = replicas x slots). A request goes from the user to the site and its
// answer comes back:
//     delay = 2 x (access + path) + queue + work until the token that the user waits for
// The users of a region are taken in four rings by their distance from its node, each with its own delay.
//
// With `serving.plan_for` a site has replicas for that quantile of the rate that comes to it: a lognormal around the
// forecast with the forecast's error, of regions that err together as far as the service's regional_correlation says
// (models/workload/variability.hpp). What comes is then routed as it is; where a site's replicas cannot carry it, the
// excess goes to other sites that can as far as the policy reaches, and is rejected beyond that.
//
// Plans are made for what is known to be in service (`plan_for`); requests meet what is (`set_in_service`): those whose
// site, or every path to it, is out of service are rejected.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "models/queueing/request_queue.hpp"
#include "models/units/cross_table.hpp"
#include "sim/service/link_loads.hpp"
#include "sim/service/request_rates.hpp"
#include "sim/service/request_work.hpp"
#include "sim/service/service_policy.hpp"
#include "sim/service/service_supply.hpp"
#include "sim/setup/eligibility.hpp"
#include "sim/setup/site_series.hpp"
#include "sim/state/service_flow.hpp"

namespace meridian::service {

class Fleet {
public:
    // All of it outlives the fleet, which plans for the expected rates unless others are given. Without `links` no
    // request has bytes.
    Fleet(Scenario const& scenario, Geography const& geography, SiteSeries const& series,
          LinkLoads* links = nullptr);

    // The pool that holds the service's replicas at a site: the largest that accepts it; none if there is
    // none that could hold one.
    [[nodiscard]] PoolId pool(ServiceId service, SiteId site) const { return at(service, site).pool; }

    // Replicas by (service, site) that the policies want at an instant: for what they route there, so that
    // the wait leaves the target share of the farthest region in time, and the load at most max_load.
    [[nodiscard]] std::span<std::int64_t const> wanted(SimTime now) { return plan_at(now).replicas; }
    // The same for rates that are forecast of the epoch at that instant. The answer holds until the next one.
    [[nodiscard]] std::span<std::int64_t const> wanted(SimTime now, RateTable const& forecast);
    // What plans are made for from now on. Plans for the whole network are kept for when it is whole again.
    void plan_for(ServiceSupply const& known);
    [[nodiscard]] ServiceSupply const& known() const { return known_; }
    [[nodiscard]] ServiceSupply const& whole() const { return whole_; }
    [[nodiscard]] bool knows_whole() const { return knows_whole_; }
    // What requests meet from now on.
    void set_in_service(ServiceSupply const& supply);

    // Until when demand and prices, and so that answer, stay what they are.
    [[nodiscard]] SimTime holds_until(SimTime now) { return plan_at(now).end; }
    // What they want at the worst instant before the horizon, at the expected rates.
    [[nodiscard]] std::vector<std::int64_t> peak();
    // The accelerators of each pool that so many replicas by (service, site) hold.
    [[nodiscard]] Table<PoolId, std::int64_t> accelerators(std::span<std::int64_t const> replicas) const;

    // What so many replicas by (service, site) make of an instant's requests.
    struct Outcome {
        std::vector<state::ServiceFlow> flows;  // services in order; of each, as its policy routed them
        std::vector<state::ServiceUse> uses;    // of each service and site that holds something
    };
    [[nodiscard]] Outcome const& serve(SimTime now, std::span<std::int64_t const> ready);
    // The same of the rates that have come.
    [[nodiscard]] Outcome const& serve(SimTime now, std::span<std::int64_t const> ready,
                                       RateTable const& came);

    // Of the last serve().
    [[nodiscard]] Outcome const& outcome() const { return outcome_; }

    [[nodiscard]] ExpectedRates const& expected_rates() const { return expected_; }

    // The place of a pair among values by (service, site), and what is there.
    [[nodiscard]] std::size_t index(ServiceId service, SiteId site) const {
        return deployments_.place(service, site);
    }
    [[nodiscard]] ServiceId service_at(std::size_t place) const { return deployments_.row_of(place); }
    [[nodiscard]] PoolId pool_at(std::size_t place) const { return deployments_[place].pool; }

private:
    // A service at a site.
    struct Deployment {
        PoolId pool;
        std::size_t work{0};  // of works_
    };
    // What is offered to one service at one instant.
    struct Offer {
        SimTime now;
        RateTable const& rates;
        std::vector<double> free;  // accelerators by pool that no earlier service has
    };
    // What holds as long as no demand and no price changes.
    struct Plan {
        SimTime begin, end;
        std::vector<std::vector<Route>> routes;  // by service
        std::vector<std::int64_t> replicas;      // by (service, site)
    };
    // What one number of replicas makes of one rate of requests at a deployment. Both come back each week.
    struct Served {
        double admitted{0.0};  // share
        RequestWaits wait;
        std::vector<double> in_time;  // by region, summed over its rings; below zero: not asked for yet
    };
    struct DeploymentMemory {
        std::map<std::pair<std::int64_t, double>, Served> known;  // by replicas and rate
        Served* last{nullptr};
        std::pair<std::int64_t, double> last_of;
    };
    class View;

    [[nodiscard]] Deployment const& at(ServiceId service, SiteId site) const {
        return deployments_(service, site);
    }
    void add_deployments(ServiceId service, Eligibility const& eligibility);
    // The sites that a plan may use.
    void find_sites(ServiceId service, RegionId region);
    // Does the known supply of the pool hold a replica of the service?
    [[nodiscard]] bool holds_one(ServiceId service, PoolId pool) const {
        return known_.accelerators[pool] >= scenario_.services[service].replica_accelerators;
    }
    [[nodiscard]] Plan& plan_at(SimTime now);
    void make_plan(SimTime now, Plan& plan);
    // Routes and replicas of all services.
    void lay_out(SimTime now, RateTable const& rates, Plan& plan);
    [[nodiscard]] Offer everything(SimTime now, RateTable const& rates) const;
    void route(ServiceId service, Offer const& offer, std::vector<Route>& routes);
    void size(ServiceId service, Plan& plan, Offer& offer);
    // The rates by site that replicas are planned for.
    [[nodiscard]] std::vector<double> rates_to_carry(ServiceId service,
                                                     std::vector<Route> const& routes) const;
    // Sends what the replicas of a site cannot carry to others that can.
    void spill(ServiceId service, std::span<std::int64_t const> ready, std::vector<Route>& routes) const;
    // Of the routes of all services.
    void serve(std::span<std::int64_t const> ready, std::vector<std::vector<Route>> const& routes);
    void serve(ServiceId service, std::span<std::int64_t const> ready, std::vector<Route> const& routes);
    // `there`: what the replicas of its site make of requests; nullptr: none answers.
    [[nodiscard]] state::ServiceFlow flow(ServiceId service, Route const& route, Served* there);
    // What the links let through of all routes that reach a replica.
    void share_links(std::span<std::int64_t const> ready, std::vector<std::vector<Route>> const& routes);
    [[nodiscard]] double let_through(ServiceId service, Route const& route);
    // Is there a path to its site now?
    [[nodiscard]] bool arrives(Route const& route) const {
        return route.site.valid() &&
               in_service_.latencies.latency(route.region, route.site) != Duration::max();
    }
    // Is what the service uses of the site in service, all of it?
    [[nodiscard]] bool is_whole(ServiceId service, SiteId site) const {
        PoolId const p = pool(service, site);
        return in_service_.accelerators[p] >= whole_.accelerators[p];
    }
    // Why requests that no site is asked for have none.
    [[nodiscard]] state::Reason why_nowhere(ServiceId service, RegionId region) const;
    [[nodiscard]] Served& served(ServiceId service, SiteId site, std::int64_t replicas, double rate);
    [[nodiscard]] double in_time(Served& served, Route const& route, ServiceId service) const;
    [[nodiscard]] double rate_at_full_load(ServiceId service, Deployment const& deployment,
                                           std::int64_t replicas) const;
    [[nodiscard]] std::int64_t replicas_for(ServiceId service, Deployment const& deployment, double rate,
                                            double wait_budget_s) const;
    [[nodiscard]] RequestQueue queue(ServiceId service, Deployment const& deployment, std::int64_t replicas,
                                     double rate) const;
    [[nodiscard]] double ring_round_trip_s(Route const& route, int ring) const;
    [[nodiscard]] static double round_trip_s(SiteLatencies const& latencies, RegionId region, SiteId site) {
        return 2.0 * in_seconds(latencies.latency(region, site)).count();
    }

    Scenario const& scenario_;
    Geography const& geography_;
    SiteSeries const& series_;
    LinkLoads* links_;  // none: requests have no bytes
    ServiceSupply whole_, known_, in_service_;
    bool knows_whole_{true};
    ExpectedRates expected_;
    CrossTable<ServiceId, SiteId, Deployment> deployments_;
    std::vector<RequestWork> works_;
    CrossTable<ServiceId, RegionId, std::vector<SiteId>> sites_;  // near ones first
    std::vector<std::unique_ptr<ServicePolicy>> policies_;
    std::vector<Plan> plans_;  // the two asked for last
    std::size_t oldest_{0};    // of them
    // For the known supply, by the weights of all curves, which come back each week; of policies that do not ask for
    // prices.
    std::map<std::vector<double>, Plan> weekly_;
    std::map<std::vector<double>, Plan>
        whole_weekly_;  // the same for the whole one, while it is not the known one
    bool saw_prices_{false};
    Plan forecast_plan_;  // of the forecast asked for last
    CrossTable<ServiceId, SiteId, DeploymentMemory> memory_;
    std::vector<std::vector<Route>> came_routes_;  // by service, of the rates that have come; reused
    Outcome outcome_;
    SimTime outcome_of_{SimTime::min()};  // begin of its plan
    std::vector<std::int64_t> outcome_with_;
};

}  // namespace meridian::service
