// How long a job would wait in the queues of many pools, at least, without asking the view pool by pool: of pools
// whose work ahead has not changed nothing is made again.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/scheduler/open_pools.hpp"
#include "sim/scheduler/view.hpp"

namespace meridian::scheduler {

class QueueBounds {
public:
    // For the pools of the run: what is below a number of seconds, and what follows the wait, becomes their sum.
    // The number is not above View::expected_queue() of the job there, and nearly as large; equal to it where all
    // that services leave is held by jobs that are not overdue. `after`: by pool, or empty. All questions are of one view, in order of time.
    void raise(state::Job const& job, View const& view, PoolRun run, std::span<double const> after,
               std::span<double> bounds);

private:
    void update(View const& view, PoolRun run);
    void update(View const& view, PoolId pool);

    std::vector<std::uint32_t> changes_;  // by pool: Levels::changes of what follows
    // The wait is the larger of the first and of the second less the third times the time since `base_`, all in
    // nanoseconds. Doubles hold these exactly, as times are counted from not long ago.
    std::vector<double> queued_;   // by pool: the work of jobs that wait, over what services leave
    std::vector<double> ends_;     // by pool: with the expected ends of those that run
    std::vector<double> running_;  // by pool: the share that jobs on time hold
    SimTime base_;
};

}  // namespace meridian::scheduler
