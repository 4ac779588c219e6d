// Counts the value of the demand of the window: each job when it leaves, requests epoch by epoch, the calendar by the
// work that it did in the window.
#pragma once

#include <optional>
#include <utility>

#include "models/series/series.hpp"
#include "sim/observe/value_tally.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/job_table.hpp"
#include "sim/state/service_flow.hpp"

namespace meridian::observe {

class ValueMeter {
public:
    explicit ValueMeter(Scenario const& scenario);

    // Of measured jobs, once each.
    void completed(SimTime now, state::Job const& job);
    void rejected(state::Job const& job, state::Reason why);
    void unfinished(state::Job const& job);
    // What so many seconds of a flow are worth, at the prices of `now`.
    void served(SimTime now, state::ServiceFlow const& flow, double seconds);

    // What a job of the calendar did in the window. Shares are of its work, at the window's two ends.
    struct CalendarWork {
        double done_at_open{0.0}, done_at_close{0.0};
        // Accelerator-hours in the window: held, and of these of work undone, restarts and checkpoints.
        double held_h{0.0}, undone_h{0.0};
        std::optional<state::Reason> rejected, waiting;
        SiteId site;
    };
    // It should run from the end of its start window, or from its opening where it has no end, without interruption
    // on the reference accelerator. Demanded is what it should do in the window; lost is by how much it falls behind
    // in the window.
    void calendar(ListedJob const& job, CalendarWork const& work);

    [[nodiscard]] ValueTallies take() { return std::move(tallies_); }

private:
    [[nodiscard]] double price_factor(CurveId curve, SimTime when) const {
        return curve.valid() ? curves_[curve].value_at(when) : 1.0;
    }
    [[nodiscard]] WorkAmount amount_of(JobDescription const& job, SimTime arrival) const;
    // Of its work, that should have been done by then.
    [[nodiscard]] double planned_share(ListedJob const& job, SimTime when) const;
    [[nodiscard]] ValueTally& tally(JobDescription const& job) {
        return tallies_.jobs(job.workload_class, job.origin);
    }
    // The part of the lost share of a job's work that it does again, or spends on restarts and checkpoints.
    [[nodiscard]] static double lost_to_interruptions(CalendarWork const& work, double lost);
    void serve(ValueTally& tally, WorkAmount const& amount, SiteId site);

    Scenario const& scenario_;
    Table<CurveId, Series> curves_;
    Table<ServiceId, WorkAmount> per_request_;
    ValueTallies tallies_;
};

}  // namespace meridian::observe
