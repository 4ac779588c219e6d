// Latencies between regions and sites over the links that are not down. While all paths are what they are on the whole
// map they are those of Geography, and cost nothing.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "models/map/distances_around.hpp"
#include "sim/setup/geography.hpp"

namespace meridian::service {

// As of one instant: a value that is copied in O(regions). The geography outlives it.
class SiteLatencies {
public:
    SiteLatencies(Scenario const& scenario, Geography const& usual)
        : usual_{&usual}, rows_(scenario.regions.size()) {
        for (RegionId const r : scenario.regions.keys())
            latencies_.push_back(usual.latencies(r).data());
    }

    // One way, from the region's users to the site, their mean: access delay + path. Unreachable: max().
    [[nodiscard]] Duration latency(RegionId region, SiteId site) const {
        return latencies_[region.index][site.index];
    }
    // The sites that the region reaches, by (latency, id).
    [[nodiscard]] std::span<SiteId const> sites_by_latency(RegionId region) const {
        Row const* const row = rows_[region.index].get();
        return row == nullptr ? usual_->sites_by_latency(region) : std::span<SiteId const>{row->order};
    }
    // By site; where they are the usual ones, as without this call.
    void set(RegionId region, Table<SiteId, Duration> latency);
    // Takes over the latencies of a region.
    void copy(RegionId region, SiteLatencies const& from) {
        rows_[region.index] = from.rows_[region.index];
        latencies_[region.index] = from.latencies_[region.index];
    }

    enum class Change : std::uint8_t { none, shorter, longer };
    // From these latencies of a region to the others: longer where one site is farther, whatever becomes of others.
    [[nodiscard]] Change change(RegionId region, SiteLatencies const& others) const;

private:
    struct Row {
        Table<SiteId, Duration> latency;
        std::vector<SiteId> order;
    };
    Geography const* usual_;
    std::vector<std::shared_ptr<Row const>> rows_;  // by region; none: the usual one
    std::vector<Duration const*> latencies_;        // by region: those of its row, or the usual ones
};

class ServicePaths {
public:
    // Both outlive it. All links are up.
    ServicePaths(Scenario const& scenario, Geography const& usual)
        : scenario_{scenario}, latencies_{scenario, usual} {}

    // `down`: by link. Were any latencies found again? The first search is of all regions; after it only those are
    // searched that a change concerns (models/map/distances_around.hpp).
    bool update(std::vector<bool> const& down);
    [[nodiscard]] SiteLatencies const& latencies() const { return latencies_; }

private:
    void set(RegionId region, std::size_t row);

    Scenario const& scenario_;
    SiteLatencies latencies_;
    std::optional<DistancesAround> distances_;  // from the regions' nodes; none: no link has failed yet
};

}  // namespace meridian::service
