#include "sim/setup/interruptions.hpp"

#include "models/compute/checkpointing.hpp"

namespace meridian {

GangRisk gang_risk(Scenario const& scenario, ClassId workload_class, PoolId pool, Milliaccelerators width) {
    WorkloadClass const& of = scenario.classes[workload_class];
    Duration const mtbf = scenario.accelerators[scenario.pools[pool].accelerator].mtbf;
    GangRisk risk;
    if (mtbf > Duration{0}) {
        risk.mtti_s = mean_time_to_interruption_s(in_seconds(mtbf).count(),
                                                  static_cast<double>(width.count()) / 1000.0);
    }
    if (of.checkpoint_rule == CheckpointRule::given) {
        risk.interval = of.checkpoint;
        return risk;
    }
    if (risk.mtti_s == 0.0) return risk;
    double const write_s = in_seconds(of.checkpoint_write).count();
    risk.interval = rounded_up(Seconds{of.checkpoint_rule == CheckpointRule::young
                                           ? young_interval_s(write_s, risk.mtti_s)
                                           : daly_interval_s(write_s, risk.mtti_s)});
    return risk;
}

}  // namespace meridian
