// The preemptible jobs that run, by pool, in the order of their starts. O(1) each.
#pragma once

#include <cstdint>
#include <vector>

#include "models/units/ids.hpp"

namespace meridian::service {

class PreemptibleJobs {
public:
    explicit PreemptibleJobs(std::size_t pools) : newest_{pools} {}

    void add(PoolId pool, JobId job) {
        if (links_.size() <= job.index) links_.resize(job.index + std::size_t{1});
        JobId& newest = newest_[pool];
        links_[job.index] = {JobId{}, newest, started_++};
        if (newest.valid()) links_[newest.index].newer = job;
        newest = job;
    }
    // Precondition: it has been added.
    void remove(PoolId pool, JobId job) {
        Links const links = links_[job.index];
        if (links.newer.valid()) {
            links_[links.newer.index].older = links.older;
        } else {
            newest_[pool] = links.older;
        }
        if (links.older.valid()) links_[links.older.index].newer = links.newer;
    }
    // That started last; none if none runs.
    [[nodiscard]] JobId newest(PoolId pool) const { return newest_[pool]; }

    // Did the one start after the other? Precondition: both run.
    [[nodiscard]] bool is_newer(JobId one, JobId other) const {
        return links_[one.index].start > links_[other.index].start;
    }

private:
    struct Links {
        JobId newer, older;      // of the pool
        std::uint64_t start{0};  // by the order of all starts
    };
    std::vector<Links> links_;  // by job
    Table<PoolId, JobId> newest_;
    std::uint64_t started_{0};
};

}  // namespace meridian::service
