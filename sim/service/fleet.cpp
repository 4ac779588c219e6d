#include "sim/service/fleet.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/workload/variability.hpp"

namespace meridian::service {

// What is offered to one service at one instant.
class Fleet::View final : public ServiceView {
public:
    View(Fleet& fleet, ServiceId service, Offer const& offer)
        : ServiceView{fleet.scenario_, fleet.known_.latencies},
          fleet_{fleet},
          service_{service},
          offer_{offer} {}

    [[nodiscard]] std::span<SiteId const> sites(RegionId region) const override {
        return fleet_.sites_(service_, region);
    }
    [[nodiscard]] double demand(RegionId region) const override { return offer_.rates(service_, region); }
    [[nodiscard]] double most(SiteId site) const override {
        Deployment const& deployment = fleet_.at(service_, site);
        if (!deployment.pool.valid()) return 0.0;
        double const each = static_cast<double>(scenario().services[service_].replica_accelerators);
        auto const replicas = static_cast<std::int64_t>(offer_.free[deployment.pool.index] / each);
        return fleet_.rate_at_full_load(service_, deployment, replicas);
    }
    [[nodiscard]] double energy_price(SiteId site) const override {
        fleet_.saw_prices_ = true;
        PowerFactors const now = fleet_.series_.it_piece(fleet_.series_.zone(site), offer_.now).value;
        Grid const& grid = scenario().grids[scenario().sites[site].grid];
        return energy_cost_cny(grid, scenario().carbon_price, {now.pue, now.price, now.carbon});
    }

private:
    Fleet& fleet_;
    ServiceId service_;
    Offer const& offer_;
};

Fleet::Fleet(Scenario const& scenario, Geography const& geography, SiteSeries const& series, LinkLoads* links)
    : scenario_{scenario},
      geography_{geography},
      series_{series},
      links_{links},
      whole_{whole_supply(scenario, geography)},
      known_{whole_},
      in_service_{whole_},
      expected_{scenario},
      plans_(2),
      came_routes_(scenario.services.size()) {
    deployments_ = {scenario.services.size(), scenario.sites.size()};
    sites_ = {scenario.services.size(), scenario.regions.size()};
    memory_ = {scenario.services.size(), scenario.sites.size()};
    Eligibility const eligibility{scenario};
    for (ServiceId const v : scenario.services.keys()) {
        add_deployments(v, eligibility);
        policies_.push_back(make_service_policy(scenario.service_policies[v]));
    }
}

void Fleet::add_deployments(ServiceId v, Eligibility const& eligibility) {
    Service const& service = scenario_.services[v];
    Accelerator const& reference = scenario_.accelerators[scenario_.reference];
    std::vector<std::size_t> work_of(scenario_.accelerators.size(), works_.max_size());
    for (SiteId const s : scenario_.sites.keys()) {
        Deployment deployment;
        std::int64_t largest = 0;
        for (PoolId const p : scenario_.pools.keys()) {
            Pool const& pool = scenario_.pools[p];
            std::int64_t const size = pool.servers * pool.width;
            if (pool.site != s || size <= largest) continue;
            if (eligibility.at_pool(v, p)) continue;
            largest = size;
            deployment.pool = p;
        }
        if (deployment.pool.valid()) {
            AcceleratorId const model = scenario_.pools[deployment.pool].accelerator;
            if (work_of[model.index] == works_.max_size()) {
                double const speed =
                    relative_speed(scenario_.accelerators[model], reference, WorkKind::inference);
                work_of[model.index] = works_.size();
                works_.push_back(request_work(service, speed));
            }
            deployment.work = work_of[model.index];
        }
        deployments_(v, s) = deployment;
    }
    for (RegionId const r : scenario_.regions.keys())
        find_sites(v, r);
}

void Fleet::find_sites(ServiceId v, RegionId r) {
    Residency const residency = scenario_.services[v].residency;
    std::vector<SiteId> able;
    for (SiteId const s : known_.latencies.sites_by_latency(r)) {
        PoolId const p = at(v, s).pool;
        if (p.valid() && holds_one(v, p) && geography_.admits(residency, r, s)) able.push_back(s);
    }
    sites_(v, r) = std::move(able);
}

double Fleet::rate_at_full_load(ServiceId v, Deployment const& deployment, std::int64_t replicas) const {
    Service const& service = scenario_.services[v];
    return service.max_load * static_cast<double>(replicas * service.slots) / works_[deployment.work].mean_s;
}

RequestQueue Fleet::queue(ServiceId v, Deployment const& deployment, std::int64_t replicas,
                          double rate) const {
    Service const& service = scenario_.services[v];
    double const variation = service.requests.variation;
    RequestWork const& work = works_[deployment.work];
    return {replicas * service.slots, rate, work.mean_s, variation * variation, work.scv};
}

// The fewest that carry the rate and leave the wait within its budget for the target share.
std::int64_t Fleet::replicas_for(ServiceId v, Deployment const& deployment, double rate,
                                 double wait_budget_s) const {
    Service const& service = scenario_.services[v];
    double const one = rate_at_full_load(v, deployment, 1);
    auto const suffices = [&](std::int64_t replicas) {
        RequestQueue const requests = queue(v, deployment, replicas, rate);
        bool const is_clear =
            wait_budget_s >= 0.0 &&
            most_waiting_share(requests.servers, requests.arrival_rate * requests.mean_service_s) <
                1.0 - service.target;
        return is_clear || RequestWaits{requests}.within(wait_budget_s) >= service.target;
    };
    std::int64_t low = std::max<std::int64_t>(1, static_cast<std::int64_t>(std::ceil(rate / one)));
    while (rate_at_full_load(v, deployment, low) < rate)
        ++low;  // the quotient was rounded
    if (suffices(low)) return low;
    std::int64_t step = 1;
    while (!suffices(low + step)) {
        low += step;
        step *= 2;
    }
    std::int64_t high = low + step;
    while (high - low > 1) {
        std::int64_t const middle = low + (high - low) / 2;
        (suffices(middle) ? high : low) = middle;
    }
    return high;
}

Fleet::Plan& Fleet::plan_at(SimTime now) {
    for (std::size_t i = 0; i < plans_.size(); ++i) {
        Plan& plan = plans_[i];
        if (plan.begin > now || now >= plan.end) continue;
        oldest_ = 1 - i;
        return plan;
    }
    Plan& plan = plans_[oldest_];
    oldest_ = 1 - oldest_;
    make_plan(now, plan);
    return plan;
}

void Fleet::make_plan(SimTime now, Plan& plan) {
    std::vector<SimTime> const& changes = expected_.changes();
    auto const next = std::upper_bound(changes.begin(), changes.end(), now);
    plan.begin = now;
    plan.end = next == changes.end() ? SimTime::max() : *next;
    for (SiteId const s : scenario_.sites.keys())
        plan.end = std::min(plan.end, series_.it_piece(series_.zone(s), now).end);
    auto const [known, is_new] = weekly_.try_emplace(expected_.weights(now));
    if (!is_new) {
        plan.routes = known->second.routes;
        plan.replicas = known->second.replicas;
        return;
    }
    saw_prices_ = false;
    RateTable const expected = expected_.table(now);
    lay_out(now, expected, plan);
    if (saw_prices_) {
        weekly_.erase(known);
    } else {
        known->second = {plan.begin, plan.end, plan.routes, plan.replicas};
    }
}

void Fleet::lay_out(SimTime now, RateTable const& rates, Plan& plan) {
    plan.routes.assign(scenario_.services.size(), {});
    plan.replicas.assign(deployments_.size(), 0);
    Offer offer = everything(now, rates);
    for (ServiceId const v : scenario_.services.keys()) {
        route(v, offer, plan.routes[v.index]);
        size(v, plan, offer);
    }
}

Fleet::Offer Fleet::everything(SimTime now, RateTable const& rates) const {
    Offer offer{now, rates, {}};
    for (std::int64_t const accelerators : known_.accelerators)
        offer.free.push_back(static_cast<double>(accelerators));
    return offer;
}

std::span<std::int64_t const> Fleet::wanted(SimTime now, RateTable const& forecast) {
    lay_out(now, forecast, forecast_plan_);
    return forecast_plan_.replicas;
}

void Fleet::route(ServiceId v, Offer const& offer, std::vector<Route>& routes) {
    policies_[v.index]->plan(View{*this, v, offer}, routes);
    std::vector<double> routed(scenario_.regions.size(), 0.0);
    for (Route const& one : routes) {
        routed[one.region.index] += one.rate;
        if (!(one.rate >= 0.0) || !at(v, one.site).pool.valid() ||
            known_.latencies.latency(one.region, one.site) == Duration::max() ||
            !geography_.admits(scenario_.services[v].residency, one.region, one.site))
            throw std::logic_error{"a service policy chose a site that cannot serve: " +
                                   scenario_.sites[one.site].name};
    }
    for (RegionId const r : scenario_.regions.keys()) {
        double const asked = offer.rates(v, r);
        double const left = asked - routed[r.index];
        if (left < -1e-9 * asked) throw std::logic_error{"a service policy routed more than was asked"};
        if (left > 1e-9 * asked) routes.push_back({r, SiteId{}, left});
    }
}

std::vector<double> Fleet::rates_to_carry(ServiceId v, std::vector<Route> const& routes) const {
    std::vector<double> rates(scenario_.sites.size(), 0.0);
    for (Route const& one : routes) {
        if (one.site.valid()) rates[one.site.index] += one.rate;
    }
    Serving const& serving = scenario_.serving;
    if (!serving.plan_for || !(serving.forecast.error > 0.0)) return rates;
    Variability errors = scenario_.services[v].variability;
    errors.cv = serving.forecast.error;
    CrossTable<SiteId, RegionId, double> parts{scenario_.sites.size(), scenario_.regions.size()};
    for (Route const& one : routes) {
        if (one.site.valid()) parts(one.site, one.region) += one.rate;
    }
    for (SiteId const s : scenario_.sites.keys()) {
        double& rate = rates[s.index];
        if (!(rate > 0.0)) continue;
        double squares = 0.0;
        for (double const part : parts.row(s))
            squares += part * part;
        rate *= lognormal_factor_quantile(cv_of_sum(errors, rate, squares), *serving.plan_for);
    }
    return rates;
}

void Fleet::size(ServiceId v, Plan& plan, Offer& offer) {
    Service const& service = scenario_.services[v];
    std::vector<double> const rate = rates_to_carry(v, plan.routes[v.index]);
    std::vector<double> farthest_s(scenario_.sites.size(), 0.0);
    for (Route const& one : plan.routes[v.index]) {
        if (!one.site.valid()) continue;
        double& farthest = farthest_s[one.site.index];
        farthest = std::max(farthest, round_trip_s(known_.latencies, one.region, one.site));
    }
    auto const each = static_cast<double>(service.replica_accelerators);
    for (SiteId const s : scenario_.sites.keys()) {
        if (!(rate[s.index] > 0.0)) continue;
        Deployment const& deployment = at(v, s);
        double& there = offer.free[deployment.pool.index];
        auto const fit = static_cast<std::int64_t>(there / each);
        std::int64_t wanted = fit;
        if (rate[s.index] < rate_at_full_load(v, deployment, fit)) {
            // Where distance and work alone leave little or nothing, a tenth of the objective is waited for.
            std::vector<double> const& work = works_[deployment.work].awaited_s;
            double const usual_s = work[work.size() / 2];
            double const objective_s = in_seconds(service.objective).count();
            double const budget_s = std::max(objective_s - farthest_s[s.index] - usual_s, objective_s / 10.0);
            wanted = std::min(fit, replicas_for(v, deployment, rate[s.index], budget_s));
        }
        plan.replicas[index(v, s)] = wanted;
        there -= each * static_cast<double>(wanted);
    }
}

std::vector<std::int64_t> Fleet::peak() {
    std::vector<std::int64_t> most(deployments_.size(), 0);
    SimTime const end{scenario_.horizon};
    for (SimTime now; now < end;) {
        Plan const& plan = plan_at(now);
        for (std::size_t i = 0; i < most.size(); ++i)
            most[i] = std::max(most[i], plan.replicas[i]);
        now = plan.end;
    }
    return most;
}

Table<PoolId, std::int64_t> Fleet::accelerators(std::span<std::int64_t const> replicas) const {
    Table<PoolId, std::int64_t> held{scenario_.pools.size(), 0};
    for (ServiceId const v : scenario_.services.keys()) {
        for (SiteId const s : scenario_.sites.keys()) {
            std::int64_t const there = replicas[index(v, s)];
            if (there > 0) held[pool(v, s)] += there * scenario_.services[v].replica_accelerators;
        }
    }
    return held;
}

}  // namespace meridian::service
