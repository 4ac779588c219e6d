#include "models/statistics/resampling.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace meridian {

std::vector<Interval> bootstrap_rows(std::size_t rows, double confidence, RandomBits const& bits,
                                     StatisticsOfRows const& statistics) {
    assert(rows > 0 && confidence > 0.0 && confidence < 1.0);
    std::vector<std::vector<double>> drawn;  // [statistic][resample]
    std::vector<double> times(rows);
    std::uint64_t n = 0;
    for (std::uint64_t resample = 0; resample < bootstrap_resamples; ++resample) {
        std::ranges::fill(times, 0.0);
        for (std::size_t i = 0; i < rows; ++i) {
            double const u = static_cast<double>(bits(n++) >> 11U) * 0x1p-53;
            times[static_cast<std::size_t>(u * static_cast<double>(rows))] += 1.0;
        }
        std::vector<double> const values = statistics(times);
        drawn.resize(values.size());
        for (std::size_t s = 0; s < values.size(); ++s)
            drawn[s].push_back(values[s]);
    }
    std::vector<Interval> intervals;
    double const last = static_cast<double>(bootstrap_resamples) - 1.0;
    auto const below = static_cast<std::size_t>(std::floor((1.0 - confidence) / 2.0 * last));
    for (auto& values : drawn) {
        std::ranges::sort(values);
        intervals.push_back({values[below], values[values.size() - 1 - below]});
    }
    return intervals;
}

}  // namespace meridian
