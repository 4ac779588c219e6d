// How often a gang is interrupted where it runs, and how often it saves its work.
#pragma once

#include "sim/setup/scenario.hpp"

namespace meridian {

struct GangRisk {
    double mtti_s{0.0};   // mean time to interruption; 0: never
    Duration interval{};  // of work between two checkpoints; 0: none
};

// Precondition: the width is not zero; a rule has a checkpoint_write above zero. Without failures it has no
// checkpoints.
[[nodiscard]] GangRisk gang_risk(Scenario const& scenario, ClassId workload_class, PoolId pool,
                                 Milliaccelerators width);

}  // namespace meridian
