#include "sim/report/static_estimate.hpp"

#include <algorithm>
#include <optional>

#include "models/compute/checkpointing.hpp"
#include "models/cost/lease.hpp"
#include "models/map/access.hpp"
#include "models/series/prefix_integral.hpp"
#include "models/units/cross_table.hpp"
#include "sim/observe/ledger.hpp"
#include "sim/report/static_circles.hpp"
#include "sim/report/static_value.hpp"
#include "sim/service/fleet.hpp"
#include "sim/setup/acceptance.hpp"
#include "sim/setup/demand.hpp"
#include "sim/setup/interruptions.hpp"
#include "sim/setup/listed_jobs.hpp"
#include "sim/setup/site_costs.hpp"

namespace meridian::report {
namespace {

class StaticEstimator {
public:
    StaticEstimator(Scenario const& scenario, PathWatch* watch)
        : scenario_{scenario},
          shortest_{scenario.map, nodes_of(scenario), watch},
          geography_{scenario, shortest_},
          series_{scenario},
          pools_of_{scenario.sites.size()},
          fronts_{scenario.classes.size(), scenario.regions.size()},
          nearest_{scenario.classes.size(), scenario.regions.size()},
          begin_{scenario.warmup},
          end_{scenario.horizon},
          window_h_{in_seconds(end_ - begin_).count() / 3600.0},
          value_{scenario},
          asked_for_{scenario.services.size()},
          answered_in_time_{scenario.services.size()} {
        for (PoolId const p : scenario.pools.keys())
            pools_of_[scenario.pools[p].site].push_back(p);
        for (Pool const& pool : scenario.pools) {
            there_h_ += cards(pool) * window_h_;
            left_h_.add(cards(pool) * window_h_);
            for_gangs_.add(cards(pool));
            double const idle =
                static_cast<double>(scenario.accelerators[pool.accelerator].idle_power.count());
            draw(pool.site, cards(pool) * idle / microwatts_per_kw, begin_, end_);
        }
        serve();
        work();
        fixed();
    }

    [[nodiscard]] StaticFigures figures();
    [[nodiscard]] Table<ServiceId, std::optional<double>> slo_attainment() const;

private:
    static std::vector<NodeId> nodes_of(Scenario const& scenario) {
        std::vector<NodeId> nodes;
        for (Site const& site : scenario.sites)
            nodes.push_back(site.node);
        return nodes;
    }
    static double cards(Pool const& pool) { return static_cast<double>(pool.servers * pool.width); }
    [[nodiscard]] double kw_above_idle(PoolId p) const {
        Accelerator const& a = scenario_.accelerators[scenario_.pools[p].accelerator];
        return static_cast<double>((a.busy_power - a.idle_power).count()) / microwatts_per_kw;
    }

    void draw(SiteId site, double kw, SimTime from, SimTime to) {
        PowerFactors const f = series_.it_factors(site, from, to);
        double const hours = in_seconds(to - from).count() / 3600.0;
        observe::EnergyTotals const part{kw * hours, kw * f.pue / 3600.0, kw * f.price / 3600.0,
                                         kw * f.carbon / 3600.0};
        add(site, part);
    }
    void add(SiteId site, observe::EnergyTotals const& part) {
        energy_ += part;
        Grid const& grid = scenario_.grids[scenario_.sites[site].grid];
        market_kg_ += (1.0 - grid.green_share) * part.carbon_kg;
        green_cny_ += green_premium_cny(grid, part.facility_kwh);
    }
    void serve();
    void count(service::Fleet::Outcome const& outcome, SimTime from, SimTime to);
    void work();
    void run_on(ListedJob const& listed);
    // Where the next job of a class from a region finds room: sites in the order of their latency, pools in
    // theirs. What it has passed has no hours left, or does not take the class, and never will: hours are
    // only taken. So all jobs of the two together pass each pool once.
    struct Front {
        std::size_t site{0};  // position in sites_by_latency()
        std::size_t pool{0};  // position in pools_of_
    };
    [[nodiscard]] PoolId next_pool(ClassId c, RegionId r, Front& front) const;
    [[nodiscard]] SiteId nearest_site(ClassId c, RegionId r);
    void place(ClassId c, RegionId r, double jobs, double hours_each);
    void fixed();

