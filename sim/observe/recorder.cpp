#include "sim/observe/recorder.hpp"

namespace meridian::observe {
namespace {

Area nanoseconds(Duration d) {
    return d.count();
}

double seconds(Duration d) {
    return in_seconds(d).count();
}

double accelerators(state::Job const& job) {
    return static_cast<double>(job.what.width.count()) / 1000.0;
}

}  // namespace

Recorder::Recorder(Scenario const& scenario, state::State const& state, Geography const& geography,
                   SiteSeries& series)
    : scenario_{scenario},
      state_{state},
      geography_{geography},
      series_{series},
      window_begin_{scenario.warmup},
      window_end_{scenario.horizon},
      meters_{scenario.sites.size()},
      has_room_{scenario.pools.size(), 2},
      service_draw_uw_{scenario.sites.size(), 0},
      last_service_draw_uw_{scenario.sites.size(), 0},
      served_hours_{scenario.sites.size(), 0.0},
      class_power_{scenario.sites.size(), scenario.classes.size()},
      work_{scenario.classes.size(), scenario.pools.size()},
      calendar_work_{scenario.calendar.size()},
      value_{scenario},
      loss_{scenario},
      bottleneck_{scenario, state},
      load_{scenario, state} {
    ledger_.classes = Table<ClassId, ClassTally>{scenario.classes.size()};
    ledger_.sites = Table<SiteId, SiteTally>{scenario.sites.size()};
    ledger_.demand = {scenario.classes.size(), scenario.regions.size()};
    ledger_.services = {scenario.services.size(), scenario.regions.size()};
    ledger_.calendar = Table<CalendarId, CalendarTally>{scenario.calendar.size()};
    for (SiteId const s : scenario.sites.keys()) {
        meters_[s].power.change(SimTime{}, series_.it_factors(s, SimTime{}), state.site(s).idle_uw);
        meters_[s].idle.change(SimTime{}, PowerFactors{}, state.site(s).idle_uw);
        sense_room(SimTime{}, s);
    }
    bin_ = snapshot(SimTime{});
}

void Recorder::job_arrived(SimTime now, state::Job const& job) {
    at_brain_.change(now, +1);
    bin_arrived_ += 1.0;
    if (job.what.calendar.valid() && job.left < job.what.runtime) {
        CalendarTally& tally = ledger_.calendar[job.what.calendar];
        tally.done_share = tally.done_share_at_open = 1.0 - seconds(job.left) / seconds(job.what.runtime);
    }
    if (!measures(job)) return;
    ++outstanding_;
    ClassTally& tally = ledger_.classes[job.what.workload_class];
    ++tally.arrived;
    ++demand(job).arrived;
    if (scenario_.classes[job.what.workload_class].objective) ++tally.with_objective;
}

void Recorder::job_departed(SimTime now, state::Job const& job, state::Departure const& how) {
    if (how.outcome == state::Outcome::completed) count_completion(now, job);
    if (how.outcome == state::Outcome::rejected) count_rejection(now, job, how);
    if (how.outcome == state::Outcome::lost) count_loss(job, how);
    if (!measures(job)) return;
    loss_.job_departed(now, job, how);
    if (how.outcome == state::Outcome::unfinished) value_.unfinished(job);
}

void Recorder::count_rejection(SimTime now, state::Job const& job, state::Departure const& how) {
    state::Reason const why = how.why.value();
    at_brain_.change(now, -1);
    brain_sum_ += nanoseconds(now - job.arrival - job.away);
    if (job.what.calendar.valid()) ledger_.calendar[job.what.calendar].rejected = why;
    load_.job_rejected(job, why);
    if (!measures(job)) return;
    --outstanding_;
    value_.rejected(job, why);
    ClassTally& tally = ledger_.classes[job.what.workload_class];
    ++tally.rejected;
    ++tally.rejections[static_cast<std::size_t>(why)];
    count_wait(now, job);
    DemandTally& from = demand(job);
    ++from.rejected;
    from.accelerator_hours_rejected += accelerators(job) * seconds(job.what.runtime) / 3600.0;
}

void Recorder::count_loss(state::Job const& job, state::Departure const& how) {
    if (job.what.calendar.valid()) ledger_.calendar[job.what.calendar].rejected = how.why;
    if (!measures(job)) return;
    --outstanding_;
    value_.rejected(job, how.why.value());
    ++ledger_.classes[job.what.workload_class].lost;
    ++demand(job).lost;
}

void Recorder::job_deferred(SimTime now, state::Job const&) {
    at_brain_.change(now, -1);
}

void Recorder::job_returned(SimTime now, state::Job const&) {
    at_brain_.change(now, +1);
}

void Recorder::job_committed(SimTime now, state::Job const& job, bool conflict) {
    at_brain_.change(now, -1);
    brain_sum_ += nanoseconds(now - job.arrival - job.away);
    meters_[job.site].queued.change(now, +1);
    sense_room(now, job.site);
    if (!measures(job) || job.is_placed_again()) return;
    ++ledger_.sites[job.site].placed;
    ClassTally& tally = ledger_.classes[job.what.workload_class];
    ++tally.placed;
    if (conflict) ++tally.conflicts;
    count_wait(now, job);
    DemandRegion const& region = scenario_.regions[job.what.origin];
    Duration const path = geography_.latency(job.what.origin, job.site) - mean_access_delay(region);
    for (std::size_t i = 0; i < circles.size(); ++i) {
        tally.one_way[i] += share_within(region, path, circles[i]);
        tally.round_trip[i] += share_within(region, path, circles[i] / 2);
    }
}

void Recorder::count_waits_at_end(SimTime now) {
    for (state::Job const& job : state_.jobs.slots()) {
        if (job.phase == state::JobPhase::waiting) count_wait(now, job);
    }
}

void Recorder::window_opened(SimTime now) {
    begin_ = snapshot(now);
    load_.window_opened(now);
}

void Recorder::window_closed(SimTime now, state::Levels const& sensed) {
    end_ = snapshot(now);
    state::ResourceMap const map{scenario_, state_, sensed};
    auto& rows = ledger_.resources;
    for (SiteId const s : scenario_.sites.keys()) {
        rows.push_back({s, ArcId{}, state::ResourceKind::compute, map.compute(s), 0.0, {}});
        rows.push_back({s, ArcId{}, state::ResourceKind::storage, map.storage(s), 0.0, {}});
        rows.push_back({s, ArcId{}, state::ResourceKind::capability, map.capability(s), 0.0, {}});
        for (ClassId const c : scenario_.classes.keys()) {
            if (map.could_run(c, s)) rows.back().could_run.push_back(c);
        }
    }
    for (ArcId const a : scenario_.map.arcs().keys())
        rows.push_back({SiteId{}, a, state::ResourceKind::transport, map.transport(a), 0.0, {}});
}

// The whole of a job's wait at the brain until it is first placed counts for the last reason that it was given.
void Recorder::count_wait(SimTime now, state::Job const& job) {
    if (!measures(job) || job.is_placed_again() || !job.waited_because) return;
    ClassTally& tally = ledger_.classes[job.what.workload_class];
    auto const why = static_cast<std::size_t>(*job.waited_because);
    ++tally.waits[why];
    tally.waits_s[why] += seconds(now - job.arrival - job.away);
}

void Recorder::storage_resized(SimTime now, SiteId site, std::int64_t by) {
    meters_[site].storage.change(now, by);
    if (by < 0) return;
    SiteTally& tally = ledger_.sites[site];
    tally.storage_used_peak = std::max(tally.storage_used_peak, state_.site(site).storage_used);
}

void Recorder::job_started(SimTime now, state::Job const& job) {
    SiteMeters& meters = meters_[job.site];
    meters.queued.change(now, -1);
    meters.queued_sum += nanoseconds(now - job.left_brain);
    meters.running.change(now, +1);
    meters.busy.change(now, job.what.width.count());
    change_power(now, job, +1);
    if (job.what.calendar.valid()) {
        CalendarTally& tally = ledger_.calendar[job.what.calendar];
        tally.site = job.site;
        if (!tally.started) tally.started = now;
    }
    if (!measures(job) || job.is_started_again()) return;
    ClassTally& tally = ledger_.classes[job.what.workload_class];
    Duration const wait = now - job.arrival;
    tally.wait_s.add(seconds(wait));
    tally.wait_ns.add(static_cast<double>(wait.count()));
    tally.brain_wait_s.add(seconds(job.left_brain - job.arrival - job.deferred));
    tally.stage_s.add(seconds(job.ready - job.left_brain));
    tally.queue_s.add(seconds(now - job.ready));
    tally.deferred_s.add(seconds(job.deferred));
    DemandTally& from = demand(job);
    ++from.started;
    from.wait_s += seconds(wait);
}

void Recorder::job_ended(SimTime now, state::Job const& job, state::Progress const& progress) {
    leave_accelerators(now, job, progress);
    if (!job.what.calendar.valid()) return;
    CalendarTally& tally = ledger_.calendar[job.what.calendar];
    tally.ended = now;
    if (now < window_begin_) tally.done_share_at_open = 1.0;
    if (now < window_end_) tally.done_share = 1.0;
}

void Recorder::job_preempted(SimTime now, state::Job const& job, state::Progress const& progress) {
    leave_accelerators(now, job, progress);
    at_brain_.change(now, +1);
    if (measures(job)) ++ledger_.classes[job.what.workload_class].preemptions;
}

void Recorder::job_interrupted(SimTime now, state::Job const& job, state::Progress const& progress) {
    leave_accelerators(now, job, progress);
    if (measures(job)) ++ledger_.classes[job.what.workload_class].places_lost;
}

void Recorder::job_withdrawn(SimTime now, state::Job const& job) {
    SiteMeters& meters = meters_[job.site];
    meters.queued.change(now, -1);
    meters.queued_sum += nanoseconds(now - job.left_brain);
    sense_room(now, job.site);
    if (measures(job)) ++ledger_.classes[job.what.workload_class].places_lost;
}

void Recorder::leave_accelerators(SimTime now, state::Job const& job, state::Progress const& progress) {
    SiteMeters& meters = meters_[job.site];
    meters.running.change(now, -1);
    meters.busy.change(now, -job.what.width.count());
    change_power(now, job, -1);
    sense_room(now, job.site);
    count_occupancy(now, job, progress);
    if (!measures(job)) return;
    ledger_.classes[job.what.workload_class].accelerator_hours +=
        accelerators(job) * seconds(now - job.started) / 3600.0;
}

void Recorder::capacity_changed(SimTime now, PoolId pool, std::int64_t by, std::int64_t idle_uw) {
    SiteId const site = scenario_.pools[pool].site;
    PowerFactors const factors = series_.it_factors(site, now);
    meters_[site].out.change(now, by);
    meters_[site].power.change(now, factors, idle_uw);
    meters_[site].idle.change(now, factors, idle_uw);
    sense_room(now, site);
}

// A stay that ends in the window; what it had done before the window has been taken off.
void Recorder::count_occupancy(SimTime now, state::Job const& job, state::Progress const& progress) {
    if (now >= window_begin_ && now < window_end_) count(job, progress, 1);
}

// What jobs have done before the window is not of it; what they have done when it closes is.
void Recorder::job_stands(state::WindowMark mark, state::Job const& job, state::Progress const& progress) {
    int const sign = mark == state::WindowMark::opens ? -1 : 1;
    if (progress.held > Duration{0}) count(job, progress, sign);
    if (!job.what.calendar.valid()) return;
    CalendarTally& tally = ledger_.calendar[job.what.calendar];
    double const work = seconds(job.work);
    double const of_left = work > 0.0 ? seconds(progress.done) / work : 0.0;
    double const runtime = seconds(job.what.runtime);
    double& share = sign < 0 ? tally.done_share_at_open : tally.done_share;
    if (runtime > 0.0) share = 1.0 - seconds(job.left) / runtime * (1.0 - of_left);
    bool const waits = job.phase == state::JobPhase::waiting;
    tally.waits_because = waits ? job.waited_because : std::nullopt;
}

void Recorder::count(state::Job const& job, state::Progress const& progress, int sign) {
    ClassId const c = job.what.workload_class;
    std::int64_t const interruptions = sign * static_cast<std::int64_t>(progress.interruptions);
    ledger_.classes[c].interruptions += interruptions;
    Area const width = Area{sign} * job.what.width.count();
    Duration const redone = progress.redone - progress.undone_early;
    if (job.pool.valid()) {
        JobWork& work = work_(c, job.pool);
        work.held += width * progress.held.count();
        work.lost += width * progress.lost_in_window().count();
        work.advanced += width * progress.done.count();
        work.undone_early += width * progress.undone_early.count();
    }
    if (!job.what.calendar.valid()) return;
    ledger_.calendar[job.what.calendar].interruptions += interruptions;
    CalendarWork& work = calendar_work_[job.what.calendar];
    work.held += width * progress.held.count();
    work.redone += width * redone.count();
    work.restarting += width * progress.restarting.count();
    work.writing += width * progress.writing.count();
}

void Recorder::count_completion(SimTime now, state::Job const& job) {
    if (!measures(job)) return;
    --outstanding_;
    value_.completed(now, job);
    ++ledger_.sites[job.site].completed;
    ClassTally& tally = ledger_.classes[job.what.workload_class];
    Duration const turnaround = now - job.arrival;
    ++tally.completed;
    tally.turnaround_s.add(seconds(turnaround));
    tally.turnaround_ns.add(static_cast<double>(turnaround.count()));
    auto const& objective = scenario_.classes[job.what.workload_class].objective;
    bool const met = objective && turnaround <= *objective;
    if (met) ++tally.met;
    DemandTally& from = demand(job);
    ++from.completed;
    if (met) ++from.met;
}

void Recorder::transfer_arrived(SimTime now, state::Job const& job, Bytes size) {
    if (measures(job)) ledger_.classes[job.what.workload_class].bytes_moved += size.count();
    bool const in_window = now >= window_begin_ && now < window_end_;
    if (job.what.calendar.valid() && in_window)
        ledger_.calendar[job.what.calendar].bytes_moved += size.count();
}

void Recorder::transfer_rerouted(SimTime, state::Job const& job) {
    if (measures(job)) ++ledger_.transfers_rerouted;
}

void Recorder::transfer_stalled(SimTime, state::Job const& job) {
    if (measures(job)) ++ledger_.transfers_stalled;
}

void Recorder::change_power(SimTime now, state::Job const& job, int sign) {
    if (!job.pool.valid()) return;
    std::int64_t const draw = sign * state::draw_uw(state_.pool(job.pool), job.what.width.count());
    PowerFactors const factors = series_.it_factors(job.site, now);
    meters_[job.site].power.change(now, factors, draw);
    class_power_(job.site, job.what.workload_class).change(now, factors, draw);
}

// After the levels of the site have changed. Pools of one site share its power, so all are looked at.
void Recorder::sense_room(SimTime now, SiteId site) {
    constexpr Milliaccelerators one_accelerator{1000};
    bool changed = false;
    for (PoolId const p : state_.pools_of(site)) {
        std::uint8_t const room = state_.levels().has_room(p, one_accelerator) ? 1 : 0;
        changed = changed || room != has_room_[p];
        has_room_[p] = room;
    }
    if (!changed) return;
    LevelMeter& full = meters_[site].full;
    full.change(now,
                state::ResourceMap{scenario_, state_, state_.levels()}.full_classes(site) - full.level());
}

}  // namespace meridian::observe
