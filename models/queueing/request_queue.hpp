// The wait of requests for a group of equal servers, in closed form (G/G/c by Allen and Cunneen) and fast enough to
// plan replicas.
//
//     C          share of requests that wait, Erlang's C of the same load
//     E[W]     = C / (c mu - lambda) * (ca^2 + cs^2) / 2
//     P(W > t) = C exp(-t C / E[W])        exact for M/M/c: those who wait, wait exponentially
//
// with squared coefficients of variation of the gaps between arrivals and of the service times. A. O. Allen,
// Probability, Statistics and Queueing Theory, 1978, section 5.3; the exponential tail as in W. Whitt,
// Approximations for the GI/G/m queue, Production and Operations Management 2(2), 1993, section 4.
// All figures are equal on every machine: models/units/exact_math.
#pragma once

#include <cstdint>

namespace meridian {

// Erlang's C for `servers` >= 1 and offered = rate * mean service >= 0; 1 if not stable. With the inverse of
// Erlang's B as the series 1/B = sum over k of c! / ((c - k)! a^k) (D. L. Jagerman, Some properties of the
// Erlang loss function, Bell System Technical Journal 53, 1974), cut where terms no longer count:
// O(servers - offered + sqrt(offered)) instead of O(servers).
[[nodiscard]] double waiting_share(std::int64_t servers, double offered);

// No less than waiting_share(), in O(1), and close to twice of it in large pools: Erlang's B is the share of c among the
// terms a^k / k! up to c, which are half of exp(a) or more if c >= a + 1 (the median of Poisson's distribution), and
// c! > sqrt(2 pi c) (c / e)^c (Stirling). 1 if offered + 1 > servers.
[[nodiscard]] double most_waiting_share(std::int64_t servers, double offered);

struct RequestQueue {
    std::int64_t servers{1};   // >= 1
    double arrival_rate{0.0};  // per second, >= 0
    double mean_service_s{1.0};
    double arrival_scv{1.0};
    double service_scv{1.0};

    [[nodiscard]] double load() const { return arrival_rate * mean_service_s / static_cast<double>(servers); }
};

// The wait of requests in a queue of load < 1. Construction is slow but where nobody waits, queries are fast. A share that
// waits of less than 2^-64 is taken for none: neither P(W <= t) nor a delay of which E[W] is a part can show it.
class RequestWaits {
public:
    explicit RequestWaits(RequestQueue const& queue);

    [[nodiscard]] double mean_s() const { return mean_s_; }
    // P(W <= t); 0 for t < 0.
    [[nodiscard]] double within(double seconds) const;
    // P(W <= t) is 1 to the last digit for every t above it.
    [[nodiscard]] double certain_s() const { return certain_s_; }

private:
    double waiting_share_{0.0};
    double mean_s_{0.0};
    double certain_s_{0.0};  // a wait that P(W <= t) = 1 holds for, to the last digit
    double per_s_{0.0};      // rate of the exponential of those who wait
};

}  // namespace meridian
