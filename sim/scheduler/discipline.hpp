// Chooses when the jobs committed to a pool start: the contract of every queue discipline.
//
// A discipline may rely on
//   - enqueue() once per job, when its input has arrived; the pool is job.pool;
//   - next() being asked until it answers none, whenever a job is enqueued or room is freed.
// A discipline must
//   - answer next() only with a job of that pool that can start now (state.can_start), and forget it;
//   - decide ties by the order of enqueueing, never by pointer or hash order.
#pragma once

#include "models/units/ids.hpp"
#include "sim/state/state.hpp"

namespace meridian::scheduler {

class Discipline {
public:
    virtual ~Discipline() = default;
    virtual void enqueue(JobId job, state::State const& state) = 0;
    // The job of the pool to start now; an invalid id if none.
    [[nodiscard]] virtual JobId next(PoolId pool, state::State const& state) = 0;
    [[nodiscard]] virtual std::size_t waiting(PoolId pool) const = 0;
};

}  // namespace meridian::scheduler
