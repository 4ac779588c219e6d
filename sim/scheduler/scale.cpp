#include "sim/scheduler/scale.hpp"

#include <algorithm>

namespace meridian::scheduler {

// Smallest and largest have no order. In blocks whose values do not wait for one another.
Extent extent(std::span<double const> values) {
    constexpr std::size_t block = 32;
    using Block = Eigen::Map<Eigen::Array<double, block, 1> const>;
    Extent found{values.front(), values.front()};
    std::size_t at = 0;
    for (; at + block <= values.size(); at += block) {
        Block const part{values.data() + at};
        found.least = std::min(found.least, part.minCoeff());
        found.most = std::max(found.most, part.maxCoeff());
    }
    for (; at < values.size(); ++at) {
        found.least = std::min(found.least, values[at]);
        found.most = std::max(found.most, values[at]);
    }
    return found;
}

Extent extent(std::span<double const> values, OpenPools const& open) {
    return extent_of(open,
                     [all = values.data()]<std::size_t n>(std::size_t pool) { return lanes<n>(all, pool); });
}

}  // namespace meridian::scheduler
