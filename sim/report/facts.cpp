#include "sim/report/facts.hpp"

#include <algorithm>
#include <utility>

namespace meridian::report {
namespace {

std::vector<Provenance const*> weakest_first(std::vector<Provenance> const& rows) {
    constexpr std::string_view weakest_grade_first{"KMCDBA"};
    std::vector<Provenance const*> sorted;
    sorted.reserve(rows.size());
    for (Provenance const& row : rows)
        sorted.push_back(&row);
    std::ranges::stable_sort(sorted, {}, [&](Provenance const* row) {
        return std::pair{weakest_grade_first.find(row->grade), std::string_view{row->what}};
    });
    return sorted;
}

}  // namespace

Facts::Facts(Scenario const& the_scenario, observe::Ledger const& the_ledger)
    : scenario{the_scenario},
      ledger{the_ledger},
      calendar{the_scenario.start_unix_s, the_scenario.timezone},
      all{the_ledger.all_classes()},
      requests{the_ledger.of_service(ServiceId{})},
      sites_that_fit{sites_that_could_hold(the_scenario)} {
    for (ClassId const c : ledger.classes.keys()) {
        if (scenario.classes[c].kind == WorkKind::training) training.merge(ledger.classes[c]);
    }
    add_planned();
    assumptions = weakest_first(scenario.provenance);
    names.add(scenario);
    for (observe::SiteTally const& site : ledger.sites) {
        energy += site.energy;
        carbon_market_kg += site.carbon_market_kg;
        held_hours += site.accelerator_hours_held;
        active_hours += site.accelerator_hours_active();
        there_hours += site.accelerator_hours_there;
    }
    for (SiteId const s : scenario.sites.keys()) {
        Grid const& grid = scenario.grids[scenario.sites[s].grid];
        green_cny += green_premium_cny(grid, ledger.sites[s].energy.facility_kwh);
        if (grid.green_share > 0.0 && !grid.green_premium) green_premium_given = false;
    }
    carbon_cny = carbon_market_kg * scenario.carbon_price.count();
    for (observe::LinkTally const& link : ledger.links) {
        network_kwh += link.energy_kwh;
        network_cny += link.cost_cny;
    }
    pools_of = Table<SiteId, std::vector<PoolId>>{scenario.sites.size()};
    for (PoolId const p : scenario.pools.keys())
        pools_of[scenario.pools[p].site].push_back(p);
    for (SiteId const s : scenario.sites.keys())
        add_fill(s);
    value = value_facts(scenario, ledger);
    constexpr double seconds_per_year = 365.0 * 86400.0;
    window_years = in_seconds(ledger.window_end - ledger.window_begin).count() / seconds_per_year;
    owning = site_costs(scenario);
    if (owning) add_owning();
    add_returns();
    rules = rule_results(*this);
}

void Facts::add_planned() {
    planned_by_class = Table<ClassId, CalendarSums>{scenario.classes.size()};
    planned_by_demand = {scenario.classes.size(), scenario.regions.size()};
    for (ListedJob const& listed : scenario.listed_jobs) {
        CalendarId const job = listed.job.calendar;
        if (!job.valid()) continue;
        observe::CalendarTally const& tally = ledger.calendar[job];
        CalendarSums one;
        ++one.jobs[static_cast<std::size_t>(calendar_state(*this, job))];
        one.held_h = tally.held_h;
        one.useful_h = tally.useful_h;
        one.bytes_moved = tally.bytes_moved;
        auto const width = static_cast<double>(listed.job.width.count()) / 1000.0;
        if (tally.rejected) one.rejected_h = width * in_seconds(listed.job.runtime).count() / 3600.0;
        auto const& start_by = scenario.calendar[job].start_by;
        bool const closed = start_by && *start_by < ledger.window_end;
        if (closed && (!tally.started || *tally.started > *start_by)) one.late = 1;
        planned.merge(one);
        planned_by_class[listed.job.workload_class].merge(one);
        planned_by_demand(listed.job.workload_class, listed.job.origin).merge(one);
    }
}

void CalendarSums::merge(CalendarSums const& other) {
    for (std::size_t i = 0; i < jobs.size(); ++i)
        jobs[i] += other.jobs[i];
    late += other.late;
    held_h += other.held_h;
    useful_h += other.useful_h;
    rejected_h += other.rejected_h;
    bytes_moved += other.bytes_moved;
}

void Facts::add_owning() {
    for (SiteId const s : scenario.sites.keys()) {
        SiteCosts& site = (*owning)[s];
        site = {window_years * site.cards_cny, window_years * site.facility_cny,
                window_years * site.operations_cny, site.upfront_cny};
        owning_all += site;
        upfront_by_state_cny[static_cast<std::size_t>(scenario.sites[s].state)] += site.upfront_cny;
    }
    links = network_costs(scenario);
    links.capital_cny *= window_years;
}

void Facts::add_returns() {
    Spending network;
    auto assets = owning ? site_assets(scenario) : Table<SiteId, std::vector<Capital>>{};
    for (SiteId const s : scenario.sites.keys()) {
        observe::SiteTally const& tally = ledger.sites[s];
        Grid const& grid = scenario.grids[scenario.sites[s].grid];
        Spending site;
        site.served_cny = ledger.value.served_cny[s];
        site.running_cny = tally.energy.cost_cny + green_premium_cny(grid, tally.energy.facility_kwh) +
                           tally.carbon_market_kg * scenario.carbon_price.count();
        site.variable_cny = tally.energy.cost_cny - tally.idle.cost_cny - tally.overhead.cost_cny;
        if (owning) {
            site.assets = std::move(assets[s]);
            site.capital_cny = (*owning)[s].capital_cny();
            site.running_cny += (*owning)[s].operations_cny;
        }
        return_by_site.add(return_of(site, scenario, window_years));
        network += site;
    }
    network.running_cny += network_cny;
    network.capital_cny += links.capital_cny;
    if (owning) {
        auto const of_links = link_assets(scenario);
        network.assets.insert(network.assets.end(), of_links.begin(), of_links.end());
    }
    return_all = return_of(network, scenario, window_years);
}

void Facts::add_fill(SiteId s) {
    Site const& site = scenario.sites[s];
    if (!site.power_limit || !site.energised) return;
    limit_kw += kilowatts(*site.power_limit);
    for (PoolId const p : pools_of[s])
        filled_kw += it_kw_all_busy(scenario, scenario.pools[p]);
}

double it_kw_all_busy(Facts const& facts, SiteId site) {
    double kw = 0.0;
    for (PoolId const p : facts.pools_of[site])
        kw += it_kw_all_busy(facts.scenario, facts.scenario.pools[p]);
    return kw;
}

double it_kw_all_busy(Scenario const& scenario, Pool const& pool) {
    auto const each = static_cast<double>(scenario.accelerators[pool.accelerator].busy_power.count());
    return each * static_cast<double>(pool.servers * pool.width) / microwatts_per_kw;
}

CalendarState calendar_state(Facts const& facts, CalendarId job) {
    observe::CalendarTally const& tally = facts.ledger.calendar[job];
    SimTime const end = facts.ledger.window_end;
    if (tally.rejected) return CalendarState::rejected;
    if (tally.ended && *tally.ended < end) return CalendarState::done;
    return tally.started && *tally.started < end ? CalendarState::running : CalendarState::waiting;
}

std::string policy_names(PolicyChain const& chain) {
    std::string names;
    for (Selection const& one : chain)
        names += (names.empty() ? "" : ", ") + one.name;
    return names;
}

}  // namespace meridian::report
