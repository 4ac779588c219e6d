#include "sim/scheduler/pool_footprints.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace meridian::scheduler {

void PoolFootprints::learn(View const& view) {
    Scenario const& scenario = view.scenario();
    examples_.resize(scenario.accelerators.size());
    hours_.resize(scenario.accelerators.size());
    ends_.resize(scenario.accelerators.size());
    kw_.resize(scenario.accelerators.size());
    for (PoolId const p : scenario.pools.keys()) {
        std::size_t const zone = view.energy_zone(scenario.pools[p].site);
        AcceleratorId const model = scenario.pools[p].accelerator;
        auto const known = std::ranges::find_if(
            kinds_, [&](Kind const& k) { return k.zone == zone && k.accelerator == model; });
        kind_of_.push_back(static_cast<std::uint32_t>(known - kinds_.begin()));
        if (known == kinds_.end()) {
            GridId const grid = scenario.sites[scenario.pools[p].site].grid;
            kinds_.push_back({zone, model, p, &scenario.grids[grid]});
            pools_of_.emplace_back();
        }
        pools_of_[kind_of_.back()].push_back(p);
        examples_[model.index] = p;
    }
    pieces_.resize(view.energy_zones());
    before_.resize(view.energy_zones());
    energy_.resize(kinds_.size());
    free_.resize(kind_of_.size(), 0.0);
}

void PoolFootprints::measure_instant(state::Job const& job, View const& view) {
    if (kind_of_.empty()) learn(view);
    for (std::size_t zone = 0; zone < pieces_.size(); ++zone) {
        if (view.now() >= pieces_[zone].end) pieces_[zone] = view.power_factors(zone);
    }
    constexpr double seconds_per_hour = 3600.0;
    for (std::size_t m = 0; m < examples_.size(); ++m) {
        if (!examples_[m].valid()) continue;
        hours_[m] = in_seconds(view.remaining_time(job, examples_[m])).count() / seconds_per_hour;
    }
    double const accelerators = static_cast<double>(job.what.width.count()) / 1000.0;
    Scenario const& scenario = view.scenario();
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
        Kind const& kind = kinds_[k];
        double const kw_each =
            static_cast<double>(view.levels().pools[kind.example].microwatts_each) / microwatts_per_kw;
        double const kw = kw_each * accelerators;
        double const hours = hours_[kind.accelerator.index];
        PowerFactors const& now = pieces_[kind.zone].value;
        EnergyUse const use{kw * (hours * now.pue), kw * (hours * now.price), kw * (hours * now.carbon)};
        energy_[k].energy_kwh = use.kwh;
        energy_[k].energy_cny = energy_cost_cny(*kind.grid, scenario.carbon_price, use);
        energy_[k].carbon_kg = use.location_kg;
    }
}

void PoolFootprints::mark_kinds(OpenPools const& open, std::vector<double>& indicator) const {
    indicator.clear();
    for (std::vector<PoolId> const& pools : pools_of_) {
        bool const any = std::ranges::any_of(pools, [&](PoolId pool) { return open.holds(pool.index); });
        indicator.push_back(any ? 0.0 : std::numeric_limits<double>::infinity());
    }
}

void PoolFootprints::measure_work(state::Job const& job, View const& view) {
    if (kind_of_.empty()) learn(view);
    for (std::size_t zone = 0; zone < before_.size(); ++zone)
        before_[zone] = view.power_integrals(zone, view.now());
    for (std::size_t m = 0; m < examples_.size(); ++m) {
        if (!examples_[m].valid()) continue;
        ends_[m] = later(view.now(), view.remaining_time(job, examples_[m]));
        kw_[m] = view.kw_above_idle(job, examples_[m]);
    }
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
        Kind const& kind = kinds_[k];
        PowerFactors const before = before_[kind.zone];
        PowerFactors const after = view.power_integrals(kind.zone, ends_[kind.accelerator.index]);
        PowerFactors const factors{after.pue - before.pue, after.price - before.price,
                                   after.carbon - before.carbon};
        energy_[k] = view.energy_footprint(kw_[kind.accelerator.index], *kind.grid, factors);
    }
}

std::span<double const> PoolFootprints::latencies(RegionId region, View const& view) {
    if (latencies_.size() <= region.index) latencies_.resize(region.index + 1);
    auto& row = latencies_[region.index];
    if (row.empty()) {
        for (Pool const& pool : view.scenario().pools)
            row.push_back(in_seconds(view.latency(region, pool.site)).count() * 1e3);
    }
    return row;
}

template <class Value, class Find>
std::span<Value const> PoolFootprints::row(Rows<Value>& rows, NodeId node, OpenPools const& open,
                                           View const& view, Find const& find) {
    if (rows.size() <= node.index) rows.resize(node.index + 1);
    std::vector<Value>& by_pool = rows[node.index].by_pool;
    std::size_t& unknown = rows[node.index].unknown;
    auto const& pools = view.scenario().pools;
    if (by_pool.empty()) {
        by_pool.resize(pools.size(), Value{-1.0});
        unknown = by_pool.size();
    }
    if (unknown == 0) return by_pool;
    std::uint64_t signs = 0;  // of the open ones; without branches
    open.for_each_in_runs([&, known = by_pool.data(), indicator = open.indicator.data()](std::size_t p) {
        signs |= std::bit_cast<std::uint64_t>(indicator[p] + mark(known[p]));
    });
    if (signs >> 63U == 0) return by_pool;
    open.for_each_in_runs([&](std::size_t p) {
        if (!open.holds(p) || mark(by_pool[p]) >= 0.0) return;
        by_pool[p] = find(view.node_of(pools[PoolId{static_cast<std::uint32_t>(p)}].site));
        --unknown;
    });
    return by_pool;
}

