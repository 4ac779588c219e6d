// Closed forms of queueing theory, to hold simulations against. Rates are per second, times in seconds; any
// other unit of time works alike.
// Where a queue is not stable (load >= 1) waiting times and lengths are +infinity.
//
// Sources: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in
// automatic telephone exchanges", 1917 (B and C); L. Kleinrock, "Queueing Systems", volume 1, 1975,
// sections 3.5 and 5.6 (M/M/c, Pollaczek-Khinchine); A. O. Allen, "Probability, Statistics and Queueing
// Theory", 1978, section 5.3 (Allen-Cunneen).
#pragma once

#include <cstdint>

namespace meridian {

// Share of arrivals that are lost with `servers` >= 0 servers and no queue; offered = rate * mean
// service time >= 0, in Erlang.
[[nodiscard]] double erlang_b(std::int64_t servers, double offered);

// Share of arrivals that have to wait with `servers` >= 1 servers and an endless queue; 1 if not stable.
[[nodiscard]] double erlang_c(std::int64_t servers, double offered);

// Poisson arrivals, exponential service, c servers, first come first served.
struct MMc {
    std::int64_t servers;  // >= 1
    double arrival_rate;   // >= 0
    double service_rate;   // of one server, > 0

    [[nodiscard]] double offered() const { return arrival_rate / service_rate; }  // Erlang
    [[nodiscard]] double load() const { return offered() / static_cast<double>(servers); }
    [[nodiscard]] double mean_wait() const;                   // before service: C / (c mu - lambda)
    [[nodiscard]] double mean_queue_length() const;           // waiting, those in service apart
    [[nodiscard]] double wait_exceeds(double seconds) const;  // P(W > t) = C exp(-(c mu - lambda) t)
    [[nodiscard]] double wait_quantile(double q) const;       // smallest t with P(W <= t) >= q, 0 <= q < 1
};

// Mean wait with Poisson arrivals, one server and service times of the given mean and squared
// coefficient of variation (Pollaczek-Khinchine): lambda E[S^2] / (2 (1 - rho)).
[[nodiscard]] double mg1_mean_wait(double arrival_rate, double mean_service, double service_scv);

// The same with service times that are all equal: rho s / (2 (1 - rho)).
[[nodiscard]] double md1_mean_wait(double arrival_rate, double service);

// Mean time in an M/G/1 system with processor sharing: s / (1 - rho), whatever the distribution of
// service times (Kleinrock, volume 2, 1976, section 4.4).
[[nodiscard]] double mg1_ps_mean_time(double arrival_rate, double mean_service);

// Approximate mean wait in G/G/c: that of M/M/c times (ca^2 + cs^2) / 2, with the squared coefficients
// of variation of the gaps between arrivals and of the service times. Exact for M/M/c and M/G/1.
[[nodiscard]] double allen_cunneen_mean_wait(MMc const& queue, double arrival_scv, double service_scv);

}  // namespace meridian
