// The preemptible jobs that run, by pool, in the order of their starts. O(1) each.
#pragma once

#include <vector>

#include "models/units/ids.hpp"

namespace meridian::service {

class PreemptibleJobs {
public:
    explicit PreemptibleJobs(std::size_t pools) : newest_{pools} {}

    void add(PoolId pool, JobId job) {
        if (links_.size() <= job.index) links_.resize(job.index + std::size_t{1});
        JobId& newest = newest_[pool];
        links_[job.index] = {JobId{}, newest};
        if (newest.valid()) links_[newest.index].newer = job;
        newest = job;
    }
    // Precondition: it has been added.
    void remove(PoolId pool, JobId job) {
        auto const [newer, older] = links_[job.index];
        if (newer.valid()) {
            links_[newer.index].older = older;
        } else {
            newest_[pool] = older;
        }
        if (older.valid()) links_[older.index].newer = newer;
    }
    // That started last; none if none runs.
    [[nodiscard]] JobId newest(PoolId pool) const { return newest_[pool]; }

private:
    struct Links {
        JobId newer, older;
    };
    std::vector<Links> links_;  // by job
    Table<PoolId, JobId> newest_;
};

}  // namespace meridian::service
