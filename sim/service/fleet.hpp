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
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "models/queueing/request_queue.hpp"
#include "models/units/cross_table.hpp"
#include "sim/service/request_rates.hpp"
#include "sim/service/request_work.hpp"
#include "sim/service/service_policy.hpp"
#include "sim/setup/eligibility.hpp"
#include "sim/setup/site_series.hpp"
#include "sim/state/service_flow.hpp"

namespace meridian::service {

class Fleet {
public:
    // All three outlive the fleet, which plans for the expected rates unless others are given.
    Fleet(Scenario const& scenario, Geography const& geography, SiteSeries const& series);

    // The pool that holds the service's replicas at a site: the largest that accepts it; none if there is
    // none that could hold one.
    [[nodiscard]] PoolId pool(ServiceId service, SiteId site) const { return at(service, site).pool; }

    // Replicas by (service, site) that the policies want at an instant: for what they route there, so that
    // the wait leaves the target share of the farthest region in time, and the load at most max_load.
    [[nodiscard]] std::span<std::int64_t const> wanted(SimTime now) { return plan_at(now).replicas; }
    // The same for rates that are forecast of the epoch at that instant. The answer holds until the next one.
    [[nodiscard]] std::span<std::int64_t const> wanted(SimTime now, RateTable const& forecast);
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
    void serve(ServiceId service, std::span<std::int64_t const> ready, std::vector<Route> const& routes);
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
    [[nodiscard]] double round_trip_s(RegionId region, SiteId site) const;

    Scenario const& scenario_;
    Geography const& geography_;
    SiteSeries const& series_;
    ExpectedRates expected_;
    CrossTable<ServiceId, SiteId, Deployment> deployments_;
    std::vector<RequestWork> works_;
    CrossTable<ServiceId, RegionId, std::vector<SiteId>> sites_;  // near ones first
    std::vector<std::unique_ptr<ServicePolicy>> policies_;
    std::vector<Plan> plans_;  // the two asked for last
    std::size_t oldest_{0};    // of them
    // By the weights of all curves, which come back each week; of policies that do not ask for prices.
    std::map<std::vector<double>, Plan> known_;
    bool saw_prices_{false};
    Plan forecast_plan_;  // of the forecast asked for last
    CrossTable<ServiceId, SiteId, DeploymentMemory> memory_;
    Outcome outcome_;
    SimTime outcome_of_{SimTime::min()};  // begin of its plan
    std::vector<std::int64_t> outcome_with_;
};

}  // namespace meridian::service
