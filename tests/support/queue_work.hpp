// Work for one pool, in whole nanoseconds and whole accelerators, and two ways to play it: by a discipline
// through its contract, and by a plain reference scheduler that shares no code with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/scheduler/discipline.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::testing {

struct QueueJob {
    std::int64_t arrival;
    std::int64_t width;
    std::int64_t work;
    std::int64_t estimate;
    int priority{0};
};

struct QueueWork {
    std::int64_t accelerators;
    std::int64_t powered;        // so many of them may run at once; at most `accelerators`
    std::vector<QueueJob> jobs;  // by arrival, then priority
};

// A discipline and its parameters, for both.
struct QueueRule {
    std::string name;
    std::int64_t depth{1000};
    std::int64_t passes{10};
    std::int64_t ageing{0};  // ns; 0: none
    bool count_only{false};
};

[[nodiscard]] std::string words(QueueRule const& rule);
[[nodiscard]] Selection selection(QueueRule const& rule);

// One pool behind the power limit; classes of priorities 0, 1 and 2; the work as listed jobs, committed as
// they arrive.
[[nodiscard]] Scenario scenario_of(QueueWork const& work);

// Bursts, equal times, zero lengths, jobs as wide as the pool, and estimates right, too long, too short and
// zero; half of them behind a power limit. Equal seeds give equal work.
[[nodiscard]] QueueWork random_work(std::uint64_t seed);
// The same with estimates that are upper bounds, exact in half of the cases, and no power limit.
[[nodiscard]] QueueWork bounded_work(std::uint64_t seed);

[[nodiscard]] std::string words(QueueWork const& work);

// When each job started; -1: never.
using Starts = std::vector<std::int64_t>;

// Called after each instant has settled.
using Look = std::function<void(std::int64_t now, scheduler::Discipline const&, state::State const&,
                                std::vector<JobId> const& waiting)>;

// Plays the work through the discipline's contract and checks in passing what each answer must be: throws
// std::logic_error if a job starts twice, cannot start, or was never enqueued.
[[nodiscard]] Starts play_through(scheduler::Discipline& discipline, QueueWork const& work,
                                  Scenario const& scenario, Look const& look = {});
[[nodiscard]] Starts play_by(QueueRule const& rule, QueueWork const& work);

// The same by the reference scheduler.
[[nodiscard]] Starts reference_starts(QueueRule const& rule, QueueWork const& work);

}  // namespace meridian::testing
