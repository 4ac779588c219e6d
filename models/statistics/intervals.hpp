// Confidence intervals and tests: of a mean and of paired differences. Of many read together: simultaneous.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace meridian {

struct Interval {
    double low{0.0};
    double high{0.0};

    [[nodiscard]] bool holds(double x) const { return low <= x && x <= high; }
};

// The n-th 64-bit random number of a stream that the caller provides.
using RandomBits = std::function<std::uint64_t(std::uint64_t n)>;

// The mean of independent values with Student's interval, which needs two of them.
struct MeanEstimate {
    std::int64_t count{0};
    double mean{0.0};
    double variance{0.0};  // of one value
    std::optional<Interval> interval;
};
[[nodiscard]] MeanEstimate estimate_mean(std::span<double const> values, double confidence);

// a[i] - b[i], where a[i] and b[i] met the same random numbers (Law, "Simulation modeling and analysis",
// 5th ed., 2015, sections 10.2 and 11.2).
struct PairedDifference {
    MeanEstimate difference;
    std::optional<Interval> bootstrap;  // of the mean, see bootstrap_mean()
    // Two-sided, of the mean being zero. Differences that are all equal need no test: 1 if zero, else 0.
    double p_value{1.0};
    // (Var a + Var b) / Var (a - b): the factor of runs that common random numbers save. None if the differences
    // do not vary.
    std::optional<double> variance_reduction;
};
// Precondition: as many a as b.
[[nodiscard]] PairedDifference paired_difference(std::span<double const> a, std::span<double const> b,
                                                 double confidence, RandomBits const& bits);

inline constexpr std::uint64_t bootstrap_resamples = 2000;

// The bias-corrected and accelerated interval of the mean (BCa: Efron, "Better bootstrap confidence
// intervals", Journal of the American Statistical Association 82, 1987), from 2,000 resamples, with Student's
// quantile x sqrt(n / (n - 1)) in place of the normal one, without which it is too narrow for few values
// (Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69, 2015, section
// 4). Nothing below three values, which are too few to resample.
[[nodiscard]] std::optional<Interval> bootstrap_mean(std::span<double const> values, double confidence,
                                                     RandomBits const& bits);

}  // namespace meridian
