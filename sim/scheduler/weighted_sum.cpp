#include "sim/scheduler/weighted_sum.hpp"

#include <algorithm>

#include <Eigen/Core>

namespace meridian::scheduler {
namespace {

using Values = Eigen::Map<Eigen::ArrayXd const>;

}  // namespace

void WeightedSum::resize(std::size_t candidates) {
    for (auto& measure : measures_)
        measure.resize(candidates);
    totals_.resize(candidates);
}

// Each element on its own, so vectors of any width give the same sums.
std::span<double const> WeightedSum::add_up() {
    auto const size = static_cast<Eigen::Index>(totals_.size());
    Eigen::Map<Eigen::ArrayXd> totals{totals_.data(), size};
    totals.setZero();
    if (totals_.empty()) return totals_;
    for (std::size_t m = 0; m < measures_.size(); ++m) {
        if (weights_[m] == 0.0) continue;
        auto const [least, most] = extent(measures_[m]);
        double const span = most - least;
        if (span > 0.0) totals += (Values{measures_[m].data(), size} - least) * (weights_[m] / span);
    }
    return totals_;
}

// Smallest and largest have no order. In blocks whose values do not wait for one another.
Extent extent(std::span<double const> values) {
    constexpr std::size_t block = 32;
    using Block = Eigen::Map<Eigen::Array<double, block, 1> const>;
    Extent all{values.front(), values.front()};
    std::size_t at = 0;
    for (; at + block <= values.size(); at += block) {
        Block const here{values.data() + at};
        all.least = std::min(all.least, here.minCoeff());
        all.most = std::max(all.most, here.maxCoeff());
    }
    for (; at < values.size(); ++at) {
        all.least = std::min(all.least, values[at]);
        all.most = std::max(all.most, values[at]);
    }
    return all;
}

}  // namespace meridian::scheduler
