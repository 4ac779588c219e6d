// What a policy sees: the jobs, the map and its prices, and the levels of all pools and sites as the brain
// senses them, which may be old.
#pragma once

#include <optional>
#include <span>
#include <utility>

#include "models/map/path_table.hpp"
#include "sim/scheduler/decision.hpp"
#include "sim/scheduler/decision_trace.hpp"
#include "sim/setup/eligibility.hpp"
#include "sim/setup/geography.hpp"
#include "sim/setup/service_times.hpp"
#include "sim/setup/site_series.hpp"
#include "sim/state/state.hpp"

namespace meridian::scheduler {

// What a View reads; all of it outlives the view.
struct ViewSources {
    Scenario const& scenario;
    Geography const& geography;
    SiteSeries const& series;
    ServiceTimes const& service_times;
    state::State const& state;    // jobs, and what pools could ever run
    state::Levels const& levels;  // as sensed
    PathTable& paths;
};

// When the state was as a brain with this sensing sees it at that time, but for its own decisions since: the start of the
// run, or the last snapshot that has arrived before.
[[nodiscard]] SimTime sensed_at(Sensing const& how, SimTime now);

class View;

// May a job be placed at a pool now, or is that closed to it for the sake of others that wait? `pool` is none
// for a job without accelerators.
class PlacementGate {
public:
    virtual ~PlacementGate() = default;
    [[nodiscard]] virtual bool admits(state::Job const& job, SiteId site, PoolId pool) const = 0;
};

class View {
public:
    explicit View(ViewSources const& of) : of_{of}, eligibility_{of.scenario} {}

    void advance(SimTime now) { now_ = now; }
    // While there is a gate, what is closed to a job has no room for it. It outlives its use here. Answers
    // the gate that there was.
    PlacementGate const* set_gate(PlacementGate const* gate) { return std::exchange(gate_, gate); }
    [[nodiscard]] bool is_gated() const { return gate_ != nullptr; }
    [[nodiscard]] bool is_closed(state::Job const& job, SiteId site, PoolId pool) const {
        return gate_ != nullptr && !gate_->admits(job, site, pool);
    }
    [[nodiscard]] SimTime now() const { return now_; }
    [[nodiscard]] Scenario const& scenario() const { return of_.scenario; }
    [[nodiscard]] state::Job const& job(JobId id) const { return of_.state.jobs[id]; }

    [[nodiscard]] std::span<SiteId const> sites_by_latency(RegionId region) const {
        return of_.geography.sites_by_latency(region);
    }
    // One way, from the region's users; Duration::max() if no path leads there.
    [[nodiscard]] Duration latency(RegionId region, SiteId site) const {
        return of_.geography.latency(region, site);
    }
    [[nodiscard]] std::span<PoolId const> pools_of(SiteId site) const { return of_.state.pools_of(site); }

    // Could the job ever run there, and is there room for it now, counting what is promised to others?
    [[nodiscard]] bool could_run(state::Job const& job, PoolId pool) const {
        return of_.state.could_run(job.what.workload_class, job.what.width, pool);
    }
    // May the job's data go to the site? The two questions on storage ask this too.
    [[nodiscard]] bool admits(state::Job const& job, SiteId site) const {
        return admits(of_.scenario.classes[job.what.workload_class].residency, job.what.origin, site);
    }
    [[nodiscard]] bool admits(Residency residency, RegionId origin, SiteId site) const {
        return residency == Residency::anywhere || of_.geography.admits(residency, origin, site);
    }
    [[nodiscard]] bool could_store(state::Job const& job, SiteId site) const {
        return admits(job, site) && of_.state.could_store(site, job.what.input);
    }
    [[nodiscard]] bool has_room(state::Job const& job, PoolId pool) const {
        return could_run(job, pool) && leaves_set_apart(job, pool) &&
               of_.levels.has_room(pool, job.what.width) &&
               !is_closed(job, of_.levels.pools[pool].site, pool);
    }
    // Does the job, if it is non-preemptible, leave alone what is set apart for services?
    [[nodiscard]] bool leaves_set_apart(state::Job const& job, PoolId pool) const {
        return !is_non_preemptible(job.what.workload_class) ||
               job.what.width.count() <= room_for_non_preemptible(pool);
    }
    [[nodiscard]] bool has_storage(state::Job const& job, SiteId site) const {
        return admits(job, site) && of_.levels.has_storage(site, job.what.input) &&
               (job.what.width.count() > 0 || !is_closed(job, site, PoolId{}));
    }
    // Services may not preempt jobs of the class. Of the pool, in thousandths of accelerators: what such jobs could
    // still take, and what they may hold at most.
    [[nodiscard]] bool is_non_preemptible(ClassId c) const { return of_.state.is_non_preemptible(c); }
    [[nodiscard]] std::int64_t room_for_non_preemptible(PoolId pool) const {
        return of_.levels.non_preemptible_room[pool];
    }
    [[nodiscard]] std::int64_t limit_of_non_preemptible(PoolId pool) const {
        return of_.levels.pools[pool].non_preemptible_limit;
    }

