// A run: the clock, the event queue and the dispatch of events to the parts that handle them.
//
// The order at one instant: bookkeeping, changes of capacity, completions (transfers before work), epochs of services, arrivals.
// Then the brain is asked and the disciplines start jobs. The brain's timers come after that, snapshots last; each is
// followed by the same.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "models/map/path_table.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/failure/capacity_timeline.hpp"
#include "sim/observe/recorder.hpp"
#include "sim/scheduler/decision_loop.hpp"
#include "sim/scheduler/discipline.hpp"
#include "sim/scheduler/sensor.hpp"
#include "sim/service/service_loop.hpp"
#include "sim/setup/geography.hpp"
#include "sim/state/state.hpp"
#include "sim/transfer/transport.hpp"
#include "sim/world/arrivals.hpp"
#include "sim/world/capacity_events.hpp"
#include "sim/world/job_life.hpp"
#include "sim/world/listed_arrivals.hpp"
#include "sim/world/monitor.hpp"

namespace meridian::world {

using scheduler::PolicyFault;

struct RunOptions {
    std::unique_ptr<scheduler::Policy> policy;  // none: the scenario's
    // These outlive the run.
    std::vector<state::RunListener*> listeners;  // beside the ledger's
    transfer::TransferTap* tap{nullptr};         // stands between the run and its transfer model
    Monitor* monitor{nullptr};
};

class World final : private scheduler::DecisionActions,
                    private service::ServiceActions,
                    private transfer::TransferReceiver,
                    private JobLifeActions {
public:
    // `scenario` outlives the world. Throws SearchStopped.
    World(Scenario const& scenario, RunOptions options);

    // Simulates the run to its end; false if the monitor stopped it. Throws SearchStopped, after which the world
    // must not be used.
    [[nodiscard]] bool run();
    // Simulates all that happens before the instant; run() goes on from there. Throws as run().
    void run_until(SimTime instant);
    // Whoever holds the scenario has given it other events, none of which differs before the instant. Then run() ends
    // exactly as a run of the scenario as it is now. Precondition: run_until(instant) was the last call.
    void adopt_events(SimTime instant);
    // Precondition: run() has returned true.
    [[nodiscard]] observe::Ledger ledger();
    [[nodiscard]] PathTable const& paths() const { return paths_; }
    [[nodiscard]] std::uint64_t jobs_arrived() const { return state_.jobs.arrived(); }

private:
    // From `expected_end` on: what is no event of the network, and is not counted as one.
    enum class Kind : std::uint32_t {
        arrival,
        listed_arrival,
        work_end,
        deferral_end,
        retention_end,  // of an input that a job has left behind
        decision_end,   // of a brain that takes time
        tick,           // of a chain of policies with a period
        batch_end,      // of its thinking
        snapshot,       // of the network, for the brain
        snapshot_arrival,
        epoch,  // of the services
        window_begin,
        window_end,
        bin_end,
        expected_end,  // of work that goes on: figures do not depend on estimates that nobody looks at
        sensing_begin  // what the brain knows as the run begins
    };
    [[nodiscard]] static constexpr bool is_counted(Kind kind) { return kind < Kind::expected_end; }

    void schedule_arrivals();
    void schedule_marks();
    [[nodiscard]] bool run_before(SimTime instant);
    [[nodiscard]] bool is_over() const;
    [[nodiscard]] SimTime next_instant() const;
    bool step(SimTime next);
    void take_arrival();
    void take_listed();
    void handle(engine::Event const& event);
    void handle_mark(Kind kind);
    void take_snapshot();
    void snapshot_arrives();
    [[nodiscard]] bool instant_is_settled() const;
    std::uint64_t push(SimTime when, engine::EventRank rank, Kind kind, std::uint32_t subject = 0);
    void check_laws() const;
    [[nodiscard]] std::vector<observe::OutageRow> outages() const;

    // What one part asks of the others.
    void commit(JobId id, scheduler::Placement place) override { jobs_.commit(id, place); }
    void defer(JobId id, SimTime until) override { jobs_.defer(id, until); }
    void reject(JobId id, scheduler::Reason why) override { jobs_.reject(id, why); }
    void set_timer(SimTime when, scheduler::DecisionTimer timer, scheduler::Brain::ChainIndex chain) override;
    void sense_links() override;
    void set_epoch_timer(SimTime when) override;
    void set_service_rates(SimTime now, std::span<double const> by_arc) override {
        transport_.set_service_rates(now, by_arc);
    }
    void preempt(JobId job) override { jobs_.preempt(job); }
    void replicas_released(SiteId site) override { jobs_.free_site(site); }
    void transfer_arrived(JobId job) override { jobs_.transfer_arrived(job); }
    std::uint64_t set_job_timer(SimTime when, JobTimer timer, std::uint32_t subject) override;
    void send(transfer::TransferRequest const& request) override { transport_.send(now_, request); }
    void cancel_transfer(JobId job) override { transport_.cancel(now_, job); }
    void hold_transfer(JobId job) override { transport_.hold(now_, job); }
    void release_transfer(JobId job) override { transport_.release(now_, job); }
    [[nodiscard]] PathId output_path(state::Job const& job) override;
    void wait_for_decision(JobId job) override { decisions_.arrived(job); }
    void started(JobId job) override;
    void released(JobId job) override;
    void withdrawn(JobId job) override { decisions_.ended(job, sensor_.sees_the_present()); }
    void place_again(JobId job, scheduler::Placement place) override { decisions_.place(job, place); }
    [[nodiscard]] SimTime known_at(SimTime lost) const override { return sensor_.knows_at(lost); }
    void room_freed(SiteId site) override;

    Scenario const& scenario_;
    RunOptions options_;
    MonitoredSearches searches_;
    ShortestPaths shortest_;
    PathTable paths_;
    Geography geography_;
    SiteSeries series_;
    ServiceTimes service_times_;
    state::State state_;
    ArrivalStreams arrivals_;
    ListedArrivals listed_;
    scheduler::Brain brain_;
    std::unique_ptr<scheduler::Discipline> discipline_;
    scheduler::Sensor sensor_;
    scheduler::View view_;
    scheduler::DecisionLoop decisions_;
    observe::Recorder recorder_;
    transfer::Transport transport_;
    JobLife jobs_;
    std::optional<service::ServiceLoop> services_;  // none: the scenario has none
    failure::CapacityTimeline timeline_;
    std::optional<CapacityEvents> capacity_;

    engine::EventQueue queue_;
    SimTime now_;
    std::uint64_t events_{0};
    bool window_closed_{false};
    bool at_last_end_{false};            // the run was stopped by its drain_limit
    std::vector<SiteId> changed_sites_;  // reused
};

}  // namespace meridian::world
