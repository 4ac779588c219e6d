#include "sim/world/capacity_events.hpp"

#include <algorithm>
#include <cmath>

namespace meridian::world {
namespace {

constexpr double rounding = 1e-9;  // of a share of servers

// Of so many servers, the share in whole ones.
std::int64_t servers_left(std::int64_t servers, double share) {
    return static_cast<std::int64_t>(std::floor(static_cast<double>(servers) * share + rounding));
}

}  // namespace

CapacityEvents::CapacityEvents(Parts const& parts)
    : of_{parts},
      sites_{parts.scenario.sites.size()},
      power_{parts.scenario.sites.size(), 1.0},
      pools_{parts.scenario.pools.size()},
      full_limit_uw_{parts.scenario.sites.size(), 0} {
    for (SiteId const s : parts.scenario.sites.keys())
        full_limit_uw_[s] = parts.state.site(s).power_limit_uw;
}

void CapacityEvents::apply(SimTime now, failure::CapacityChange const& change) {
    switch (change.asset.kind) {
        case AssetKind::link:
            of_.transport.set_left(now, change.asset.link(), change.left);
            if (of_.services != nullptr) of_.services->links_changed(now);
            return;
        case AssetKind::site:
            sites_[change.asset.site()] = {change.left, change.closed};
            return update(now, change.asset.site());
        case AssetKind::site_power:
            power_[change.asset.site()] = change.left;
            return update(now, change.asset.site());
        case AssetKind::pool:
            break;
    }
    pools_[change.asset.pool()] = {change.left, change.closed};
    update(now, of_.scenario.pools[change.asset.pool()].site);
}

void CapacityEvents::update(SimTime now, SiteId site) {
    bool const is_lost = sites_[site].share == 0.0;
    bool const was_lost = of_.state.site(site).lost;
    if (is_lost != was_lost) of_.state.set_lost(site, is_lost);
    if (is_lost && !was_lost) of_.jobs.lose_places(site, PoolId{});
    update_pools(now, site);
    update_power(now, site);
    of_.jobs.places_return(site);
    of_.jobs.free_site(site);
    if (is_lost != was_lost) update_data(of_.scenario.sites[site].node);
    if (of_.services != nullptr) of_.services->capacity_changed(now);
}

double CapacityEvents::left_of(PoolId pool) const {
    return std::min(pools_[pool].share, sites_[of_.scenario.pools[pool].site].share);
}

// Pools are switched off from the last on where the power does not keep all of them idle.
std::vector<std::int64_t> CapacityEvents::out_of(SiteId site) const {
    std::vector<std::int64_t> out;
    std::int64_t idle_uw = 0;
    auto const pools = of_.state.pools_of(site);
    for (PoolId const p : pools) {
        Pool const& pool = of_.scenario.pools[p];
        std::int64_t const left = servers_left(pool.servers, left_of(p)) * pool.width;
        out.push_back(pool.capacity().count() - left * 1000);
        idle_uw += left * of_.state.pool(p).idle_microwatts_each;
    }
    std::int64_t const limit = limit_uw(site);
    for (std::size_t i = pools.size(); i-- > 0 && idle_uw > limit;) {
        Pool const& pool = of_.scenario.pools[pools[i]];
        std::int64_t const server_uw = pool.width * of_.state.pool(pools[i]).idle_microwatts_each;
        if (server_uw == 0) continue;
        std::int64_t const there = (pool.capacity().count() - out[i]) / (1000 * pool.width);
        std::int64_t const off = std::min(there, (idle_uw - limit + server_uw - 1) / server_uw);
        out[i] += off * pool.width * 1000;
        idle_uw -= off * server_uw;
    }
    return out;
}

void CapacityEvents::update_pools(SimTime now, SiteId site) {
    auto const out = out_of(site);
    auto const pools = of_.state.pools_of(site);
    for (std::size_t i = 0; i < pools.size(); ++i)
        update_pool(now, pools[i], out[i], sites_[site].closed || pools_[pools[i]].closed);
}

void CapacityEvents::update_pool(SimTime now, PoolId pool, std::int64_t out, bool closed) {
    state::PoolLevel const& level = of_.state.pool(pool);
    std::int64_t const left = level.capacity - out;
    if (out > level.out) {
        std::int64_t const had = level.capacity - level.out;
        double const lost_share = static_cast<double>(out - level.out) / static_cast<double>(had);
        if (of_.services != nullptr) {
            auto const kept = static_cast<double>(level.serving) * (1.0 - lost_share);
            of_.services->pool_lost(now, pool, static_cast<std::int64_t>(kept));
        }
        if (left == 0) {
            of_.jobs.lose_places(level.site, pool);
        } else {
            of_.jobs.lose_share(pool, lost_share, left - level.serving);
        }
    }
    if (out != level.out) of_.state.set_out(now, pool, out);
    if (closed == level.closed) return;
    of_.state.set_closed(now, pool, closed);
    if (closed) of_.jobs.close_pool(pool);
}

std::int64_t CapacityEvents::limit_uw(SiteId site) const {
    if (power_[site] == 1.0) return full_limit_uw_[site];
    std::int64_t full = full_limit_uw_[site];
    if (full == state::SiteLevel::no_power_limit) {
        full = 0;
        for (PoolId const p : of_.state.pools_of(site)) {
            state::PoolLevel const& level = of_.state.pool(p);
            full +=
                level.capacity / 1000 * level.idle_microwatts_each + state::draw_uw(level, level.capacity);
        }
    }
    return static_cast<std::int64_t>(static_cast<double>(full) * power_[site]);
}

void CapacityEvents::update_power(SimTime now, SiteId site) {
    std::int64_t const limit = limit_uw(site);
    if (limit == of_.state.site(site).power_limit_uw) return;
    if (of_.state.site(site).power_uw > limit) of_.jobs.shed_power(site, limit);
    if (of_.services != nullptr) {
        for (PoolId const p : of_.state.pools_of(site)) {
            if (of_.state.site(site).power_uw > limit) of_.services->pool_lost(now, p, 0);
        }
    }
    of_.state.set_power_limit(now, site, limit);
}

void CapacityEvents::update_data(NodeId node) {
    bool are_lost = true;
    for (SiteId const s : of_.scenario.sites.keys())
        are_lost = are_lost && (of_.scenario.sites[s].node != node || of_.state.site(s).lost);
    are_lost ? of_.jobs.lose_data(node) : of_.jobs.data_return(node);
}

}  // namespace meridian::world
