// A run: puts the rooms together and lets the events happen. One short handler per kind of event.
//
// At one instant: failures, completions (transfers before work), arrivals; then the brain decides all that
// can be decided and the queue disciplines start what can start; then reports.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "models/map/path_table.hpp"
#include "models/units/cross_table.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/failure/interrupted_work.hpp"
#include "sim/observe/recorder.hpp"
#include "sim/scheduler/decision_loop.hpp"
#include "sim/scheduler/discipline.hpp"
#include "sim/scheduler/sensor.hpp"
#include "sim/service/fleet.hpp"
#include "sim/setup/geography.hpp"
#include "sim/setup/listed_jobs.hpp"
#include "sim/state/state.hpp"
#include "sim/transfer/transfer_model.hpp"
#include "sim/world/arrivals.hpp"

namespace meridian::world {

using scheduler::PolicyFault;

// Looks at a run from outside.
class Monitor {
public:
    virtual ~Monitor() = default;
    // Asked between events, every few of them. False stops the run.
    [[nodiscard]] virtual bool keep_going(SimTime now, std::uint64_t events) = 0;
    // Asked before each search for paths, which may be many in one event and before the first. False: whoever
    // made or ran the world gets SearchStopped.
    [[nodiscard]] virtual bool keep_searching(std::uint64_t /*searches*/) { return true; }
};

// Asks a monitor, if there is one, before each search.
class MonitoredSearches final : public PathWatch {
public:
    explicit MonitoredSearches(Monitor* monitor) : monitor_{monitor} {}
    void search_begins() override {
        if (monitor_ != nullptr && !monitor_->keep_searching(++searches_)) throw SearchStopped{};
    }

private:
    Monitor* monitor_;
    std::uint64_t searches_{0};
};

struct RunOptions {
    std::unique_ptr<scheduler::Policy> policy;  // none: the scenario's
    // These outlive the run.
    std::vector<state::RunListener*> listeners;
    transfer::TransferTap* tap{nullptr};  // stands between the run and its transfer model
    Monitor* monitor{nullptr};
};

class World final : private scheduler::DecisionActions {
public:
    // `scenario` outlives the world. Throws SearchStopped.
    World(Scenario const& scenario, RunOptions options);

    // Plays the run to its end; false if the monitor stopped it. Throws SearchStopped; then the world is of
    // no more use.
    [[nodiscard]] bool run();
    // Precondition: run() has answered true.
    [[nodiscard]] observe::Ledger ledger();
    [[nodiscard]] PathTable const& paths() const { return paths_; }
    [[nodiscard]] std::uint64_t jobs_arrived() const { return state_.jobs.arrived(); }

private:
    enum class Kind : std::uint32_t {
        arrival,
        listed_arrival,
        work_end,
        deferral_end,
        decision_end,  // of a brain that takes time
        tick,          // of a chain of policies with a period
        batch_end,     // of its thinking
        look,          // of the brain at the network
        look_arrives,
        retention_end,  // of an input that a job has left behind
        epoch,          // of the services
        outage_begin,
        outage_end,
        window_begin,
        window_end,
        bin_end
    };

    // world.cpp: the loop
    void schedule_arrivals();
    void schedule_marks();
    bool step();
    void take_arrival();
    void schedule_listed();
    void take_listed();
    void handle(engine::Event const& event);
    [[nodiscard]] bool instant_is_settled() const;
    void push(SimTime when, engine::Rank rank, Kind kind, std::uint32_t subject);
    void check_laws() const;
    void leave_unfinished();

    // job_life.cpp: what happens to a job
    void arrive(JobDescription const& what, std::string_view name = {});
    void commit(JobId id, scheduler::Place place) override;
    void defer(JobId id, SimTime until) override;
    void refuse(JobId id, scheduler::Reason why) override;
    void begin_staging(JobId id);
    void become_ready(JobId id);
    void ask_discipline(PoolId pool);
    void start_ready();
    void start(JobId id);
    void end_work(JobId id);
    void complete(JobId id);
    void retain(state::Job const& job);
    void end_retention(ClassId c);
    void end_deferral(JobId id);
    void free_site(SiteId site);
    [[nodiscard]] bool is_conflict(state::Job const& job, scheduler::Place place) const;
    void look();
    void look_arrives();
    void feed_storage(SiteId site);

