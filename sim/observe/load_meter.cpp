#include "sim/observe/load_meter.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "models/statistics/student_t.hpp"
#include "models/workload/value.hpp"
#include "sim/state/job_table.hpp"

namespace meridian::observe {
namespace {

constexpr double interval_confidence = 0.95;

Duration cycle_of(Scenario const& scenario) {
    constexpr Duration day = std::chrono::hours{24};
    Duration const window = scenario.horizon - scenario.warmup;
    return window >= 5 * day ? day : std::max(window / 10, Duration{1});
}

// That the mean lies above `limit`, by Student's distribution.
double chance_above(MeanEstimate const& estimate, double limit) {
    double const off = estimate.mean - limit;
    double const error = std::sqrt(estimate.variance / static_cast<double>(estimate.count));
    if (!(error > 0.0)) return off > 0.0 ? 1.0 : 0.0;
    double const both_sides = student_t_p_value(off / error, estimate.count - 1);
    return off > 0.0 ? 1.0 - both_sides / 2.0 : both_sides / 2.0;
}

// With more accelerators there, the work would not have been rejected.
bool wants_room(state::Reason why) {
    switch (why) {
        case state::Reason::services_need_the_room:
        case state::Reason::sites_in_reach_are_full:
        case state::Reason::behind_earlier_jobs:
        case state::Reason::place_lost:
            return true;
        case state::Reason::no_pool_can_run_it:
        case state::Reason::data_may_not_leave:
        case state::Reason::no_storage_can_hold_it:
        case state::Reason::no_site_in_reach:
        case state::Reason::policy_choice:
        case state::Reason::links_are_full:
            break;
    }
    return false;
}

LoadVerdict verdict_of(double grows, bool has_backlog) {
    if (grows >= overload_confidence) return LoadVerdict::overloaded;
    if (has_backlog) return LoadVerdict::backlogged;
    return grows > 0.5 ? LoadVerdict::open : LoadVerdict::stable;
}

bool waits_at_site(state::JobPhase phase) {
    return phase == state::JobPhase::committed || phase == state::JobPhase::staging ||
           phase == state::JobPhase::ready;
}
bool waits_at_brain(state::JobPhase phase) {
    return phase == state::JobPhase::waiting || phase == state::JobPhase::deferred;
}

}  // namespace

LoadMeter::LoadMeter(Scenario const& scenario, state::State const& state)
    : scenario_{scenario}, state_{state}, cycle_{cycle_of(scenario)} {
    for (Service const& service : scenario.services)
        hours_per_request_.add(accelerator_hours_per_request(service));
}

void LoadMeter::job_rejected(state::Job const& job, state::Reason why) {
    if (wants_room(why)) rejected_h_ += accelerator_hours(job.what);
}

void LoadMeter::requests_arrived(state::ServiceFlow const& flow, double seconds) {
    if (flow.rejected > 0.0 && wants_room(flow.why_rejected))
        rejected_h_ += flow.rejected * seconds * hours_per_request_[flow.service];
}

void LoadMeter::window_opened(SimTime now) {
    next_ = now + (SimTime{scenario_.horizon} - now) % cycle_;
    bin_ended(now);
}

void LoadMeter::bin_ended(SimTime now) {
    if (now < next_) return;
    sample(now);
    while (next_ <= now)
        next_ += cycle_;
}

void LoadMeter::sample(SimTime now) {
    Samples taken{now, std::vector<Sample>(1 + scenario_.sites.size())};
    Sample& all = taken.scopes.front();
    for (SiteId const s : scenario_.sites.keys()) {
        Sample& site = taken.scopes[1 + s.index];
        for (PoolId const p : state_.pools_of(s))
            site.accelerators += static_cast<double>(state_.pool(p).capacity - state_.pool(p).out) / 1000.0;
        all.accelerators += site.accelerators;
    }
    count_jobs(taken.scopes);
    all.unserved_h += rejected_h_;
    samples_.push_back(std::move(taken));
}

void LoadMeter::count_jobs(std::vector<Sample>& scopes) const {
    for (state::Job const& job : state_.jobs.slots()) {
        bool const at_site = waits_at_site(job.phase);
        bool const waits = at_site || waits_at_brain(job.phase);
        bool const runs = job.phase == state::JobPhase::running;
        if (!waits && !runs) continue;
        double const work_h = accelerator_hours(job.what);
        double const runtime_h = in_seconds(job.what.runtime).count() / 3600.0;
        double const left_h =
            runtime_h > 0.0 ? work_h * in_seconds(job.left).count() / 3600.0 / runtime_h : 0.0;
        auto const count = [&](Sample& sample) {
            sample.runtime_sum += runtime_h * work_h;
            sample.work_sum += work_h;
            if (!waits) return;
            sample.unserved_h += left_h;
            sample.waiting_h += left_h;
        };
        count(scopes.front());
        if (at_site || runs) count(scopes[1 + job.site.index]);
    }
}

LoadTally LoadMeter::tally(std::size_t scope) const {
    LoadTally out;
    if (scope > 0) out.site = SiteId{static_cast<std::uint32_t>(scope - 1)};
    std::vector<double> growth;
    std::size_t const half = samples_.size() / 2;
    double waiting_h = 0.0;
    double later_accelerators = 0.0;
    double runtime_sum = 0.0;
    double work_sum = 0.0;
    for (std::size_t i = 0; i < samples_.size(); ++i) {
        Sample const& now = samples_[i].scopes[scope];
        out.accelerators += now.accelerators;
        out.waiting_h = now.waiting_h;
        if (i >= half) {
            waiting_h += now.waiting_h;
            later_accelerators += now.accelerators;
            runtime_sum += now.runtime_sum;
            work_sum += now.work_sum;
        }
        if (i == 0) continue;
        double const hours = in_seconds(samples_[i].when - samples_[i - 1].when).count() / 3600.0;
        growth.push_back((now.unserved_h - samples_[i - 1].scopes[scope].unserved_h) / hours);
    }
    if (!samples_.empty()) out.accelerators /= static_cast<double>(samples_.size());
    if (later_accelerators > 0.0) out.clear_h = waiting_h / later_accelerators;
    if (work_sum > 0.0) out.runtime_h = runtime_sum / work_sum;
    out.growth = estimate_mean(growth, interval_confidence);
    if (out.growth.count < fewest_cycles || !(out.accelerators > 0.0)) return out;
    double const grows = chance_above(out.growth, growth_margin * out.accelerators);
    out.verdict = verdict_of(grows, out.clear_h && out.runtime_h && *out.clear_h >= *out.runtime_h);
    out.confidence = out.verdict == LoadVerdict::overloaded ? grows : 1.0 - grows;
    return out;
}

std::vector<LoadTally> LoadMeter::finish() const {
    std::vector<LoadTally> all;
    for (std::size_t scope = 0; scope <= scenario_.sites.size(); ++scope)
        all.push_back(tally(scope));
    return all;
}

}  // namespace meridian::observe
