// Request rates that nobody knows beforehand: how they vary around what is expected of them, and what must be planned
// for on a forecast.
//
// The rate of a region is its expected rate times a lognormal factor of mean 1, whose logarithm is a first-order
// autoregressive process (G. E. P. Box, G. M. Jenkins, Time Series Analysis, 1970, section 3.2):
//     factor = exp(s z - s^2 / 2),  s^2 = ln(1 + cv^2)
//     z      = sqrt(rho) shared + sqrt(1 - rho) own
//     x(k+1) = phi x(k) + sqrt(1 - phi^2) e(k+1),  phi = exp(-epoch / correlation_time),  e standard normal
// for x = shared, of all regions, and own, of one: each is standard normal in every epoch.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/time.hpp"

namespace meridian {

struct Variability {
    double cv{0.0};                                    // of the factor; 0: the rate is what is expected
    Duration correlation_time{std::chrono::hours{1}};  // 0: epochs are independent
    double regional_correlation{0.0};                  // rho: of the logarithms of two regions, in [0, 1]
};

// A time in which more or fewer requests come than expected.
struct DemandEvent {
    std::string name;
    std::string key;
    double factor{1.0};             // of the rates, > 0
    Duration duration{};            // > 0
    std::optional<Duration> start;  // of the only time, since the start of the run
    std::optional<Duration>
        every;  // else: mean time from one begin to the next, which come at random; >= duration
    std::vector<ServiceId> services;  // empty: all
    std::vector<RegionId> regions;    // empty: all
};

// s^2: the variance of the logarithm of a lognormal factor.
[[nodiscard]] double log_variance(double cv);

// The lognormal factor of mean 1 of a standard normal number.
[[nodiscard]] double lognormal_factor(double log_variance, double z);

// The factor that a lognormal of mean 1 does not exceed with a probability. Precondition: 0 < probability < 1.
[[nodiscard]] double lognormal_factor_quantile(double cv, double probability);

// The autocorrelation phi of one epoch to the next.
[[nodiscard]] double autocorrelation(Duration epoch, Duration correlation_time);

// The coefficient of variation of a sum of rates, each times a factor of `cv`, the correlation of whose logarithms is
// rho. With one region, or rho = 1, it is cv; of n equal independent rates cv / sqrt(n). `squares`: sum of the squares
// of the rates. Precondition: sum > 0.
//     cov(factor, other) = exp(rho s^2) - 1
[[nodiscard]] double cv_of_sum(Variability const& of, double sum, double squares);

}  // namespace meridian
