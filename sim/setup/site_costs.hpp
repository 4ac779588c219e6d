// What owning and running the sites and links costs, whatever work they get: capital by annuity and
// operations, per year.
#pragma once

#include <optional>
#include <vector>

#include "sim/setup/scenario.hpp"

namespace meridian {

// CNY per year.
struct SiteCosts {
    double cards_cny{0.0};       // capital of the accelerators
    double facility_cny{0.0};    // capital of shell, power and cooling
    double operations_cny{0.0};  // staff, maintenance, rent
    double upfront_cny{0.0};     // price of it all; not per year

    [[nodiscard]] double capital_cny() const { return cards_cny + facility_cny; }
    SiteCosts& operator+=(SiteCosts const& rhs) {
        cards_cny += rhs.cards_cny;
        facility_cny += rhs.facility_cny;
        operations_cny += rhs.operations_cny;
        upfront_cny += rhs.upfront_cny;
        return *this;
    }
};

// The facility is bought for the IT power that the site can draw: its limit, or else all its accelerators
// busy. Nothing unless the scenario has a discount rate and all prices: of each accelerator model that a pool
// has, and of the facilities of each tier that a site has.
// Sites that have no power yet cost nothing.
[[nodiscard]] std::optional<Table<SiteId, SiteCosts>> site_costs(Scenario const& scenario);

// What is bought for a site, and for the links: prices and lives behind these costs. Precondition of the first:
// site_costs() has an answer.
[[nodiscard]] Table<SiteId, std::vector<Capital>> site_assets(Scenario const& scenario);
[[nodiscard]] std::vector<Capital> link_assets(Scenario const& scenario);

// Of the links whose capital is given: what this work bears, its usable share. Nothing without a discount
// rate.
struct NetworkCosts {
    double capital_cny{0.0};  // per year
    double upfront_cny{0.0};
};
[[nodiscard]] NetworkCosts network_costs(Scenario const& scenario);

}  // namespace meridian
