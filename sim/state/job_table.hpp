// The jobs that are alive, in slots that are used again. Memory grows with the jobs in the system, not with
// the jobs that have left it.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "models/workload/workload.hpp"
#include "sim/state/reason.hpp"
#include "sim/state/run_listener.hpp"

namespace meridian::state {

// The phases of a job, in this order except for deferrals. `gone` marks a free slot.
enum class JobPhase : std::uint8_t { gone, waiting, deferred, committed, staging, ready, running, sending };

inline constexpr std::size_t job_phases = 8;

// At most three cache lines.
struct Job {
    JobDescription what;
    std::uint64_t number{0};  // order of arrival in the run: the job's identity
    SimTime arrival;
    SimTime left_brain;   // when it last left the brain's queue, for a site or a deferral
    SimTime ready;        // input has arrived
    SimTime started;      // accelerators taken
    Duration work{};      // time of its work on the pool that it is committed to, without losses
    Duration expected{};  // the same by the estimate; the brain and the disciplines know nothing else of it
    Duration deferred{};  // time spent in deferrals that have ended
    Duration away{};      // time since arrival that is not part of the present wait for a placement
    Duration left{};      // remaining work, on the reference accelerator
    SimTime ends;         // when it releases or released its accelerators; SimTime::max(): not in this run
    std::uint32_t interruptions{0};  // by failures, before its present start
    std::uint32_t preempted{0};      // by services
    SiteId site;
    PoolId pool;                           // none for a job that needs no accelerators
    PathId path;                           // of its input; none: the shortest that is whole
    std::optional<Reason> waited_because;  // of the last answer Wait for it or its group
    JobPhase phase{JobPhase::gone};
    bool is_overdue : 1 {false};       // it runs beyond its expected end
    bool has_lost_place : 1 {false};   // it was placed and had to leave, as its place was lost
    bool has_started : 1 {false};      // once at least
    std::string const* name{nullptr};  // of a listed job that has one; kept by the table

    [[nodiscard]] std::string_view name_text() const {
        return name == nullptr ? std::string_view{} : std::string_view{*name};
    }
    // Of its work, by the estimate. Precondition: it has started.
    [[nodiscard]] SimTime expected_end() const { return later(started, expected); }
    // Of the time that all of its work would take: what is left of it, with `restart` if it was preempted.
    [[nodiscard]] Duration remaining_of(Duration whole, Duration restart) const {
        bool const restarts = preempted > 0 || (has_lost_place && left < what.runtime);
        if (!restarts && left >= what.runtime) return whole;
        double const all = in_seconds(what.runtime).count();
        double const rest = all > 0.0 ? in_seconds(left).count() / all : 0.0;
        SimTime const end{rounded_up(Seconds{in_seconds(whole).count() * rest})};
        return later(end, restarts ? restart : Duration{0}).time_since_epoch();
    }
    // It was under way when the run started, so its input is at the site where it starts first.
    [[nodiscard]] bool has_input_there() const {
        return left < what.runtime && preempted == 0 && !has_lost_place;
    }
    // It has had a place, or has run, before the present one.
    [[nodiscard]] bool is_placed_again() const { return preempted > 0 || has_lost_place; }
    [[nodiscard]] bool is_started_again() const { return preempted > 0 || (has_lost_place && has_started); }
};

static_assert(sizeof(Job) <= 192);

// The jobs that have left, over the whole run.
struct Departures {
    std::int64_t completed{0};
    std::int64_t rejected{0};
    std::int64_t lost{0};
};

// Changes the phase of jobs and notifies listeners of every change. Nothing else changes a phase.
class JobTable {
public:
    // `listeners` outlive the table.
    explicit JobTable(RunListeners const& listeners) : listeners_{listeners} {}
    JobTable(JobTable const&) = delete;  // jobs point to their names
    JobTable& operator=(JobTable const&) = delete;

    // `done`: the part of its run time that it did before the run.
    JobId add(JobDescription const& what, SimTime arrival, std::string_view name = {}, Duration done = {}) {
        JobId const id = free_.empty() ? JobId{static_cast<std::uint32_t>(jobs_.size())} : free_.back();
        if (free_.empty()) {
            jobs_.emplace_back();
        } else {
            free_.pop_back();
        }
        Job& job = *std::construct_at(&jobs_[id.index]);  // in place, without a copy
        job.what = what;
        job.number = arrived_++;
        job.arrival = arrival;
        job.left = what.runtime - done;
        job.phase = JobPhase::waiting;
        if (!name.empty()) keep_name(id, name);
        ++count_[static_cast<std::size_t>(JobPhase::waiting)];
        listeners_.notify(&RunListener::job_arrived, arrival, job);
        return id;
    }

