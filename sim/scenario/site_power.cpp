#include "sim/scenario/site_power.hpp"

#include <algorithm>

namespace meridian::scenario {

SitePower::SitePower(Scenario const& scenario)
    : s_{scenario}, idle_uw_(scenario.sites.size()), busy_uw_(scenario.sites.size()) {
    for (Pool const& pool : s_.pools) {
        auto const cards = static_cast<double>(pool.servers * pool.width);
        Accelerator const& model = s_.accelerators[pool.accelerator];
        idle_uw_[pool.site] += cards * static_cast<double>(model.idle_power.count());
        busy_uw_[pool.site] += cards * static_cast<double>(model.busy_power.count());
    }
}

bool SitePower::is_limited(SiteId site) const {
    auto const& limit = s_.sites[site].power_limit;
    return limit && busy_uw_[site] > static_cast<double>(limit->count());
}

double SitePower::draw_uw(PoolId pool) const {
    Accelerator const& model = s_.accelerators[s_.pools[pool].accelerator];
    return static_cast<double>((model.busy_power - model.idle_power).count());
}

PoweredSpeed SitePower::most_at_work(SiteId site, std::vector<PoolSpeed> pools) const {
    std::ranges::stable_sort(pools, [&](PoolSpeed const& a, PoolSpeed const& b) {
        return a.speed * draw_uw(b.pool) > b.speed * draw_uw(a.pool);
    });
    auto const& limit = s_.sites[site].power_limit;
    double spare_uw =
        limit ? std::max(static_cast<double>(limit->count()) - idle_uw_[site], 0.0) : busy_uw_[site];
    PoweredSpeed most;
    for (PoolSpeed const& one : pools) {
        Pool const& pool = s_.pools[one.pool];
        double const draw = draw_uw(one.pool);
        auto const cards = static_cast<double>(pool.servers * pool.width);
        double const powered = draw > 0.0 ? std::min(cards, spare_uw / draw) : cards;
        spare_uw -= powered * draw;
        most.accelerators += powered;
        most.speed += powered * one.speed;
    }
    return most;
}

}  // namespace meridian::scenario
