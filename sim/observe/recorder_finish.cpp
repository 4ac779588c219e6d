// Closing the books: from meters and snapshots to the ledger, and the audit.
#include <algorithm>
#include <cmath>
#include <utility>

#include "models/cost/lease.hpp"
#include "sim/observe/recorder.hpp"

namespace meridian::observe {
namespace {

double accelerator_hours(Area milli_ns) {
    return level_seconds(milli_ns) / 1000.0 / 3600.0;
}

double relative(double difference, double scale) {
    return scale == 0.0 ? std::abs(difference) : std::abs(difference) / std::abs(scale);
}

// Of the value that was demanded, and of the hours.
double value_gap(ValueTallies const& value) {
    ValueTally all;
    for (ValueTally const& tally : value.jobs)
        all.merge(tally);
    for (ValueTally const& tally : value.requests)
        all.merge(tally);
    WorkAmount parts = all.served;
    parts += all.late;
    parts += all.interrupted;
    parts += sum(all.rejected);
    parts += sum(all.unfinished);
    double at_sites = 0.0;
    for (double const cny : value.served_cny)
        at_sites += cny;
    return std::max({relative(parts.hours - all.demanded.hours, all.demanded.hours),
                     relative(parts.cny - all.demanded.cny, all.demanded.cny),
                     relative(at_sites - all.served.cny, all.demanded.cny)});
}

}  // namespace

Ledger Recorder::finish(SimTime now, std::uint64_t events, ByteTotals const& bytes) {
    count_waits_at_end(now);
    Ledger ledger = std::move(ledger_);
    ledger.window_begin = window_begin_;
    ledger.window_end = window_end_;
    ledger.end = now;
    ledger.events = events;
    finish_sites(ledger);
    finish_classes(ledger);
    finish_work(ledger);
    finish_links(ledger);
    finish_resources(ledger);
    finish_value(ledger);
    finish_loss(ledger);
    ledger.load = load_.finish();
    audit(ledger, bytes);
    return ledger;
}

void Recorder::finish_sites(Ledger& ledger) const {
    Duration const window = window_end_ - window_begin_;
    for (SiteId const s : scenario_.sites.keys()) {
        SiteSnapshot const& from = begin_.sites[s.index];
        SiteSnapshot const& to = end_.sites[s.index];
        SiteTally& tally = ledger.sites[s];
        std::int64_t capacity = 0;
        for (PoolId const p : state_.pools_of(s))
            capacity += state_.pool(p).capacity;
        tally.accelerator_hours_held = accelerator_hours(to.busy - from.busy);
        tally.accelerator_hours_serving = accelerator_hours(to.serving - from.serving);
        tally.accelerator_hours_served = served_hours_[s];
        tally.service = to.service - from.service;
        tally.accelerator_hours_there =
            static_cast<double>(capacity) / 1000.0 * in_seconds(window).count() / 3600.0;
        tally.accelerator_hours_out = accelerator_hours(to.out - from.out);
        tally.jobs_running_mean = level_seconds(to.running - from.running) / in_seconds(window).count();
        tally.jobs_queued_mean = level_seconds(to.queued - from.queued) / in_seconds(window).count();
        tally.full_classes_mean = level_seconds(to.full - from.full) / in_seconds(window).count();
        tally.storage_used_mean = level_seconds(to.storage - from.storage) / in_seconds(window).count();
        tally.idle = to.idle - from.idle;
        tally.overhead = to.overhead - from.overhead;
        tally.energy = to.power - from.power;
        tally.energy += tally.overhead;
        double const green = scenario_.grids[scenario_.sites[s].grid].green_share;
        tally.carbon_market_kg = (1.0 - green) * tally.energy.carbon_kg;
    }
}

void Recorder::finish_classes(Ledger& ledger) const {
    for (SiteId const s : scenario_.sites.keys()) {
        for (ClassId const c : scenario_.classes.keys())
            ledger.classes[c].energy += end_.class_energy(s, c) - begin_.class_energy(s, c);
    }
}

void Recorder::finish_work(Ledger& ledger) const {
    Table<SiteId, Area> worked{scenario_.sites.size()};
    for (ClassId const c : scenario_.classes.keys()) {
        ClassTally& tally = ledger.classes[c];
        Area held = 0;
        Area lost = 0;
        for (PoolId const p : scenario_.pools.keys()) {
            JobWork const& work = work_(c, p);
            if (work.held == 0) continue;
            held += work.held;
            lost += work.lost;
            worked[scenario_.pools[p].site] += work.held - work.lost;
            Accelerator const& model = scenario_.accelerators[scenario_.pools[p].accelerator];
            double const peak = model.fp16_dense.count();
            tally.peak_flop += accelerator_hours(work.held) * peak;
            tally.model_flop += accelerator_hours(work.held - work.lost) * peak *
                                efficiency(model, scenario_.classes[c].kind);
        }
        tally.accelerator_hours_held = accelerator_hours(held);
        tally.accelerator_hours_lost = accelerator_hours(lost);
    }
    for (SiteId const s : scenario_.sites.keys())
        ledger.sites[s].accelerator_hours_worked = accelerator_hours(worked[s]);
    for (CalendarId const job : scenario_.calendar.keys()) {
        CalendarWork const& work = calendar_work_[job];
        CalendarTally& tally = ledger.calendar[job];
        tally.held_h = accelerator_hours(work.held);
        tally.redone_h = accelerator_hours(work.redone);
        tally.restart_h = accelerator_hours(work.restarting);
        tally.write_h = accelerator_hours(work.writing);
        tally.useful_h = accelerator_hours(work.held - work.redone - work.restarting - work.writing);
    }
}

void Recorder::finish_links(Ledger& ledger) const {
    double const window_s = in_seconds(window_end_ - window_begin_).count();
    ledger.arcs = Table<ArcId, ArcTally>{scenario_.map.arcs().size()};
    ledger.links = Table<LinkId, LinkTally>{scenario_.map.links().size()};
    for (ArcId const a : ledger.arcs.keys()) {
        Link const& link = scenario_.map.links()[NationalMap::link_of(a)];
        ArcTally& arc = ledger.arcs[a];
        arc.service_bytes = end_.service_carried[a.index] - begin_.service_carried[a.index];
        arc.bytes = end_.carried[a.index] - begin_.carried[a.index] + arc.service_bytes;
        arc.mean_use = arc.bytes / (link.usable().count() * window_s);
        LinkTally& tally = ledger.links[NationalMap::link_of(a)];
        tally.energy_kwh += arc.bytes * 8.0 * link.energy.count() / joules_per_kwh;
        tally.cost_cny += arc.bytes / bytes_per_gigabyte * link.price.count();
    }
    for (LinkId const l : ledger.links.keys()) {
        Link const& link = scenario_.map.links()[l];
        double const watts = static_cast<double>(link.fixed_power.count()) / microwatts_per_watt;
        ledger.links[l].energy_kwh += watts * window_s / joules_per_kwh;
        ledger.links[l].cost_cny += lease_cny(link, Seconds{window_s});
    }
}

// After finish_sites() and finish_links().
void Recorder::finish_resources(Ledger& ledger) const {
    double const window_s = in_seconds(window_end_ - window_begin_).count();
    for (ResourceRow& row : ledger.resources) {
        switch (row.kind) {
            case state::ResourceKind::compute:
                row.used_mean = ledger.sites[row.site].accelerator_hours_held * 3600.0 / window_s;
                break;
            case state::ResourceKind::storage:
                row.used_mean = ledger.sites[row.site].storage_used_mean;
                break;
            case state::ResourceKind::capability:
                row.used_mean = ledger.sites[row.site].full_classes_mean;
                break;
            case state::ResourceKind::transport:
                row.used_mean = ledger.arcs[row.arc].bytes / window_s;
                break;
        }
    }
}

// After finish_work(): it reads the tallies of the calendar.
void Recorder::finish_value(Ledger& ledger) {
    for (ListedJob const& listed : scenario_.listed_jobs) {
        if (!listed.job.calendar.valid()) continue;
        CalendarTally const& tally = ledger.calendar[listed.job.calendar];
        double const undone_h = tally.redone_h + tally.restart_h + tally.write_h;
        value_.calendar(listed, {tally.done_share_at_open, tally.done_share, tally.held_h, undone_h,
                                 tally.rejected, tally.waits_because, tally.site});
    }
    ledger.value = value_.take();
}

void Recorder::finish_loss(Ledger& ledger) const {
    ledger.slo_course = loss_.course();
    ledger.loss = loss_.finish(ledger.bins);
    if (ledger.loss) ledger.loss->bottleneck = bottleneck_.first();
}

Area Recorder::little_residual(SimTime now) const {
    Area worst = 0;
    Area at_brain = at_brain_.area_at(now) - brain_sum_;
    std::vector<Area> queued(scenario_.sites.size());
    for (SiteId const s : scenario_.sites.keys()) {
        queued[s.index] = meters_[s].queued.area_at(now) - meters_[s].queued_sum;
    }
    for (state::Job const& job : state_.jobs.slots()) {
        switch (job.phase) {
            case state::JobPhase::waiting:
                at_brain -= (now - job.arrival - job.away).count();
                break;
            case state::JobPhase::deferred:
                at_brain -= (job.left_brain - job.arrival - job.away).count();
                break;
            case state::JobPhase::committed:
            case state::JobPhase::staging:
            case state::JobPhase::ready:
                queued[job.site.index] -= (now - job.left_brain).count();
                break;
            case state::JobPhase::running:
            case state::JobPhase::sending:
            case state::JobPhase::gone:
                break;
        }
    }
    worst = at_brain < 0 ? -at_brain : at_brain;
    for (Area const q : queued)
        worst = std::max(worst, q < 0 ? -q : q);
    return worst;
}

// The sum of what the meters' levels are off from the state's.
std::int64_t Recorder::meters_residual() const {
    Table<SiteId, std::int64_t> running{scenario_.sites.size()};
    Table<SiteId, std::int64_t> queued{scenario_.sites.size()};
    for (state::Job const& job : state_.jobs.slots()) {
        if (job.phase == state::JobPhase::running) ++running[job.site];
        bool const waits_there = job.phase == state::JobPhase::committed ||
                                 job.phase == state::JobPhase::staging || job.phase == state::JobPhase::ready;
        if (waits_there) ++queued[job.site];
    }
    state::ResourceMap const map{scenario_, state_, state_.levels()};
    std::int64_t off = std::abs(at_brain_.level() - state_.jobs.count(state::JobPhase::waiting));
    for (SiteId const s : scenario_.sites.keys()) {
        std::int64_t busy = 0;
        std::int64_t serving = 0;
        std::int64_t serving_uw = 0;
        for (PoolId const p : state_.pools_of(s)) {
            busy += state_.pool(p).capacity - state_.pool(p).free - state_.pool(p).out;
            serving += state_.pool(p).serving;
            serving_uw += state::draw_uw(state_.pool(p), state_.pool(p).serving);
        }
        SiteMeters const& meters = meters_[s];
        off += std::abs(meters.busy.level() - busy) + std::abs(meters.running.level() - running[s]) +
               std::abs(meters.queued.level() - queued[s]) + std::abs(meters.serving.level() - serving) +
               std::abs(meters.full.level() - map.full_classes(s)) +
               (meters.storage.level() == state_.site(s).storage_used ? 0 : 1) +
               std::abs(meters.power.level_uw() - meters.service.level_uw() - state_.site(s).power_uw +
                        serving_uw);
    }
    return off;
}

// Of hours held by jobs: counted job by job against the sites' meters.
double Recorder::hours_gap(Ledger const& ledger) const {
    double by_class = 0.0;
    double by_site = 0.0;
    for (ClassTally const& tally : ledger.classes)
        by_class += tally.accelerator_hours_held;
    for (SiteTally const& tally : ledger.sites)
        by_site += tally.accelerator_hours_held - tally.accelerator_hours_serving;
    return relative(by_class - by_site, by_site);
}

Area Recorder::work_residual() const {
    Area off = 0;
    for (JobWork const& work : work_) {
        Area const gap = work.held - work.advanced - work.undone_early - work.lost;
        off +=
            (gap < 0 ? -gap : gap) + std::max(-work.lost, Area{0}) + std::max(work.lost - work.held, Area{0});
    }
    return off;
}

void Recorder::audit(Ledger& ledger, ByteTotals const& bytes) const {
    double energy_gap = 0.0;
    double cost_gap = 0.0;
    double carbon_gap = 0.0;
    for (SiteId const s : scenario_.sites.keys()) {
        EnergyTotals parts = ledger.sites[s].idle;
        parts += ledger.sites[s].overhead;
        parts += ledger.sites[s].service;
        for (ClassId const c : scenario_.classes.keys())
            parts += end_.class_energy(s, c) - begin_.class_energy(s, c);
        EnergyTotals const& whole = ledger.sites[s].energy;
        // The window's figures are differences of integrals from the start of the run, whose size sets
        // the rounding: so theirs is the scale.
        EnergyTotals scale = end_.sites[s.index].power;
        scale += end_.sites[s.index].overhead;
        energy_gap = std::max({energy_gap, relative(parts.it_kwh - whole.it_kwh, scale.it_kwh),
                               relative(parts.facility_kwh - whole.facility_kwh, scale.facility_kwh)});
        cost_gap = std::max(cost_gap, relative(parts.cost_cny - whole.cost_cny, scale.cost_cny));
        carbon_gap = std::max(carbon_gap, relative(parts.carbon_kg - whole.carbon_kg, scale.carbon_kg));
    }
    // A transfer adds equal bytes to both sums by the time it ends, stands (its whole bytes have arrived, the
    // rest is another leg) or goes another way; in between it has carried what has not arrived. So they are
    // equal where no flow moves, and only there.
    double link_gap = 0.0;
    for (state::LinkUse const& use : state_.links) {
        if (use.flows > 0) continue;
        auto const arrived = static_cast<double>(use.arrived);
        link_gap = std::max(link_gap, relative(use.carried - arrived, arrived));
    }
    auto const broken = state::broken_laws(state_, scenario_);
    auto const lost_bytes = bytes.started - bytes.arrived - bytes.cancelled - bytes.in_flight;
    std::array<double, audit_laws.size()> const residuals{static_cast<double>(broken.size()),
                                                          static_cast<double>(meters_residual()),
                                                          std::abs(static_cast<double>(lost_bytes)),
                                                          link_gap,
                                                          energy_gap,
                                                          cost_gap,
                                                          carbon_gap,
                                                          hours_gap(ledger),
                                                          static_cast<double>(work_residual()),
                                                          value_gap(ledger.value),
                                                          static_cast<double>(little_residual(ledger.end))};
    for (std::size_t i = 0; i < residuals.size(); ++i)
        ledger.audit.push_back({audit_laws[i], residuals[i]});
}

void ClassTally::merge(ClassTally const& other) {
    arrived += other.arrived;
    completed += other.completed;
    rejected += other.rejected;
    placed += other.placed;
    with_objective += other.with_objective;
    met += other.met;
    conflicts += other.conflicts;
    for (std::size_t i = 0; i < circles.size(); ++i) {
        one_way[i] += other.one_way[i];
        round_trip[i] += other.round_trip[i];
    }
    for (std::size_t i = 0; i < rejections.size(); ++i) {
        rejections[i] += other.rejections[i];
        waits[i] += other.waits[i];
        waits_s[i] += other.waits_s[i];
    }
    wait_s.merge(other.wait_s);
    brain_wait_s.merge(other.brain_wait_s);
    stage_s.merge(other.stage_s);
    queue_s.merge(other.queue_s);
    deferred_s.merge(other.deferred_s);
    turnaround_s.merge(other.turnaround_s);
    wait_ns.merge(other.wait_ns);
    turnaround_ns.merge(other.turnaround_ns);
    preemptions += other.preemptions;
    lost += other.lost;
    places_lost += other.places_lost;
    accelerator_hours += other.accelerator_hours;
    bytes_moved += other.bytes_moved;
    accelerator_hours_held += other.accelerator_hours_held;
    accelerator_hours_lost += other.accelerator_hours_lost;
    interruptions += other.interruptions;
    peak_flop += other.peak_flop;
    model_flop += other.model_flop;
    energy += other.energy;
}

void ServiceTally::merge(ServiceTally const& other) {
    requests += other.requests;
    rejected += other.rejected;
    lost += other.lost;
    in_time += other.in_time;
    delay_s += other.delay_s;
    one_way_s += other.one_way_s;
    for (std::size_t i = 0; i < circles.size(); ++i) {
        one_way[i] += other.one_way[i];
        round_trip[i] += other.round_trip[i];
    }
}

ServiceTally Ledger::of_service(ServiceId service) const {
    ServiceTally all;
    for (std::size_t i = 0; i < services.size(); ++i) {
        if (!service.valid() || services.row_of(i) == service) all.merge(services[i]);
    }
    return all;
}

ClassTally Ledger::all_classes() const {
    ClassTally all;
    for (ClassTally const& tally : classes)
        all.merge(tally);
    return all;
}

}  // namespace meridian::observe