    // Is the place neither lost nor closed for planned work, as sensed?
    [[nodiscard]] bool is_open(SiteId site, PoolId pool) const {
        return !of_.levels.sites[site].lost && (!pool.valid() || of_.levels.shut[pool] == 0);
    }

    // Where at the site the job could ever run: its first pool that could, or no pool for a job that
    // needs none. Nothing if the site could never run it.
    [[nodiscard]] std::optional<Placement> possible(state::Job const& job, SiteId site) const;
    // The same of what is open.
    [[nodiscard]] std::optional<Placement> queue(state::Job const& job, SiteId site) const;
    // Where at the site the job could start now: the first such pool. Nothing if the site has no room.
    [[nodiscard]] std::optional<Placement> room(state::Job const& job, SiteId site) const;
    // Why the place cannot take the job now, or ever: the first obstacle in the order of Obstacle; of those for now,
    // what the site lacks, then what the pool lacks. Nothing if it can. For explanations: not fast.
    [[nodiscard]] std::optional<Obstacle> why_not_now(state::Job const& job, Placement place) const;
    [[nodiscard]] std::optional<Obstacle> why_never(state::Job const& job, Placement place) const;

    // Share of the pool's accelerators that are held or promised, in [0, infinity).
    [[nodiscard]] double load(PoolId pool) const { return of_.levels.load[pool]; }
    // Accelerators neither held nor promised, in thousandths; below 0 where more is promised than is free.
    [[nodiscard]] std::int64_t headroom(PoolId pool) const { return of_.levels.pools[pool].headroom(); }
    [[nodiscard]] state::Levels const& levels() const { return of_.levels; }
    // By pool: the width of the widest job of the class that it could ever run; -1: none.
    [[nodiscard]] std::span<std::int64_t const> widest(ClassId c) const { return of_.state.widest(c); }

    // What the job's work is expected to take on the pool, by its estimate; no pool: on none.
    [[nodiscard]] Duration expected_time(state::Job const& job, PoolId pool) const;
    // The same for what is left of it, with the restart of a job that was preempted.
    [[nodiscard]] Duration remaining_time(state::Job const& job, PoolId pool) const;
    // Until a job committed now could start, if all accelerators that services do not hold shared the expected
    // work evenly: the work ahead over their number. Jobs beyond their expected end have none. Zero where there
    // is room now.
    [[nodiscard]] Duration expected_queue(state::Job const& job, PoolId pool) const;
    // Of the job's input, what has yet to be moved to the site that it is placed at: nothing where it is under way
    // since before the run.
    [[nodiscard]] static Bytes input_to_move(state::Job const& job) {
        return job.has_input_there() ? Bytes{0} : job.what.input;
    }
    // Moving it to the site, and the output to the origin, on otherwise empty links.
    [[nodiscard]] Duration input_time(state::Job const& job, SiteId site) const;
    [[nodiscard]] Duration output_time(state::Job const& job, SiteId site) const;

    // The shortest paths from one place to another, the shortest first: as many as the scenario lets the
    // brain choose from. One of the two is a site's node. Valid until the next call.
    [[nodiscard]] std::span<PathId const> paths(NodeId from, NodeId to) const {
        return of_.paths.choices(from, to);
    }
    // The first of them. Valid until the next call.
    [[nodiscard]] Path const& shortest(NodeId from, NodeId to) const {
        return of_.paths[of_.paths.between(from, to)];
    }
    [[nodiscard]] bool is_choice(PathId path, NodeId from, NodeId to) const;
    [[nodiscard]] Path const& path(PathId path) const { return of_.paths[path]; }
    // The least rate, in bytes per second, that one more transfer over the path would have, by the links as
    // sensed and with equal shares; 0 if a link of it is down.
    [[nodiscard]] double available_rate(PathId path) const;
    // The path on which the job's input would arrive first at the site, or its output at the origin, and the time:
    // at available_rate(), as far as the class may use it; the shorter of equals. No path where nothing is moved.
    struct TransferRoute {
        PathId path;
        Duration time;
    };
    [[nodiscard]] TransferRoute fastest_input_route(state::Job const& job, SiteId site) const;
    [[nodiscard]] TransferRoute fastest_output_route(state::Job const& job, SiteId site) const;

