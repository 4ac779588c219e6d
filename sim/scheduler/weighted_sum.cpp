#include "sim/scheduler/weighted_sum.hpp"

#include <algorithm>

#include <Eigen/Core>

namespace meridian::scheduler {

void WeightedSum::resize(std::size_t candidates) {
    for (auto& measure : measures_)
        measure.resize(candidates);
    totals_.resize(candidates);
}

// Each element on its own, so vectors of any width give the same sums. In blocks that stay in registers while
// the measures are added.
std::span<double const> WeightedSum::add_up() {
    if (totals_.empty()) return totals_;
    terms_.clear();
    for (std::size_t m = 0; m < measures_.size(); ++m) {
        if (weights_[m] == 0.0) continue;
        auto const [least, most] = extent(measures_[m]);
        if (most > least) terms_.push_back({measures_[m].data(), least, weights_[m] / (most - least)});
    }
    constexpr std::size_t block = 8;
    using Block = Eigen::Array<double, block, 1>;
    std::size_t at = 0;
    for (; at + block <= totals_.size(); at += block) {
        Block sum = Block::Zero();
        for (Term const& term : terms_)
            sum += (Eigen::Map<Block const>{term.values + at} - term.least) * term.factor;
        Eigen::Map<Block>{totals_.data() + at} = sum;
    }
    for (; at < totals_.size(); ++at) {
        totals_[at] = 0.0;
        for (Term const& term : terms_)
            totals_[at] += (term.values[at] - term.least) * term.factor;
    }
    return totals_;
}

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

}  // namespace meridian::scheduler
