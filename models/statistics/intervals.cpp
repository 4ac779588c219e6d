#include "models/statistics/intervals.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/normal.hpp>

#include "models/statistics/moments.hpp"
#include "models/statistics/overflow_policy.hpp"
#include "models/statistics/student_t.hpp"

namespace meridian {
namespace {

using Normal = boost::math::normal_distribution<long double, InfinityAtOverflow>;

double mean_of(std::span<double const> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Skewness of the mean's influence, over 6: by leaving out each value in turn.
double acceleration(std::span<double const> values) {
    double const mean = mean_of(values);
    double squares = 0.0;
    double cubes = 0.0;
    for (double const x : values) {
        double const influence = x - mean;  // (n - 1) times the mean of all minus the mean without x
        squares += influence * influence;
        cubes += influence * influence * influence;
    }
    return cubes / (6.0 * squares * std::sqrt(squares));
}

std::vector<double> resampled_means(std::span<double const> values, RandomBits const& bits) {
    auto const count = static_cast<double>(values.size());
    std::vector<double> means(bootstrap_resamples);
    std::uint64_t n = 0;
    for (double& mean : means) {
        double sum = 0.0;
        for (std::size_t i = 0; i < values.size(); ++i) {
            double const u = static_cast<double>(bits(n++) >> 11U) * 0x1p-53;
            sum += values[static_cast<std::size_t>(u * count)];
        }
        mean = sum / count;
    }
    std::ranges::sort(means);
    return means;
}

double quantile_of(std::vector<double> const& sorted, double q) {
    double const last = static_cast<double>(sorted.size()) - 1.0;
    return sorted[static_cast<std::size_t>(std::clamp(std::round(q * last), 0.0, last))];
}

}  // namespace

MeanEstimate estimate_mean(std::span<double const> values, double confidence) {
    Moments moments;
    for (double const x : values)
        moments.add(x);
    MeanEstimate estimate{moments.count(), moments.mean(), moments.variance(), {}};
    if (auto const half = half_width(moments, confidence))
        estimate.interval = Interval{estimate.mean - *half, estimate.mean + *half};
    return estimate;
}

PairedDifference paired_difference(std::span<double const> a, std::span<double const> b, double confidence,
                                   RandomBits const& bits) {
    assert(a.size() == b.size());
    std::vector<double> differences(a.size());
    for (std::size_t i = 0; i < a.size(); ++i)
        differences[i] = a[i] - b[i];
    PairedDifference paired;
    paired.difference = estimate_mean(differences, confidence);
    if (bits) paired.bootstrap = bootstrap_mean(differences, confidence, bits);
    auto const& [count, mean, variance, interval] = paired.difference;
    if (count < 2) return paired;
    if (!(variance > 0.0)) {
        paired.p_value = mean == 0.0 ? 1.0 : 0.0;
        return paired;
    }
    paired.p_value = student_t_p_value(mean / std::sqrt(variance / static_cast<double>(count)), count - 1);
    double const apart = estimate_mean(a, confidence).variance + estimate_mean(b, confidence).variance;
    paired.variance_reduction = apart / variance;
    return paired;
}

std::optional<Interval> bootstrap_mean(std::span<double const> values, double confidence,
                                       RandomBits const& bits) {
    if (values.size() < 3) return std::nullopt;
    auto const [least, most] = std::ranges::minmax(values);
    if (least == most) return Interval{least, least};
    auto const means = resampled_means(values, bits);
    double const mean = mean_of(values);
    auto const below = static_cast<double>(std::ranges::lower_bound(means, mean) - means.begin());
    auto const all = static_cast<double>(means.size());
    Normal const normal;
    // Half a resample from the ends, where the quantile is infinite.
    double const bias =
        static_cast<double>(boost::math::quantile(normal, std::clamp(below, 0.5, all - 0.5) / all));
    double const a = acceleration(values);
    auto const count = static_cast<double>(values.size());
    double const wide = student_t_two_sided(confidence, static_cast<std::int64_t>(values.size()) - 1) *
                        std::sqrt(count / (count - 1.0));
    auto const end = [&](double distance) {
        double const z = bias + distance;
        return quantile_of(means, static_cast<double>(boost::math::cdf(normal, bias + z / (1.0 - a * z))));
    };
    return Interval{end(-wide), end(wide)};
}

}  // namespace meridian
