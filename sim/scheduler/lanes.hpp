// Numbers by pool, several pools side by side, for loops that the compiler does not turn into vectors by itself:
// those that look up a table, or that keep the smallest and largest.
#pragma once

#include <cstddef>
#include <cstdint>

#include <Eigen/Core>

#include "sim/scheduler/open_pools.hpp"

namespace meridian::scheduler {

template <std::size_t n>
using Lanes = Eigen::Array<double, static_cast<int>(n), 1>;
// Those of the pools [pool, pool + n).
template <std::size_t n>
[[nodiscard]] Eigen::Map<Lanes<n> const> lanes(double const* by_pool, std::size_t pool) {
    return Eigen::Map<Lanes<n> const>{by_pool + pool};
}
// What their kinds have.
template <std::size_t n>
[[nodiscard]] Lanes<n> lanes_of_kinds(double const* by_kind, std::uint32_t const* kinds, std::size_t pool) {
    Lanes<n> found;
    for (std::size_t i = 0; i < n; ++i)
        found[static_cast<Eigen::Index>(i)] = by_kind[kinds[pool + i]];
    return found;
}

// Calls visit<n>(pool) for [pool, pool + n) until all of the run are visited; n is 8, or 1 for the rest.
template <class Visit>
void for_each_lanes(PoolRun run, Visit const& visit) {
    constexpr std::size_t wide = 8;
    std::size_t at = run.begin;
    for (; at + wide <= run.end; at += wide)
        visit.template operator()<wide>(at);
    for (; at < run.end; ++at)
        visit.template operator()<1>(at);
}

}  // namespace meridian::scheduler
