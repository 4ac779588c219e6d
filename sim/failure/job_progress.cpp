#include "sim/failure/job_progress.hpp"

#include <algorithm>

#include "sim/setup/interruptions.hpp"

namespace meridian::failure {

using state::Job;
using state::Progress;

JobProgress::JobProgress(Scenario const& scenario, engine::RandomSource random)
    : scenario_{scenario}, gaps_{random} {
    find_uninterrupted();
}

void JobProgress::find_uninterrupted() {
    never_interrupted_ = {scenario_.classes.size(), scenario_.pools.size()};
    for (ClassId const c : scenario_.classes.keys()) {
        for (PoolId const p : scenario_.pools.keys()) {
            GangRisk const risk = gang_risk(scenario_, c, p, Milliaccelerators{1000});
            never_interrupted_(c, p) = risk.mtti_s == 0.0 && risk.interval == Duration{0};
        }
    }
}

Progress JobProgress::at(Job const& job, SimTime now) const {
    if (is_uninterrupted(job)) return uninterrupted_progress(job.work, now - job.started);
    return progress_at(occupancy_of(job), now - job.started, gaps_);
}

SimTime JobProgress::end_of(Job const& job, SimTime now) const {
    Duration const rest_of_run = SimTime{scenario_.last_end()} - now;
    Progress const all = is_uninterrupted(job) ? uninterrupted_progress(job.work, rest_of_run)
                                               : progress_at(occupancy_of(job), rest_of_run, gaps_);
    return all.ended ? now + all.held : SimTime::max();
}

Duration JobProgress::held_before_window(Job const& job) const {
    return std::max(SimTime{scenario_.warmup} - job.started, Duration{0});
}

bool JobProgress::is_uninterrupted(Job const& job) const {
    return !job.restarts() && job.work <= longest_duration &&
           (!job.pool.valid() || never_interrupted_(job.what.workload_class, job.pool));
}

Duration JobProgress::restart_of(Job const& job) const {
    return job.restarts() ? scenario_.classes[job.what.workload_class].restart : Duration{0};
}

Occupancy JobProgress::occupancy_of(Job const& job) const {
    Occupancy occupancy;
    occupancy.work = job.work;
    occupancy.overhead = restart_of(job);
    occupancy.before = held_before_window(job);
    if (!job.pool.valid() || never_interrupted_(job.what.workload_class, job.pool)) return occupancy;
    WorkloadClass const& of = scenario_.classes[job.what.workload_class];
    GangRisk const risk = gang_risk(scenario_, job.what.workload_class, job.pool, job.what.width);
    occupancy.mtti_s = risk.mtti_s;
    if (occupancy.mtti_s > 0.0) {
        occupancy.entity = gaps_.entity_of(job.what.entity, job.what.draw);
        occupancy.first = std::uint64_t{job.interruptions} + job.preempted;
    }
    occupancy.interval = risk.interval;
    occupancy.write = of.checkpoint_write;
    occupancy.restart = of.restart;
    return occupancy;
}

}  // namespace meridian::failure
