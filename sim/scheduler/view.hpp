// What a policy sees of the world: the jobs, the map, and the state as it is sensed.
#pragma once

#include <optional>
#include <span>

#include "sim/scheduler/decision.hpp"
#include "sim/setup/geography.hpp"
#include "sim/state/state.hpp"

namespace meridian::scheduler {

class View {
public:
    View(Scenario const& scenario, Geography const& geography, state::State const& state)
        : scenario_{&scenario}, geography_{&geography}, state_{&state} {}

    void advance(SimTime now) { now_ = now; }
    [[nodiscard]] SimTime now() const { return now_; }
    [[nodiscard]] Scenario const& scenario() const { return *scenario_; }
    [[nodiscard]] state::Job const& job(JobId id) const { return state_->jobs[id]; }

    [[nodiscard]] std::span<SiteId const> sites_by_latency(RegionId region) const {
        return geography_->sites_by_latency(region);
    }
    [[nodiscard]] Duration latency(RegionId region, SiteId site) const {
        return geography_->latency(region, site);
    }

    // Where at the site the job could ever run: its first pool that could, or no pool for a job that
    // needs none. Nothing if the site could never run it.
    [[nodiscard]] std::optional<Place> possible(state::Job const& job, SiteId site) const;
    // Where at the site the job could start now, counting what has been promised to others: the first
    // such pool. Nothing if the site has no room.
    [[nodiscard]] std::optional<Place> room(state::Job const& job, SiteId site) const;

    // Share of the pool's accelerators that are held or promised, in [0, infinity).
    [[nodiscard]] double load(PoolId pool) const {
        state::PoolLevel const& level = state_->pool(pool);
        if (level.capacity == 0) return 0.0;
        return static_cast<double>(level.capacity - level.free + level.promised) /
               static_cast<double>(level.capacity);
    }
    [[nodiscard]] std::span<PoolId const> pools_of(SiteId site) const { return state_->pools_of(site); }
    [[nodiscard]] bool could_run(state::Job const& job, PoolId pool) const {
        return state_->could_run(job.what.workload_class, job.what.width, pool);
    }

private:
    Scenario const* scenario_;
    Geography const* geography_;
    state::State const* state_;
    SimTime now_;
};

inline std::optional<Place> View::possible(state::Job const& job, SiteId site) const {
    if (!state_->could_store(site, job.what.input)) return std::nullopt;
    if (job.what.width.count() == 0) return Place{site, PoolId{}};
    for (PoolId const pool : state_->pools_of(site)) {
        if (could_run(job, pool)) return Place{site, pool};
    }
    return std::nullopt;
}

inline std::optional<Place> View::room(state::Job const& job, SiteId site) const {
    if (!state_->has_storage(site, job.what.input)) return std::nullopt;
    if (job.what.width.count() == 0) return Place{site, PoolId{}};
    for (PoolId const pool : state_->pools_of(site)) {
        if (state_->has_room(job.what.workload_class, job.what.width, pool)) return Place{site, pool};
    }
    return std::nullopt;
}

}  // namespace meridian::scheduler
