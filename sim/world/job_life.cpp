// What happens to a job: DESIGN's states, one step per function.
#include <algorithm>

#include "sim/world/world.hpp"

namespace meridian::world {

using state::Job;
using state::JobPhase;

void World::arrive(JobDescription const& what, std::string_view name) {
    Duration const done = what.calendar.valid() ? scenario_.calendar[what.calendar].done : Duration{0};
    decisions_.arrived(state_.jobs.add(what, now_, name, done));
}

void World::commit(JobId id, scheduler::Place place) {
    Job& job = state_.jobs[id];
    bool const conflict = !sensor_.sees_the_present() && is_conflict(job, place);
    job.site = place.site;
    job.pool = place.pool;
    job.path = place.path;
    job.work = service_times_.on(job.what.workload_class, job.pool, job.left);
    job.expected = view_.remaining_time(job, job.pool);
    state_.reserve(job);
    state_.reserve_storage(job.site, job.what.input);
    sensor_.decided(job);
    state_.jobs.commit(id, now_, conflict);
    if (job.what.input.count() == 0) return begin_staging(id);  // wants no storage, so waits for none
    storage_queues_[job.site].push(id);
    feed_storage(job.site);
}

// Lets the jobs that wait for the site's storage begin to stage while there is room, strictly in order.
void World::feed_storage(SiteId site) {
    auto& queue = storage_queues_[site];
    while (!queue.empty() && state_.allocate_storage(site, state_.jobs[queue.front()].what.input))
        begin_staging(queue.pop());
}

void World::begin_staging(JobId id) {
    Job const& job = state_.jobs[id];
    state_.jobs.stage(id, now_);
    NodeId const there = scenario_.sites[job.site].node;
    bool const is_there = job.what.input_home == there || job.has_input_there();
    if (job.what.input.count() == 0 || is_there) return become_ready(id);
    send(id, job.what.input_home, there, job.path, job.what.input);
}

void World::become_ready(JobId id) {
    Job const& job = state_.jobs[id];
    state_.jobs.become_ready(id, now_);
    if (!job.pool.valid()) return start(id);
    discipline_->enqueue(id, now_, state_);
    ask_discipline(job.pool);
}

// Once the instant has settled: all that ends, arrives and is placed now is known by then.
void World::ask_discipline(PoolId pool) {
    if (std::find(pools_to_ask_.begin(), pools_to_ask_.end(), pool) == pools_to_ask_.end())
        pools_to_ask_.push_back(pool);
}

void World::start_ready() {
    for (PoolId const pool : pools_to_ask_) {
        while (true) {
            JobId const id = discipline_->next(pool, now_, state_);
            if (!id.valid()) break;
            start(id);
            discipline_->started(id, now_, state_);
        }
    }
    pools_to_ask_.clear();
}

void World::start(JobId id) {
    Job& job = state_.jobs[id];
    state_.allocate(job, now_);
    state_.jobs.start(id, now_);
    decisions_.started(id);
    if (is_lent(job)) note_lent(id);
    schedule_end(id);
}

void World::end_work(JobId id) {
    Job& job = state_.jobs[id];
    // Of a job that was sent away before its end, or of one that had its slot.
    if (job.phase != JobPhase::running || job.ends != now_) return;
    state::Progress const progress = progress_of(job);
    if (is_lent(job)) forget_lent(id);
    state_.release(job);
    state_.jobs.end_work(id, now_, progress);
    if (job.pool.valid()) {
        discipline_->ended(id, now_, state_);
        decisions_.ended(id, sensor_.sees_the_present());
        free_site(job.site);
    }
    NodeId const from = scenario_.sites[job.site].node;
    NodeId const to = scenario_.regions[job.what.origin].node;
    if (job.what.output.count() == 0 || from == to) return complete(id);
    PathId wanted;
    if (brain_.senses_links()) {
        if (sensor_.sees_the_present()) sense_links();
        wanted = brain_.output_path(brain_.chain(job.what.workload_class), job, view_);
    }
    send(id, from, to, wanted, job.what.output);
}

void World::complete(JobId id) {
    Job const& job = state_.jobs[id];
    SiteId const site = job.site;
    if (scenario_.classes[job.what.workload_class].retains_input) {
        state_.retain_storage(site, job.what.input);
        retain(job);
    } else if (job.what.input.count() > 0) {
        state_.release_storage(site, job.what.input);
        feed_storage(site);
        if (scenario_.sites[site].storage) free_site(site);
    }
    state_.jobs.depart(id, now_, {state::Outcome::completed, {}});
}

// Inputs of one class are retained for the same time, so the first that came is the first to go.
void World::retain(Job const& job) {
    ClassId const c = job.what.workload_class;
    auto const& retention = scenario_.classes[c].retention;
    if (!retention || job.what.input.count() == 0) return;
    retained_[c].push({job.site, job.what.input});
    push(later(now_, *retention), engine::Rank::completion, Kind::retention_end, c.index);
}

void World::end_retention(ClassId c) {
    auto const [site, bytes] = retained_[c].pop();
    state_.release_retained(site, bytes);
    feed_storage(site);
    if (scenario_.sites[site].storage) free_site(site);
}

void World::refuse(JobId id, scheduler::Reason why) {
    state_.jobs.depart(id, now_, {state::Outcome::rejected, why});
}

void World::defer(JobId id, SimTime until) {
    state_.jobs.defer(id, now_);
    push(until, engine::Rank::arrival, Kind::deferral_end, id.index);
}

void World::end_deferral(JobId id) {
    state_.jobs.return_to_brain(id, now_);
    decisions_.arrived(id);
}

// Room was freed at a site: for those committed to it and, beyond what they have been promised, for those
// at the brain. A power limit is shared by the site's pools, so all of them may gain.
void World::free_site(SiteId site) {
    for (PoolId const pool : state_.pools_of(site))
        ask_discipline(pool);
    if (sensor_.sees_the_present()) decisions_.room_freed(site);
}

// The brain's view said that the job can start there now, and it cannot.
bool World::is_conflict(Job const& job, scheduler::Place place) const {
    bool const seen =
        view_.has_storage(job, place.site) && (!place.pool.valid() || view_.has_room(job, place.pool));
    bool const there =
        state_.has_storage(place.site, job.what.input) &&
        (!place.pool.valid() || state_.has_room(job.what.workload_class, job.what.width, place.pool));
    return seen && !there;
}

void World::look() {
    sense_links();
    sensor_.look(state_);
    decisions_.snapshot_taken();
    push(later(now_, scenario_.sensing.delay), engine::Rank::report, Kind::look_arrives, 0);
    push(later(now_, scenario_.sensing.interval), engine::Rank::report, Kind::look, 0);
}

void World::look_arrives() {
    sensor_.arrive(seen_otherwise_);
    decisions_.snapshot_arrives();
    for (SiteId const site : seen_otherwise_)
        decisions_.room_freed(site);
}

}  // namespace meridian::world