    // What the job adds if it starts there now and what is left of it takes its expected time: facility energy
    // of its accelerators' busy above idle power, the money (electricity, green premium, price of carbon) and
    // carbon of that energy, the price of carrying its data. Tariffs and grid factors of the hours to come are
    // known.
    struct Footprint {
        double energy_kwh{0.0};
        double energy_cny{0.0};
        double network_cny{0.0};
        [[nodiscard]] double cny() const { return energy_cny + network_cny; }
        double carbon_kg{0.0};         // by the grid's factor
        double carbon_market_kg{0.0};  // after the site's green share
    };
    [[nodiscard]] Footprint footprint(state::Job const& job, Placement place) const;
    // The energy part of it, for accelerators that draw so much above idle at a site of the grid, and
    // power_integrals() over the time that is expected to be left of it.
    [[nodiscard]] Footprint energy_footprint(double kw, Grid const& grid, PowerFactors const& factors) const;
    [[nodiscard]] double kw_above_idle(state::Job const& job, PoolId pool) const {
        return static_cast<double>(state::draw_uw(of_.levels.pools[pool], job.what.width.count())) /
               microwatts_per_kw;
    }

    // Sites that share tariff, grid, climate and cooling share an energy zone.
    [[nodiscard]] std::size_t energy_zones() const { return of_.series.zones(); }
    [[nodiscard]] std::size_t energy_zone(SiteId site) const { return of_.series.zone(site); }
    // PUE, PUE x price and PUE x carbon of the zone at this instant, and when one of them changes next.
    [[nodiscard]] PowerPiece power_factors(std::size_t zone) const { return of_.series.it_piece(zone, now_); }
    // The integrals of the three from the start of the run, as SiteSeries::it_factors has them.
    [[nodiscard]] PowerFactors power_integrals(std::size_t zone, SimTime when) const {
        return of_.series.it_integrals(zone, when);
    }
    // The price of moving data between two nodes, of which one is the node of a site; 0 within one node.
    [[nodiscard]] CnyPerGigabyte transfer_price(NodeId from, NodeId to) const;
    [[nodiscard]] NodeId node_of(SiteId site) const { return of_.scenario.sites[site].node; }
    [[nodiscard]] NodeId node_of(RegionId region) const { return of_.scenario.regions[region].node; }

private:
    [[nodiscard]] Duration transfer_time(NodeId from, NodeId to, Bytes bytes, ClassId c) const;
    [[nodiscard]] TransferRoute fastest_route(NodeId from, NodeId to, Bytes bytes, ClassId c) const;
    [[nodiscard]] double transfer_cny(NodeId from, NodeId to, Bytes bytes) const;

    ViewSources of_;
    SimTime now_;
    PlacementGate const* gate_{nullptr};
    Eligibility eligibility_;
};

inline std::optional<Placement> View::possible(state::Job const& job, SiteId site) const {
    if (!could_store(job, site)) return std::nullopt;
    if (job.what.width.count() == 0) return Placement{site, PoolId{}};
    for (PoolId const pool : pools_of(site)) {
        if (could_run(job, pool)) return Placement{site, pool};
    }
    return std::nullopt;
}

inline std::optional<Placement> View::queue(state::Job const& job, SiteId site) const {
    auto place = possible(job, site);
    if (!place || is_open(site, place->pool)) return place;
    for (PoolId const pool : pools_of(site)) {
        if (could_run(job, pool) && is_open(site, pool)) return Placement{site, pool};
    }
    return std::nullopt;
}

inline std::optional<Placement> View::room(state::Job const& job, SiteId site) const {
    if (!has_storage(job, site)) return std::nullopt;
    if (job.what.width.count() == 0) return Placement{site, PoolId{}};
    for (PoolId const pool : pools_of(site)) {
        if (has_room(job, pool)) return Placement{site, pool};
    }
    return std::nullopt;
}

}  // namespace meridian::scheduler