    // transfers.cpp: data on its way, and links that fail
    void send(JobId id, NodeId from, NodeId to, PathId wanted, Bytes size);
    void finish_transfers();
    void transfers_changed();
    void sense_links() override;
    void schedule_outages();
    void begin_outage(Outage const& outage);
    void end_outage(Outage const& outage);
    void set_capacity(LinkId link, BytesPerSecond usable);
    void divert(transfer::TransferModel::FlowOnArc const& flow);
    [[nodiscard]] std::optional<PathId> way_around(PathId path);

    // long_jobs.cpp: what failures make of work
    void find_calm_places();
    [[nodiscard]] bool is_plain(state::Job const& job) const;  // nothing but its work
    [[nodiscard]] failure::Stay stay_of(state::Job const& job) const;
    // What goes before its work, of a job that was sent away.
    [[nodiscard]] Duration restart_of(state::Job const& job) const;
    // How long a job that runs had held its accelerators when the window opened.
    [[nodiscard]] Duration held_before_window(state::Job const& job) const;
    [[nodiscard]] state::Progress progress_of(state::Job const& job) const;
    void schedule_end(JobId id);
    void mark_window(state::WindowMark mark);

    // services.cpp: replicas and what they lend
    void begin_serving();
    [[nodiscard]] std::vector<std::int64_t> replicas_wanted();
    void epoch();
    void resize(std::size_t held, PoolId pool, std::int64_t each, std::int64_t wanted);
    void take_back(PoolId pool, std::int64_t width);
    void preempt(JobId id);
    [[nodiscard]] bool is_lent(state::Job const& job) const {
        return lends_ && job.pool.valid() && scenario_.classes[job.what.workload_class].preemptible;
    }
    void note_lent(JobId id);
    void forget_lent(JobId id);

    void set_timer(SimTime when, scheduler::DecisionTimer timer, scheduler::Brain::ChainIndex chain) override;

    Scenario const& scenario_;
    RunOptions options_;
    MonitoredSearches searches_;
    ShortestPaths shortest_;
    PathTable paths_;
    Geography geography_;
    SiteSeries series_;
    ServiceTimes service_times_;
    state::State state_;
    Arrivals arrivals_;
    ListedJobs listed_;
    ListedJob const* next_listed_{nullptr};  // that arrives next; nullptr: none does
    std::uint64_t listed_taken_{0};
    failure::RandomGaps gaps_;
    scheduler::Brain brain_;
    std::unique_ptr<scheduler::Discipline> discipline_;
    std::unique_ptr<transfer::TransferModel> transfers_;
    scheduler::Sensor sensor_;
    scheduler::View view_;
    scheduler::DecisionLoop decisions_;
    observe::Recorder recorder_;
    std::optional<service::Fleet> fleet_;  // none: there are no services

    engine::EventQueue queue_;
    SimTime now_;
    SimTime next_transfer_{SimTime::max()};
    bool links_changed_{false};  // since they were last sensed
    struct Stalled {
        transfer::FlowId flow;
        PathId path;
    };
    std::vector<Stalled> stalled_;  // no path of theirs is whole
    std::uint64_t events_{0};
    bool window_closed_{false};
    bool at_last_end_{false};              // the run was stopped by its drain_limit
    std::vector<SiteId> seen_otherwise_;   // reused
    std::vector<PoolId> pools_to_ask_;     // where a job may be able to start at this instant
    std::vector<std::uint32_t> finished_;  // owners of finished transfers, reused
    Table<SiteId, engine::RingQueue<JobId>> storage_queues_;
    struct Retained {
        SiteId site;
        Bytes bytes;
    };
    Table<ClassId, engine::RingQueue<Retained>> retained_;
    bool lends_{false};
    // Replicas by (service, site) held in the present epoch and those before it that a start-up takes: what
    // is in all of them is ready.
    std::vector<std::vector<std::int64_t>> held_;
    std::vector<std::int64_t> peak_;   // wanted at most
    std::vector<std::int64_t> ready_;  // reused
    // Preemptible jobs that run in the same pool, by the order of their starts.
    struct Lent {
        JobId newer, older;
    };
    std::vector<Lent> lent_;  // by job
    Table<PoolId, JobId> newest_lent_;
    CrossTable<ClassId, PoolId, bool> is_calm_;  // work there is as long as it is
};

}  // namespace meridian::world
