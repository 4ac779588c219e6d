// The life of a job from the brain's decision until it leaves the system: one function per change of phase.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/failure/job_progress.hpp"
#include "sim/scheduler/decision.hpp"
#include "sim/scheduler/discipline.hpp"
#include "sim/scheduler/sensor.hpp"
#include "sim/scheduler/view.hpp"
#include "sim/transfer/transport.hpp"
#include "sim/world/lost_places.hpp"
#include "sim/world/site_storage.hpp"

namespace meridian::world {

enum class JobTimer : std::uint8_t { work_end, expected_end, deferral_end, retention_end };

// What the lives of jobs need of the rest of the run.
class JobLifeActions {
public:
    virtual ~JobLifeActions() = default;
    // Calls end_work(JobId{subject}, serial), run_over(JobId{subject}, serial), end_deferral(JobId{subject}) or
    // end_retention(ClassId{subject}) then.
    // Returns the serial of the timer, which is unique.
    virtual std::uint64_t set_job_timer(SimTime when, JobTimer timer, std::uint32_t subject) = 0;
    // Calls transfer_arrived() when the bytes have arrived.
    virtual void send(transfer::TransferRequest const& request) = 0;
    // The job's transfer: stops for good, stands still, and goes on.
    virtual void cancel_transfer(JobId job) = 0;
    virtual void hold_transfer(JobId job) = 0;
    virtual void release_transfer(JobId job) = 0;
    // The path that the brain chooses for the job's output; none: the shortest.
    [[nodiscard]] virtual PathId output_path(state::Job const& job) = 0;
    // The job waits for a decision of the brain.
    virtual void wait_for_decision(JobId job) = 0;
    // The job has been allocated its accelerators, or has released those of its pool.
    virtual void started(JobId job) = 0;
    virtual void released(JobId job) = 0;
    // The job has given back what was reserved for it.
    virtual void withdrawn(JobId job) = 0;
    virtual void room_freed(SiteId site) = 0;
    // The brain places the job where it was. Calls commit().
    virtual void place_again(JobId job, scheduler::Placement place) = 0;
    // When the brain knows of a loss at that time.
    [[nodiscard]] virtual SimTime known_at(SimTime lost) const = 0;
};

class JobLife {
public:
    // All of it outlives it. The view's time is that of each call.
    struct Parts {
        Scenario const& scenario;
        ServiceTimes const& service_times;
        state::State& state;
        scheduler::View const& view;
        scheduler::Sensor& sensor;
        scheduler::Discipline& discipline;
        JobLifeActions& actions;
    };
    explicit JobLife(Parts const& parts);

    void arrive(JobDescription const& what, std::string_view name = {});
    // The decisions of the brain on a job that waits.
    void commit(JobId id, scheduler::Placement place);
    void defer(JobId id, SimTime until);
    void reject(JobId id, scheduler::Reason why);

    void transfer_arrived(JobId id);
    void end_deferral(JobId id);
    // No effect if the timer is stale: the job, or another in its slot, has another end.
    void end_work(JobId id, std::uint64_t serial);
    // The job runs beyond its expected end. No effect if the timer is stale.
    void run_over(JobId id, std::uint64_t serial);
    void end_retention(ClassId c);
    // The job returns to the brain with the work that it has kept. Precondition: it runs on accelerators.
    void preempt(JobId id);

    // The places of the site, or of a pool alone, are lost: all jobs that are placed there leave, and what becomes of
    // them is up to their classes. What a lost site sends stands still.
    void lose_places(SiteId site, PoolId pool);
    // The pool is closed for work on it: jobs that are placed there and do not run leave, but for those that wait for it.
    void close_pool(PoolId pool);
    // Accelerators of the pool are lost: jobs leave at random, each with that probability, and more until those that are
    // left hold at most so many thousandths.
    void lose_share(PoolId pool, double probability, std::int64_t most);
    // Jobs of the site leave, those that started last first, until it draws no more than that above its idle power, or
    // none is left.
    void shed_power(SiteId site, std::int64_t limit_uw);
    // Places of the site are back: jobs that wait for them return.
    void places_return(SiteId site);
    // Data at the node are out of reach, or back: what is sent from there comes from a copy, or stands still.
    void lose_data(NodeId node);
    void data_return(NodeId node);

    // Room was freed at a site: for jobs committed to it and, beyond their reservations, for jobs at the brain. The
    // pools of a site share its power limit, so all of them may have gained room.
    void free_site(SiteId site);
    // Called when the instant has settled: all that ends, arrives and is committed now is known.
    [[nodiscard]] bool may_start() const { return !pools_to_ask_.empty(); }
    void start_ready();

    // The window opens or closes: notifies of the progress of each job.
    void mark_window(state::WindowMark mark) const;
    // The run is over: notifies of the jobs that are left, by number.
    void leave_unfinished() const;

private:
    static constexpr std::uint64_t no_timer = ~std::uint64_t{0};

    [[nodiscard]] bool is_conflict(state::Job const& job, scheduler::Placement place) const;
    void feed_storage(SiteId site);
    void begin_staging(JobId id);
    void become_ready(JobId id);
    void ask_discipline(PoolId pool);
    void start(JobId id);
    void set_end(JobId id);
    void set_expected_end(JobId id);
    void complete(JobId id);
    void keep_progress(JobId id, state::Progress const& progress);
    void send_input(JobId id);

    // Losses of places.
    [[nodiscard]] bool is_lost(SiteId site, PoolId pool) const;
    [[nodiscard]] SimTime lost_since(SiteId site, PoolId pool) const;
    [[nodiscard]] std::optional<SimTime> known_later(scheduler::Placement place) const;
    // The jobs that it holds of, by number.
    template <class Concerned>
    [[nodiscard]] std::vector<JobId> jobs_that(Concerned const& concerned) const;
    [[nodiscard]] std::vector<JobId> running_in(PoolId pool) const;
    void interrupt(JobId id);
    void withdraw(JobId id);
    void leave_storage(JobId id);
    [[nodiscard]] state::Progress progress_after_loss(JobId id, FailureRule rule) const;
    void keep_checkpoint(JobId id, FailureRule rule);
    void take_checkpoint(JobId id, SiteId site);
    void settle(JobId id, scheduler::Placement place);
    void lose(JobId id);
    [[nodiscard]] double hit_draw(state::Job const& job) const;
    [[nodiscard]] NodeId data_source(state::Job const& job) const;
    void depart(JobId id, state::Departure const& how);

    Parts of_;
    failure::JobProgress progress_;
    engine::RandomSource random_;
    SiteStorage storage_;
    LostPlaces lost_;
    std::vector<PoolId> pools_to_ask_;  // where a job may be able to start at this instant
    // By job: the serial of the timer at which it ends, and of that at which it was expected to have ended.
    struct EndTimers {
        std::uint64_t end{no_timer};
        std::uint64_t expected{no_timer};
    };
    std::vector<EndTimers> timers_;
};

}  // namespace meridian::world
