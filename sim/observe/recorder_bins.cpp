// Snapshots of the meters, and what they come to in each bin of the time series.
#include "sim/observe/recorder.hpp"

namespace meridian::observe {

Recorder::SiteSnapshot Recorder::snapshot_of(SiteId site, SimTime now) {
    SiteMeters const& meters = meters_[site];
    PowerFactors const factors = series_.it_factors(site, now);
    PowerFactors const fixed = series_.overhead_factors(site, now);
    SiteSnapshot seen;
    seen.busy = meters.busy.area_at(now);
    seen.serving = meters.serving.area_at(now);
    seen.service = meters.service.totals_at(now, factors);
    seen.running = meters.running.area_at(now);
    seen.queued = meters.queued.area_at(now);
    seen.full = meters.full.area_at(now);
    seen.out = meters.out.area_at(now);
    seen.storage = meters.storage.area_at(now);
    seen.power = meters.power.totals_at(now, factors);

    seen.idle = meters.idle.totals_at(now, factors);

    PowerMeter overhead;
    overhead.change(SimTime{}, PowerFactors{}, scenario_.overhead_of(site).count());
    seen.overhead = overhead.totals_at(now, fixed);
    seen.overhead.it_kwh = 0.0;
    return seen;
}

Recorder::Snapshot Recorder::snapshot(SimTime now) {
    Snapshot seen;
    seen.when = now;
    seen.class_energy = {scenario_.sites.size(), scenario_.classes.size()};
    for (SiteId const s : scenario_.sites.keys()) {
        seen.sites.push_back(snapshot_of(s, now));
        PowerFactors const factors = series_.it_factors(s, now);
        for (ClassId const c : scenario_.classes.keys())
            seen.class_energy(s, c) = class_power_(s, c).totals_at(now, factors);
    }
    for (state::LinkUse const& use : state_.links) {
        seen.carried.push_back(use.carried_by(now));
        seen.service_carried.push_back(use.service_carried_by(now));
    }
    return seen;
}

void Recorder::bin_ended(SimTime now) {
    double const span_ns = static_cast<double>((now - bin_.when).count());
    double const hours = span_ns / (3600.0 * nanoseconds_per_second);
    BinRow all;
    all.begin = bin_.when;
    all.jobs_at_brain = static_cast<double>(at_brain_.area_at(now) - bin_brain_) / span_ns;
    all.jobs_arrived = bin_arrived_;
    std::size_t const head = ledger_.bins.size();
    ledger_.bins.push_back(all);
    for (SiteId const s : scenario_.sites.keys()) {
        SiteSnapshot const seen = snapshot_of(s, now);
        SiteSnapshot& before = bin_.sites[s.index];
        BinRow row;
        row.begin = all.begin;
        row.site = s;
        row.accelerators_busy = static_cast<double>(seen.busy - before.busy) / (1000.0 * span_ns);
        row.accelerators_serving = static_cast<double>(seen.serving - before.serving) / (1000.0 * span_ns);
        row.jobs_running = static_cast<double>(seen.running - before.running) / span_ns;
        row.jobs_queued = static_cast<double>(seen.queued - before.queued) / span_ns;
        row.it_kw = (seen.power.it_kwh - before.power.it_kwh) / hours;
        row.facility_kw = (seen.power.facility_kwh - before.power.facility_kwh + seen.overhead.facility_kwh -
                           before.overhead.facility_kwh) /
                          hours;
        bottleneck_.count_site(bin_.when, now, s, static_cast<double>(seen.full - before.full) / span_ns,
                               static_cast<double>(seen.storage - before.storage) / span_ns);
        before = seen;
        BinRow& total = ledger_.bins[head];
        total.accelerators_busy += row.accelerators_busy;
        total.accelerators_serving += row.accelerators_serving;
        total.jobs_running += row.jobs_running;
        total.jobs_queued += row.jobs_queued;
        total.it_kw += row.it_kw;
        total.facility_kw += row.facility_kw;
        ledger_.bins.push_back(row);
    }
    bottleneck_.bin_ended(bin_.when, now);
    load_.bin_ended(now);
    bin_.when = now;
    bin_brain_ = at_brain_.area_at(now);
    bin_arrived_ = 0.0;
}

}  // namespace meridian::observe