    void defer(JobId id, SimTime now) {
        Job& job = move(id, JobPhase::deferred);
        job.left_brain = now;
        listeners_.notify(&RunListener::job_deferred, now, job);
    }
    void return_to_brain(JobId id, SimTime now) {
        Job& job = move(id, JobPhase::waiting);
        job.deferred += now - job.left_brain;
        job.away += now - job.left_brain;
        listeners_.notify(&RunListener::job_returned, now, job);
    }
    // Precondition: its site, pool and path are set.
    void commit(JobId id, SimTime now, bool conflict) {
        Job& job = move(id, JobPhase::committed);
        job.left_brain = now;
        listeners_.notify(&RunListener::job_committed, now, job, conflict);
    }
    void stage(JobId id, SimTime now) {
        listeners_.notify(&RunListener::job_staging, now, move(id, JobPhase::staging));
    }
    void become_ready(JobId id, SimTime now) {
        Job& job = move(id, JobPhase::ready);
        job.ready = now;
        listeners_.notify(&RunListener::job_ready, now, job);
    }
    void start(JobId id, SimTime now) {
        Job& job = move(id, JobPhase::running);
        job.started = now;
        listeners_.notify(&RunListener::job_started, now, job);
        job.has_started = true;
    }
    void preempt(JobId id, SimTime now, Progress const& progress) {
        listeners_.notify(&RunListener::job_preempted, now, move(id, JobPhase::waiting), progress);
    }
    // Its place is lost while it runs.
    void interrupt(JobId id, SimTime now, Progress const& progress) {
        Job& job = move(id, JobPhase::deferred);
        leave_place(job, now);
        listeners_.notify(&RunListener::job_interrupted, now, job, progress);
    }
    // Its place is lost before it runs.
    void withdraw(JobId id, SimTime now) {
        Job& job = move(id, JobPhase::deferred);
        listeners_.notify(&RunListener::job_withdrawn, now, job);
        leave_place(job, now);
    }
    void end_work(JobId id, SimTime now, Progress const& progress) {
        listeners_.notify(&RunListener::job_ended, now, move(id, JobPhase::sending), progress);
    }
    // The job leaves the system and frees its slot. Precondition: it is not unfinished.
    void depart(JobId id, SimTime now, Departure const& how) {
        ++count_of(how.outcome);
        listeners_.notify(&RunListener::job_departed, now, jobs_[id.index], how);
        move(id, JobPhase::gone);
        free_.push_back(id);
    }
    // The run ends before the job does.
    void leave_unfinished(JobId id, SimTime now) const {
        listeners_.notify(&RunListener::job_departed, now, jobs_[id.index],
                          Departure{Outcome::unfinished, {}});
    }

    [[nodiscard]] Job const& operator[](JobId id) const { return jobs_[id.index]; }
    [[nodiscard]] Job& operator[](JobId id) { return jobs_[id.index]; }
    [[nodiscard]] std::int64_t count(JobPhase phase) const { return count_[static_cast<std::size_t>(phase)]; }
    [[nodiscard]] Departures const& departures() const { return departures_; }
    [[nodiscard]] std::uint64_t arrived() const { return arrived_; }
    [[nodiscard]] std::size_t alive() const { return jobs_.size() - free_.size(); }
    [[nodiscard]] std::vector<Job> const& slots() const { return jobs_; }

private:
    [[nodiscard]] std::int64_t& count_of(Outcome outcome) {
        if (outcome == Outcome::completed) return departures_.completed;
        return outcome == Outcome::lost ? departures_.lost : departures_.rejected;
    }
    static void leave_place(Job& job, SimTime now) {
        job.left_brain = now;
        job.away = now - job.arrival;
        job.has_lost_place = true;
        job.waited_because.reset();
    }
    Job& move(JobId id, JobPhase phase) {
        Job& job = jobs_[id.index];
        --count_[static_cast<std::size_t>(job.phase)];
        ++count_[static_cast<std::size_t>(phase)];
        job.phase = phase;
        return job;
    }
    void keep_name(JobId id, std::string_view name) {
        if (names_.size() <= id.index) names_.resize(id.index + std::size_t{1});
        names_[id.index] = name;
        jobs_[id.index].name = &names_[id.index];
    }

    RunListeners const& listeners_;
    std::vector<Job> jobs_;
    std::vector<JobId> free_;
    std::deque<std::string> names_;  // by slot, up to the last one that had a name; addresses stay
    std::uint64_t arrived_{0};
    std::int64_t count_[job_phases]{};  // of the gone: those that have left
    Departures departures_;
};

}  // namespace meridian::state
