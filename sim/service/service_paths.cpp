#include "sim/service/service_paths.hpp"

#include <algorithm>
#include <utility>

#include "models/map/access.hpp"

namespace meridian::service {
namespace {

std::vector<NodeId> region_nodes(Scenario const& scenario) {
    std::vector<NodeId> nodes;
    for (DemandRegion const& region : scenario.regions)
        nodes.push_back(region.node);
    std::ranges::sort(nodes);
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

}  // namespace

void SiteLatencies::set(RegionId region, Table<SiteId, Duration> latency) {
    bool is_usual = true;
    Row row{std::move(latency), {}};
    for (SiteId const s : row.latency.keys()) {
        is_usual = is_usual && row.latency[s] == usual_->latency(region, s);
        if (row.latency[s] != Duration::max()) row.order.push_back(s);
    }
    if (is_usual) {
        rows_[region.index] = nullptr;
        latencies_[region.index] = usual_->latencies(region).data();
        return;
    }
    std::ranges::stable_sort(row.order, {}, [&](SiteId s) { return row.latency[s]; });
    rows_[region.index] = std::make_shared<Row const>(std::move(row));
    latencies_[region.index] = rows_[region.index]->latency.data();
}

SiteLatencies::Change SiteLatencies::change(RegionId region, SiteLatencies const& others) const {
    Row const* const from = rows_[region.index].get();
    Row const* const to = others.rows_[region.index].get();
    if (from == to) return Change::none;
    auto const& sites = (from == nullptr ? to : from)->latency;
    Change found = Change::none;
    for (SiteId const s : sites.keys()) {
        Duration const before = latency(region, s);
        Duration const after = others.latency(region, s);
        if (after > before) return Change::longer;
        if (after < before) found = Change::shorter;
    }
    return found;
}

bool ServicePaths::update(std::vector<bool> const& down) {
    if (!distances_) {
        if (std::ranges::none_of(down, [](bool is_down) { return is_down; })) return false;
        distances_.emplace(scenario_.map, region_nodes(scenario_));
    }
    auto const renewed = distances_->update(down);
    for (std::size_t const row : renewed) {
        NodeId const node = distances_->sources()[row];
        for (RegionId const r : scenario_.regions.keys()) {
            if (scenario_.regions[r].node == node) set(r, row);
        }
    }
    return !renewed.empty();
}

void ServicePaths::set(RegionId region, std::size_t row) {
    Duration const access = mean_access_delay(scenario_.regions[region]);
    Table<SiteId, Duration> latency{scenario_.sites.size()};
    for (SiteId const s : scenario_.sites.keys()) {
        Duration const path = distances_->latency(row, scenario_.sites[s].node);
        latency[s] = path == Duration::max() ? path : access + path;
    }
    latencies_.set(region, std::move(latency));
}

}  // namespace meridian::service
