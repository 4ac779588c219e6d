// Assigns each item to one bin or to none. It assigns as many items as possible; of all such sets of items, the one
// with the earliest listed; of all assignments of that set, the one of least total cost.
//
// A minimum-cost flow (successive shortest paths, Boost.Graph): source -> item -> bin -> sink, and an arc
// from each item to the sink, for no bin, which costs more the earlier the item is listed. The sets of
// items that can be placed together form a transversal matroid, so the cheapest set to leave out is also the
// one that taking items in their order would leave out. Ahuja, Magnanti, Orlin: Network Flows, 1993, chapter
// 9; the unscheduled arcs: Isard et al., Quincy, SOSP 2009.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace meridian {

struct AssignmentOption {
    std::uint32_t bin;
    std::int64_t cost;  // >= 0
};

// By item, the bin that it goes to. `slots`: how many items each bin takes.
// Preconditions: bins of options are in `slots`; items^3 x (the largest cost + 1) < 2^62.
// Time: items x (options + items) x log(items + bins).
[[nodiscard]] std::vector<std::optional<std::uint32_t>> assign(
    std::span<std::vector<AssignmentOption> const> items, std::span<std::int64_t const> slots);

}  // namespace meridian
