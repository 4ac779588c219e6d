#include "models/statistics/warm_up.hpp"

#include <vector>

#include "models/statistics/moments.hpp"

namespace meridian {

std::optional<std::size_t> mser5(std::span<double const> series) {
    constexpr std::size_t batch = 5;
    std::size_t const count = series.size() / batch;
    if (count < 4) return std::nullopt;
    std::vector<double> means(count, 0.0);
    for (std::size_t i = 0; i < count * batch; ++i)
        means[i / batch] += series[i] / static_cast<double>(batch);

    // From the end, so that each step adds one batch to what is kept.
    Moments kept;
    std::size_t best = 0;
    double least = 0.0;
    std::size_t const most = count / 2;
    for (std::size_t d = count; d-- > 0;) {
        kept.add(means[d]);
        if (d > most) continue;
        auto const n = static_cast<double>(kept.count());
        double const error = kept.variance() * (n - 1.0) / (n * n);
        if (d < most && error > least) continue;
        best = d;
        least = error;
    }
    if (best == most) return std::nullopt;
    return best * batch;
}

}  // namespace meridian
