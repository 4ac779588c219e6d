#include "sim/state/resource_map.hpp"

#include <algorithm>

namespace meridian::state {
namespace {

constexpr double per_accelerator = 1000.0;
constexpr Milliaccelerators one_accelerator{1000};

}  // namespace

Resource ResourceMap::compute(SiteId site) const {
    auto const pools = state_->pools_of(site);
    std::vector<PoolLevel const*> by_draw;
    std::int64_t stock = 0;
    std::int64_t used = 0;
    for (PoolId const p : pools) {
        PoolLevel const& level = levels_->pools[p];
        stock += level.capacity;
        used += level.capacity - level.headroom();
        by_draw.push_back(&level);
    }
    std::ranges::stable_sort(by_draw, {}, &PoolLevel::microwatts_each);
    // Power is shared by the pools: filled from those that draw least, it lasts longest.
    double power_mw = in_milliwatts(levels_->sites[site].power_headroom_uw());
    double headroom = 0.0;
    bool by_power = false;
    for (PoolLevel const* level : by_draw) {
        double const wanted = static_cast<double>(std::max<std::int64_t>(level->headroom(), 0));
        double const draw_each = in_milliwatts(level->microwatts_each) / per_accelerator;
        double const powered = draw_each > 0.0 ? std::max(power_mw, 0.0) / draw_each : wanted;
        double const got = std::min(wanted, powered);
        by_power = by_power || powered < wanted;
        power_mw -= got * draw_each;
        headroom += got;
    }
    return {static_cast<double>(stock) / per_accelerator, static_cast<double>(used) / per_accelerator,
            headroom / per_accelerator, by_power ? Limit::power : Limit::accelerators};
}

Resource ResourceMap::storage(SiteId site) const {
    SiteLevel const& level = levels_->sites[site];
    auto const used = static_cast<double>(level.storage_used + level.storage_promised);
    if (!scenario_->sites[site].storage) return {used, used, 0.0, Limit::nothing};
    auto const headroom = static_cast<double>(std::max(level.storage_headroom(), WideCount{0}));
    return {static_cast<double>(level.storage_limit), used, headroom, Limit::storage};
}

Resource ResourceMap::transport(ArcId arc) const {
    Link const& link = scenario_->map.links()[NationalMap::link_of(arc)];
    LinkUse const& use = state_->links[arc];
    double const moved = std::max(0.0, use.rate + use.rate_low);  // a sum that rounding may take below none
    Limit const whole = link.usable_share < 1.0 ? Limit::usable_share : Limit::capacity;
    return {link.usable().count(), moved + use.service_rate, std::max(0.0, use.capacity.count() - moved),
            use.usable < link.usable() ? Limit::outage : whole};
}

bool ResourceMap::could_run(ClassId c, SiteId site) const {
    return std::ranges::any_of(state_->pools_of(site),
                               [&](PoolId p) { return state_->could_run(c, one_accelerator, p); });
}

std::int64_t ResourceMap::full_classes(SiteId site) const {
    std::int64_t full = 0;
    for (ClassId const c : scenario_->classes.keys()) {
        bool could = false;
        bool can = false;
        for (PoolId const p : state_->pools_of(site)) {
            bool const accepts = state_->could_run(c, one_accelerator, p);
            could = could || accepts;
            can = can || (accepts && levels_->has_room(p, one_accelerator));
        }
        if (could && !can) ++full;
    }
    return full;
}

Resource ResourceMap::capability(SiteId site) const {
    Resource out;
    for (ClassId const c : scenario_->classes.keys()) {
        if (could_run(c, site)) out.stock += 1.0;
    }
    out.used = static_cast<double>(full_classes(site));
    out.headroom = out.stock - out.used;
    bool const all = out.stock == static_cast<double>(scenario_->classes.size());
    out.binding = out.used > 0.0 ? compute(site).binding : (all ? Limit::nothing : Limit::hardware);
    return out;
}

}  // namespace meridian::state
