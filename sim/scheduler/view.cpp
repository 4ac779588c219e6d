#include "sim/scheduler/view.hpp"

#include <algorithm>
#include <limits>

namespace meridian::scheduler {

SimTime sensed_at(Sensing const& how, SimTime now) {
    if (how.interval == Duration{0}) return now;
    Duration const known = now.time_since_epoch() - how.delay;
    return SimTime{known < how.interval ? Duration{0} : known / how.interval * how.interval};
}

std::optional<Obstacle> View::why_never(state::Job const& job, Placement place) const {
    if (latency(job.what.origin, place.site) == Duration::max()) return Obstacle::unreachable;
    if (job.what.width.count() > 0) {
        if (!place.pool.valid()) return Obstacle::kind_of_work;  // there is no pool
        if (auto const why = eligibility_.at_pool(job.what.workload_class, job.what.width, place.pool))
            return why;
        if (!could_run(job, place.pool)) return Obstacle::services_at_peak;
    }
    if (!admits(job, place.site)) return Obstacle::residency;
    return eligibility_.at_site(job.what.input, place.site);
}

std::optional<Obstacle> View::why_not_now(state::Job const& job, Placement place) const {
    if (auto const never = why_never(job, place)) return never;
    if (!is_open(place.site, place.pool)) {
        bool const planned = place.pool.valid() && of_.levels.pools[place.pool].closed;
        return planned ? Obstacle::closed_for_work : Obstacle::place_lost;
    }
    if (is_closed(job, place.site, place.pool)) return Obstacle::held_for_earlier_jobs;
    if (!has_storage(job, place.site)) return Obstacle::storage_taken;
    if (!place.pool.valid() || has_room(job, place.pool)) return std::nullopt;
    if (job.what.width.count() > headroom(place.pool)) return Obstacle::accelerators_taken;
    return leaves_set_apart(job, place.pool) ? Obstacle::power_taken : Obstacle::set_apart_for_services;
}

Duration View::expected_time(state::Job const& job, PoolId pool) const {
    return of_.service_times.on(job.what.workload_class, pool, job.what.estimate);
}

Duration View::remaining_time(state::Job const& job, PoolId pool) const {
    return job.remaining_of(expected_time(job, pool), of_.scenario.classes[job.what.workload_class].restart);
}

Duration View::expected_queue(state::Job const& job, PoolId pool) const {
    if (!pool.valid() || of_.levels.has_room(pool, job.what.width)) return Duration{0};
    state::PoolLevel const& level = of_.levels.pools[pool];
    std::int64_t const shared = level.capacity - level.withheld();
    if (shared == 0) return longest_duration;
    std::int64_t const on_time = shared - level.free - level.overdue;
    WideCount const running = level.running_ends - WideCount{on_time} * now_.time_since_epoch().count();
    // What is sensed may be old: some of it has ended since.
    WideCount const ahead = level.queued_work + std::max(running, WideCount{0});
    WideCount const wait = ahead / shared;
    return wait < longest_duration.count() ? Duration{static_cast<std::int64_t>(wait)} : longest_duration;
}

Duration View::input_time(state::Job const& job, SiteId site) const {
    return transfer_time(job.what.input_home, node_of(site), input_to_move(job), job.what.workload_class);
}

Duration View::output_time(state::Job const& job, SiteId site) const {
    return transfer_time(node_of(site), node_of(job.what.origin), job.what.output, job.what.workload_class);
}

Duration View::transfer_time(NodeId from, NodeId to, Bytes bytes, ClassId c) const {
    if (bytes.count() == 0 || from == to) return Duration{0};
    Path const& path = of_.paths[of_.paths.between(from, to)];
    return path.latency + rounded_up(bytes / std::min(path.bottleneck, of_.scenario.classes[c].transfer_cap));
}

bool View::is_choice(PathId path, NodeId from, NodeId to) const {
    auto const choices = paths(from, to);
    return std::ranges::find(choices, path) != choices.end();
}

double View::available_rate(PathId path) const {
    double least = std::numeric_limits<double>::infinity();
    for (ArcId const arc : of_.paths[path].arcs)
        least = std::min(least, of_.levels.link_share[arc]);
    return least;
}

View::TransferRoute View::fastest_route(NodeId from, NodeId to, Bytes bytes, ClassId c) const {
    if (bytes.count() == 0 || from == to) return {PathId{}, Duration{0}};
    TransferRoute best{PathId{}, Duration::max()};
    for (PathId const path : paths(from, to)) {
        double const rate = std::min(available_rate(path), of_.scenario.classes[c].transfer_cap.count());
        Duration time = longest_duration;
        if (rate > 0.0) time = of_.paths[path].latency + rounded_up(bytes / BytesPerSecond{rate});
        if (time < best.time) best = {path, time};
    }
    return best;
}

View::TransferRoute View::fastest_input_route(state::Job const& job, SiteId site) const {
    return fastest_route(job.what.input_home, node_of(site), input_to_move(job), job.what.workload_class);
}

View::TransferRoute View::fastest_output_route(state::Job const& job, SiteId site) const {
    return fastest_route(node_of(site), node_of(job.what.origin), job.what.output, job.what.workload_class);
}

CnyPerGigabyte View::transfer_price(NodeId from, NodeId to) const {
    return from == to ? CnyPerGigabyte{} : of_.paths[of_.paths.between(from, to)].price;
}

double View::transfer_cny(NodeId from, NodeId to, Bytes bytes) const {
    if (bytes.count() == 0) return 0.0;
    return transfer_price(from, to).count() * static_cast<double>(bytes.count()) / bytes_per_gigabyte;
}

View::Footprint View::footprint(state::Job const& job, Placement place) const {
    Footprint out;
    NodeId const site = node_of(place.site);
    out.network_cny = transfer_cny(job.what.input_home, site, input_to_move(job)) +
                      transfer_cny(site, node_of(job.what.origin), job.what.output);
    if (!place.pool.valid()) return out;
    double const network_cny = out.network_cny;
    out = energy_footprint(
        kw_above_idle(job, place.pool), of_.scenario.grids[of_.scenario.sites[place.site].grid],
        of_.series.it_factors(place.site, now_, later(now_, remaining_time(job, place.pool))));
    out.network_cny = network_cny;
    return out;
}

View::Footprint View::energy_footprint(double kw, Grid const& grid, PowerFactors const& factors) const {
    Footprint out;
    constexpr double seconds_per_hour = 3600.0;
    out.energy_kwh = kw * factors.pue / seconds_per_hour;
    out.carbon_kg = kw * factors.carbon / seconds_per_hour;
    out.energy_cny = energy_cost_cny(grid, of_.scenario.carbon_price,
                                     {out.energy_kwh, kw * factors.price / seconds_per_hour, out.carbon_kg});
    out.carbon_market_kg = (1.0 - grid.green_share) * out.carbon_kg;
    return out;
}

}  // namespace meridian::scheduler
