// Watches a run and keeps its ledger. It is told what happened; it changes nothing.
#pragma once

#include <span>
#include <vector>

#include "models/units/cross_table.hpp"
#include "sim/observe/ledger.hpp"
#include "sim/setup/geography.hpp"
#include "sim/state/progress.hpp"
#include "sim/state/service_flow.hpp"
#include "sim/state/state.hpp"

namespace meridian::observe {

// Bytes that the transfer model says it has handled, for the audit.
struct ByteTotals {
    WideCount started, arrived, cancelled, in_flight;
};

class Recorder {
public:
    Recorder(Scenario const& scenario, state::State const& state, Geography const& geography,
             SiteSeries& series);

    // In the order of a job's life. `job` is as it is after the step.
    void arrived(SimTime now, state::Job const& job);
    void refused(SimTime now, state::Job const& job, state::Reason why);
    void deferred(SimTime now, state::Job const& job);  // leaves the brain's queue for a while
    void returned(SimTime now, state::Job const& job);  // and comes back to it
    // `conflict`: the brain took it for able to start at once, and it is not.
    void placed(SimTime now, state::Job const& job, bool conflict);
    void stored(SiteId site);  // input has got its storage
    void started(SimTime now, state::Job const& job);
    // Sent back to the brain with what it has kept.
    void preempted(SimTime now, state::Job const& job, state::Progress const& progress);
    void ended(SimTime now, state::Job const& job, state::Progress const& progress);  // accelerators freed
    // Where a job stands when the window opens (sign -1) or closes (+1): one that runs has made progress.
    void stands_at(state::Job const& job, state::Progress const& progress, int sign);
    void completed(SimTime now, state::Job const& job);  // last output byte has arrived
    void transferred(state::Job const& job, Bytes bytes);
    // Its data go another way, or stand still, as a link of theirs is down.
    void rerouted(state::Job const& job) { ledger_.transfers_rerouted += measures(job) ? 1 : 0; }
    void stalled(state::Job const& job) { ledger_.transfers_stalled += measures(job) ? 1 : 0; }

    // Replicas take thousandths of accelerators of a site, or give them back.
    void hold(SimTime now, SiteId site, std::int64_t by);
    // What they do until `end`.
    void serve(SimTime now, SimTime end, std::span<state::ServiceFlow const> flows,
               std::span<state::ServiceUse const> uses);

    void still_waiting(SimTime now, state::Job const& job);  // at the brain, at the end of the run

    void begin_window(SimTime now) { begin_ = snapshot(now); }
    // `seen`: what the brain knows of the levels.
    void end_window(SimTime now, state::Levels const& seen);
    void end_bin(SimTime now);

    // How much of [from, to) lies in the window, in seconds.
    [[nodiscard]] double in_window_s(SimTime from, SimTime to) const {
        SimTime const begin = std::max(from, window_begin_);
        SimTime const end = std::min(to, window_end_);
        return begin < end ? in_seconds(end - begin).count() : 0.0;
    }
    [[nodiscard]] bool measures(state::Job const& job) const {
        return !job.what.calendar.valid() && job.arrival >= window_begin_ && job.arrival < window_end_;
    }
    // Measured jobs that are still in the system.
    [[nodiscard]] std::int64_t outstanding() const { return outstanding_; }

    // Closes the books. The window's marks have been set.
    [[nodiscard]] Ledger finish(SimTime now, std::uint64_t events, ByteTotals const& bytes);

private:
    struct SiteMeters {
        LevelMeter busy;     // thousandths of accelerators held
        LevelMeter serving;  // of these: by replicas of services
        LevelMeter running;  // jobs
        LevelMeter queued;   // jobs committed and not yet running
        PowerMeter power;    // idle + busy
        PowerMeter service;  // of the replicas, busy above idle
        Area queued_sum{0};  // of (start - placement) over started jobs
    };
    // Of the jobs of one class in one pool, in the window: thousandths of accelerators x nanoseconds.
    // held = advanced + undone_early + lost: work that is lost takes off only its own side of the window.
    struct JobWork {
        Area held{0};
        Area lost{0};          // done in the window and lost in it; restarts and checkpoints
        Area advanced{0};      // by what their work came forward; below zero if more was undone than done
        Area undone_early{0};  // done before the window and lost in it
    };
    struct CalendarWork {
        Area held{0}, redone{0}, restarting{0}, writing{0};
    };
    struct SiteSnapshot {
        Area busy{0}, serving{0}, running{0}, queued{0};
        EnergyTotals power, idle, overhead, service;
    };
    struct Snapshot {
        SimTime when;
        std::vector<SiteSnapshot> sites;
        CrossTable<SiteId, ClassId, EnergyTotals> class_energy;
        std::vector<double> carried;  // by arc
    };

    [[nodiscard]] Snapshot snapshot(SimTime now);
    [[nodiscard]] SiteSnapshot snapshot_of(SiteId site, SimTime now);
    [[nodiscard]] DemandTally& demand(state::Job const& job) {
        return ledger_.demand[job.what.workload_class.index * ledger_.regions + job.what.origin.index];
    }
    void count_flow(state::ServiceFlow const& flow, double seconds);
    void count_wait(SimTime now, state::Job const& job);
    void count_stay(SimTime now, state::Job const& job, state::Progress const& progress);
    void count(state::Job const& job, state::Progress const& progress, int sign);
    void change_power(SimTime now, state::Job const& job, int sign);
    void finish_sites(Ledger& ledger) const;
    void finish_classes(Ledger& ledger) const;
    void finish_work(Ledger& ledger) const;
    void finish_links(Ledger& ledger) const;
    void audit(Ledger& ledger, ByteTotals const& bytes) const;
    [[nodiscard]] double hours_gap(Ledger const& ledger) const;
    [[nodiscard]] Area work_residual() const;
    [[nodiscard]] std::int64_t meters_residual() const;
    [[nodiscard]] Area little_residual(SimTime now) const;

    Scenario const& scenario_;
    state::State const& state_;
    Geography const& geography_;
    SiteSeries& series_;
    SimTime window_begin_, window_end_;

    Ledger ledger_;
    Table<SiteId, SiteMeters> meters_;
    CrossTable<SiteId, ClassId, PowerMeter> class_power_;  // busy above idle
    CrossTable<ClassId, PoolId, JobWork> work_;
    Table<CalendarId, CalendarWork> calendar_work_;
    LevelMeter at_brain_;
    Area brain_sum_{0};  // of completed stays at the brain
    std::int64_t outstanding_{0};
    Snapshot begin_, end_, bin_;
    Area bin_brain_{0};
    double bin_arrived_{0.0};
    double next_bin_arrived_{0.0};
    SimTime bin_end_;
};

}  // namespace meridian::observe
