// What reports are written from: the scenario, the ledger, and the sums that several tables need.
#pragma once

#include <optional>

#include "models/series/calendar.hpp"
#include "sim/observe/ledger.hpp"
#include "sim/report/static_estimate.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/setup/site_costs.hpp"

namespace meridian::report {

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
    double carbon_cny{0.0};          // price of carbon by market
    observe::ServiceTally requests;  // over services and regions
    double held_hours{0.0};          // accelerator hours, by jobs and by replicas of services
    double active_hours{0.0};        // of these: of work that was kept, and on requests
    double there_hours{0.0};
    std::optional<Table<SiteId, SiteCosts>> owning;  // of the window; none: prices are missing
    SiteCosts owning_all;
    StaticFigures by_arithmetic;  // beside the simulated figures; empty: not asked for
    // Of the window, as far as it is known: without capital and operations where `owning` is none.
    [[nodiscard]] double total_cny() const {
        return energy.cost_cny + network_cny + green_cny + carbon_cny + owning_all.capital_cny() +
               owning_all.operations_cny;
    }
};

// "nearest_user", or "nearest_user, overflow" of a chain.
[[nodiscard]] std::string policy_names(PolicyChain const& chain);

}  // namespace meridian::report
