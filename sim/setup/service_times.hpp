// How long work takes on each pool: times on the reference accelerator over how many times as fast the
// pool's accelerators are at the class's kind of work.
#pragma once

#include <vector>

#include "sim/setup/scenario.hpp"

namespace meridian {

class ServiceTimes {
public:
    explicit ServiceTimes(Scenario const& scenario) : pools_{scenario.pools.size()} {
        if (scenario.accelerators.empty()) return;
        Accelerator const& reference = scenario.accelerators[scenario.reference];
        for (WorkloadClass const& c : scenario.classes) {
            for (Pool const& pool : scenario.pools) {
                Accelerator const& a = scenario.accelerators[pool.accelerator];
                bool const able = can_do(a, c.kind) && can_do(reference, c.kind);
                speed_.push_back(able ? relative_speed(a, reference, c.kind) : 0.0);
            }
        }
    }

    // Without a pool, work takes the time given. Precondition: the pool can do the class's kind of work.
    [[nodiscard]] Duration on(ClassId c, PoolId pool, Duration on_reference) const {
        if (!pool.valid()) return on_reference;
        return service_time(on_reference, speed_[c.index * pools_ + pool.index]);
    }

private:
    std::size_t pools_;
    std::vector<double> speed_;  // class x pool
};

}  // namespace meridian
