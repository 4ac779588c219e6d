// How services take accelerators and release them.
#include <algorithm>

#include "sim/service/service_loop.hpp"

namespace meridian::service {

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
        starting_.release(at, replicas - wanted);
        replicas = wanted;
        return of_.actions.replicas_released(of_.state.pool(pool).site);
    }
    if (of_.state.pool(pool).closed) return;
    std::int64_t fit = wanted - replicas;
    if (lends_) {
        fit = replicas_that_fit(pool, width, fit, preemptible_room(pool));
        reclaim(pool, fit * width);
    }
    fit = replicas_that_fit(pool, width, fit, {});
    if (fit <= 0) return;
    of_.state.resize_service(now, pool, fit * width);
    starting_.take(at, fit, ready_at(now, fleet_.service_at(at)));
    replicas += fit;
}

// At time zero the services have been running. Replicas that are taken as an epoch begins answer as one begins.
SimTime ServiceLoop::ready_at(SimTime now, ServiceId service) {
    if (now == SimTime{}) return now;
    if (!is_cut_) return now + lead_ * of_.scenario.serving.epoch;
    SimTime const ready = later(now, start_up(of_.scenario, service));
    if (ready > now) cut_at(ready);
    return ready;
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
