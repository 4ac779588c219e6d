// A run: puts the rooms together and lets the events happen. One short handler per kind of event.
//
// At one instant: failures, completions (transfers before work), arrivals; then the brain decides all that
// can be decided and the queue disciplines start what can start; then reports. Jobs at the brain are asked
// for in the order (priority, arrival, number).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

#include "models/map/shortest_paths.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/observe/job_listener.hpp"
#include "sim/observe/recorder.hpp"
#include "sim/scheduler/discipline.hpp"
#include "sim/scheduler/policy.hpp"
#include "sim/scheduler/waiting_groups.hpp"
#include "sim/setup/geography.hpp"
#include "sim/state/state.hpp"
#include "sim/transfer/transfer_model.hpp"
#include "sim/world/arrivals.hpp"

namespace meridian::world {

// A policy broke its contract; the message names the policy and the job.
struct PolicyFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Looks at a run from outside, between events.
class Monitor {
public:
    virtual ~Monitor() = default;
    // Asked every few thousand events. False stops the run.
    [[nodiscard]] virtual bool keep_going(SimTime now, std::uint64_t events) = 0;
};

struct RunOptions {
    std::unique_ptr<scheduler::Policy> policy;         // none: the scenario's
    std::vector<observe::JobListener*> job_listeners;  // outlive the run
    Monitor* monitor{nullptr};
};

class World {
public:
    // `scenario` outlives the world.
    World(Scenario const& scenario, RunOptions options);

    // Plays the run to its end; false if the monitor stopped it.
    [[nodiscard]] bool run();
    // Precondition: run() has answered true.
    [[nodiscard]] observe::Ledger ledger();
    [[nodiscard]] std::uint64_t jobs_arrived() const { return state_.jobs.arrived(); }

private:
    enum class Kind : std::uint32_t {
        arrival,
        listed_arrival,
        work_end,
        deferral_end,
        window_begin,
        window_end,
        bin_end
    };

    // world.cpp: the loop
    void schedule_arrivals();
    void schedule_marks();
    bool step();
    void handle(engine::Event const& event);
    void finish_transfers();
    [[nodiscard]] bool instant_is_settled() const;
    void push(SimTime when, engine::Rank rank, Kind kind, std::uint32_t subject);
    void check_laws() const;

    // job_life.cpp: what happens to a job
    void arrive(JobDescription const& what);
    void commit(JobId id, scheduler::Place place);
    void begin_staging(JobId id);
    void become_ready(JobId id);
    [[nodiscard]] Duration on_pool(state::Job const& job, Duration reference) const;
    void ask_discipline(PoolId pool);
    void start_ready();
    void start(JobId id);
    void end_work(JobId id);
    void complete(JobId id);
    void refuse(JobId id, scheduler::Reason why);
    void end_deferral(JobId id);
    void leave(JobId id, observe::Departure how);
    void free_site(SiteId site);
    void feed_storage(SiteId site);

    // decisions.cpp: the brain
    void decide();
    void decide_arrivals();
    void decide_groups();
    void admit(JobId id);
    [[nodiscard]] std::optional<state::Reason> impossible_because(state::Job const& job) const;
    [[nodiscard]] scheduler::Decision ask(JobId id);
    // Carries out an answer; false if the job goes on waiting.
    bool carry_out(JobId id, scheduler::Decision const& decision);
    [[nodiscard]] bool room_was_freed_for(state::Job const& job) const;
    void check(JobId id, scheduler::Place const& place) const;

    Scenario const& scenario_;
    RunOptions options_;
    ShortestPaths shortest_;
    PathTable paths_;
    Geography geography_;
    state::State state_;
    Arrivals arrivals_;
    std::unique_ptr<scheduler::Policy> policy_;
    std::unique_ptr<scheduler::Discipline> discipline_;
    std::unique_ptr<transfer::TransferModel> transfers_;
    scheduler::View view_;
    scheduler::WaitingGroups groups_;
    observe::Recorder recorder_;

    engine::EventQueue queue_;
    SimTime now_;
    SimTime next_transfer_{SimTime::max()};
    std::uint64_t events_{0};
    bool window_closed_{false};
    std::vector<double> speed_;            // class x pool: times as fast as the reference
    std::vector<std::int64_t> widest_;     // class x region: widest job that a reachable pool could run
    std::vector<JobId> new_;               // arrived at this instant, not yet asked for
    std::vector<SiteId> freed_;            // sites where room was freed at this instant
    std::vector<PoolId> pools_to_ask_;     // where a job may be able to start at this instant
    std::vector<std::uint32_t> finished_;  // owners of finished transfers, reused
    scheduler::Decisions answers_;         // reused
    Table<SiteId, engine::RingQueue<JobId>> storage_queues_;
};

}  // namespace meridian::world
