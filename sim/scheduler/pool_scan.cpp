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
    for (std::size_t b = 0; b < made.first.size(); ++b) {
        if (made.first[b] != none) append(made.runs, {b * block, std::min(pools, (b + 1) * block)});
    }
    return made;
}

void PoolScan::take_minima(std::span<double const> values) {
    extremes(values, extremes_, [](auto const& block_values) { return block_values.minCoeff(); });
}

double PoolScan::minimum(std::span<double const> values, PoolRun of) {
    double const* const first = values.data() + of.begin;
    if (of.end - of.begin == block) return Block{first}.minCoeff();
    return Rest{first, static_cast<Eigen::Index>(of.end - of.begin)}.minCoeff();
}

// The runs are made of whole blocks except for the last one.
void PoolScan::take_minima(std::span<double> values, OpenPools const& open) {
    extremes_.assign((values.size() + block - 1) / block, std::numeric_limits<double>::infinity());
    for (PoolRun const run : open.runs) {
        for (std::size_t p = run.begin; p < run.end; ++p)
            values[p] += open.indicator[p];
        for (std::size_t begin = run.begin; begin < run.end; begin += block)
            extremes_[begin / block] = minimum(values, {begin, std::min(run.end, begin + block)});
    }
}

void PoolScan::take_maxima(std::span<double const> values) {
    extremes(values, extremes_, [](auto const& block_values) { return block_values.maxCoeff(); });
}

}  // namespace meridian::scheduler
