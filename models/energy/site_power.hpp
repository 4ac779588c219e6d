// From IT power to facility power to carbon.
//
// Facility power = overhead(t) + pue(t) * IT power, piecewise affine in IT power, with
//     pue(t) = base + slope * max(0, T(t) - threshold)
// and T(t) the outdoor temperature: a monthly mean. Form and defaults (1.12, 0.010 per degree above
// 10 C: a new, good hall) are a modelling choice checked against published annual figures.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "models/units/quantity.hpp"

namespace meridian {

struct Climate {
    std::string name;
    std::array<Celsius, 12> monthly_mean{};  // January first
};

struct Cooling {
    std::string name;
    double base{1.12};               // PUE at or below the threshold, >= 1
    double slope_per_degree{0.010};  // >= 0
    Celsius threshold{10.0};
    Microwatts overhead;  // a(t): drawn whatever the IT power is
};

[[nodiscard]] constexpr double pue(Cooling const& cooling, Celsius outdoor) {
    double const above = (outdoor - cooling.threshold).count();
    return cooling.base + (above > 0.0 ? cooling.slope_per_degree * above : 0.0);
}

// Location-based factor of the grid, and the share of the site's energy that is bought green
// (contracts or certificates): market-based factor = location * (1 - green_share).
struct Grid {
    std::string name;
    KgPerKwh location;
    double green_share{0.0};                   // [0, 1]
    std::optional<CnyPerKwh> green_premium{};  // of green energy, above the tariff; none: not given

    [[nodiscard]] KgPerKwh market() const { return (1.0 - green_share) * location; }
};

// The cost of the green part of an energy above the tariff; 0 where the premium is not given.
[[nodiscard]] inline double green_premium_cny(Grid const& grid, double kwh) {
    return grid.green_share * grid.green_premium.value_or(CnyPerKwh{}).count() * kwh;
}

// Facility energy, its cost by the tariff, and its location-based carbon.
struct EnergyUse {
    double kwh{0.0};
    double electricity_cny{0.0};
    double location_kg{0.0};
};

// All money that depends on energy: electricity, the premium of its green part, and the price of its market-based
// carbon.
[[nodiscard]] inline double energy_cost_cny(Grid const& grid, CnyPerKg carbon_price, EnergyUse const& use) {
    return use.electricity_cny + green_premium_cny(grid, use.kwh) +
           (1.0 - grid.green_share) * use.location_kg * carbon_price.count();
}

}  // namespace meridian
