// A position in a piecewise-constant function. A caller that asks in order of time holds one, and each step costs
// O(1) amortised. Going back costs a binary search.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

#include "models/units/time.hpp"

namespace meridian {

struct Cursor {
    std::size_t segment = 0;
};

// Puts the cursor on the last segment that starts at or before `when`. `starts` begins with 0, grows and
// ends with SimTime::max(), which is no segment's start but saves the test for the end.
inline void move_to(Cursor& cursor, SimTime when, std::vector<SimTime> const& starts) {
    assert(when >= SimTime{} && when < SimTime::max());
    if (when < starts[cursor.segment]) {
        auto const after = std::upper_bound(starts.begin(), starts.end(), when);
        cursor.segment = static_cast<std::size_t>(after - starts.begin()) - 1;
        return;
    }
    while (starts[cursor.segment + 1] <= when) {
        ++cursor.segment;
    }
}

}  // namespace meridian
