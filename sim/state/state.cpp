#include "sim/state/state.hpp"

#include <algorithm>
#include <limits>

#include "sim/setup/acceptance.hpp"

namespace meridian::state {
namespace {

constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max() / 4;
constexpr WideCount no_storage_limit = WideCount{1} << 120;

// The widest job of the class that the pool could run on an otherwise empty site; -1: none at all.
std::int64_t widest_job(Scenario const& scenario, WorkloadClass const& c, Pool const& pool,
                        PoolLevel const& level, SiteLevel const& site) {
    if (!accepts(c, pool.accelerator, scenario.accelerators[pool.accelerator])) return -1;
    if (level.milliwatts_each == 0) return site.idle_mw <= site.power_limit_mw ? level.capacity : -1;
    std::int64_t const headroom_mw = site.power_limit_mw - site.idle_mw;
    if (headroom_mw < 0) return -1;
    // width * each / 1000 <= headroom, in whole numbers that cannot overflow for headroom < 9e15 mW
    std::int64_t const by_power =
        headroom_mw >= unlimited / 1000 ? level.capacity : headroom_mw * 1000 / level.milliwatts_each;
    return std::min(level.capacity, by_power);
}

}  // namespace

State::State(Scenario const& scenario) : links{scenario.map.arcs().size()} {
    for (Site const& site : scenario.sites) {
        SiteLevel level;
        level.power_limit_mw = site.power_limit ? site.power_limit->count() : unlimited;
        level.storage_limit = site.storage ? WideCount{site.storage->count()} : no_storage_limit;
        sites_.add(level);
    }
    for (Pool const& pool : scenario.pools) {
        Accelerator const& accelerator = scenario.accelerators[pool.accelerator];
        PoolLevel level;
        level.capacity = pool.capacity().count();
        level.free = level.capacity;
        level.milliwatts_each = (accelerator.busy_power - accelerator.idle_power).count();
        level.site = pool.site;
        pools_.add(level);
        sites_[pool.site].idle_mw += level.capacity / 1000 * accelerator.idle_power.count();
    }
    for (SiteId const s : scenario.sites.keys()) {
        SiteLevel& level = sites_[s];
        level.power_mw = level.idle_mw;
        level.first_pool = static_cast<std::uint32_t>(site_pools_.size());
        for (PoolId const p : scenario.pools.keys()) {
            if (scenario.pools[p].site == s) site_pools_.push_back(p);
        }
        level.pool_count = static_cast<std::uint32_t>(site_pools_.size()) - level.first_pool;
    }
    max_width_.reserve(scenario.classes.size() * pools_.size());
    for (WorkloadClass const& c : scenario.classes) {
        for (PoolId const p : pools_.keys()) {
            Pool const& pool = scenario.pools[p];
            max_width_.push_back(widest_job(scenario, c, pool, pools_[p], sites_[pool.site]));
        }
    }
}

void State::promise(Job const& job) {
    if (!job.pool.valid()) return;
    PoolLevel& level = pools_[job.pool];
    level.promised += job.what.width.count();
    sites_[level.site].power_promised_mw += draw_mw(level, job.what.width.count());
}

void State::take(Job const& job) {
    if (!job.pool.valid()) return;
    PoolLevel& level = pools_[job.pool];
    std::int64_t const draw = draw_mw(level, job.what.width.count());
    level.promised -= job.what.width.count();
    level.free -= job.what.width.count();
    sites_[level.site].power_promised_mw -= draw;
    sites_[level.site].power_mw += draw;
}

void State::give_back(Job const& job) {
    if (!job.pool.valid()) return;
    PoolLevel& level = pools_[job.pool];
    level.free += job.what.width.count();
    sites_[level.site].power_mw -= draw_mw(level, job.what.width.count());
}

bool State::take_storage(SiteId s, Bytes bytes) {
    SiteLevel& level = sites_[s];
    if (bytes.count() > level.storage_limit - level.storage_used) return false;
    level.storage_promised -= bytes.count();
    level.storage_used += bytes.count();
    return true;
}

}  // namespace meridian::state
