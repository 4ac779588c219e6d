// Listens to a run and keeps its ledger.
#pragma once

#include <span>
#include <vector>

#include "models/units/cross_table.hpp"
#include "sim/observe/bottleneck_meter.hpp"
#include "sim/observe/ledger.hpp"
#include "sim/observe/load_meter.hpp"
#include "sim/observe/loss_meter.hpp"
#include "sim/observe/value_meter.hpp"
#include "sim/setup/geography.hpp"
#include "sim/state/run_listener.hpp"
#include "sim/state/state.hpp"

namespace meridian::observe {

// Bytes that the transfer model says it has handled, for the audit.
struct ByteTotals {
    WideCount started, arrived, cancelled, in_flight;
};

class Recorder final : public state::RunListener {
public:
    Recorder(Scenario const& scenario, state::State const& state, Geography const& geography,
             SiteSeries& series);

    void job_arrived(SimTime now, state::Job const& job) override;
    void job_deferred(SimTime now, state::Job const& job) override;
    void job_returned(SimTime now, state::Job const& job) override;
    void job_committed(SimTime now, state::Job const& job, bool conflict) override;
    void job_started(SimTime now, state::Job const& job) override;
    void job_preempted(SimTime now, state::Job const& job, state::Progress const& progress) override;
    void job_interrupted(SimTime now, state::Job const& job, state::Progress const& progress) override;
    void job_withdrawn(SimTime now, state::Job const& job) override;
    void job_ended(SimTime now, state::Job const& job, state::Progress const& progress) override;
    void job_departed(SimTime now, state::Job const& job, state::Departure const& how) override;
    void job_stands(state::WindowMark mark, state::Job const& job, state::Progress const& progress) override;
    void storage_resized(SimTime now, SiteId site, std::int64_t by) override;
    void transfer_arrived(SimTime now, state::Job const& job, Bytes size) override;
    void transfer_rerouted(SimTime now, state::Job const& job) override;
    void transfer_stalled(SimTime now, state::Job const& job) override;
    void capacity_changed(SimTime now, PoolId pool, std::int64_t by, std::int64_t idle_uw) override;
    void limits_changed(SimTime now, SiteId site) override { sense_room(now, site); }
    void service_resized(SimTime now, SiteId site, std::int64_t by) override;
    void epoch_began(SimTime now, SimTime end, std::span<state::ServiceFlow const> flows,
                     std::span<state::ServiceUse const> uses) override;
    void epoch_cut(SimTime now, SimTime began, SimTime end, std::span<state::ServiceFlow const> flows,
                   std::span<state::ServiceUse const> uses) override;
    void window_opened(SimTime now) override;
    void window_closed(SimTime now, state::Levels const& sensed) override;
    void bin_ended(SimTime now) override;

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

    // The ledger of the whole run. Precondition: the window has been opened and closed.
    [[nodiscard]] Ledger finish(SimTime now, std::uint64_t events, ByteTotals const& bytes);

private:
    struct SiteMeters {
        LevelMeter busy;     // thousandths of accelerators held
        LevelMeter serving;  // of these: by replicas of services
        LevelMeter running;  // jobs
        LevelMeter queued;   // jobs committed and not yet running
        LevelMeter full;     // classes of which no job could start
        LevelMeter out;      // thousandths of accelerators that are lost
        ByteMeter storage;
        PowerMeter power;  // idle + busy
        PowerMeter idle;
        PowerMeter service;  // of the replicas, busy above idle
        Area queued_sum{0};  // of (start - commitment) over started jobs
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
        Area busy{0}, serving{0}, running{0}, queued{0}, full{0}, out{0}, storage{0};
        EnergyTotals power, idle, overhead, service;
    };
    struct Snapshot {
        SimTime when;
        std::vector<SiteSnapshot> sites;
        CrossTable<SiteId, ClassId, EnergyTotals> class_energy;
        std::vector<double> carried;          // by arc, of transfers
        std::vector<double> service_carried;  // the same of services
    };

    [[nodiscard]] Snapshot snapshot(SimTime now);
    [[nodiscard]] SiteSnapshot snapshot_of(SiteId site, SimTime now);
    [[nodiscard]] DemandTally& demand(state::Job const& job) {
        return ledger_.demand(job.what.workload_class, job.what.origin);
    }
    // At the prices of `began`. Below zero seconds: takes back what has been counted of an epoch that did not last.
    void count_requests(SimTime began, std::span<state::ServiceFlow const> flows,
                        std::span<state::ServiceUse const> uses, double seconds);
    void count_flow(SimTime began, state::ServiceFlow const& flow, double seconds);
    void count_rejection(SimTime now, state::Job const& job, state::Departure const& how);
    void count_completion(SimTime now, state::Job const& job);
    void count_loss(state::Job const& job, state::Departure const& how);
    // The job has given its accelerators back before its work was done.
    void leave_accelerators(SimTime now, state::Job const& job, state::Progress const& progress);
    void count_waits_at_end(SimTime now);
    void count_wait(SimTime now, state::Job const& job);
    void count_occupancy(SimTime now, state::Job const& job, state::Progress const& progress);
    void count(state::Job const& job, state::Progress const& progress, int sign);
    void change_power(SimTime now, state::Job const& job, int sign);
    void sense_room(SimTime now, SiteId site);
    void finish_sites(Ledger& ledger) const;
    void finish_classes(Ledger& ledger) const;
    void finish_work(Ledger& ledger) const;
    void finish_links(Ledger& ledger) const;
    void finish_resources(Ledger& ledger) const;
    void finish_value(Ledger& ledger);
    void finish_loss(Ledger& ledger) const;
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
    Table<PoolId, std::uint8_t> has_room_;  // 1: for one accelerator, as last sensed
    // Draw of replicas at work above idle, in this epoch and in the last one, and their accelerator-hours in the window.
    // Side by side, as every epoch looks at all: for 2,000 sites these are 48 kB, meters_ and the tallies 1 MB.
    Table<SiteId, std::int64_t> service_draw_uw_;
    Table<SiteId, std::int64_t> last_service_draw_uw_;
    Table<SiteId, double> served_hours_;
    CrossTable<SiteId, ClassId, PowerMeter> class_power_;  // busy above idle
    CrossTable<ClassId, PoolId, JobWork> work_;
    Table<CalendarId, CalendarWork> calendar_work_;
    ValueMeter value_;
    LossMeter loss_;
    BottleneckMeter bottleneck_;
    LoadMeter load_;
    LevelMeter at_brain_;
    Area brain_sum_{0};  // of completed stays at the brain
    std::int64_t outstanding_{0};
    Snapshot begin_, end_, bin_;
    Area bin_brain_{0};
    double bin_arrived_{0.0};
};

}  // namespace meridian::observe
