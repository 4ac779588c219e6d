// The services of a run, epoch by epoch and beyond the horizon to the run's end: their replicas are counted again,
// and what they do not need is left to jobs. With `lends`, preemptible jobs run on accelerators and power that
// services will want again; then they are preempted, those that started last first.
//
// Where demand is uncertain (sim/setup/demand.hpp) replicas are planned on what is forecast of each epoch, and serve what
// comes. With `lends` the forecast is made when a replica must be taken to be ready in time. Without, or as what is set
// apart from jobs, it is the peak of the forecasts where they are perfect but for an error, and that of the expected rates
// where they repeat what came.
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
#include "sim/state/state.hpp"

namespace meridian::service {

// What the services need of the rest of the run.
class ServiceActions {
public:
    virtual ~ServiceActions() = default;
    // Calls epoch() then, when what ends at that instant has ended and before anything new begins.
    virtual void set_epoch_timer(SimTime when) = 0;
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
        state::State& state;
        ServiceActions& actions;
    };
    // Sets accelerators apart that jobs must leave to the services, and the timer of the first epoch, at time zero.
    // Precondition: the scenario has services, and no job has arrived.
    explicit ServiceLoop(Parts const& parts);

    void epoch(SimTime now);
    // The demand events of the scenario are others now: as RealisedRates::adopt_events(). Precondition: a forecast that
    // is not perfect, since that sees them all from the begin.
    void adopt_events();
    // Accelerators of the pool are lost: from now on replicas there hold at most so many thousandths.
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
    [[nodiscard]] std::span<std::int64_t const> replicas_wanted(SimTime now);
    [[nodiscard]] std::span<std::int64_t const> wanted_at(SimTime then);
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
    // Held in the present epoch and in those before it that a start-up takes: the least.
    CountWindow<std::less<>> ready_;
    std::vector<std::size_t> growing_;  // places that want more than they hold; reused
};

}  // namespace meridian::service
