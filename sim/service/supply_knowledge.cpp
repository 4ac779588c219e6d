#include "sim/service/supply_knowledge.hpp"

#include <algorithm>

namespace meridian::service {
SupplyKnowledge::SupplyKnowledge(Scenario const& scenario, ServiceSupply const& whole)
    : until_failover_{scenario.serving.detect + scenario.serving.failover},
      until_started_{longest_start_up(scenario)},
      known_{whole},
      open_{whole},
      in_service_{whole.accelerators},
      pools_{scenario.pools.size()},
      regions_{scenario.regions.size()} {}

bool SupplyKnowledge::change(SimTime now, ServiceSupply const& in_service,
                             Table<PoolId, std::int64_t> const& open) {
    using Change = SiteLatencies::Change;
    bool any = false;
    for (PoolId const p : pools_.keys()) {
        bool const is_lost = in_service.accelerators[p] < in_service_[p];
        if (open[p] == open_.accelerators[p] && !is_lost) continue;
        any = true;
        hear(now, is_lost ? loss_of(p, open[p]) : Kind::announcement, pools_[p]);
        if (open[p] == known_.accelerators[p]) pools_[p] = {};
    }
    for (RegionId const r : regions_.keys()) {
        Change const change = open_.latencies.change(r, in_service.latencies);
        if (change == Change::none) continue;
        any = true;
        hear(now, change == Change::longer ? Kind::loss : Kind::announcement, regions_[r]);
        if (known_.latencies.change(r, in_service.latencies) == Change::none) regions_[r] = {};
    }
    in_service_ = in_service.accelerators;
    open_ = {open, in_service.latencies};
    return any;
}

// What was to be left and is lost now is known; what comes back stays announced where a part of it is lost again.
SupplyKnowledge::Kind SupplyKnowledge::loss_of(PoolId pool, std::int64_t open) const {
    if (!pools_[pool].is_announced) return Kind::loss;
    std::int64_t const known = known_.accelerators[pool];
    if (open_.accelerators[pool] < known) return Kind::planned_loss;
    return open > known ? Kind::announcement : Kind::loss;
}

void SupplyKnowledge::hear(SimTime now, Kind kind, News& news) const {
    bool const is_loss_pending = news.due != SimTime::max() && !news.is_announced;
    switch (kind) {
        case Kind::loss:
            news = {std::min(is_loss_pending ? news.due : SimTime::max(), later(now, until_failover_)),
                    false};
            break;
        case Kind::planned_loss:
            news = {now, false};
            break;
        case Kind::announcement:
            if (!is_loss_pending) news = {later(now, until_started_), true};
            break;
    }
}

bool SupplyKnowledge::advance(SimTime now) {
    bool any = false;
    for (PoolId const p : pools_.keys()) {
        if (pools_[p].due > now) continue;
        any = true;
        pools_[p] = {};
        known_.accelerators[p] = open_.accelerators[p];
    }
    for (RegionId const r : regions_.keys()) {
        if (regions_[r].due > now) continue;
        any = true;
        regions_[r] = {};
        known_.latencies.copy(r, open_.latencies);
    }
    return any;
}

SimTime SupplyKnowledge::next() const {
    SimTime next = SimTime::max();
    for (News const& news : pools_)
        next = std::min(next, news.due);
    for (News const& news : regions_)
        next = std::min(next, news.due);
    return next;
}

bool SupplyKnowledge::has_announced() const {
    return std::ranges::any_of(pools_, &News::is_announced) ||
           std::ranges::any_of(regions_, &News::is_announced);
}

ServiceSupply SupplyKnowledge::announced() const {
    ServiceSupply supply = known_;
    for (PoolId const p : pools_.keys()) {
        if (pools_[p].is_announced) supply.accelerators[p] = open_.accelerators[p];
    }
    for (RegionId const r : regions_.keys()) {
        if (regions_[r].is_announced) supply.latencies.copy(r, open_.latencies);
    }
    return supply;
}

}  // namespace meridian::service
