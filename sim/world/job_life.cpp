#include "sim/world/job_life.hpp"

#include <algorithm>

namespace meridian::world {

using state::Job;
using state::JobPhase;
using state::RunListener;

JobLife::JobLife(Parts const& parts)
    : of_{parts},
      progress_{parts.scenario, engine::RandomSource{parts.scenario.seed, parts.scenario.run}},
      random_{parts.scenario.seed, parts.scenario.run},
      storage_{parts.scenario, parts.state},
      lost_{parts.scenario.sites.size(), parts.scenario.pools.size(), parts.scenario.map.nodes().size()} {}

void JobLife::arrive(JobDescription const& what, std::string_view name) {
    Duration const done = what.calendar.valid() ? of_.scenario.calendar[what.calendar].done : Duration{0};
    of_.actions.wait_for_decision(of_.state.jobs.add(what, of_.view.now(), name, done));
}

void JobLife::commit(JobId id, scheduler::Placement place) {
    if (auto const known = known_later(place)) return defer(id, *known);
    Job& job = of_.state.jobs[id];
    if (job.has_lost_place) take_checkpoint(id, place.site);
    bool const conflict = !of_.sensor.sees_the_present() && is_conflict(job, place);
    job.site = place.site;
    job.pool = place.pool;
    job.path = place.path;
    job.work = of_.service_times.on(job.what.workload_class, job.pool, job.left);
    job.expected = of_.view.remaining_time(job, job.pool);
    of_.state.reserve(job);
    of_.state.reserve_storage(job.site, job.what.input);
    of_.sensor.decided(job);
    of_.state.jobs.commit(id, of_.view.now(), conflict);
    if (job.what.input.count() == 0) return begin_staging(id);  // wants no storage, so waits for none
    storage_.enqueue(id);
    feed_storage(job.site);
}

// The brain's view said that the job can start there now, and it cannot.
bool JobLife::is_conflict(Job const& job, scheduler::Placement place) const {
    bool const needs_none = !place.pool.valid();
    bool const seen =
        of_.view.has_storage(job, place.site) && (needs_none || of_.view.has_room(job, place.pool));
    bool const is_so =
        of_.state.has_storage(place.site, job.what.input) &&
        (needs_none || of_.state.has_room(job.what.workload_class, job.what.width, place.pool));
    return seen && !is_so;
}

void JobLife::feed_storage(SiteId site) {
    SimTime const now = of_.view.now();
    for (JobId id = storage_.next(now, site); id.valid(); id = storage_.next(now, site))
        begin_staging(id);
}

void JobLife::begin_staging(JobId id) {
    of_.state.jobs.stage(id, of_.view.now());
    send_input(id);
}

void JobLife::send_input(JobId id) {
    Job const& job = of_.state.jobs[id];
    NodeId const home = job.what.input_home;
    NodeId const to = of_.scenario.sites[job.site].node;
    Bytes bytes = job.what.input;
    if (auto const* lost = job.has_lost_place ? lost_.find(id) : nullptr;
        lost != nullptr && lost->moves_checkpoint)
        bytes = bytes + of_.scenario.classes[job.what.workload_class].checkpoint_size;
    bool const is_at_site = home == to || job.has_input_there();
    if (bytes.count() == 0 || is_at_site) return become_ready(id);
    NodeId const from = data_source(job);
    if (from == to) return become_ready(id);
    of_.actions.send({id, from, to, from == home ? job.path : PathId{}, bytes});
    if (lost_.lost_data(from)) of_.actions.hold_transfer(id);
}

void JobLife::transfer_arrived(JobId id) {
    if (of_.state.jobs[id].phase == JobPhase::staging) return become_ready(id);
    complete(id);
}

void JobLife::become_ready(JobId id) {
    Job const& job = of_.state.jobs[id];
    of_.state.jobs.become_ready(id, of_.view.now());
    if (!job.pool.valid()) return start(id);
    of_.discipline.enqueue(id, of_.view.now(), of_.state);
    ask_discipline(job.pool);
}

void JobLife::ask_discipline(PoolId pool) {
    if (std::find(pools_to_ask_.begin(), pools_to_ask_.end(), pool) == pools_to_ask_.end())
        pools_to_ask_.push_back(pool);
}

void JobLife::start_ready() {
    SimTime const now = of_.view.now();
    for (PoolId const pool : pools_to_ask_) {
        for (JobId id = of_.discipline.next(pool, now, of_.state); id.valid();
             id = of_.discipline.next(pool, now, of_.state)) {
            start(id);
            of_.discipline.started(id, now, of_.state);
        }
    }
    pools_to_ask_.clear();
}

void JobLife::start(JobId id) {
    of_.state.allocate(of_.state.jobs[id], of_.view.now());
    of_.state.jobs.start(id, of_.view.now());
    of_.actions.started(id);
    set_end(id);
}

void JobLife::set_end(JobId id) {
    Job& job = of_.state.jobs[id];
    job.ends = progress_.end_of(job, of_.view.now());
    if (timers_.size() <= id.index) timers_.resize(id.index + std::size_t{1});
    // Of a job that does not end in this run: beyond its end, so that the run goes on until then.
    SimTime const after_run = later(SimTime{of_.scenario.last_end()}, Duration{1});
    timers_[id.index] = {
        of_.actions.set_job_timer(std::min(job.ends, after_run), JobTimer::work_end, id.index), no_timer};
    set_expected_end(id);
}

void JobLife::set_expected_end(JobId id) {
    Job& job = of_.state.jobs[id];
    job.is_overdue = false;
    SimTime const expected = job.expected_end();
    if (!job.pool.valid() || job.ends <= expected || expected > SimTime{of_.scenario.last_end()}) return;
    timers_[id.index].expected = of_.actions.set_job_timer(expected, JobTimer::expected_end, id.index);
}

void JobLife::run_over(JobId id, std::uint64_t serial) {
    if (timers_[id.index].expected == serial) of_.state.run_over(id);
}

void JobLife::end_work(JobId id, std::uint64_t serial) {
    if (timers_[id.index].end != serial) return;
    SimTime const now = of_.view.now();
    Job const& job = of_.state.jobs[id];
    state::Progress const progress = progress_.at(job, now);
    of_.state.release(job);
    of_.state.jobs.end_work(id, now, progress);
    if (job.pool.valid()) {
        of_.discipline.ended(id, now, of_.state);
        of_.actions.released(id);
        free_site(job.site);
    }
    NodeId const from = of_.scenario.sites[job.site].node;
    NodeId const to = of_.scenario.regions[job.what.origin].node;
    if (job.what.output.count() == 0 || from == to) return complete(id);
    of_.actions.send({id, from, to, of_.actions.output_path(job), job.what.output});
}

void JobLife::depart(JobId id, state::Departure const& how) {
    if (of_.state.jobs[id].has_lost_place) lost_.forget(id);
    of_.state.jobs.depart(id, of_.view.now(), how);
}

void JobLife::complete(JobId id) {
    SimTime const now = of_.view.now();
    Job const& job = of_.state.jobs[id];
    SiteId const site = job.site;
    if (of_.scenario.classes[job.what.workload_class].retains_input) {
        if (auto const until = storage_.retain(now, job))
            of_.actions.set_job_timer(*until, JobTimer::retention_end, job.what.workload_class.index);
    } else if (job.what.input.count() > 0) {
        of_.state.release_storage(now, site, job.what.input);
        feed_storage(site);
        if (of_.scenario.sites[site].storage) free_site(site);
    }
    depart(id, {state::Outcome::completed, {}});
}

void JobLife::end_retention(ClassId c) {
    SiteId const site = storage_.end_retention(of_.view.now(), c);
    feed_storage(site);
    if (of_.scenario.sites[site].storage) free_site(site);
}

void JobLife::reject(JobId id, scheduler::Reason why) {
    depart(id, {state::Outcome::rejected, why});
}

void JobLife::defer(JobId id, SimTime until) {
    of_.state.jobs.defer(id, of_.view.now());
    of_.actions.set_job_timer(until, JobTimer::deferral_end, id.index);
}

void JobLife::end_deferral(JobId id) {
    of_.state.jobs.return_to_brain(id, of_.view.now());
    of_.actions.wait_for_decision(id);
}

void JobLife::preempt(JobId id) {
    SimTime const now = of_.view.now();
    Job& job = of_.state.jobs[id];
    timers_[id.index] = {};
    state::Progress progress = progress_.at(job, now);
    progress.fall_back(progress_.held_before_window(job));
    keep_progress(id, progress);
    of_.state.release(job);
    of_.discipline.ended(id, now, of_.state);
    of_.actions.released(id);
    ++job.preempted;
    job.away = now - job.arrival;
    job.waited_because.reset();
    of_.state.jobs.preempt(id, now, progress);
    SiteId const site = job.site;
    if (job.what.input.count() > 0) {
        of_.state.release_storage(now, site, job.what.input);
        feed_storage(site);
    }
    free_site(site);
    of_.actions.wait_for_decision(id);
}

void JobLife::keep_progress(JobId id, state::Progress const& progress) {
    Job& job = of_.state.jobs[id];
    job.interruptions += static_cast<std::uint32_t>(progress.interruptions);
    if (progress.kept == Duration{0}) return;
    double const share = in_seconds(progress.kept).count() / in_seconds(job.work).count();
    job.left = rounded_up(Seconds{in_seconds(job.left).count() * (1.0 - share)});
}

void JobLife::free_site(SiteId site) {
    for (PoolId const pool : of_.state.pools_of(site))
        ask_discipline(pool);
    of_.actions.room_freed(site);
}

void JobLife::mark_window(state::WindowMark mark) const {
    for (Job const& job : of_.state.jobs.slots()) {
        if (job.phase == JobPhase::gone || job.phase == JobPhase::sending) continue;
        bool const runs = job.phase == JobPhase::running;
        of_.state.listeners.notify(&RunListener::job_stands, mark, job,
                                   runs ? progress_.at(job, of_.view.now()) : state::Progress{});
    }
}

void JobLife::leave_unfinished() const {
    auto const& slots = of_.state.jobs.slots();
    std::vector<JobId> unfinished;
    for (std::uint32_t slot = 0; slot < slots.size(); ++slot) {
        if (slots[slot].phase != JobPhase::gone) unfinished.push_back(JobId{slot});
    }
    std::ranges::sort(unfinished, {}, [&](JobId const id) { return slots[id.index].number; });
    for (JobId const id : unfinished)
        of_.state.jobs.leave_unfinished(id, of_.view.now());
}

}  // namespace meridian::world
