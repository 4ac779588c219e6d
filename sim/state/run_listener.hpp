// Notifications of what happens in a run. The ledger, the logs and the tests observe a run through them alone.
//
// Whatever changes a job's phase, the use of storage or the replicas of a service does so through JobTable or State,
// which notify, so no notification can be left out. A listener changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"
#include "sim/state/progress.hpp"
#include "sim/state/reason.hpp"
#include "sim/state/service_flow.hpp"

namespace meridian::scheduler {
class View;
struct Answer;
}  // namespace meridian::scheduler

namespace meridian::state {

struct Job;
struct Levels;

// lost: with its place, as its class or its number of tries has it.
enum class Outcome : std::uint8_t { completed, rejected, lost, unfinished };

// How a job leaves the system, or that it is unfinished when the run ends.
struct Departure {
    Outcome outcome{Outcome::completed};
    std::optional<Reason> why{};  // of a rejection or loss
};

enum class WindowMark : std::uint8_t { opens, closes };

// A job is passed as it is after the step.
class RunListener {
public:
    virtual ~RunListener() = default;

    virtual void job_arrived(SimTime /*now*/, Job const& /*job*/) {}
    virtual void job_deferred(SimTime /*now*/, Job const& /*job*/) {
    }  // it leaves the brain's queue until a later time
    virtual void job_returned(SimTime /*now*/, Job const& /*job*/) {}  // it joins the queue again
    // `conflict`: the brain expected it to start at once, and it cannot.
    virtual void job_committed(SimTime /*now*/, Job const& /*job*/, bool /*conflict*/) {}
    virtual void job_staging(SimTime /*now*/, Job const& /*job*/) {}  // storage for its input is allocated
    virtual void job_ready(SimTime /*now*/, Job const& /*job*/) {}    // its input has arrived
    virtual void job_started(SimTime /*now*/, Job const& /*job*/) {}
    // It returns to the brain with the work that it has kept.
    virtual void job_preempted(SimTime /*now*/, Job const& /*job*/, Progress const& /*progress*/) {}
    // Its accelerators are lost. It is deferred until the brain knows, or waits for its place, with the work that it
    // has kept; or it is lost next.
    virtual void job_interrupted(SimTime /*now*/, Job const& /*job*/, Progress const& /*progress*/) {}
    // The same of a job that was placed there and did not run. Its left_brain is still when it was placed.
    virtual void job_withdrawn(SimTime /*now*/, Job const& /*job*/) {}
    // Its accelerators are free.
    virtual void job_ended(SimTime /*now*/, Job const& /*job*/, Progress const& /*progress*/) {}
    // Unfinished jobs depart when the run ends, in the order of their numbers.
    virtual void job_departed(SimTime /*now*/, Job const& /*job*/, Departure const& /*how*/) {}
    // The progress of each job that is neither sending nor gone, when the window opens or closes.
    virtual void job_stands(WindowMark /*mark*/, Job const& /*job*/, Progress const& /*progress*/) {}

    // Bytes of the site are allocated, or released, with `by` < 0.
    virtual void storage_resized(SimTime /*now*/, SiteId /*site*/, std::int64_t /*by*/) {}

    virtual void transfer_started(SimTime /*now*/, Job const& /*job*/, Bytes /*size*/) {}
    virtual void transfer_arrived(SimTime /*now*/, Job const& /*job*/, Bytes /*size*/) {}
    // A link of its path is down: the transfer takes another path, or stalls while there is none.
    virtual void transfer_rerouted(SimTime /*now*/, Job const& /*job*/) {}
    virtual void transfer_stalled(SimTime /*now*/, Job const& /*job*/) {}

    // Thousandths of accelerators of the pool are lost, or back, with `by` < 0; the site's idle power changes by so many
    // microwatts.
    virtual void capacity_changed(SimTime /*now*/, PoolId /*pool*/, std::int64_t /*by*/,
                                  std::int64_t /*idle_uw*/) {}

    // A pool of the site is closed or open, or the site's power limit is another.
    virtual void limits_changed(SimTime /*now*/, SiteId /*site*/) {}

    // Replicas allocate thousandths of accelerators of the site, or release them, with `by` < 0.
    virtual void service_resized(SimTime /*now*/, SiteId /*site*/, std::int64_t /*by*/) {}
    // What the services do until `end`, or until epoch_cut() before it.
    virtual void epoch_began(SimTime /*now*/, SimTime /*end*/, std::span<ServiceFlow const> /*flows*/,
                             std::span<ServiceUse const> /*uses*/) {}

    // What began then and was to last until `end` stops now: flows and uses as of its epoch_began(). Another follows.
    virtual void epoch_cut(SimTime /*now*/, SimTime /*began*/, SimTime /*end*/,
                           std::span<ServiceFlow const> /*flows*/, std::span<ServiceUse const> /*uses*/) {}

    virtual void window_opened(SimTime /*now*/) {}
    // `sensed`: what the brain knows of the levels.
    virtual void window_closed(SimTime /*now*/, Levels const& /*sensed*/) {}
    virtual void bin_ended(SimTime /*now*/) {}

    // Of an answer of the brain, before it is carried out. Only of listeners that trace decisions, which costs
    // time: the policy then keeps what it looked at.
    virtual void decided(scheduler::View const& /*view*/, scheduler::Answer const& /*answer*/) {}
    [[nodiscard]] virtual bool traces_decisions() const { return false; }
};

// The listeners of a run, in the order in which they are notified. They outlive the list.
class RunListeners {
public:
    void add(RunListener& listener) {
        all_.push_back(&listener);
        if (listener.traces_decisions()) tracing_.push_back(&listener);
    }

    template <class... Parameters, class... Arguments>
    void notify(void (RunListener::*event)(Parameters...), Arguments const&... what) const {
        for (RunListener* listener : all_)
            (listener->*event)(what...);
    }

    [[nodiscard]] bool trace_decisions() const { return !tracing_.empty(); }
    void decided(scheduler::View const& view, scheduler::Answer const& answer) const {
        for (RunListener* listener : tracing_)
            listener->decided(view, answer);
    }

private:
    std::vector<RunListener*> all_;
    std::vector<RunListener*> tracing_;
};

}  // namespace meridian::state
