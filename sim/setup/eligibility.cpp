#include "sim/setup/eligibility.hpp"

#include <algorithm>

#include "sim/setup/acceptance.hpp"

namespace meridian {

Eligibility::Eligibility(Scenario const& scenario)
    : scenario_{&scenario}, idle_power_{scenario.sites.size(), Microwatts{}} {
    for (Pool const& pool : scenario.pools) {
        Microwatts const each = scenario.accelerators[pool.accelerator].idle_power;
        idle_power_[pool.site] += Microwatts{each.count() * pool.servers * pool.width};
    }
}

std::optional<Obstacle> Eligibility::at_pool(ClassId c, Milliaccelerators width, PoolId pool) const {
    Pool const& at = scenario_->pools[pool];
    auto const hardware =
        hardware_obstacle(scenario_->classes[c], at.accelerator, scenario_->accelerators[at.accelerator]);
    if (hardware) return hardware;
    if (width > at.capacity()) return Obstacle::too_wide;
    if (width.count() > widest_powered(at)) return Obstacle::power_limit;
    return std::nullopt;
}

std::optional<Obstacle> Eligibility::at_pool(ServiceId service, PoolId pool) const {
    Service const& of = scenario_->services[service];
    Pool const& at = scenario_->pools[pool];
    auto const hardware = hardware_obstacle(of, at.accelerator, scenario_->accelerators[at.accelerator]);
    if (hardware) return hardware;
    if (of.replica_accelerators > at.servers * at.width) return Obstacle::too_wide;
    return of.replica_accelerators * 1000 > widest_powered(at) ? std::optional{Obstacle::power_limit}
                                                               : std::nullopt;
}

std::optional<Obstacle> Eligibility::at_site(Bytes input, SiteId site) const {
    auto const& storage = scenario_->sites[site].storage;
    return storage && input > *storage ? std::optional{Obstacle::storage_size} : std::nullopt;
}

std::int64_t Eligibility::widest(ClassId c, PoolId pool) const {
    Pool const& at = scenario_->pools[pool];
    if (!accepts(scenario_->classes[c], at.accelerator, scenario_->accelerators[at.accelerator])) return -1;
    return std::min(at.capacity().count(), widest_powered(at));
}

// Width x what each draws above idle <= what the idle pools of the site leave of its limit.
std::int64_t Eligibility::widest_powered(Pool const& pool) const {
    constexpr std::int64_t per_accelerator = 1000;
    if (!powers_idle_pools(pool.site)) return -1;
    auto const& limit = scenario_->sites[pool.site].power_limit;
    Accelerator const& a = scenario_->accelerators[pool.accelerator];
    std::int64_t const each = (a.busy_power - a.idle_power).count();
    std::int64_t const capacity = pool.capacity().count();
    if (!limit || each == 0) return capacity;
    WideCount const headroom = (*limit - idle_power_[pool.site]).count();
    return static_cast<std::int64_t>(std::min(headroom * per_accelerator / each, WideCount{capacity}));
}

}  // namespace meridian