std::span<double const> PoolFootprints::prices(NodeId node, OpenPools const& open, View const& view) {
    return row(prices_, node, open, view,
               [&](NodeId site) { return view.transfer_price(node, site).count(); });
}

std::span<PoolFootprints::Transfer const> PoolFootprints::transfers(NodeId node, OpenPools const& open,
                                                                    View const& view) {
    return row(transfers_, node, open, view, [&](NodeId site) {
        if (site == node) return Transfer{0.0, 0.0};
        Path const& path = view.shortest(node, site);
        return Transfer{in_seconds(path.latency).count(), 1.0 / path.bottleneck.count()};
    });
}

std::span<PoolFootprints::Transfer const> PoolFootprints::fastest_transfers(NodeId node,
                                                                            OpenPools const& open,
                                                                            View const& view) {
    return row(fastest_, node, open, view, [&](NodeId site) {
        if (site == node) return Transfer{0.0, 0.0};
        Transfer least{1e300, 1e300};
        for (PathId const choice : view.paths(node, site)) {
            Path const& path = view.path(choice);
            least.latency_s = std::min(least.latency_s, in_seconds(path.latency).count());
            least.s_per_byte = std::min(least.s_per_byte, 1.0 / path.bottleneck.count());
        }
        return least;
    });
}

PoolFootprints::TransferPrices PoolFootprints::transfer_prices(NodeId node, Bytes bytes,
                                                               OpenPools const& open, View const& view) {
    if (bytes.count() == 0) return {0.0, free_.data()};
    return {static_cast<double>(bytes.count()) / bytes_per_gigabyte, prices(node, open, view).data()};
}

// The price of transfers is rounded down, so that the sum is not above View::Footprint::cny(), whose terms are rounded
// one by one; where there is none, both are the energy.
void PoolFootprints::bound_cny(state::Job const& job, View const& view, OpenPools const& open,
                               std::span<double> bounds) {
    measure_work(job, view);
    auto const input = transfer_prices(job.what.input_home, View::input_to_move(job), open, view);
    auto const output = transfer_prices(view.node_of(job.what.origin), job.what.output, open, view);
    spread(open, bounds, &View::Footprint::energy_cny);
    open.for_each_in_runs([=, out = bounds.data()](std::size_t p) {
        double const carried = input.gigabytes * input.price[p] + output.gigabytes * output.price[p];
        out[p] += carried * below_rounding;
    });
}

// Saturated as durations are; without branches.
void PoolFootprints::add_seconds(std::span<Transfer const> row, Bytes bytes, OpenPools const& open,
                                 std::span<double> bounds) {
    double const longest = in_seconds(longest_duration).count() * below_rounding;
    auto const size = static_cast<double>(bytes.count());
    open.for_each_in_runs([=, transfers = row.data(), out = bounds.data()](std::size_t p) {
        double const seconds = (transfers[p].latency_s + size * transfers[p].s_per_byte) * below_rounding;
        out[p] += seconds < longest ? seconds : longest;
    });
}

void PoolFootprints::bound_input(state::Job const& job, View const& view, OpenPools const& open,
                                 std::span<double> bounds) {
    open.for_each_in_runs([out = bounds.data()](std::size_t p) { out[p] = 0.0; });
    Bytes const input = View::input_to_move(job);
    if (input.count() == 0) return;
    add_seconds(transfers(job.what.input_home, open, view), input, open, bounds);
}

void PoolFootprints::bound_transfers(state::Job const& job, View const& view, OpenPools const& open,
                                     std::span<double> bounds) {
    bound_input(job, view, open, bounds);
    add_output(job, view, open, bounds);
}

void PoolFootprints::add_output(state::Job const& job, View const& view, OpenPools const& open,
                                std::span<double> bounds) {
    if (job.what.output.count() == 0) return;
    add_seconds(transfers(view.node_of(job.what.origin), open, view), job.what.output, open, bounds);
}

void PoolFootprints::add_work(state::Job const& job, View const& view, OpenPools const& open,
                              std::span<double> bounds) {
    if (kind_of_.empty()) learn(view);
    parts_.clear();
    for (Kind const& kind : kinds_)
        parts_.push_back(in_seconds(view.remaining_time(job, kind.example)).count() * below_rounding);
    open.for_each_in_runs([out = bounds.data(), kinds = kind_of_.data(),
                           seconds = parts_.data()](std::size_t p) { out[p] += seconds[kinds[p]]; });
}

void PoolFootprints::bound_fastest_transfers(state::Job const& job, View const& view, OpenPools const& open,
                                             std::span<double> bounds) {
    open.for_each_in_runs([out = bounds.data()](std::size_t p) { out[p] = 0.0; });
    if (Bytes const input = View::input_to_move(job); input.count() > 0)
        add_seconds(fastest_transfers(job.what.input_home, open, view), input, open, bounds);
    if (job.what.output.count() == 0) return;
    add_seconds(fastest_transfers(view.node_of(job.what.origin), open, view), job.what.output, open, bounds);
}

}  // namespace meridian::scheduler
