// The first of the smallest scores, where scores are dear and numbers not above them are cheap.
#pragma once

#include <cstddef>
#include <span>

#include "sim/scheduler/weighted_sum.hpp"

namespace meridian::scheduler {

// `bounds` is not empty; score(i) >= bounds[i]. Works out the score where the bound is smallest, and of
// those alone whose bound leaves open that they are better: of equal scores with exact bounds, one.
template <class Score>
[[nodiscard]] std::size_t first_least(std::span<double const> bounds, Score const& score) {
    double const least_bound = extent(bounds).least;
    std::size_t best = 0;
    while (bounds[best] > least_bound)
        ++best;
    double least = score(best);
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        if (bounds[i] > least || (i > best && bounds[i] == least) || i == best) continue;
        double const other = score(i);
        if (other > least || (other == least && i > best)) continue;
        best = i;
        least = other;
    }
    return best;
}

}  // namespace meridian::scheduler
