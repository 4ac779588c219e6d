// What two scenarios differ in as a whole: how many values, and how many accelerators stand elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/scenario_difference.hpp"

namespace meridian::scenario {

// Values of changed records, by kind. Added and removed records are not among them.
struct ValueCounts {
    std::size_t prices{0}, figures{0}, annotations{0};
};
[[nodiscard]] ValueCounts count_values(ScenarioDifference const& found);

struct AcceleratorShift {
    std::int64_t a{0}, b{0};  // all there are
    // Of each model the smaller of what sites lose and what sites gain from a to b. A site that only one scenario has is the
    // same as one at the same node that only the other has.
    std::int64_t moved{0};

    [[nodiscard]] double moved_share() const {
        return a == 0 ? 0.0 : static_cast<double>(moved) / static_cast<double>(a);
    }
};
[[nodiscard]] AcceleratorShift accelerator_shift(Draft const& a, Draft const& b);

}  // namespace meridian::scenario
