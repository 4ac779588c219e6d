// Accelerator models and how long a job takes on each of them.
//
// A job's runtime is given on the reference accelerator of the scenario. On accelerator x it is
//     runtime_x = runtime_ref * (peak_ref * eff_ref) / (peak_x * eff_x)
// where peak is dense FP16 FLOP/s and eff the share of it that the kind of work reaches: model FLOP
// utilisation (MFU) for training, relative inference efficiency for inference. MFU as defined by
// Chowdhery et al., PaLM, 2022, appendix B.
#pragma once

#include <string>

#include "models/units/ids.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"
#include "models/units/work_kind.hpp"

namespace meridian {

struct Accelerator {
    std::string name;
    std::string vendor;
    std::string stack;  // software stack that a job must accept: cuda, cann, ...
    FlopsPerSecond fp16_dense;
    ByWorkKind<double> efficiency;  // share of the peak; of training: MFU; 0: it cannot do this kind
    Microwatts idle_power;          // all-in IT power per accelerator, its share of the server included
    Microwatts busy_power;          // >= idle_power
    Duration mtbf{};                // mean time between failures of one; 0: it does not fail
};

[[nodiscard]] constexpr double efficiency(Accelerator const& a, WorkKind kind) {
    return a.efficiency[kind];
}

[[nodiscard]] constexpr bool can_do(Accelerator const& a, WorkKind kind) {
    return efficiency(a, kind) > 0.0;
}

// How many times faster than `reference` an accelerator does this kind of work.
// Precondition: both can do it.
[[nodiscard]] constexpr double relative_speed(Accelerator const& a, Accelerator const& reference,
                                              WorkKind kind) {
    return (a.fp16_dense.count() * efficiency(a, kind)) /
           (reference.fp16_dense.count() * efficiency(reference, kind));
}

// Time on an accelerator that is `speed` times as fast as the reference, to the whole nanosecond.
[[nodiscard]] constexpr Duration service_time(Duration reference_runtime, double speed) {
    return rounded_up(Seconds{in_seconds(reference_runtime).count() / speed});
}

}  // namespace meridian
