#include "models/statistics/ratio_interval.hpp"

#include <algorithm>
#include <cmath>

#include "models/statistics/student_t.hpp"

namespace meridian {

std::optional<Interval> ratio_interval(std::span<double const> a, std::span<double const> b,
                                       double confidence) {
    auto const n = static_cast<double>(a.size());
    if (a.size() < 2) return std::nullopt;
    double mean_a = 0.0;
    double mean_b = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        mean_a += a[i] / n;
        mean_b += b[i] / n;
    }
    double aa = 0.0;  // (co)variances of the means
    double ab = 0.0;
    double bb = 0.0;
    double const scale = 1.0 / (n * (n - 1.0));
    for (std::size_t i = 0; i < a.size(); ++i) {
        aa += (a[i] - mean_a) * (a[i] - mean_a) * scale;
        ab += (a[i] - mean_a) * (b[i] - mean_b) * scale;
        bb += (b[i] - mean_b) * (b[i] - mean_b) * scale;
    }
    // (mean_a - r mean_b)^2 <= t^2 (aa - 2 r ab + r^2 bb), a quadratic in r.
    double const t = student_t_two_sided(confidence, static_cast<std::int64_t>(a.size()) - 1);
    double const square = mean_b * mean_b - t * t * bb;
    double const half = mean_a * mean_b - t * t * ab;
    double const rest = mean_a * mean_a - t * t * aa;
    if (!(square > 0.0)) return std::nullopt;
    double const root = std::sqrt(std::max(0.0, half * half - square * rest));
    return Interval{(half - root) / square, (half + root) / square};
}

}  // namespace meridian
