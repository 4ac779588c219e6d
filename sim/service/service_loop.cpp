#include "sim/service/service_loop.hpp"

#include <algorithm>

#include "sim/setup/demand.hpp"

namespace meridian::service {
namespace {

constexpr std::size_t most_planned = std::size_t{1} << 23U;  // numbers of replicas that are kept: 64 MiB

std::int64_t epochs_ahead(Scenario const& scenario) {
    Duration longest{};
    for (Service const& service : scenario.services)
        longest = std::max(longest, service.start_up);
    if (scenario.serving.lends) longest += scenario.serving.reclaim_time;
    Duration const epoch = scenario.serving.epoch;
    return (longest + epoch - Duration{1}) / epoch;
}

}  // namespace

ServiceLoop::ServiceLoop(Parts const& parts)
    : of_{parts},
      fleet_{parts.scenario, parts.geography, parts.series},
      lends_{parts.scenario.serving.lends},
      lead_{epochs_ahead(parts.scenario)},
      preemptible_{parts.scenario.pools.size()},
      preemptible_room_{parts.scenario.pools.size()} {
    Scenario const& scenario = of_.scenario;
    if (has_uncertain_demand(scenario)) {
        ExpectedRates const& expected = fleet_.expected_rates();
        uncertain_.emplace(UncertainRates{{scenario, expected}, {scenario, expected, lead_}});
    }
    peak_ = peak();
    // Jobs that cannot be preempted leave alone what the services need at their peak.
    auto const needed = fleet_.accelerators(peak_);
    for (PoolId const p : scenario.pools.keys()) {
        if (needed[p] > 0) of_.state.set_apart(p, needed[p] * 1000);
    }
    held_.assign(static_cast<std::size_t>(lead_) + 1,
                 std::vector<std::int64_t>(scenario.services.size() * scenario.sites.size(), 0));
    coming_ = held_;
    of_.actions.set_epoch_timer(SimTime{});
}

void ServiceLoop::epoch(SimTime now) {
    bool const first = now == SimTime{};
    std::vector<std::int64_t> const wanted = replicas_wanted(now);
    std::rotate(held_.begin(), held_.end() - 1, held_.end());
    if (held_.size() > 1) held_.front() = held_[1];
    resize_all(now, wanted);
    // At time zero the services have been running.
    if (first) std::fill(held_.begin() + 1, held_.end(), held_.front());
    find_ready();
    Fleet::Outcome const& outcome = uncertain_
                                        ? fleet_.serve(now, ready_, uncertain_->realised.of(epoch_at(now)))
                                        : fleet_.serve(now, ready_);
    // Users ask on after the horizon, so that jobs which drain then do not have the services' accelerators.
    SimTime const end = now + of_.scenario.serving.epoch;
    of_.state.listeners.notify(&state::RunListener::epoch_began, now, end, outcome.flows, outcome.uses);
    of_.actions.set_epoch_timer(end);
}

std::vector<std::int64_t> ServiceLoop::peak() {
    Serving const& serving = of_.scenario.serving;
    if (!uncertain_ || serving.forecast.kind != ForecastKind::perfect) return fleet_.peak();
    std::vector<std::int64_t> most(of_.scenario.services.size() * of_.scenario.sites.size(), 0);
    ForecastRates forecast = uncertain_->forecast;  // this one stays at the begin
    for (SimTime now; now < SimTime{of_.scenario.horizon}; now += serving.epoch) {
        auto const then = fleet_.wanted(now, forecast.of(epoch_at(now)));
        for (std::size_t i = 0; i < most.size(); ++i)
            most[i] = std::max(most[i], then[i]);
        if (lends_ && planned_.size() + then.size() <= most_planned)
            planned_.insert(planned_.end(), then.begin(), then.end());
    }
    return most;
}

std::span<std::int64_t const> ServiceLoop::wanted_at(SimTime then) {
    std::size_t const width = peak_.size();
    std::size_t const begin = static_cast<std::size_t>(epoch_at(then)) * width;
    if (begin + width <= planned_.size()) return std::span{planned_}.subspan(begin, width);
    return uncertain_ ? fleet_.wanted(then, uncertain_->forecast.of(epoch_at(then))) : fleet_.wanted(then);
}

// The most of the demand now and at each epoch until the one in which a replica that is allocated now will be ready.
std::vector<std::int64_t> ServiceLoop::replicas_wanted(SimTime now) {
    if (!lends_) return peak_;
    Duration const epoch = of_.scenario.serving.epoch;
    auto const ahead = static_cast<std::int64_t>(coming_.size()) - 1;
    // The first epoch counts all of them, the others the last one.
    for (std::int64_t i = now == SimTime{} ? 0 : ahead; i <= ahead; ++i) {
        std::rotate(coming_.begin(), coming_.begin() + 1, coming_.end());
        auto const then = wanted_at(now + i * epoch);
        coming_.back().assign(then.begin(), then.end());
    }
    std::vector<std::int64_t> wanted = coming_.front();
    for (auto const& then : coming_) {
        for (std::size_t i = 0; i < wanted.size(); ++i)
            wanted[i] = std::max(wanted[i], then[i]);
    }
    return wanted;
}

// Those that need less first: what they release others may use.
void ServiceLoop::resize_all(SimTime now, std::vector<std::int64_t> const& wanted) {
    for (bool const shrinking : {true, false}) {
        for (ServiceId const v : of_.scenario.services.keys()) {
            for (SiteId const s : of_.scenario.sites.keys()) {
                std::size_t const i = fleet_.index(v, s);
                if ((wanted[i] < held_.front()[i]) != shrinking || wanted[i] == held_.front()[i]) continue;
                std::int64_t const width = of_.scenario.services[v].replica_accelerators * 1000;
                resize(now, i, fleet_.pool(v, s), width, wanted[i]);
            }
        }
    }
}

void ServiceLoop::resize(SimTime now, std::size_t at, PoolId pool, std::int64_t width, std::int64_t wanted) {
    std::int64_t& replicas = held_.front()[at];
    std::int64_t const more = (wanted - replicas) * width;
    if (more < 0) {
        of_.state.resize_service(now, pool, more);
        replicas = wanted;
        return of_.actions.replicas_released(of_.state.pool(pool).site);
    }
    std::int64_t fit = wanted - replicas;
    if (lends_) {
        fit = replicas_that_fit(pool, width, fit, preemptible_room(pool));
        reclaim(pool, fit * width);
    }
    fit = replicas_that_fit(pool, width, fit, {});
    if (fit <= 0) return;
    of_.state.resize_service(now, pool, fit * width);
    replicas += fit;
}

// Replicas take whole accelerators, so that what they draw is exact.
std::int64_t ServiceLoop::replicas_that_fit(PoolId pool, std::int64_t width, std::int64_t wanted,
                                            Room const& beside) const {
    state::PoolLevel const& level = of_.state.pool(pool);
    state::SiteLevel const& site = of_.state.site(level.site);
    std::int64_t const fit = std::min(wanted, (level.free + beside.width) / width);
    std::int64_t const draw = state::draw_uw(level, width);
    if (draw == 0) return fit;
    return std::min(fit, (site.power_limit_uw - site.power_uw + beside.draw_uw) / draw);
}

// What preemptible jobs hold of a pool, and draw at its site.
ServiceLoop::Room ServiceLoop::preemptible_room(PoolId pool) const {
    Room room{preemptible_room_[pool].width, 0};
    for (PoolId const other : of_.state.pools_of(of_.state.pool(pool).site))
        room.draw_uw += preemptible_room_[other].draw_uw;
    return room;
}

void ServiceLoop::reclaim(PoolId pool, std::int64_t width) {
    state::PoolLevel const& level = of_.state.pool(pool);
    while (level.free < width)
        of_.actions.preempt(preemptible_.newest(pool));
    state::SiteLevel const& site = of_.state.site(level.site);
    std::int64_t const draw = state::draw_uw(level, width);
    while (site.power_limit_uw - site.power_uw < draw)
        of_.actions.preempt(newest_that_draws(level.site));
}

JobId ServiceLoop::newest_that_draws(SiteId site) const {
    JobId newest;
    for (PoolId const pool : of_.state.pools_of(site)) {
        JobId const job = preemptible_.newest(pool);
        if (!job.valid() || preemptible_room_[pool].draw_uw == 0) continue;
        if (!newest.valid() || preemptible_.is_newer(job, newest)) newest = job;
    }
    return newest;
}

void ServiceLoop::find_ready() {
    ready_ = held_.front();
    for (auto const& then : held_) {
        for (std::size_t i = 0; i < ready_.size(); ++i)
            ready_[i] = std::min(ready_[i], then[i]);
    }
}

void ServiceLoop::started(JobId id) {
    state::Job const& job = of_.state.jobs[id];
    if (!is_preemptible(job)) return;
    preemptible_.add(job.pool, id);
    count_preemptible(job, +1);
}

void ServiceLoop::released(JobId id) {
    state::Job const& job = of_.state.jobs[id];
    if (!is_preemptible(job)) return;
    preemptible_.remove(job.pool, id);
    count_preemptible(job, -1);
}

void ServiceLoop::count_preemptible(state::Job const& job, int sign) {
    std::int64_t const width = job.what.width.count();
    preemptible_room_[job.pool].width += sign * width;
    preemptible_room_[job.pool].draw_uw += sign * state::draw_uw(of_.state.pool(job.pool), width);
}

}  // namespace meridian::service
