// Jobs on accelerators that fail: when they end, and how far they have come.
#include <algorithm>

#include "sim/setup/interruptions.hpp"
#include "sim/world/world.hpp"

namespace meridian::world {

using state::Job;
using state::JobPhase;

failure::Stay World::stay_of(Job const& job) const {
    failure::Stay stay;
    stay.work = job.work;
    stay.overhead = restart_of(job);
    stay.before = held_before_window(job);
    if (!job.pool.valid() || is_calm_(job.what.workload_class, job.pool)) return stay;
    WorkloadClass const& of = scenario_.classes[job.what.workload_class];
    GangRisk const risk = gang_risk(scenario_, job.what.workload_class, job.pool, job.what.width);
    stay.mtti_s = risk.mtti_s;
    if (stay.mtti_s > 0.0) {
        stay.entity = gaps_.entity_of(job.what.entity, job.what.draw);
        stay.first = job.interruptions;
    }
    stay.interval = risk.interval;
    stay.write = of.checkpoint_write;
    stay.restart = of.restart;
    return stay;
}

// Of each class in each pool: never interrupted, and no checkpoints.
void World::find_calm_places() {
    is_calm_ = {scenario_.classes.size(), scenario_.pools.size()};
    for (ClassId const c : scenario_.classes.keys()) {
        for (PoolId const p : scenario_.pools.keys()) {
            GangRisk const risk = gang_risk(scenario_, c, p, Milliaccelerators{1000});
            is_calm_(c, p) = risk.mtti_s == 0.0 && risk.interval == Duration{0};
        }
    }
}

Duration World::held_before_window(Job const& job) const {
    return std::max(SimTime{scenario_.warmup} - job.started, Duration{0});
}

Duration World::restart_of(Job const& job) const {
    return job.preempted > 0 ? scenario_.classes[job.what.workload_class].restart : Duration{0};
}

bool World::is_plain(Job const& job) const {
    return job.preempted == 0 && job.work <= longest_duration &&
           (!job.pool.valid() || is_calm_(job.what.workload_class, job.pool));
}

state::Progress World::progress_of(Job const& job) const {
    if (is_plain(job)) return failure::plain_progress(job.work, now_ - job.started);
    return failure::progress_at(stay_of(job), now_ - job.started, gaps_);
}

void World::schedule_end(JobId id) {
    Job& job = state_.jobs[id];
    SimTime const last{scenario_.last_end()};
    state::Progress const all = is_plain(job) ? failure::plain_progress(job.work, last - now_)
                                              : failure::progress_at(stay_of(job), last - now_, gaps_);
    job.ends = all.ended ? now_ + all.held : SimTime::max();
    SimTime const event = all.ended ? job.ends : later(last, Duration{1});
    push(event, engine::Rank::completion, Kind::work_end, id.index);
}

void World::mark_window(state::WindowMark mark) {
    for (Job const& job : state_.jobs.slots()) {
        if (job.phase == JobPhase::running) {
            state_.listeners.notify(&state::RunListener::job_stands, mark, job, progress_of(job));
        } else if (job.phase != JobPhase::gone && job.phase != JobPhase::sending) {
            state_.listeners.notify(&state::RunListener::job_stands, mark, job, state::Progress{});
        }
    }
}

}  // namespace meridian::world
