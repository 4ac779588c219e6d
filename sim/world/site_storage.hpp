// The storage of sites: the jobs that wait for it, and the inputs that jobs leave behind.
#pragma once

#include <optional>

#include "sim/engine/ring_queue.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/state/state.hpp"

namespace meridian::world {

class SiteStorage {
public:
    // Both outlive it.
    SiteStorage(Scenario const& scenario, state::State& state);

    // The job waits for storage for its input at its site. Precondition: the storage is reserved.
    void enqueue(JobId job) { queues_[state_.jobs[job].site].push(job); }
    // A job that waits for storage leaves.
    void remove(JobId job) {
        auto& queue = queues_[state_.jobs[job].site];
        queue.remove(queue.find(job));
    }
    // The next job at the site, strictly in order, if there is storage for its input; allocates it. Else none.
    [[nodiscard]] JobId next(SimTime now, SiteId site);

    // The job is done, and its input stays. Returns when end_retention() of its class is due; nothing if never.
    [[nodiscard]] std::optional<SimTime> retain(SimTime now, state::Job const& job);
    // Releases the oldest input that the class retains and returns its site. Inputs of one class are retained for
    // the same time.
    [[nodiscard]] SiteId end_retention(SimTime now, ClassId c);

private:
    struct Retained {
        SiteId site;
        Bytes bytes;
    };

    Scenario const& scenario_;
    state::State& state_;
    Table<SiteId, engine::RingQueue<JobId>> queues_;
    Table<ClassId, engine::RingQueue<Retained>> retained_;
};

}  // namespace meridian::world
