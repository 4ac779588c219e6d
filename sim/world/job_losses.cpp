// What becomes of jobs whose places or data are lost.
#include <algorithm>

#include "sim/world/job_life.hpp"

namespace meridian::world {

using state::Job;
using state::JobPhase;

namespace {

constexpr std::uint64_t hit_stream = engine::name_hash("event hit");
constexpr std::uint64_t hit_job_stream = engine::name_hash("event hit job");

bool waits_at_place(Job const& job) {
    return job.phase == JobPhase::committed || job.phase == JobPhase::staging || job.phase == JobPhase::ready;
}

}  // namespace

bool JobLife::is_lost(SiteId site, PoolId pool) const {
    return lost_.site(site) || (pool.valid() && lost_.pool(pool));
}

SimTime JobLife::lost_since(SiteId site, PoolId pool) const {
    SimTime since = lost_.site(site).value_or(SimTime::max());
    if (pool.valid()) since = std::min(since, lost_.pool(pool).value_or(SimTime::max()));
    return since;
}

// Until when the brain, which has chosen a lost place, does not know that it is lost.
std::optional<SimTime> JobLife::known_later(scheduler::Placement place) const {
    if (!is_lost(place.site, place.pool)) return std::nullopt;
    SimTime const known = of_.actions.known_at(lost_since(place.site, place.pool));
    return known > of_.view.now() ? std::optional{known} : std::nullopt;
}

template <class Concerned>
std::vector<JobId> JobLife::jobs_that(Concerned const& concerned) const {
    auto const& slots = of_.state.jobs.slots();
    std::vector<JobId> found;
    for (std::uint32_t slot = 0; slot < slots.size(); ++slot) {
        if (slots[slot].phase != JobPhase::gone && concerned(slots[slot])) found.push_back(JobId{slot});
    }
    std::ranges::sort(found, {}, [&](JobId const id) { return slots[id.index].number; });
    return found;
}

std::vector<JobId> JobLife::running_in(PoolId pool) const {
    return jobs_that([&](Job const& job) { return job.phase == JobPhase::running && job.pool == pool; });
}

void JobLife::lose_places(SiteId site, PoolId pool) {
    SimTime const now = of_.view.now();
    (pool.valid() ? lost_.pool(pool) : lost_.site(site)) = now;
    auto const is_there = [&](Job const& job) {
        return job.site == site && (!pool.valid() || job.pool == pool);
    };
    for (JobId const id : jobs_that([&](Job const& job) {
             return is_there(job) && (job.phase == JobPhase::running || waits_at_place(job));
         })) {
        of_.state.jobs[id].phase == JobPhase::running ? interrupt(id) : withdraw(id);
    }
    if (pool.valid()) return;
    for (JobId const id :
         jobs_that([&](Job const& job) { return is_there(job) && job.phase == JobPhase::sending; }))
        of_.actions.hold_transfer(id);
}

void JobLife::close_pool(PoolId pool) {
    for (JobId const id :
         jobs_that([&](Job const& job) { return job.pool == pool && waits_at_place(job); })) {
        auto const rule = of_.scenario.classes[of_.state.jobs[id].what.workload_class].on_failure;
        if (rule != FailureRule::wait) withdraw(id);
    }
}

// A uniform number, the same for the job at that instant whatever else runs.
double JobLife::hit_draw(Job const& job) const {
    auto const entity = random_.block(hit_job_stream, job.what.entity, job.what.draw)[0];
    auto const now = static_cast<std::uint64_t>(of_.view.now().time_since_epoch().count());
    return engine::unit_interval(random_.block(hit_stream, entity, now)[0]);
}

void JobLife::lose_share(PoolId pool, double probability, std::int64_t most) {
    std::vector<std::pair<double, JobId>> running;
    std::int64_t held = 0;
    for (JobId const id : running_in(pool)) {
        running.emplace_back(hit_draw(of_.state.jobs[id]), id);
        held += of_.state.jobs[id].what.width.count();
    }
    std::ranges::stable_sort(running, {}, [](auto const& one) { return one.first; });
    for (auto const& [draw, id] : running) {
        if (draw >= probability && held <= most) break;
        held -= of_.state.jobs[id].what.width.count();
        interrupt(id);
    }
}

void JobLife::shed_power(SiteId site, std::int64_t limit_uw) {
    auto running = jobs_that([&](Job const& job) {
        return job.phase == JobPhase::running && job.site == site && job.pool.valid();
    });
    std::ranges::stable_sort(running, std::greater<>{},
                             [&](JobId const id) { return of_.state.jobs[id].started; });
    for (JobId const id : running) {
        if (of_.state.site(site).power_uw <= limit_uw) return;
        Job const& job = of_.state.jobs[id];
        if (state::draw_uw(of_.state.pool(job.pool), job.what.width.count()) > 0) interrupt(id);
    }
}

void JobLife::interrupt(JobId id) {
    SimTime const now = of_.view.now();
    Job& job = of_.state.jobs[id];
    FailureRule const rule = of_.scenario.classes[job.what.workload_class].on_failure;
    timers_[id.index] = {};
    state::Progress const progress = progress_after_loss(id, rule);
    keep_progress(id, progress);
    scheduler::Placement const place{job.site, job.pool, job.path};
    of_.state.release(job);
    if (job.pool.valid()) {
        of_.discipline.ended(id, now, of_.state);
        of_.actions.released(id);
    }
    leave_storage(id);
    of_.state.jobs.interrupt(id, now, progress);
    keep_checkpoint(id, rule);
    settle(id, place);
}

// Under rules that go on from a checkpoint, what that keeps; else nothing.
state::Progress JobLife::progress_after_loss(JobId id, FailureRule rule) const {
    Job const& job = of_.state.jobs[id];
    state::Progress progress = progress_.at(job, of_.view.now());
    Duration const before = progress_.held_before_window(job);
    progress.fall_back(before);
    if (rule == FailureRule::resume_elsewhere || rule == FailureRule::wait) return progress;
    bool const ran_at_open = before > Duration{0} && of_.view.now() >= SimTime{of_.scenario.warmup};
    progress.lose_all(ran_at_open ? progress_.at(job, SimTime{of_.scenario.warmup}) : state::Progress{});
    return progress;
}

void JobLife::keep_checkpoint(JobId id, FailureRule rule) {
    Job& job = of_.state.jobs[id];
    WorkloadClass const& of = of_.scenario.classes[job.what.workload_class];
    LostPlaces::Record& record = lost_.of(id);
    record.kept_at = {};
    record.moves_checkpoint = false;
    if (rule == FailureRule::requeue || rule == FailureRule::lose) job.left = job.what.runtime;
    if (job.left >= job.what.runtime) return;
    if (of.checkpoints == CheckpointPlace::remote) {
        record.moves_checkpoint = true;
        return;
    }
    record.kept_at = job.site;
    record.left = job.left;
    job.left = job.what.runtime;
}

// A checkpoint that is at a site alone is of use there alone.
void JobLife::take_checkpoint(JobId id, SiteId site) {
    LostPlaces::Record const* const record = lost_.find(id);
    if (record == nullptr || !record->kept_at.valid()) return;
    of_.state.jobs[id].left = record->kept_at == site ? record->left : of_.state.jobs[id].what.runtime;
}

void JobLife::withdraw(JobId id) {
    SimTime const now = of_.view.now();
    Job& job = of_.state.jobs[id];
    scheduler::Placement const place{job.site, job.pool, job.path};
    if (job.phase == JobPhase::ready) of_.discipline.withdrawn(id, now, of_.state);
    if (job.phase == JobPhase::staging) of_.actions.cancel_transfer(id);
    leave_storage(id);
    of_.state.unreserve(job);
    if (job.pool.valid()) of_.actions.withdrawn(id);
    of_.state.jobs.withdraw(id, now);
    settle(id, place);
}

void JobLife::leave_storage(JobId id) {
    Job const& job = of_.state.jobs[id];
    if (job.what.input.count() == 0) return;
    if (job.phase == JobPhase::committed) {
        storage_.remove(id);
        return of_.state.unreserve_storage(job.site, job.what.input);
    }
    of_.state.release_storage(of_.view.now(), job.site, job.what.input);
    feed_storage(job.site);
}

// The job has left its place, and is deferred.
void JobLife::settle(JobId id, scheduler::Placement place) {
    SimTime const now = of_.view.now();
    WorkloadClass const& of = of_.scenario.classes[of_.state.jobs[id].what.workload_class];
    LostPlaces::Record& record = lost_.of(id);
    ++record.losses;
    bool const is_tried_out = of.tries > 0 && record.losses > of.tries;
    if (of.on_failure == FailureRule::lose || is_tried_out)
        return depart(id, {state::Outcome::lost, state::Reason::place_lost});
    bool const lost = is_lost(place.site, place.pool);
    if (of.on_failure == FailureRule::wait && lost) {
        record.waits_for = place;
        return;
    }
    SimTime const known = lost ? of_.actions.known_at(lost_since(place.site, place.pool)) : now;
    if (known > now) {
        of_.actions.set_job_timer(known, JobTimer::deferral_end, id.index);
    } else if (of.on_failure == FailureRule::wait) {
        of_.state.jobs.return_to_brain(id, now);
        of_.actions.place_again(id, place);
    } else {
        end_deferral(id);
    }
}

void JobLife::places_return(SiteId site) {
    SimTime const now = of_.view.now();
    if (!of_.state.site(site).lost) lost_.site(site).reset();
    for (PoolId const pool : of_.state.pools_of(site)) {
        if (of_.state.pool(pool).out < of_.state.pool(pool).capacity) lost_.pool(pool).reset();
    }
    if (lost_.site(site)) return;
    for (JobId const id :
         jobs_that([&](Job const& job) { return job.site == site && job.phase == JobPhase::sending; }))
        of_.actions.release_transfer(id);
    auto const waiting =
        jobs_that([](Job const& job) { return job.phase == JobPhase::deferred && job.has_lost_place; });
    for (JobId const id : waiting) {
        LostPlaces::Record& record = lost_.of(id);
        if (!record.waits_for || record.waits_for->site != site) continue;
        if (is_lost(site, record.waits_for->pool)) continue;
        scheduler::Placement const place = *record.waits_for;
        record.waits_for.reset();
        of_.state.jobs.return_to_brain(id, now);
        of_.actions.place_again(id, place);
    }
    feed_storage(site);
}

// The home of its input, or, while that is out of reach, the nearest other node with a copy that is not; the home if
// there is none.
NodeId JobLife::data_source(Job const& job) const {
    NodeId const home = job.what.input_home;
    std::int64_t const copies = of_.scenario.classes[job.what.workload_class].input_home.copies;
    if (!lost_.lost_data(home) || copies == 1) return home;
    std::vector<std::pair<Duration, NodeId>> others;
    for (Site const& site : of_.scenario.sites) {
        if (site.node != home) others.emplace_back(of_.view.shortest(home, site.node).latency, site.node);
    }
    std::ranges::sort(others);
    others.erase(std::unique(others.begin(), others.end()), others.end());
    others.resize(std::min(others.size(), static_cast<std::size_t>(copies - 1)));
    for (auto const& [latency, node] : others) {
        if (!lost_.lost_data(node)) return node;
    }
    return home;
}

void JobLife::lose_data(NodeId node) {
    lost_.set_lost_data(node, true);
    for (JobId const id : jobs_that(
             [&](Job const& job) { return job.phase == JobPhase::staging && job.what.input_home == node; })) {
        if (data_source(of_.state.jobs[id]) == node) {
            of_.actions.hold_transfer(id);
        } else {
            of_.actions.cancel_transfer(id);
            send_input(id);
        }
    }
}

void JobLife::data_return(NodeId node) {
    lost_.set_lost_data(node, false);
    for (JobId const id : jobs_that(
             [&](Job const& job) { return job.phase == JobPhase::staging && job.what.input_home == node; }))
        of_.actions.release_transfer(id);
}

}  // namespace meridian::world
