// What reports are written from: the scenario, the ledger, and the sums that several tables need.
#pragma once

#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>
#include <vector>

#include "models/series/calendar.hpp"
#include "models/units/cross_table.hpp"
#include "models/units/display_name.hpp"
#include "sim/observe/ledger.hpp"
#include "sim/report/gangs.hpp"
#include "sim/report/names.hpp"
#include "sim/report/rule_measures.hpp"
#include "sim/report/static_estimate.hpp"
#include "sim/report/value_facts.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/setup/site_costs.hpp"

namespace meridian::report {

// A job of the calendar at the end of the window.
enum class CalendarState : std::uint8_t { done, running, waiting, rejected };
[[nodiscard]] constexpr std::string_view words(CalendarState state) {
    constexpr std::array<std::string_view, 4> all{"done", "running", "waiting", "rejected"};
    return all[static_cast<std::size_t>(state)];
}

// Over the jobs of the calendar.
struct CalendarSums {
    std::array<std::int64_t, 4> jobs{};  // by CalendarState
    std::int64_t late{0};                // whose start window closed before they started
    double held_h{0.0}, useful_h{0.0};   // accelerator hours in the window
    double rejected_h{0.0};              // that the rejected would have held: gang width x run time
    WideCount bytes_moved{0};            // of transfers that arrived in the window

    [[nodiscard]] std::int64_t in(CalendarState state) const { return jobs[static_cast<std::size_t>(state)]; }
    [[nodiscard]] std::int64_t all() const {
        return std::accumulate(jobs.begin(), jobs.end(), std::int64_t{0});
    }
    void merge(CalendarSums const& other);
};

struct Facts {
    Facts(Scenario const& the_scenario, observe::Ledger const& the_ledger);

    Scenario const& scenario;
    observe::Ledger const& ledger;

    Calendar calendar;
    observe::ClassTally all;       // over classes
    observe::EnergyTotals energy;  // over sites: facility, overhead included
    double carbon_market_kg{0.0};
    double network_kwh{0.0};
    double network_cny{0.0};
    double green_cny{0.0};           // premium of green energy
    bool green_premium_given{true};  // by every grid whose energy is bought green
    double carbon_cny{0.0};          // price of carbon by market
    observe::ServiceTally requests;  // over services and regions
    double held_hours{0.0};          // accelerator hours, by jobs and by replicas of services
    double active_hours{0.0};        // of these: of work that was kept, and on requests
    double there_hours{0.0};
    observe::ClassTally training;  // over classes of that kind of work
    Table<SiteId, std::vector<PoolId>> pools_of;
    Table<CalendarId, std::int64_t> sites_that_fit;
    CalendarSums planned;
    Table<ClassId, CalendarSums> planned_by_class;
    CrossTable<ClassId, RegionId, CalendarSums> planned_by_demand;
    std::optional<Table<SiteId, SiteCosts>> owning;  // of the window; none: prices are missing
    SiteCosts owning_all;
    NetworkCosts links;  // capital of the window; 0 where prices of sites are missing
    std::array<double, 3> upfront_by_state_cny{};  // by SiteState
    ValueFacts value;
    double window_years{0.0};
    Return return_all;                           // without capital and operations where prices are missing
    Table<SiteId, Return> return_by_site;        // the same, without the network
    double filled_kw{0.0}, limit_kw{0.0};        // of sites with a power limit: all busy, and the limit
    std::vector<RuleResult> rules;               // by the rules of the scenario
    std::vector<Provenance const*> assumptions;  // weakest grade first, then by name
    NameTable names;
    StaticFigures by_arithmetic;       // beside the simulated figures; empty: not asked for
    bool keeps_slo_course{false};      // also where nothing was lost, to compare a run with
    std::vector<DisplayName> notices;  // what a planner is to know of the scenario, as its reader says
    void add_planned();
    void add_fill(SiteId site);
    void add_owning();
    void add_returns();
    // Of the window, as far as it is known: without capital and operations where `owning` is none.
    [[nodiscard]] double capital_cny() const { return owning_all.capital_cny() + links.capital_cny; }
    [[nodiscard]] double total_cny() const {
        return energy.cost_cny + network_cny + green_cny + carbon_cny + capital_cny() +
               owning_all.operations_cny;
    }
    // Nothing unless all work has a value and all assets a price: a part of the bill alone would mislead.
    [[nodiscard]] bool has_net_cost() const { return owning && value.given(); }
    [[nodiscard]] double net_cost_cny() const { return total_cny() + value.lost().cny; }
};

[[nodiscard]] constexpr double kilowatts(Microwatts power) {
    return static_cast<double>(power.count()) / microwatts_per_kw;
}
// IT power of a pool when all of it is busy.
[[nodiscard]] double it_kw_all_busy(Scenario const& scenario, Pool const& pool);
[[nodiscard]] double it_kw_all_busy(Facts const& facts, SiteId site);

[[nodiscard]] CalendarState calendar_state(Facts const& facts, CalendarId job);

// "nearest_user", or "nearest_user, overflow" of a chain.
[[nodiscard]] std::string policy_names(PolicyChain const& chain);

}  // namespace meridian::report
