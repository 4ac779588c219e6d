#include "sim/observe/value_meter.hpp"

#include <algorithm>
#include <utility>

#include "models/workload/value.hpp"
#include "sim/setup/demand.hpp"

namespace meridian::observe {

namespace {

// Without the means that its price does not need.
WorkAmount of_request(Service const& service) {
    double const hours = accelerator_hours_per_request(service);
    auto const& price = service.value.per_accelerator_hour;
    return {hours, price ? price->count() * hours : cny_per_request(service).value_or(0.0)};
}

}  // namespace

ValueMeter::ValueMeter(Scenario const& scenario) : scenario_{scenario} {
    for (CurveId const c : scenario.curves.keys())
        curves_.add(curve_series(scenario, c, SimTime{scenario.last_end()}));
    for (Service const& service : scenario.services)
        per_request_.add(of_request(service));
    tallies_.jobs = {scenario.classes.size(), scenario.regions.size()};
    tallies_.requests = {scenario.services.size(), scenario.regions.size()};
    tallies_.served_cny = Table<SiteId, double>{scenario.sites.size()};
}

WorkAmount ValueMeter::amount_of(JobDescription const& job, SimTime arrival) const {
    WorkloadClass const& c = scenario_.classes[job.workload_class];
    double const hours = accelerator_hours(job);
    double const price = c.value ? c.value->count() * price_factor(c.value_curve, arrival) : 0.0;
    return {hours, hours * price};
}

void ValueMeter::serve(ValueTally& tally, WorkAmount const& amount, SiteId site) {
    tally.served += amount;
    tallies_.served_cny[site] += amount.cny;
}

void ValueMeter::completed(SimTime now, state::Job const& job) {
    WorkloadClass const& c = scenario_.classes[job.what.workload_class];
    WorkAmount const amount = amount_of(job.what, job.arrival);
    Duration const turnaround = now - job.arrival;
    bool const is_late = c.objective && turnaround > *c.objective;
    double const share = is_late ? c.late_value.remaining(turnaround - *c.objective) : 1.0;
    ValueTally& to = tally(job.what);
    to.demanded += amount;
    to.late += (1.0 - share) * amount;
    serve(to, share * amount, job.site);
}

void ValueMeter::rejected(state::Job const& job, state::Reason why) {
    WorkAmount const amount = amount_of(job.what, job.arrival);
    ValueTally& to = tally(job.what);
    to.demanded += amount;
    to.rejected[static_cast<std::size_t>(why)] += amount;
}

void ValueMeter::unfinished(state::Job const& job) {
    WorkAmount const amount = amount_of(job.what, job.arrival);
    bool const waits = job.phase == state::JobPhase::waiting && job.waited_because;
    ValueTally& to = tally(job.what);
    to.demanded += amount;
    to.unfinished[waits ? static_cast<std::size_t>(*job.waited_because) : under_way] += amount;
}

void ValueMeter::served(SimTime now, state::ServiceFlow const& flow, double seconds) {
    ServiceValue const& value = scenario_.services[flow.service].value;
    WorkAmount of_request = per_request_[flow.service];
    of_request.cny *= price_factor(value.curve, now);
    double const late = std::max(0.0, flow.rate - flow.rejected - flow.in_time);
    double const in_value = flow.in_time + value.late_share * late;
    ValueTally& to = tallies_.requests(flow.service, flow.region);
    to.requests += flow.rate * seconds;
    to.demanded += flow.rate * seconds * of_request;
    to.rejected[static_cast<std::size_t>(flow.why_rejected)] += flow.rejected * seconds * of_request;
    to.late += (1.0 - value.late_share) * late * seconds * of_request;
    if (flow.site.valid()) serve(to, in_value * seconds * of_request, flow.site);
}

double ValueMeter::planned_share(ListedJob const& listed, SimTime when) const {
    CalendarJob const& job = scenario_.calendar[listed.job.calendar];
    SimTime const start = job.start_by.value_or(listed.arrival);
    Duration const ran = std::clamp(when - start, Duration{0}, listed.job.runtime - job.done);
    return in_seconds(job.done + ran) / in_seconds(listed.job.runtime);
}

// Work that came forward in the window stands for the hours held for what stays; the rest of them was undone. Where no
// more was done than undone, nothing else has held it up.
double ValueMeter::lost_to_interruptions(CalendarWork const& work, double lost) {
    if (!(work.undone_h > 0.0)) return 0.0;
    double const useful_h = work.held_h - work.undone_h;
    double const advanced = work.done_at_close - work.done_at_open;
    if (!(useful_h > 0.0) || !(advanced > 0.0)) return lost;
    constexpr double rounding = 1e-9;  // shares that differ by that alone are equal
    double const undone = advanced * work.undone_h / useful_h;
    return undone > (1.0 - rounding) * lost ? lost : undone;
}

void ValueMeter::calendar(ListedJob const& listed, CalendarWork const& work) {
    JobDescription const& job = listed.job;
    if (job.runtime == Duration{0}) return;
    WorkloadClass const& c = scenario_.classes[job.workload_class];
    double const price = c.value ? c.value->count() * price_factor(c.value_curve, listed.arrival) : 0.0;
    double const all_h = accelerator_hours(job);
    auto const amount = [&](double share) { return WorkAmount{share * all_h, share * all_h * price}; };
    double const planned_at_open = planned_share(listed, SimTime{scenario_.warmup});
    double const planned_at_close = planned_share(listed, SimTime{scenario_.horizon});
    double const demanded = planned_at_close - planned_at_open;
    double const behind_at_open = std::max(0.0, planned_at_open - work.done_at_open);
    double const behind_at_close = std::max(0.0, planned_at_close - work.done_at_close);
    double const behind = behind_at_close - behind_at_open;
    double const lost = behind > 1e-12 ? std::min(behind, demanded) : 0.0;
    ValueTally& to = tally(job);
    to.demanded += amount(demanded);
    if (work.site.valid()) serve(to, amount(demanded - lost), work.site);
    if (work.rejected) {
        to.rejected[static_cast<std::size_t>(*work.rejected)] += amount(lost);
        return;
    }
    double const interrupted = lost_to_interruptions(work, lost);
    to.interrupted += amount(interrupted);
    auto const why = work.waiting ? static_cast<std::size_t>(*work.waiting) : under_way;
    to.unfinished[why] += amount(lost - interrupted);
}

void ValueTally::merge(ValueTally const& other) {
    requests += other.requests;
    demanded += other.demanded;
    served += other.served;
    late += other.late;
    interrupted += other.interrupted;
    for (std::size_t i = 0; i < rejected.size(); ++i) {
        rejected[i] += other.rejected[i];
        unfinished[i] += other.unfinished[i];
    }
}

WorkAmount sum(AmountsByReason const& amounts) {
    WorkAmount all;
    for (WorkAmount const& one : amounts)
        all += one;
    return all;
}

}  // namespace meridian::observe
