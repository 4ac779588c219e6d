// Which of all pools may take a job, in a form for plain loops over numbers that lie side by side in memory.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace meridian::scheduler {

// Pools [begin, end) by index.
struct PoolRun {
    std::size_t begin;
    std::size_t end;
    friend bool operator==(PoolRun const&, PoolRun const&) = default;
};

// Appends a run, or makes the last one longer where they touch.
inline void append(std::vector<PoolRun>& runs, PoolRun run) {
    if (!runs.empty() && runs.back().end == run.begin)
        runs.back().end = run.end;
    else
        runs.push_back(run);
}

struct OpenPools {
    // By pool: 0 where the pool may take the job, +infinity elsewhere.
    std::span<double const> indicator;
    // Ascending and apart; every pool that may take the job is in one.
    std::span<PoolRun const> runs;

    [[nodiscard]] bool none() const { return runs.empty(); }
    [[nodiscard]] bool holds(std::size_t pool) const { return indicator[pool] == 0.0; }
    // Calls visit(index) for every pool of the runs, ascending.
    template <class Visit>
    void for_each_in_runs(Visit const& visit) const {
        for (PoolRun const run : runs) {
            for (std::size_t p = run.begin; p < run.end; ++p)
                visit(p);
        }
    }
};

}  // namespace meridian::scheduler
