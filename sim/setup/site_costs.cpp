#include "sim/setup/site_costs.hpp"

#include <algorithm>

namespace meridian {
namespace {

double cards_of(Pool const& pool) {
    return static_cast<double>(pool.servers) * static_cast<double>(pool.width);
}

bool has_all_prices(Scenario const& scenario) {
    return scenario.discount_rate.has_value() &&
           std::ranges::all_of(
               scenario.pools,
               [&](Pool const& pool) { return scenario.card_capital[pool.accelerator].has_value(); }) &&
           std::ranges::all_of(scenario.sites, [&](Site const& site) {
               return scenario.tiers[site.tier].facility_per_kw.has_value();
           });
}

}  // namespace

std::optional<Table<SiteId, SiteCosts>> site_costs(Scenario const& scenario) {
    if (!has_all_prices(scenario)) return std::nullopt;
    double const rate = *scenario.discount_rate;
    Table<SiteId, SiteCosts> costs{scenario.sites.size()};
    Table<SiteId, double> kw{scenario.sites.size(), 0.0};
    for (Pool const& pool : scenario.pools) {
        Accelerator const& model = scenario.accelerators[pool.accelerator];
        costs[pool.site].cards_cny +=
            cards_of(pool) * scenario.card_capital[pool.accelerator]->per_year(rate);
        costs[pool.site].upfront_cny += cards_of(pool) * scenario.card_capital[pool.accelerator]->cny;
        kw[pool.site] += cards_of(pool) * static_cast<double>(model.busy_power.count()) / microwatts_per_kw;
    }
    for (SiteId const s : scenario.sites.keys()) {
        Site const& site = scenario.sites[s];
        if (!site.energised) continue;
        Tier const& tier = scenario.tiers[site.tier];
        double const it_kw =
            site.power_limit ? static_cast<double>(site.power_limit->count()) / microwatts_per_kw : kw[s];
        costs[s].facility_cny = it_kw * tier.facility_per_kw->per_year(rate);
        costs[s].upfront_cny += it_kw * tier.facility_per_kw->cny;
        costs[s].operations_cny = it_kw * tier.facility_per_kw->cny * tier.operations;
    }
    return costs;
}

NetworkCosts network_costs(Scenario const& scenario) {
    NetworkCosts costs;
    if (!scenario.discount_rate) return costs;
    for (LinkId const l : scenario.link_capital.keys()) {
        auto const& capital = scenario.link_capital[l];
        if (!capital) continue;
        double const share = scenario.map.links()[l].usable_share;
        costs.capital_cny += share * capital->per_year(*scenario.discount_rate);
        costs.upfront_cny += share * capital->cny;
    }
    return costs;
}

}  // namespace meridian
