// The services of a run, epoch by epoch and beyond the horizon to the run's end: their replicas are counted again,
// and what they do not need is left to jobs. With `lends`, preemptible jobs run on accelerators and power that
// services will want again; then they are preempted, those that started last first.
//
// Where demand is uncertain (sim/setup/demand.hpp) replicas are planned on what is forecast of each epoch, and serve what
// comes. With `lends` the forecast is made when a replica must be taken to be ready in time. Without, or as what is set
// apart from jobs, it is the peak of the forecasts where they are perfect but for an error, and that of the expected rates
// where they repeat what came.
//
// When sites, pools or links fail or come back, the present epoch is cut, and again when the planner knows of it
// (supply_knowledge.hpp) and when replicas that are taken then have started. Until a loss is known, requests to what is
// lost are rejected; then all are routed over what is in service. Without `lends` services take beyond their own peak
// what is free and their demand needs then, epoch by epoch; jobs keep what they run.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "sim/service/count_window.hpp"
#include "sim/service/fleet.hpp"
#include "sim/service/preemptible_jobs.hpp"
#include "sim/service/request_rates.hpp"
#include "sim/service/starting_replicas.hpp"
#include "sim/service/supply_knowledge.hpp"
#include "sim/state/state.hpp"

namespace meridian::service {

// What the services need of the rest of the run.
class ServiceActions {
public:
    virtual ~ServiceActions() = default;
    // Calls epoch() then, when what ends at that instant has ended and before anything new begins.
    virtual void set_epoch_timer(SimTime when) = 0;
    // From now on requests and answers move so many bytes per second over each arc.
    virtual void set_service_rates(SimTime now, std::span<double const> by_arc) = 0;
    // The job gives its accelerators back before this returns, and released() has been called.
    virtual void preempt(JobId job) = 0;
    virtual void replicas_released(SiteId site) = 0;
};

class ServiceLoop {
public:
    // All of it outlives the loop.
    struct Parts {
        Scenario const& scenario;
        Geography const& geography;
        SiteSeries const& series;
        PathTable& paths;
        state::State& state;
        ServiceActions& actions;
    };
    // Sets accelerators apart that jobs must leave to the services, and the timer of the first epoch, at time zero.
    // Precondition: the scenario has services, and no job has arrived.
    explicit ServiceLoop(Parts const& parts);

    // Of an instant for which a timer was set.
    void epoch(SimTime now);
    // Pools have lost accelerators or power, are closed or open, or have them back: the state says so already.
    void capacity_changed(SimTime now);
    // Links have failed, narrowed or come back: the path table and the state say so already.
    void links_changed(SimTime now);
    // Replicas hold at most so many thousandths of accelerators of the pool when this returns: of each service the same
    // share, whole replicas.
    void pool_lost(SimTime now, PoolId pool, std::int64_t left);
    // A job has been allocated its accelerators, or has released them.
    void started(JobId job);
    void released(JobId job);

private:
    // Rates by epoch, where they are not what is expected.
    struct UncertainRates {
        RealisedRates realised;
        ForecastRates forecast;
    };
    [[nodiscard]] std::int64_t epoch_at(SimTime now) const {
        return now.time_since_epoch() / of_.scenario.serving.epoch;
    }
    // Keeps what it plans of epochs for wanted_at().
    [[nodiscard]] std::vector<std::int64_t> peak();
    [[nodiscard]] std::span<std::int64_t const> replicas_wanted(SimTime now, bool is_regular);
    [[nodiscard]] std::span<std::int64_t const> wanted_at(SimTime then);
    // The plan of an epoch that is kept; empty: it is not, or it is of another supply.
    [[nodiscard]] std::span<std::int64_t const> kept_plan(std::int64_t epoch) const;
    // Calls epoch() then too.
    void cut_at(SimTime when);
    // Takes in what has changed by now. Are plans to be made again?
    [[nodiscard]] bool learn(SimTime now);
    [[nodiscard]] ServiceSupply in_service() const;
    void replan(SimTime now);
    // Plans now and the epochs ahead again, for the fleet's supply.
    void fill_wanted(SimTime now);
    // By the fleet's supply, without what is announced.
    [[nodiscard]] std::vector<std::int64_t> wanted_now() const;
    [[nodiscard]] SimTime ready_at(SimTime now, ServiceId service);
    void resize_all(SimTime now, std::span<std::int64_t const> wanted);
    // Takes what there is room for. `width`: thousandths of accelerators of one replica.
    void resize(SimTime now, std::size_t at, PoolId pool, std::int64_t width, std::int64_t wanted);
    struct Room {
        std::int64_t width{0};    // thousandths of accelerators of a pool
        std::int64_t draw_uw{0};  // above idle
    };
    // How many more, and no more than are wanted, if there were so much room beside what is free.
    [[nodiscard]] std::int64_t replicas_that_fit(PoolId pool, std::int64_t width, std::int64_t wanted,
                                                 Room const& beside) const;
    [[nodiscard]] Room preemptible_room(PoolId pool) const;
    // Preempts jobs until so much of the pool is free, with power for it. Precondition: preemptible jobs hold what
    // lacks.
    void reclaim(PoolId pool, std::int64_t width);
    [[nodiscard]] JobId newest_that_draws(SiteId site) const;
    void count_preemptible(state::Job const& job, int sign);
    [[nodiscard]] bool is_preemptible(state::Job const& job) const {
        return lends_ && job.pool.valid() && !of_.state.is_non_preemptible(job.what.workload_class);
    }

    Parts of_;
    std::optional<LinkLoads> link_loads_;  // none: no request has bytes
    Fleet fleet_;
    bool lends_;
    std::int64_t lead_;  // epochs, rounded up, from taking a replica until it serves
    std::optional<UncertainRates> uncertain_;
    PreemptibleJobs preemptible_;
    Table<PoolId, Room> preemptible_room_;  // that such jobs hold
    // Replicas by (service, site).
    std::vector<std::int64_t> peak_;     // wanted at most
    std::vector<std::int64_t> planned_;  // of the first epochs, one behind the other, as many as are kept
    // Wanted in the present epoch and in those after it that a start-up takes: the most.
    CountWindow<std::greater<>> wanted_;
    std::vector<std::int64_t> held_;
    StartingReplicas starting_;         // of these
    std::vector<std::size_t> growing_;  // places that want more than they hold; reused

    SimTime next_epoch_;          // the next regular one
    SimTime began_;               // since when the present flows last
    std::vector<SimTime> cuts_;   // ahead, of epochs
    bool is_cut_{false};          // the present call is of a cut, or plans have been made again in it
    bool supply_changed_{false};  // since the last call of epoch()
    ServicePaths paths_;
    std::optional<SupplyKnowledge> knowledge_;  // none: nothing has been lost or closed yet
    // Of the epoch in which plans were last made again, to go on from there; none: none were.
    std::optional<ForecastRates> forecast_now_;
    std::vector<std::int64_t> joining_;              // wanted by what is announced; empty: nothing is
    std::vector<std::int64_t> wanted_with_joining_;  // reused
};

}  // namespace meridian::service
