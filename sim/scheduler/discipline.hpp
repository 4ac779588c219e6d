// Chooses when jobs start, wherever they wait: the contract of every queue discipline. For the jobs committed
// to a pool it chooses itself; for those at the brain it gives a WaitingRule.
//
// A discipline may rely on
//   - enqueue() once per job, when its input has arrived; the pool is job.pool;
//   - next() being asked until it answers none, at every instant at which a job was enqueued or room was
//     freed, once the instant has settled: all jobs that end or become ready then are known;
//   - started() for each answer of next(), after the accelerators were taken, and ended() for the same job
//     after they were given back and before it leaves the table. A job of zero length may end at the
//     instant at which it started; next() is asked again then;
//   - withdrawn() for a job that leaves before next() has answered with it;
//   - time never running back from one call to the next.
// A discipline must
//   - answer next() only with a job of that pool that can start now (state.can_start), and forget it;
//   - start a job whenever the pool is empty, open and whole and one waits, so that none is left over;
//   - decide ties by the order of enqueueing, never by pointer or hash order;
//   - know of the length of a job only what its user believes, job.expected, never job.work. A job that
//     runs beyond that is expected to end at the next instant, 1 ns from now; it is not ended by force.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/units/ids.hpp"
#include "sim/scheduler/waiting/waiting_rule.hpp"
#include "sim/setup/registry.hpp"
#include "sim/state/state.hpp"

namespace meridian::scheduler {

class Discipline {
public:
    virtual ~Discipline() = default;
    virtual void enqueue(JobId job, SimTime now, state::State const& state) = 0;
    // The job of the pool to start now; an invalid id if none.
    [[nodiscard]] virtual JobId next(PoolId pool, SimTime now, state::State const& state) = 0;
    // A job that was enqueued leaves without having started.
    virtual void withdrawn(JobId job, SimTime now, state::State const& state) = 0;
    virtual void started(JobId /*job*/, SimTime /*now*/, state::State const& /*state*/) {}
    virtual void ended(JobId /*job*/, SimTime /*now*/, state::State const& /*state*/) {}
    [[nodiscard]] virtual std::size_t waiting(PoolId pool) const = 0;
    // The same discipline for jobs that wait at the brain.
    [[nodiscard]] virtual WaitingRule waiting_rule() const = 0;

    // When a waiting job is to start according to the reservation that it holds; nothing if it holds none.
    [[nodiscard]] virtual std::optional<SimTime> reserved(PoolId /*pool*/, JobId /*job*/,
                                                          state::State const& /*state*/) const {
        return std::nullopt;
    }
    // What deciding has cost so far: waiting jobs compared or looked at. For tests of how a rule scales.
    [[nodiscard]] virtual std::uint64_t steps() const = 0;
};

// What a discipline is made from, beside its parameters.
struct DisciplineContext {
    Scenario const& scenario;  // capacities of pools, priorities of classes; outlives it
};
using DisciplineComponent = Component<Discipline, DisciplineContext>;

}  // namespace meridian::scheduler
