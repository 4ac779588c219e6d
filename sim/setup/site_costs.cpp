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

// IT power that each site's facility is bought for.
Table<SiteId, double> facility_kw(Scenario const& scenario) {
    Table<SiteId, double> kw{scenario.sites.size(), 0.0};
    for (Pool const& pool : scenario.pools) {
        Accelerator const& model = scenario.accelerators[pool.accelerator];
        kw[pool.site] += cards_of(pool) * static_cast<double>(model.busy_power.count()) / microwatts_per_kw;
    }
    for (SiteId const s : scenario.sites.keys()) {
        Site const& site = scenario.sites[s];
        if (site.power_limit) kw[s] = static_cast<double>(site.power_limit->count()) / microwatts_per_kw;
        if (!site.energised) kw[s] = 0.0;
    }
    return kw;
}

}  // namespace

Table<SiteId, std::vector<Capital>> site_assets(Scenario const& scenario) {
    Table<SiteId, std::vector<Capital>> assets{scenario.sites.size()};
    for (Pool const& pool : scenario.pools) {
        Capital const& each = *scenario.card_capital[pool.accelerator];
        assets[pool.site].push_back({cards_of(pool) * each.cny, each.life_years});
    }
    auto const kw = facility_kw(scenario);
    for (SiteId const s : scenario.sites.keys()) {
        Capital const& each = *scenario.tiers[scenario.sites[s].tier].facility_per_kw;
        if (kw[s] > 0.0) assets[s].push_back({kw[s] * each.cny, each.life_years});
    }
    return assets;
}

std::vector<Capital> link_assets(Scenario const& scenario) {
    std::vector<Capital> assets;
    for (LinkId const l : scenario.link_capital.keys()) {
        auto const& capital = scenario.link_capital[l];
        double const share = scenario.map.links()[l].usable_share;
        if (capital) assets.push_back({share * capital->cny, capital->life_years});
    }
    return assets;
}

std::optional<Table<SiteId, SiteCosts>> site_costs(Scenario const& scenario) {
    if (!has_all_prices(scenario)) return std::nullopt;
    double const rate = *scenario.discount_rate;
    Table<SiteId, SiteCosts> costs{scenario.sites.size()};
    for (Pool const& pool : scenario.pools) {
        costs[pool.site].cards_cny +=
            cards_of(pool) * scenario.card_capital[pool.accelerator]->per_year(rate);
        costs[pool.site].upfront_cny += cards_of(pool) * scenario.card_capital[pool.accelerator]->cny;
    }
    auto const kw = facility_kw(scenario);
    for (SiteId const s : scenario.sites.keys()) {
        Tier const& tier = scenario.tiers[scenario.sites[s].tier];
        costs[s].facility_cny = kw[s] * tier.facility_per_kw->per_year(rate);
        costs[s].upfront_cny += kw[s] * tier.facility_per_kw->cny;
        costs[s].operations_cny = kw[s] * tier.facility_per_kw->cny * tier.operations;
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
