#include "sim/scheduler/pool_footprints.hpp"

#include <algorithm>

namespace meridian::scheduler {

void PoolFootprints::learn(View const& view) {
    Scenario const& scenario = view.scenario();
    examples_.resize(scenario.accelerators.size());
    hours_.resize(scenario.accelerators.size());
    for (PoolId const p : scenario.pools.keys()) {
        std::size_t const zone = view.energy_zone(scenario.pools[p].site);
        AcceleratorId const model = scenario.pools[p].accelerator;
        auto const known = std::ranges::find_if(
            kinds_, [&](Kind const& k) { return k.zone == zone && k.accelerator == model; });
        kind_of_.push_back(static_cast<std::uint32_t>(known - kinds_.begin()));
        // Sites of a zone share their grid.
        if (known == kinds_.end())
            kinds_.push_back({zone, model, scenario.sites[scenario.pools[p].site].grid});
        examples_[model.index] = p;
    }
    pieces_.resize(view.energy_zones());
    energy_.resize(kinds_.size());
}

void PoolFootprints::measure(state::Job const& job, View const& view) {
    if (kind_of_.empty()) learn(view);
    for (std::size_t zone = 0; zone < pieces_.size(); ++zone) {
        if (view.now() >= pieces_[zone].end) pieces_[zone] = view.power_factors(zone);
    }
    constexpr double seconds_per_hour = 3600.0;
    for (std::size_t m = 0; m < examples_.size(); ++m) {
        if (!examples_[m].valid()) continue;
        hours_[m] = in_seconds(view.expected_time(job, examples_[m])).count() / seconds_per_hour;
    }
    double const cards = static_cast<double>(job.what.width.count()) / 1000.0;
    for (std::size_t k = 0; k < kinds_.size(); ++k) {
        std::size_t const model = kinds_[k].accelerator.index;
        double const kw_each =
            static_cast<double>(view.levels().pools[examples_[model]].microwatts_each) / microwatts_per_kw;
        double const kw = kw_each * cards;
        PowerFactors const& now = pieces_[kinds_[k].zone].value;
        EnergyUse const use{kw * (hours_[model] * now.pue), kw * (hours_[model] * now.price),
                            kw * (hours_[model] * now.carbon)};
        Scenario const& scenario = view.scenario();
        energy_[k] = {use.kwh, energy_cost_cny(scenario.grids[kinds_[k].grid], scenario.carbon_price, use),
                      use.location_kg};
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

std::span<double const> PoolFootprints::carriage(NodeId node, std::span<PoolId const> asked,
                                                 View const& view) {
    if (carriage_.size() <= node.index) carriage_.resize(node.index + 1);
    auto& [row, unknown] = carriage_[node.index];
    auto const& pools = view.scenario().pools;
    if (row.empty()) {
        row.resize(pools.size(), -1.0);
        unknown = row.size();
    }
    for (std::size_t i = 0; unknown > 0 && i < asked.size(); ++i) {
        double& price = row[asked[i].index];
        if (price >= 0.0) continue;
        price = view.carriage(node, view.node_of(pools[asked[i]].site)).count();
        --unknown;
    }
    return row;
}

}  // namespace meridian::scheduler
