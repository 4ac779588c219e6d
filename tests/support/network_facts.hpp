// What stays the same in a network world, for the reference: where each job could ever run, in the order in
// which a policy walks the pools, and how long it takes there. Plain arrays; jobs by their index in the list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/setup/scenario.hpp"

namespace meridian::testing {

class NetworkFacts {
public:
    explicit NetworkFacts(Scenario const& scenario);

    // The pools that could ever run the job, at sites that its region reaches within the policy's reach: by
    // (latency of the site, site), then as listed.
    [[nodiscard]] std::vector<std::size_t> const& pools_of(std::size_t job) const { return pools_of_[job]; }
    // On a pool of pools_of(), in ns.
    [[nodiscard]] std::int64_t work(std::size_t job, std::size_t pool) const { return work_[job][pool]; }
    [[nodiscard]] std::int64_t estimate(std::size_t job, std::size_t pool) const {
        return estimate_[job][pool];
    }
    [[nodiscard]] std::int64_t width(std::size_t job) const { return width_[job]; }
    [[nodiscard]] std::int64_t capacity(std::size_t pool) const { return capacity_[pool]; }
    [[nodiscard]] std::size_t pools() const { return capacity_.size(); }
    [[nodiscard]] std::size_t jobs() const { return width_.size(); }

private:
    std::vector<std::int64_t> capacity_;
    std::vector<std::int64_t> width_;
    std::vector<std::vector<std::size_t>> pools_of_;
    std::vector<std::vector<std::int64_t>> work_;      // job x pool; 0 where it cannot run
    std::vector<std::vector<std::int64_t>> estimate_;  // the same
};

}  // namespace meridian::testing
