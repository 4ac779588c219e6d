// How long work takes on each pool: times on the reference accelerator over how many times as fast the
// pool's accelerators are at the class's kind of work.
#pragma once

#include "models/units/cross_table.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian {

class ServiceTimes {
public:
    explicit ServiceTimes(Scenario const& scenario) : speed_{scenario.classes.size(), scenario.pools.size()} {
        if (scenario.accelerators.empty()) return;
        Accelerator const& reference = scenario.accelerators[scenario.reference];
        for (ClassId const c : scenario.classes.keys()) {
            WorkKind const kind = scenario.classes[c].kind;
            for (PoolId const p : scenario.pools.keys()) {
                Accelerator const& a = scenario.accelerators[scenario.pools[p].accelerator];
                if (can_do(a, kind) && can_do(reference, kind))
                    speed_(c, p) = relative_speed(a, reference, kind);
            }
        }
    }

    // Without a pool, work takes the time given. Precondition: the pool can do the class's kind of work.
    [[nodiscard]] Duration on(ClassId c, PoolId pool, Duration on_reference) const {
        if (!pool.valid()) return on_reference;
        return service_time(on_reference, speed_(c, pool));
    }

private:
    CrossTable<ClassId, PoolId, double> speed_;  // 0: the pool cannot do the class's kind of work
};

}  // namespace meridian
