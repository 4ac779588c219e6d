#include "tests/support/reference_rates.hpp"

#include <algorithm>
#include <limits>

namespace meridian::testing {

std::vector<long double> reference_rates(std::span<double const> capacities,
                                         std::vector<PlainFlow> const& flows) {
    constexpr long double none = std::numeric_limits<long double>::infinity();
    std::vector<long double> rest(capacities.begin(), capacities.end());
    std::vector<long double> rates(flows.size(), -1.0L);
    auto const rises = [&](std::size_t f) { return rates[f] < 0.0L; };
    for (std::size_t left = flows.size(); left > 0;) {
        std::vector<long double> weight(capacities.size(), 0.0L);
        long double level = none;
        for (std::size_t f = 0; f < flows.size(); ++f) {
            if (!rises(f)) continue;
            for (std::uint32_t const l : flows[f].links)
                weight[l] += flows[f].weight;
            if (flows[f].cap > 0.0)
                level = std::min(level, flows[f].cap / static_cast<long double>(flows[f].weight));
        }
        for (std::size_t l = 0; l < capacities.size(); ++l) {
            if (weight[l] > 0.0L) level = std::min(level, rest[l] / weight[l]);
        }
        constexpr long double near = 1.0L + 1e-15L;
        std::vector<std::size_t> stay;
        for (std::size_t f = 0; f < flows.size(); ++f) {
            if (!rises(f)) continue;
            bool const capped = flows[f].cap > 0.0 &&
                                flows[f].cap <= level * near * static_cast<long double>(flows[f].weight);
            bool const stopped = std::ranges::any_of(
                flows[f].links, [&](std::uint32_t const l) { return rest[l] <= level * near * weight[l]; });
            if (capped || stopped) stay.push_back(f);
        }
        for (std::size_t const f : stay) {
            rates[f] = level * static_cast<long double>(flows[f].weight);
            for (std::uint32_t const l : flows[f].links)
                rest[l] -= rates[f];
            --left;
        }
    }
    return rates;
}

}  // namespace meridian::testing
