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

std::size_t deployments(Scenario const& scenario) {
    return scenario.services.size() * scenario.sites.size();
}

}  // namespace

ServiceLoop::ServiceLoop(Parts const& parts)
    : of_{parts},
      fleet_{parts.scenario, parts.geography, parts.series},
      lends_{parts.scenario.serving.lends},
      lead_{epochs_ahead(parts.scenario)},
      preemptible_{parts.scenario.pools.size()},
      preemptible_room_{parts.scenario.pools.size()},
      wanted_{static_cast<std::size_t>(lead_) + 1, deployments(parts.scenario)},
      held_(deployments(parts.scenario), 0),
      ready_{static_cast<std::size_t>(lead_) + 1, deployments(parts.scenario)} {
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
    of_.actions.set_epoch_timer(SimTime{});
}

void ServiceLoop::epoch(SimTime now) {
    resize_all(now, replicas_wanted(now));
    // At time zero the services have been running.
    for (std::size_t row = now == SimTime{} ? 0 : ready_.rows() - 1; row < ready_.rows(); ++row)
        ready_.push(held_);
    Fleet::Outcome const& outcome =
        uncertain_ ? fleet_.serve(now, ready_.first(), uncertain_->realised.of(epoch_at(now)))
                   : fleet_.serve(now, ready_.first());
    // Users ask on after the horizon, so that jobs which drain then do not have the services' accelerators.
    SimTime const end = now + of_.scenario.serving.epoch;
    of_.state.listeners.notify(&state::RunListener::epoch_began, now, end, outcome.flows, outcome.uses);
    of_.actions.set_epoch_timer(end);
}

void ServiceLoop::adopt_events() {
    if (!uncertain_) return;
    uncertain_->realised.adopt_events();
    uncertain_->forecast.adopt_events();
}

void ServiceLoop::pool_lost(SimTime now, PoolId pool, std::int64_t left) {
    for (std::size_t place = held_.size(); place-- > 0 && of_.state.pool(pool).serving > left;) {
        if (fleet_.pool_at(place) != pool || held_[place] == 0) continue;
        std::int64_t const width =
            of_.scenario.services[fleet_.service_at(place)].replica_accelerators * 1000;
        std::int64_t const too_many = of_.state.pool(pool).serving - left;
        std::int64_t const gone = std::min(held_[place], (too_many + width - 1) / width);
        held_[place] -= gone;
        of_.state.resize_service(now, pool, -gone * width);
    }
}

std::vector<std::int64_t> ServiceLoop::peak() {
    Serving const& serving = of_.scenario.serving;
    if (!uncertain_ || serving.forecast.kind != ForecastKind::perfect) return fleet_.peak();
    std::vector<std::int64_t> most(deployments(of_.scenario), 0);
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
std::span<std::int64_t const> ServiceLoop::replicas_wanted(SimTime now) {
    if (!lends_) return peak_;
    // The first epoch counts all of them, the others the last one.
    for (std::int64_t ahead = now == SimTime{} ? 0 : lead_; ahead <= lead_; ++ahead)
        wanted_.push(wanted_at(now + ahead * of_.scenario.serving.epoch));
    return wanted_.first();
}

// Those that need less first: what they release others may use.
void ServiceLoop::resize_all(SimTime now, std::span<std::int64_t const> wanted) {
    auto const resize_to_wanted = [&](std::size_t place) {
        ServiceId const v = fleet_.service_at(place);
        std::int64_t const width = of_.scenario.services[v].replica_accelerators * 1000;
        resize(now, place, fleet_.pool_at(place), width, wanted[place]);
    };
    growing_.clear();
    for (std::size_t place = 0; place < wanted.size(); ++place) {
        if (wanted[place] < held_[place]) resize_to_wanted(place);
        if (wanted[place] > held_[place]) growing_.push_back(place);
    }
    for (std::size_t const place : growing_)
        resize_to_wanted(place);
}

void ServiceLoop::resize(SimTime now, std::size_t at, PoolId pool, std::int64_t width, std::int64_t wanted) {
    std::int64_t& replicas = held_[at];
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
