// What replicas make of requests: rates, waits and delays.
#include <algorithm>

#include "sim/service/fleet.hpp"

namespace meridian::service {
namespace {

constexpr int rings = 4;                  // of a region's users, by their distance
constexpr std::size_t rates_kept = 1024;  // of one service at one site

double share_in_time(RequestWaits const& wait, RequestWork const& work, double left_s) {
    auto const uncertain = std::ranges::partition_point(
        work.awaited_s, [&](double awaited) { return left_s - awaited > wait.certain_s(); });
    auto in_time = static_cast<double>(uncertain - work.awaited_s.begin());
    for (auto awaited = uncertain; awaited != work.awaited_s.end(); ++awaited)
        in_time += wait.within(left_s - *awaited);
    return in_time / static_cast<double>(work.awaited_s.size());
}

}  // namespace

// There and back, from the users of a ring.
double Fleet::ring_round_trip_s(Route const& route, int ring) const {
    DemandRegion const& region = scenario_.regions[route.region];
    Duration const path = in_service_.latencies.latency(route.region, route.site) - mean_access_delay(region);
    return 2.0 * in_seconds(access_delay_in_ring(region, ring, rings) + path).count();
}

Fleet::Outcome const& Fleet::serve(SimTime now, std::span<std::int64_t const> ready) {
    Plan const& plan = plan_at(now);
    if (outcome_of_ == plan.begin && std::ranges::equal(outcome_with_, ready)) return outcome_;
    outcome_of_ = plan.begin;
    outcome_with_.assign(ready.begin(), ready.end());
    serve(ready, plan.routes);
    return outcome_;
}

Fleet::Outcome const& Fleet::serve(SimTime now, std::span<std::int64_t const> ready, RateTable const& came) {
    outcome_of_ = SimTime::min();
    Offer offer = everything(now, came);
    for (ServiceId const v : scenario_.services.keys()) {
        std::vector<Route>& routes = came_routes_[v.index];
        routes.clear();
        route(v, offer, routes);
        spill(v, ready, routes);
        auto const each = static_cast<double>(scenario_.services[v].replica_accelerators);
        for (SiteId const s : scenario_.sites.keys()) {
            std::int64_t const replicas = ready[index(v, s)];
            if (replicas > 0) offer.free[pool(v, s).index] -= each * static_cast<double>(replicas);
        }
    }
    serve(ready, came_routes_);
    return outcome_;
}

void Fleet::serve(std::span<std::int64_t const> ready, std::vector<std::vector<Route>> const& routes) {
    outcome_.flows.clear();
    outcome_.uses.clear();
    if (links_ != nullptr) share_links(ready, routes);
    for (ServiceId const v : scenario_.services.keys())
        serve(v, ready, routes[v.index]);
}

void Fleet::share_links(std::span<std::int64_t const> ready, std::vector<std::vector<Route>> const& routes) {
    links_->begin();
    for (ServiceId const v : scenario_.services.keys()) {
        for (Route const& one : routes[v.index]) {
            if (arrives(one) && ready[index(v, one.site)] > 0) links_->ask(v, one.region, one.site, one.rate);
        }
    }
    links_->settle();
}

double Fleet::let_through(ServiceId v, Route const& route) {
    if (!arrives(route)) return 0.0;
    return links_ == nullptr ? route.rate : route.rate * links_->share(v, route.region, route.site);
}

void Fleet::spill(ServiceId v, std::span<std::int64_t const> ready, std::vector<Route>& routes) const {
    Duration const reach = policies_[v.index]->reach();
    if (reach == Duration{0}) return;
    std::vector<double> asked(scenario_.sites.size(), 0.0);
    for (Route const& one : routes) {
        if (one.site.valid()) asked[one.site.index] += one.rate;
    }
    std::vector<double> spare;  // below zero: too much is asked of the site
    for (SiteId const s : scenario_.sites.keys()) {
        std::int64_t const replicas = ready[index(v, s)];
        double const carries = replicas > 0 ? rate_at_full_load(v, at(v, s), replicas) : 0.0;
        spare.push_back(carries - asked[s.index]);
    }
    std::vector<double> const balance = spare;
    std::size_t const planned = routes.size();
    for (std::size_t i = 0; i < planned; ++i) {
        Route const from = routes[i];
        if (!from.site.valid() || !(balance[from.site.index] < 0.0)) continue;
        if (!arrives(from) || in_service_.accelerators[pool(v, from.site)] == 0) continue;  // it is lost
        double left = from.rate * (-balance[from.site.index] / asked[from.site.index]);
        for (SiteId const s : sites_(v, from.region)) {
            if (!(left > 0.0) || known_.latencies.latency(from.region, s) > reach) break;
            if (!arrives({from.region, s})) continue;
            double const fits = std::min(left, spare[s.index]);
            if (!(fits > 0.0)) continue;
            routes.push_back({from.region, s, fits});
            spare[s.index] -= fits;
            left -= fits;
            routes[i].rate = std::max(routes[i].rate - fits, 0.0);
        }
    }
    std::erase_if(routes, [](Route const& one) { return one.rate == 0.0; });
}

void Fleet::serve(ServiceId v, std::span<std::int64_t const> ready, std::vector<Route> const& routes) {
    Service const& service = scenario_.services[v];
    std::vector<double> asked(scenario_.sites.size(), 0.0);
    for (Route const& one : routes) {
        if (one.site.valid()) asked[one.site.index] += let_through(v, one);
    }
    std::vector<Served*> at_site(scenario_.sites.size(), nullptr);
    for (SiteId const s : scenario_.sites.keys()) {
        std::int64_t const replicas = ready[index(v, s)];
        double const rate = asked[s.index];
        if (replicas == 0 || !(rate > 0.0)) continue;
        Deployment const& deployment = at(v, s);
        at_site[s.index] = &served(v, s, replicas, rate);
        double const carried = std::min(rate, rate_at_full_load(v, deployment, replicas));
        double const slots_busy = carried * works_[deployment.work].mean_s;
        double const each = static_cast<double>(service.replica_accelerators);
        outcome_.uses.push_back(
            {v, s, deployment.pool, slots_busy / static_cast<double>(service.slots) * each});
    }
    for (Route const& one : routes)
        outcome_.flows.push_back(flow(v, one, one.site.valid() ? at_site[one.site.index] : nullptr));
}

state::ServiceFlow Fleet::flow(ServiceId v, Route const& route, Served* there) {
    state::ServiceFlow flow{v, route.region, route.site, route.rate, route.rate, 0.0, 0.0};
    if (!route.site.valid()) {
        flow.why_rejected = why_nowhere(v, route.region);
        return flow;
    }
    if (!arrives(route) || !is_whole(v, route.site)) flow.why_rejected = state::Reason::place_lost;
    double const through = let_through(v, route);
    if (there == nullptr || !(through > 0.0)) return flow;
    double const carried = through * there->admitted;
    flow.rejected = route.rate - carried;
    flow.in_time = carried * (in_time(*there, route, v) / rings);
    flow.delay_s = round_trip_s(in_service_.latencies, route.region, route.site) + there->wait.mean_s() +
                   works_[at(v, route.site).work].awaited_mean_s;
    flow.one_way = in_service_.latencies.latency(route.region, route.site);
    if (links_ == nullptr) return flow;
    links_->carry(v, route.region, route.site, through, carried);
    if (route.rate - through > through - carried) flow.why_rejected = state::Reason::links_are_full;
    return flow;
}

state::Reason Fleet::why_nowhere(ServiceId v, RegionId r) const {
    if (!sites_(v, r).empty()) return state::Reason::sites_in_reach_are_full;
    bool elsewhere = false;
    for (SiteId const s : geography_.sites_by_latency(r)) {
        if (!at(v, s).pool.valid()) continue;
        if (geography_.admits(scenario_.services[v].residency, r, s)) return state::Reason::place_lost;
        elsewhere = true;
    }
    return elsewhere ? state::Reason::data_may_not_leave : state::Reason::no_pool_can_run_it;
}

Fleet::Served& Fleet::served(ServiceId v, SiteId s, std::int64_t replicas, double rate) {
    DeploymentMemory& memory = memory_(v, s);
    std::pair const key{replicas, rate};
    if (memory.last != nullptr && memory.last_of == key) return *memory.last;
    auto at_key = memory.known.find(key);
    if (at_key == memory.known.end()) {
        if (memory.known.size() >= rates_kept) memory.known.clear();
        Deployment const& deployment = at(v, s);
        double const carried = std::min(rate, rate_at_full_load(v, deployment, replicas));
        Served made{carried / rate, RequestWaits{queue(v, deployment, replicas, carried)},
                    std::vector<double>(scenario_.regions.size(), -1.0)};
        at_key = memory.known.emplace(key, std::move(made)).first;
    }
    memory.last = &at_key->second;
    memory.last_of = key;
    return *memory.last;
}

double Fleet::in_time(Served& served, Route const& route, ServiceId v) const {
    double& known = served.in_time[route.region.index];
    if (known >= 0.0) return known;
    double const objective_s = in_seconds(scenario_.services[v].objective).count();
    RequestWork const& work = works_[at(v, route.site).work];
    double sum = 0.0;
    for (int ring = 0; ring < rings; ++ring)
        sum += share_in_time(served.wait, work, objective_s - ring_round_trip_s(route, ring));
    return known = sum;
}

}  // namespace meridian::service