    Scenario const& scenario_;
    ShortestPaths shortest_;
    Geography geography_;
    SiteSeries series_;
    Table<SiteId, std::vector<PoolId>> pools_of_;
    CrossTable<ClassId, RegionId, Front> fronts_;
    CrossTable<ClassId, RegionId, std::optional<SiteId>> nearest_;  // none: not yet looked for
    SimTime begin_, end_;
    double window_h_;
    Table<PoolId, double> left_h_;                   // accelerator hours that nothing has been given
    Table<PoolId, double> for_gangs_;                // accelerators that services never need
    double planned_h_{0.0}, planned_useful_h_{0.0};  // of the calendar
    double there_h_{0.0}, held_h_{0.0}, active_h_{0.0}, unmet_h_{0.0};
    observe::EnergyTotals energy_;
    double market_kg_{0.0}, network_cny_{0.0}, green_cny_{0.0};
    double requests_{0.0}, rejected_{0.0}, in_time_{0.0}, delay_s_{0.0};
    StaticCircles asked_, placed_;
    StaticValue value_;
    Table<ServiceId, double> asked_for_, answered_in_time_;  // requests
};

void StaticEstimator::serve() {
    if (scenario_.services.empty()) return;
    service::Fleet fleet{scenario_, geography_, series_};
    std::vector<std::int64_t> const peak = fleet.peak();
    auto const needed = fleet.accelerators(peak);
    for (PoolId const p : scenario_.pools.keys())
        for_gangs_[p] -= static_cast<double>(needed[p]);
    for (SimTime now = begin_; now < end_;) {
        auto const wanted = fleet.wanted(now);
        std::vector<std::int64_t> const ready =
            scenario_.serving.lends ? std::vector(wanted.begin(), wanted.end()) : peak;
        SimTime const next = std::min(fleet.holds_until(now), end_);
        double const hours = in_seconds(next - now).count() / 3600.0;
        for (ServiceId const v : scenario_.services.keys()) {
            auto const each = static_cast<double>(scenario_.services[v].replica_accelerators);
            for (SiteId const s : scenario_.sites.keys()) {
                double const taken = each * static_cast<double>(ready[fleet.index(v, s)]) * hours;
                if (taken > 0.0) left_h_[fleet.pool(v, s)] -= taken;
                held_h_ += taken;
            }
        }
        count(fleet.serve(now, ready), now, next);
        now = next;
    }
}

void StaticEstimator::count(service::Fleet::Outcome const& outcome, SimTime from, SimTime to) {
    double const seconds = in_seconds(to - from).count();
    for (state::ServiceUse const& use : outcome.uses) {
        active_h_ += use.busy * seconds / 3600.0;
        draw(use.site, use.busy * kw_above_idle(use.pool), from, to);
    }
    for (state::ServiceFlow const& flow : outcome.flows) {
        double const answered = (flow.rate - flow.rejected) * seconds;
        requests_ += flow.rate * seconds;
        rejected_ += flow.rejected * seconds;
        in_time_ += flow.in_time * seconds;
        delay_s_ += flow.delay_s * answered;
        value_.served(from, flow, seconds);
        asked_for_[flow.service] += flow.rate * seconds;
        answered_in_time_[flow.service] += flow.in_time * seconds;
        if (!flow.site.valid()) continue;
        asked_.add(answered, scenario_.regions[flow.region], geography_.latency(flow.region, flow.site));
    }
}

void StaticEstimator::work() {
    for (ListedJob const& listed : scenario_.listed_jobs) {
        if (listed.job.calendar.valid()) run_on(listed);
    }
    for (ClassId const c : scenario_.classes.keys()) {
        WorkloadClass const& of = scenario_.classes[c];
        if (!(of.arrivals.rate.count() > 0.0)) continue;
        PrefixIntegral const clock{curve_series(scenario_, of.arrivals.curve, SimTime{scenario_.horizon})};
        double const jobs = of.arrivals.rate.count() * (clock.at(end_) - clock.at(begin_));
        double const hours_each = mean(of.accelerators) * mean(of.runtime) / 3600.0;
        for (RegionId const r : scenario_.regions.keys())
            place(c, r, jobs * region_share(scenario_, of.arrivals.mass, r), hours_each);
    }
    ListedJobs listed{scenario_};
    while (ListedJob const* const next = listed.next()) {
        JobDescription const& job = next->job;
        if (job.calendar.valid() || next->arrival < begin_ || next->arrival >= end_) continue;
        double const hours =
            static_cast<double>(job.width.count()) / 1000.0 * in_seconds(job.runtime).count() / 3600.0;
        place(job.workload_class, job.origin, 1.0, hours);
    }
}

// The next pool with hours left for such jobs; none: there is none. Steps over what will never have any.
PoolId StaticEstimator::next_pool(ClassId c, RegionId r, Front& front) const {
    WorkloadClass const& of = scenario_.classes[c];
    auto const sites = geography_.sites_by_latency(r);
    for (; front.site < sites.size(); ++front.site, front.pool = 0) {
        SiteId const s = sites[front.site];
        if (!geography_.admits(of.residency, r, s)) continue;
        for (auto const& pools = pools_of_[s]; front.pool < pools.size(); ++front.pool) {
            PoolId const p = pools[front.pool];
            AcceleratorId const model = scenario_.pools[p].accelerator;
            if (left_h_[p] > 0.0 && accepts(of, model, scenario_.accelerators[model])) return p;
        }
    }
    return {};
}

SiteId StaticEstimator::nearest_site(ClassId c, RegionId r) {
    auto& nearest = nearest_(c, r);
    if (nearest) return *nearest;
    nearest = SiteId{};
    for (SiteId const s : geography_.sites_by_latency(r)) {
        if (!geography_.admits(scenario_.classes[c].residency, r, s)) continue;
        nearest = s;
        break;
    }
    return *nearest;
}

// `hours_each`: on the reference accelerator. Work that takes no accelerators goes to the nearest site.
void StaticEstimator::place(ClassId c, RegionId r, double jobs, double hours_each) {
    if (!(jobs > 0.0)) return;
    WorkloadClass const& of = scenario_.classes[c];
    DemandRegion const& region = scenario_.regions[r];
    if (hours_each == 0.0) {
        SiteId const s = nearest_site(c, r);
        if (s.valid()) placed_.add(jobs, region, geography_.latency(r, s));
        return;
    }
    Accelerator const& reference = scenario_.accelerators[scenario_.reference];
    double left = jobs;
    Front& front = fronts_(c, r);
    PoolId p = next_pool(c, r, front);
    // Beyond the first pool only as far as this job goes: what rounding leaves of it must not move the
    // others.
    for (Front at = front; left > 0.0 && p.valid(); ++at.pool, p = next_pool(c, r, at)) {
        SiteId const s = scenario_.pools[p].site;
        Accelerator const& a = scenario_.accelerators[scenario_.pools[p].accelerator];
        double const each = hours_each / relative_speed(a, reference, of.kind);
        double const hours = std::min(left * each, left_h_[p]);
        left_h_[p] -= hours;
        left -= hours / each;
        held_h_ += hours;
        active_h_ += hours;
        draw(s, hours / window_h_ * kw_above_idle(p), begin_, end_);
        placed_.add(hours / each, region, geography_.latency(r, s));
    }
    unmet_h_ += std::max(left, 0.0) * hours_each;
    value_.unmet(c, std::max(left, 0.0) * hours_each);
}

// A job of the calendar starts when its window opens, at the nearest site that could hold it and has the
// hours left, and makes progress at the mean pace that failures leave it.
void StaticEstimator::run_on(ListedJob const& listed) {
    JobDescription const& job = listed.job;
    WorkloadClass const& of = scenario_.classes[job.workload_class];
    double const width = static_cast<double>(job.width.count()) / 1000.0;
    Accelerator const& reference = scenario_.accelerators[scenario_.reference];
    Duration const done = scenario_.calendar[job.calendar].done;
    SimTime const from = std::max(listed.arrival, begin_);
    double wanted_h = width * in_seconds(std::min(job.runtime - done, end_ - from)).count() / 3600.0;
    for (SiteId const s : geography_.sites_by_latency(job.origin)) {
        if (!geography_.admits(of.residency, job.origin, s)) continue;
        for (PoolId const p : pools_of_[s]) {
            Pool const& pool = scenario_.pools[p];
            Accelerator const& a = scenario_.accelerators[pool.accelerator];
            if (for_gangs_[p] < width || !accepts(of, pool.accelerator, a)) continue;
            double const work =
                in_seconds(job.runtime - done).count() / relative_speed(a, reference, of.kind);
            GangRisk const risk = gang_risk(scenario_, job.workload_class, p, job.width);
            double const takes = mean_time_with_interruptions_s(work, in_seconds(risk.interval).count(),
                                                                in_seconds(of.checkpoint_write).count(),
                                                                in_seconds(of.restart).count(), risk.mtti_s);
            SimTime const to = std::min(later(listed.arrival, rounded_up(Seconds{takes})), end_);
            if (from >= to) return;
            double const hours = in_seconds(to - from).count() / 3600.0 * width;
            wanted_h = hours;
            if (left_h_[p] < hours) continue;
            left_h_[p] -= hours;
            held_h_ += hours;
            active_h_ += hours * work / takes;
            planned_h_ += hours;
            planned_useful_h_ += hours * work / takes;
            draw(s, width * kw_above_idle(p), from, to);
            return;
        }
    }
    unmet_h_ += wanted_h;
    value_.unmet(job.workload_class, wanted_h);
}

// What is there whether it is used or not.
void StaticEstimator::fixed() {
    for (SiteId const s : scenario_.sites.keys()) {
        double const kw = static_cast<double>(scenario_.overhead_of(s).count()) / microwatts_per_kw;
        PowerFactors const from = series_.overhead_factors(s, begin_);
        PowerFactors const to = series_.overhead_factors(s, end_);
        observe::EnergyTotals const part{0.0, kw * (to.pue - from.pue) / 3600.0,
                                         kw * (to.price - from.price) / 3600.0,
                                         kw * (to.carbon - from.carbon) / 3600.0};
        add(s, part);
    }
    for (Link const& link : scenario_.map.links())
        network_cny_ += lease_cny(link, in_seconds(end_ - begin_));
}

StaticFigures StaticEstimator::figures() {
    StaticFigures out;
    auto const share = [&](std::string_view key, double part, double whole) {
        if (whole > 0.0) out.emplace_back(key, part / whole);
    };
    placed_.add_figures(out, "");
    out.emplace_back("accelerator_hours_held", held_h_);
    share("allocation", held_h_, there_h_);
    share("utilisation", active_h_, there_h_);
    out.emplace_back("accelerator_hours_active", active_h_);
    out.emplace_back("accelerator_hours_unmet", unmet_h_);
    share("effective_training_time_ratio", planned_useful_h_, planned_h_);
    if (requests_ > 0.0) {
        out.emplace_back("requests_arrived", requests_);
        out.emplace_back("requests_rejected", rejected_);
        out.emplace_back("requests_late",
                         observe::without_rounding(requests_ - rejected_ - in_time_, 0.0, requests_));
        share("request_slo_attainment", in_time_, requests_);
        double least = 1.0;
        for (auto const& one : slo_attainment())
            least = std::min(least, one.value_or(1.0));
        out.emplace_back("request_slo_attainment_least", least);
        share("request_delay_s_mean", delay_s_, requests_ - rejected_);
        asked_.add_figures(out, "requests_");
    }
    out.emplace_back("energy_kwh_it", energy_.it_kwh);
    out.emplace_back("energy_kwh_overhead", energy_.overhead_kwh());
    if (energy_.it_kwh > 0.0) out.emplace_back("pue_mean", energy_.pue());
    out.emplace_back("carbon_kg_location", energy_.carbon_kg);
    out.emplace_back("carbon_kg_market", market_kg_);
    out.emplace_back("cost_cny_energy", energy_.cost_cny);
    out.emplace_back("cost_cny_network", network_cny_);
    double const carbon_cny = market_kg_ * scenario_.carbon_price.count();
    out.emplace_back("cost_cny_green", green_cny_);
    out.emplace_back("cost_cny_carbon", carbon_cny);
    double total = energy_.cost_cny + network_cny_ + green_cny_ + carbon_cny;
    if (auto const costs = site_costs(scenario_)) {
        constexpr double hours_per_year = 365.0 * 24.0;
        SiteCosts all;
        for (SiteCosts const& one : *costs)
            all += one;
        double const years = window_h_ / hours_per_year;
        double const capital_cny = all.capital_cny() + network_costs(scenario_).capital_cny;
        out.emplace_back("cost_cny_capital", years * capital_cny);
        out.emplace_back("cost_cny_operations", years * all.operations_cny);
        total += years * (capital_cny + all.operations_cny);
        out.emplace_back("cost_cny_total", total);
        share("cost_cny_per_active_accelerator_hour", total, active_h_);
        if (!value_.given()) return out;
        double const lost = value_.lost_cny();
        out.emplace_back("value_lost_cny", lost);
        out.emplace_back("net_cost_cny", total + lost);
        out.emplace_back("net_cost_cny_per_year", (total + lost) / years);
    } else {
        out.emplace_back("cost_cny_total", total);
    }
    return out;
}

Table<ServiceId, std::optional<double>> StaticEstimator::slo_attainment() const {
    Table<ServiceId, std::optional<double>> shares;
    for (ServiceId const v : asked_for_.keys())
        shares.add(asked_for_[v] > 0.0 ? std::optional{answered_in_time_[v] / asked_for_[v]} : std::nullopt);
    return shares;
}

}  // namespace

StaticEstimate static_estimate(Scenario const& scenario, PathWatch* watch) {
    StaticEstimator estimator{scenario, watch};
    return {estimator.figures(), estimator.slo_attainment()};
}

}  // namespace meridian::report
