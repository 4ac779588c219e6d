#include <algorithm>

#include <fmt/format.h>

#include "sim/state/state.hpp"

namespace meridian::state {
namespace {

struct Recount {
    Table<PoolId, std::int64_t> running;
    Table<PoolId, std::int64_t> promised;
    Table<PoolId, std::int64_t> non_preemptible;          // committed or running
    Table<PoolId, std::int64_t> running_non_preemptible;  // of these: running
    std::int64_t by_phase[job_phases]{};
};

Recount recount(State const& state, Scenario const& scenario) {
    Recount seen{Table<PoolId, std::int64_t>{scenario.pools.size()},
                 Table<PoolId, std::int64_t>{scenario.pools.size()},
                 Table<PoolId, std::int64_t>{scenario.pools.size()},
                 Table<PoolId, std::int64_t>{scenario.pools.size()},
                 {}};
    for (Job const& job : state.jobs.slots()) {
        if (job.phase == JobPhase::gone) continue;
        ++seen.by_phase[static_cast<std::size_t>(job.phase)];
        if (!job.pool.valid()) continue;
        bool const waits_there = job.phase == JobPhase::committed || job.phase == JobPhase::staging ||
                                 job.phase == JobPhase::ready;
        if (waits_there) seen.promised[job.pool] += job.what.width.count();
        if (job.phase == JobPhase::running) seen.running[job.pool] += job.what.width.count();
        if (scenario.serving.lends && scenario.classes[job.what.workload_class].preemptible) continue;
        if (waits_there || job.phase == JobPhase::running)
            seen.non_preemptible[job.pool] += job.what.width.count();
        if (job.phase == JobPhase::running) seen.running_non_preemptible[job.pool] += job.what.width.count();
    }
    return seen;
}

// What is scanned must be what a refresh of every site makes of the rows.
void check_scanned(State const& state, Scenario const& scenario, std::vector<std::string>& broken) {
    Levels again = state.levels();
    for (SiteId const s : scenario.sites.keys())
        again.refresh(s);
    for (PoolId const p : scenario.pools.keys()) {
        Levels const& levels = state.levels();
        bool const is_right = again.load[p] == levels.load[p] && again.room[p] == levels.room[p] &&
                              again.headroom[p] == levels.headroom[p] &&
                              again.storage[p] == levels.storage[p] && again.shut[p] == levels.shut[p] &&
                              again.non_preemptible_room[p] == levels.non_preemptible_room[p];
        if (is_right) continue;
        broken.push_back(
            fmt::format("pool {}: load, room, headroom, storage or the room for non-preemptible jobs is not "
                        "what its levels say",
                        scenario.pools[p].name));
    }
}

void check_pools(State const& state, Scenario const& scenario, Recount const& seen,
                 std::vector<std::string>& broken) {
    for (PoolId const p : scenario.pools.keys()) {
        PoolLevel const& level = state.pool(p);
        std::string const& name = scenario.pools[p].name;
        if (level.free < 0) broken.push_back(fmt::format("pool {} is over-filled", name));
        if (level.out < 0 || level.out > level.capacity)
            broken.push_back(fmt::format("pool {} has lost more than it has", name));
        if (level.serving < 0) broken.push_back(fmt::format("pool {} serves with less than nothing", name));
        bool const room_is_right = level.free + seen.running[p] + level.serving + level.out == level.capacity;
        bool const promised_is_right = level.promised == seen.promised[p];
        if (!room_is_right) {
            broken.push_back(
                fmt::format("pool {}: free + running + serving + lost is not its capacity", name));
        }
        if (!promised_is_right) {
            broken.push_back(fmt::format("pool {}: promised is not what is committed there", name));
        }
        // Where those are wrong, so is this.
        if (room_is_right && promised_is_right &&
            (state.held_by_non_preemptible(p) != seen.non_preemptible[p] ||
             state.run_by_non_preemptible(p) != seen.running_non_preemptible[p])) {
            broken.push_back(fmt::format("pool {}: what non-preemptible jobs hold is miscounted", name));
        }
    }
}

void check_sites(State const& state, Scenario const& scenario, std::vector<std::string>& broken) {
    Table<SiteId, std::int64_t> power{scenario.sites.size()};
    Table<SiteId, WideCount> power_promised{scenario.sites.size()};
    Table<SiteId, WideCount> unstored{scenario.sites.size()};
    Table<SiteId, WideCount> stored{scenario.sites.size()};
    for (Job const& job : state.jobs.slots()) {
        if (job.phase == JobPhase::committed) unstored[job.site] += job.what.input.count();
        if (job.phase >= JobPhase::staging) stored[job.site] += job.what.input.count();
        if (job.phase < JobPhase::committed || job.phase > JobPhase::running || !job.pool.valid()) continue;
        std::int64_t const draw = draw_uw(state.pool(job.pool), job.what.width.count());
        if (job.phase == JobPhase::running) {
            power[job.site] += draw;
        } else {
            power_promised[job.site] += draw;
        }
    }
    Table<SiteId, std::int64_t> idle{scenario.sites.size()};
    for (PoolId const p : scenario.pools.keys()) {
        PoolLevel const& level = state.pool(p);
        idle[level.site] += (level.capacity - level.out) / 1000 * level.idle_microwatts_each;
    }
    for (PoolId const p : scenario.pools.keys())
        power[state.pool(p).site] += draw_uw(state.pool(p), state.pool(p).serving);
    bool const any_retains = std::ranges::any_of(scenario.classes, &WorkloadClass::retains_input);
    for (SiteId const s : scenario.sites.keys()) {
        SiteLevel const& level = state.site(s);
        std::string const& name = scenario.sites[s].name;
        if (level.idle_uw != idle[s]) {
            broken.push_back(fmt::format("site {}: idle power is not that of what is not lost", name));
        }
        if (level.power_uw != level.idle_uw + power[s]) {
            broken.push_back(fmt::format("site {}: power is not idle + running + serving", name));
        }
        if (level.power_uw > level.power_limit_uw && power[s] > 0) {
            broken.push_back(fmt::format("site {} draws more than its power limit", name));
        }
        if (level.storage_promised != unstored[s]) {
            broken.push_back(fmt::format("site {}: promised storage is not what waits for it", name));
        }
        if (level.power_promised_uw != power_promised[s]) {
            broken.push_back(fmt::format("site {}: promised power is not what is committed there", name));
        }
        if (level.storage_used != level.storage_retained + stored[s]) {
            broken.push_back(fmt::format("site {}: storage used is not what its jobs hold", name));
        }
        if (level.storage_retained < 0 || (level.storage_retained > 0 && !any_retains)) {
            broken.push_back(fmt::format("site {}: storage is retained for no job", name));
        }
        if (level.storage_used < 0 || level.storage_used > level.storage_limit) {
            broken.push_back(fmt::format("site {}: storage use is out of range", name));
        }
    }
}

}  // namespace

std::vector<std::string> broken_laws(State const& state, Scenario const& scenario) {
    std::vector<std::string> broken;
    Recount const seen = recount(state, scenario);
    std::int64_t alive = 0;
    for (std::size_t phase = 1; phase < job_phases; ++phase) {
        alive += seen.by_phase[phase];
        if (seen.by_phase[phase] != state.jobs.count(static_cast<JobPhase>(phase))) {
            broken.push_back(fmt::format("job phase {} is miscounted", phase));
        }
    }
    Departures const& gone = state.jobs.departures();
    if (static_cast<std::int64_t>(state.jobs.arrived()) !=
        gone.completed + gone.rejected + gone.lost + alive) {
        broken.push_back("arrived is not completed + rejected + lost + alive");
    }
    check_pools(state, scenario, seen, broken);
    check_scanned(state, scenario, broken);
    check_sites(state, scenario, broken);
    return broken;
}

}  // namespace meridian::state
