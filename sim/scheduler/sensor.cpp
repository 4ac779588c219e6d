#include "sim/scheduler/sensor.hpp"

#include <algorithm>
#include <utility>

namespace meridian::scheduler {

void Sensor::begin(state::State& state) {
    if (sees_the_present()) return;
    state.track_changes();
    known_ = state.levels();
    seen_ = known_;
}

// With the first snapshot that is taken then or later; what is decided at the instant at which that arrives is decided
// before.
SimTime Sensor::knows_at(SimTime change) const {
    if (sees_the_present()) return change;
    Duration const since_start = change.time_since_epoch();
    std::int64_t const number =
        std::max<std::int64_t>((since_start + how_.interval - Duration{1}) / how_.interval, 1);
    return later(later(later(SimTime{}, number * how_.interval), how_.delay), Duration{1});
}

void Sensor::sample(state::State& state) {
    Snapshot snapshot;
    state.take_changed(touched_);
    for (SiteId const s : touched_) {
        snapshot.sites.push_back({s, state.site(s)});
        for (PoolId const p : state.pools_of(s))
            snapshot.pools.push_back({p, state.pool(p)});
    }
    if (links_) snapshot.link_share = state.levels().link_share;
    under_way_.push_back(std::move(snapshot));
    ++snapshots_taken_;
}

void Sensor::arrive(std::vector<SiteId>& changed) {
    changed.clear();
    ++snapshots_arrived_;
    forget_own(changed);
    Snapshot snapshot = std::move(under_way_.front());
    under_way_.pop_front();
    if (links_) seen_.link_share = std::move(snapshot.link_share);
    for (PoolSeen const& one : snapshot.pools)
        known_.pools[one.pool] = seen_.pools[one.pool] = one.level;
    for (SiteSeen const& one : snapshot.sites) {
        known_.sites[one.site] = seen_.sites[one.site] = one.level;
        changed.push_back(one.site);
    }
    std::ranges::sort(changed);
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    for (SiteId const site : changed)
        seen_.refresh(site);
    for (OwnDecision const& own : own_)
        seen_.refresh(own.site);
    for (OwnDecision const& own : own_)
        apply(own);
}

// Takes own decisions out of what is seen, and forgets those that the snapshot which arrives knows of.
void Sensor::forget_own(std::vector<SiteId>& changed) {
    for (OwnDecision const& own : own_) {
        seen_.sites[own.site] = known_.sites[own.site];
        if (own.pool.valid()) seen_.pools[own.pool] = known_.pools[own.pool];
    }
    while (!own_.empty() && own_.front().snapshots_before < snapshots_arrived_) {
        changed.push_back(own_.front().site);
        own_.pop_front();
    }
}

void Sensor::decided(state::Job const& job) {
    if (sees_the_present() || !how_.optimistic) return;
    own_.push_back({snapshots_taken_, job.site, job.pool, job.what.width, job.expected, job.what.input,
                    state_.is_non_preemptible(job.what.workload_class)});
    apply(own_.back());
}

void Sensor::apply(OwnDecision const& own) {
    if (own.pool.valid()) seen_.reserve(own.pool, own.width, own.expected, own.non_preemptible);
    seen_.sites[own.site].storage_promised += own.input.count();
    seen_.refresh_storage(own.site);
}

}  // namespace meridian::scheduler
