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

    // The job waits for room for its input at its site, of which that much has been reserved.
    void enqueue(JobId job) { queues_[state_.jobs[job].site].push(job); }
    // The next job at the site, strictly in order, if there is room for its input, which is allocated; none if not.
    [[nodiscard]] JobId next(SiteId site);

    // The job is done, and its input stays. When end_retention() of its class is due; nothing: never.
    [[nodiscard]] std::optional<SimTime> retain(SimTime now, state::Job const& job);
    // Releases the oldest input that the class retains; inputs of one class are retained for the same time. Answers
    // where.
    [[nodiscard]] SiteId end_retention(ClassId c);

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
