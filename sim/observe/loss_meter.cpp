#include "sim/observe/loss_meter.hpp"

#include <algorithm>
#include <chrono>

#include "models/workload/value.hpp"
#include "sim/state/job_table.hpp"

namespace meridian::observe {
namespace {

constexpr Duration day = std::chrono::hours{24};

double seconds_between(SimTime from, SimTime to) {
    return in_seconds(to - from).count();
}

// Whether a bin lies in [from, to).
bool is_within(BinRow const& bin, Duration length, SimTime from, SimTime to) {
    return bin.begin >= from && bin.begin + length <= to;
}

}  // namespace

std::optional<double> LossMeter::Promised::attainment() const {
    return asked > 0.0 ? std::optional{std::min(met / asked, 1.0)} : std::nullopt;
}

LossMeter::LossMeter(Scenario const& scenario)
    : scenario_{scenario}, before_by_time_(static_cast<std::size_t>((day - Duration{1}) / scenario.bin) + 1) {
    for (Service const& service : scenario.services)
        hours_per_request_.add(accelerator_hours_per_request(service));
}

void LossMeter::job_departed(SimTime now, state::Job const& job, state::Departure const& how) {
    auto const& objective = scenario_.classes[job.what.workload_class].objective;
    if (!objective) return;
    Duration const since_arrival = now - job.arrival;
    bool const is_open = how.outcome == state::Outcome::unfinished && since_arrival < *objective;
    if (is_open) return;
    bool const met = how.outcome == state::Outcome::completed && since_arrival <= *objective;
    double const hours = accelerator_hours(job.what);
    add_to_course(job.arrival, hours, met ? hours : 0.0);
    auto const loss = assessed_loss(scenario_.events);
    bool const is_between = loss && job.arrival < loss->begin && now >= loss->begin;
    if (is_between) return;
    add(loss, job.arrival, hours, met ? hours : 0.0);
}

void LossMeter::requests_arrived(std::span<state::ServiceFlow const> flows, SimTime from, SimTime to,
                                 double sign) {
    if (flows.empty()) return;
    auto const loss = assessed_loss(scenario_.events);
    while (from < to) {
        SimTime const next = std::min(to, next_border(loss, from));
        double const seconds = sign * seconds_between(from, next);
        Promised all;
        for (state::ServiceFlow const& flow : flows) {
            double const hours = seconds * hours_per_request_[flow.service];
            all.add(flow.rate * hours, flow.in_time * hours);
        }
        add_to_course(from, all.asked, all.met);
        add(loss, from, all.asked, all.met);
        from = next;
    }
}

// At the end of the bin of the run, of that from the begin of the loss on, and where the loss begins or ends.
SimTime LossMeter::next_border(std::optional<AssessedLoss> const& loss, SimTime from) const {
    SimTime const bin_end = from + (scenario_.bin - from.time_since_epoch() % scenario_.bin);
    if (!loss) return bin_end;
    if (from < loss->begin) return std::min(bin_end, loss->begin);
    SimTime const next = std::min(bin_end, from + (scenario_.bin - (from - loss->begin) % scenario_.bin));
    return from < loss->end ? std::min(next, loss->end) : next;
}

void LossMeter::add(std::optional<AssessedLoss> const& loss, SimTime when, double asked, double met) {
    bool const is_before = !loss || when < loss->begin;
    Promised& part = is_before ? before_ : when < loss->end ? during_ : after_;
    part.add(asked, met);
    if (is_before) return before_by_time_[time_of_day(when)].add(asked, met);
    auto const n = static_cast<std::size_t>((when - loss->begin) / scenario_.bin);
    if (n >= bins_.size()) bins_.resize(n + 1);
    bins_[n].add(asked, met);
}

void LossMeter::add_to_course(SimTime when, double asked, double met) {
    auto const n = static_cast<std::size_t>((when - SimTime{}) / scenario_.bin);
    if (n >= course_.size()) course_.resize(n + 1);
    course_[n].add(asked, met);
}

std::vector<SloBin> LossMeter::course() const {
    auto const first = static_cast<std::size_t>(scenario_.warmup / scenario_.bin);
    std::vector<SloBin> bins;
    for (std::size_t n = first; n < course_.size(); ++n) {
        SimTime const begin = SimTime{} + static_cast<std::int64_t>(n) * scenario_.bin;
        bins.push_back({begin, course_[n].asked, course_[n].met});
    }
    return bins;
}

std::optional<double> SloBin::attainment() const {
    constexpr double least_h = 1e-9;  // below it, what is left of requests that were counted and did not come
    return asked_h > least_h ? std::optional{std::clamp(met_h / asked_h, 0.0, 1.0)} : std::nullopt;
}

std::optional<LossTally> LossMeter::finish(std::span<BinRow const> bins) const {
    auto const loss = assessed_loss(scenario_.events);
    if (!loss || loss->begin >= SimTime{scenario_.horizon}) return std::nullopt;
    LossTally tally;
    tally.before = before_.attainment();
    tally.during = during_.attainment();
    tally.after = after_.attainment();
    find_recovery(*loss, tally);
    find_backlog(*loss, bins, tally);
    find_takeover(*loss, bins, tally);
    return tally;
}

std::size_t LossMeter::time_of_day(SimTime when) const {
    return static_cast<std::size_t>(when.time_since_epoch() % day / scenario_.bin);
}

std::optional<double> LossMeter::before_at(SimTime when) const {
    auto const then = before_by_time_[time_of_day(when)].attainment();
    return then ? then : before_.attainment();
}

double LossMeter::end_of_bin_s(AssessedLoss const& loss, std::size_t n) const {
    double const bin_s = in_seconds(scenario_.bin).count();
    return std::min(static_cast<double>(n + 1) * bin_s,
                    seconds_between(loss.begin, SimTime{scenario_.horizon}));
}

void LossMeter::find_recovery(AssessedLoss const& loss, LossTally& tally) const {
    std::optional<std::size_t> last_below;
    std::optional<std::size_t> last;
    for (std::size_t n = 0; n < bins_.size(); ++n) {
        auto const attained = bins_[n].attainment();
        if (!attained) continue;
        last = n;
        tally.lowest = std::min(tally.lowest.value_or(*attained), *attained);
        auto const before = before_at(loss.begin + static_cast<std::int64_t>(n) * scenario_.bin);
        if (!before) continue;
        tally.failed = tally.failed || *attained < loss.levels.failure * *before;
        if (*attained < loss.levels.recovery * *before) last_below = n;
    }
    if (!tally.before) return;
    if (!tally.failed) {
        tally.recovered_s = 0.0;
    } else if (last_below != last) {
        tally.recovered_s = end_of_bin_s(loss, *last_below);
    }
}

void LossMeter::find_backlog(AssessedLoss const& loss, std::span<BinRow const> bins, LossTally& tally) const {
    std::optional<double> most_before;
    std::optional<double> cleared_s = 0.0;
    for (BinRow const& bin : bins) {
        if (bin.site.valid()) continue;
        double const waiting = bin.jobs_at_brain + bin.jobs_queued;
        SimTime const end = std::min(bin.begin + scenario_.bin, SimTime{scenario_.horizon});
        if (is_within(bin, scenario_.bin, SimTime{scenario_.warmup}, loss.begin)) {
            most_before = std::max(most_before.value_or(waiting), waiting);
        } else if (bin.begin >= loss.begin && waiting > most_before.value_or(0.0)) {
            bool const is_last = end == SimTime{scenario_.horizon};
            cleared_s = is_last ? std::nullopt : std::optional{seconds_between(loss.begin, end)};
        }
    }
    if (most_before) tally.backlog_cleared_s = cleared_s;
}

void LossMeter::find_takeover(AssessedLoss const& loss, std::span<BinRow const> bins,
                              LossTally& tally) const {
    struct HeldOverTime {
        double before{0.0}, during{0.0};
    };
    Table<SiteId, HeldOverTime> held{scenario_.sites.size()};
    double bins_before = 0.0;
    double bins_during = 0.0;
    for (BinRow const& bin : bins) {
        bool const before = is_within(bin, scenario_.bin, SimTime{scenario_.warmup}, loss.begin);
        bool const during =
            is_within(bin, scenario_.bin, loss.begin, std::min(loss.end, SimTime{scenario_.horizon}));
        if (!bin.site.valid()) {
            bins_before += before ? 1.0 : 0.0;
            bins_during += during ? 1.0 : 0.0;
            continue;
        }
        if (before) held[bin.site].before += bin.accelerators_busy;
        if (during) held[bin.site].during += bin.accelerators_busy;
    }
    if (bins_before == 0.0 || bins_during == 0.0) return;
    for (SiteId const s : scenario_.sites.keys()) {
        double const rise = held[s].during / bins_during - held[s].before / bins_before;
        if (rise <= tally.takeover_accelerators) continue;
        tally.takes_over = s;
        tally.takeover_accelerators = rise;
    }
}

}  // namespace meridian::observe
