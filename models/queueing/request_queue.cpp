#include "models/queueing/request_queue.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "models/units/exact_math.hpp"

namespace meridian {

double waiting_share(std::int64_t servers, double offered) {
    assert(servers >= 1 && offered >= 0.0);
    auto const c = static_cast<double>(servers);
    double const load = offered / c;
    if (load >= 1.0) return 1.0;
    if (offered == 0.0) return 0.0;
    constexpr double too_small = 1e-18;
    constexpr double beyond_all = 1e300;
    double term = 1.0;
    double inverse = 1.0;
    for (double left = c; left > 0.0; left -= 1.0) {
        double const ratio = left / offered;
        term *= ratio;
        inverse += term;
        if (inverse > beyond_all) return 0.0;
        if (ratio < 1.0 && term < too_small * inverse) break;
    }
    double const blocked = 1.0 / inverse;
    return blocked / (1.0 - load * (1.0 - blocked));
}

double most_waiting_share(std::int64_t servers, double offered) {
    auto const c = static_cast<double>(servers);
    if (offered + 1.0 > c) return 1.0;
    if (offered == 0.0) return 0.0;
    constexpr double two_pi = 6.283185307179586;
    constexpr double for_rounding = 1.0 + 1e-9;
    double const terms = exact_exp(c - offered - c * exact_log(c / offered));
    double const blocked = 2.0 * terms / std::sqrt(two_pi * c);
    return std::min(1.0, for_rounding * blocked / (1.0 - offered / c));
}

RequestWaits::RequestWaits(RequestQueue const& queue) {
    constexpr double nobody = 0x1p-64;
    double const offered = queue.arrival_rate * queue.mean_service_s;
    if (most_waiting_share(queue.servers, offered) >= nobody)
        waiting_share_ = waiting_share(queue.servers, offered);
    double const variation = (queue.arrival_scv + queue.service_scv) / 2.0;
    double const drain = static_cast<double>(queue.servers) / queue.mean_service_s - queue.arrival_rate;
    assert(drain > 0.0);
    mean_s_ = waiting_share_ / drain * variation;
    per_s_ = variation > 0.0 ? drain / variation : 0.0;
    // From there on what is left is below half of the last digit of 1.
    constexpr double beyond_digits = 0x1p54;
    if (per_s_ > 0.0) certain_s_ = exact_log(std::max(waiting_share_ * beyond_digits, 1.0)) / per_s_;
}

double RequestWaits::within(double seconds) const {
    if (seconds < 0.0) return 0.0;
    if (mean_s_ == 0.0 || seconds > certain_s_) return 1.0;
    return 1.0 - waiting_share_ * exact_exp(-per_s_ * seconds);
}

}  // namespace meridian
