// Long jobs on hardware that fails: the time between interruptions of a gang, and the interval between checkpoints.
//
// Accelerators fail independently, at a constant rate each, and one that fails interrupts its whole gang:
//     MTTI of a gang = MTBF of one accelerator / width
// Interval between two checkpoints that take `write` each:
//     Young  sqrt(2 write M)
//     Daly   sqrt(2 write M) [1 + 1/3 sqrt(write / 2M) + 1/9 (write / 2M)] - write     where write < 2 M
//            M                                                                         elsewhere
// with M the gang's MTTI (Young, "A first order approximation to the optimum checkpoint interval",
// Communications of the ACM 17(9), 1974; Daly, "A higher order estimate of the optimum checkpoint interval
// for restart dumps", Future Generation Computer Systems 22(3), 2006, equation 37).
// Times in seconds. They decide simulated results: only + - * / sqrt and exact_math.
#pragma once

namespace meridian {

// 0: never interrupted. Precondition: accelerators > 0.
[[nodiscard]] double mean_time_to_interruption_s(double mtbf_s, double accelerators);

// Precondition: write_s >= 0, mtti_s > 0.
[[nodiscard]] double young_interval_s(double write_s, double mtti_s);
[[nodiscard]] double daly_interval_s(double write_s, double mtti_s);

// Mean time that `work_s` takes in segments of `interval_s`, each followed by a checkpoint, and a restart
// after each interruption, which may be interrupted itself (Daly 2006, equation 20):
//     M e^(restart / M) (e^((interval + write) / M) - 1) work / interval
// Without interruptions (mtti_s = 0) it is work and checkpoints alone; with interval_s = 0 there are none,
// and an interruption undoes all. To screen and to hold simulations against; it decides no simulated result.
[[nodiscard]] double mean_time_with_interruptions_s(double work_s, double interval_s, double write_s,
                                                    double restart_s, double mtti_s);

}  // namespace meridian
