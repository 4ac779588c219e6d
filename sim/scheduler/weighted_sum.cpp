#include "sim/scheduler/weighted_sum.hpp"

#include <algorithm>
#include <limits>

#include <Eigen/Core>

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
    constexpr std::size_t block = 8;
    using Block = Eigen::Array<double, block, 1>;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Block least = Block::Constant(infinity);
    Block most = -least;
    Extent rest{infinity, -infinity};
    for (PoolRun const run : open.runs) {
        std::size_t at = run.begin;
        for (; at + block <= run.end; at += block) {
            Eigen::Map<Block const> const part{values.data() + at};
            Eigen::Map<Block const> const closed{open.indicator.data() + at};
            least = least.min(part + closed);
            most = most.max(part - closed);
        }
        for (; at < run.end; ++at) {
            rest.least = std::min(rest.least, values[at] + open.indicator[at]);
            rest.most = std::max(rest.most, values[at] - open.indicator[at]);
        }
    }
    return {std::min(rest.least, least.minCoeff()), std::max(rest.most, most.maxCoeff())};
}

}  // namespace meridian::scheduler
