#include "models/compute/checkpointing.hpp"

#include <cmath>

#include "models/units/exact_math.hpp"

namespace meridian {

double mean_time_to_interruption_s(double mtbf_s, double accelerators) {
    return mtbf_s / accelerators;
}

double young_interval_s(double write_s, double mtti_s) {
    return std::sqrt(2.0 * write_s * mtti_s);
}

double daly_interval_s(double write_s, double mtti_s) {
    if (write_s >= 2.0 * mtti_s) return mtti_s;
    double const ratio = write_s / (2.0 * mtti_s);
    return young_interval_s(write_s, mtti_s) * (1.0 + std::sqrt(ratio) / 3.0 + ratio / 9.0) - write_s;
}

double mean_time_with_interruptions_s(double work_s, double interval_s, double write_s, double restart_s,
                                      double mtti_s) {
    if (interval_s <= 0.0 || interval_s > work_s)
        return work_s <= 0.0 ? 0.0 : mean_time_with_interruptions_s(work_s, work_s, 0.0, restart_s, mtti_s);
    if (mtti_s <= 0.0) return work_s * (1.0 + write_s / interval_s);
    return mtti_s * exact_exp(restart_s / mtti_s) * (exact_exp((interval_s + write_s) / mtti_s) - 1.0) *
           work_s / interval_s;
}

}  // namespace meridian
