#include "sim/scheduler/pool_scan.hpp"

#include <algorithm>

#include <Eigen/Core>

namespace meridian::scheduler {
namespace {

using Block = Eigen::Map<Eigen::Array<double, PoolScan::block, 1> const>;
using Rest = Eigen::Map<Eigen::ArrayXd const>;

// Smallest and largest values do not depend on the order of looking, so vectors may look for them.
template <class Extreme>
void extremes(std::span<double const> values, std::vector<double>& out, Extreme const& extreme) {
    out.clear();
    std::size_t const whole = values.size() / PoolScan::block * PoolScan::block;
    for (std::size_t i = 0; i < whole; i += PoolScan::block)
        out.push_back(extreme(Block{values.data() + i}));
    auto const rest = static_cast<Eigen::Index>(values.size() - whole);
    if (rest > 0) out.push_back(extreme(Rest{values.data() + whole, rest}));
}

}  // namespace

PoolScan::Ranks const& PoolScan::ranks(RegionId region, View const& view) {
    if (ranks_.size() <= region.index) ranks_.resize(region.index + 1);
    Ranks& made = ranks_[region.index];
    if (!made.of.empty()) return made;
    std::size_t const pools = view.levels().pools.size();
    made.of.assign(pools, none);
    made.first.assign((pools + block - 1) / block, none);
    std::uint32_t rank = 0;
    for (SiteId const site : view.sites_by_latency(region)) {
        if (view.latency(region, site) > reach_) break;
        for (PoolId const pool : view.pools_of(site)) {
            made.of[pool.index] = rank;
            made.order.push_back(pool);
            std::uint32_t& first = made.first[pool.index / block];
            first = std::min(first, rank++);
        }
    }
    return made;
}

void PoolScan::take_minima(std::span<double const> values) {
    extremes(values, extremes_, [](auto const& block_values) { return block_values.minCoeff(); });
}

void PoolScan::take_maxima(std::span<double const> values) {
    extremes(values, extremes_, [](auto const& block_values) { return block_values.maxCoeff(); });
}

}  // namespace meridian::scheduler
