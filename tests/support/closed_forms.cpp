#include "tests/support/closed_forms.hpp"

#include <cassert>
#include <cmath>
#include <limits>

namespace meridian {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

// B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)): no factorials, no overflow.
double erlang_b(std::int64_t servers, double offered) {
    assert(servers >= 0 && offered >= 0.0);
    double blocked = 1.0;
    for (std::int64_t n = 1; n <= servers; ++n) {
        blocked = offered * blocked / (static_cast<double>(n) + offered * blocked);
    }
    return blocked;
}

// C = B / (1 - rho (1 - B)).
double erlang_c(std::int64_t servers, double offered) {
    assert(servers >= 1);
    double const load = offered / static_cast<double>(servers);
    if (load >= 1.0) return 1.0;
    double const blocked = erlang_b(servers, offered);
    return blocked / (1.0 - load * (1.0 - blocked));
}

double MMc::mean_wait() const {
    if (load() >= 1.0) return infinity;
    return erlang_c(servers, offered()) / (static_cast<double>(servers) * service_rate - arrival_rate);
}

double MMc::mean_queue_length() const {
    return load() >= 1.0 ? infinity : arrival_rate * mean_wait();  // Little's law
}

double MMc::wait_exceeds(double seconds) const {
    if (load() >= 1.0 || seconds < 0.0) return 1.0;
    double const drain = static_cast<double>(servers) * service_rate - arrival_rate;
    return erlang_c(servers, offered()) * std::exp(-drain * seconds);
}

double MMc::wait_quantile(double q) const {
    assert(q >= 0.0 && q < 1.0);
    if (load() >= 1.0) return infinity;
    double const waits = erlang_c(servers, offered());
    if (q <= 1.0 - waits) return 0.0;
    double const drain = static_cast<double>(servers) * service_rate - arrival_rate;
    return std::log(waits / (1.0 - q)) / drain;
}

double mg1_mean_wait(double arrival_rate, double mean_service, double service_scv) {
    double const load = arrival_rate * mean_service;
    if (load >= 1.0) return infinity;
    double const second_moment = mean_service * mean_service * (1.0 + service_scv);
    return arrival_rate * second_moment / (2.0 * (1.0 - load));
}

double md1_mean_wait(double arrival_rate, double service) {
    return mg1_mean_wait(arrival_rate, service, 0.0);
}

double mg1_ps_mean_time(double arrival_rate, double mean_service) {
    double const load = arrival_rate * mean_service;
    return load >= 1.0 ? infinity : mean_service / (1.0 - load);
}

double allen_cunneen_mean_wait(MMc const& queue, double arrival_scv, double service_scv) {
    if (queue.load() >= 1.0) return infinity;
    return (arrival_scv + service_scv) / 2.0 * queue.mean_wait();
}

}  // namespace meridian
