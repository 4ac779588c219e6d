#include "sim/scheduler/admission.hpp"

#include <algorithm>

namespace meridian::scheduler {

Admission::Admission(View const& view) : view_{&view} {
    widest_when_empty_ = widest_by_origin();
    services_reserved();
}

void Admission::services_reserved() {
    widest_ = widest_by_origin();
    surely_possible_ = surely_possible();
}

Admission::Widths Admission::widest_by_origin() const {
    Scenario const& scenario = view_->scenario();
    Widths all{scenario.classes.size(), scenario.regions.size(), -1};
    for (ClassId const c : scenario.classes.keys()) {
        for (RegionId const r : scenario.regions.keys()) {
            std::int64_t& widest = all(c, r);
            for (SiteId const s : view_->sites_by_latency(r)) {
                for (PoolId const p : view_->pools_of(s))
                    widest = std::max(widest, view_->widest(c)[p.index]);
            }
        }
    }
    return all;
}

// Over the sites that may have the class's data and can store any.
Admission::Widths Admission::surely_possible() const {
    Scenario const& scenario = view_->scenario();
    Widths all{scenario.classes.size(), scenario.regions.size(), -1};
    for (ClassId const c : scenario.classes.keys()) {
        for (RegionId const r : scenario.regions.keys()) {
            std::int64_t& widest = all(c, r);
            for (SiteId const s : view_->sites_by_latency(r)) {
                if (scenario.sites[s].storage || !view_->admits(scenario.classes[c].residency, r, s))
                    continue;
                widest = std::max(widest, std::int64_t{0});  // of jobs without accelerators
                for (PoolId const p : view_->pools_of(s))
                    widest = std::max(widest, view_->widest(c)[p.index]);
            }
        }
    }
    return all;
}

std::optional<Reason> Admission::obstacle(state::Job const& job) const {
    ClassId const c = job.what.workload_class;
    RegionId const r = job.what.origin;
    std::int64_t const width = job.what.width.count();
    if (width <= surely_possible_(c, r)) return std::nullopt;
    if (width > 0 && width > widest_(c, r)) {
        bool const services = width <= widest_when_empty_(c, r);
        return state::reason_where_all(services ? Obstacle::services_at_peak : Obstacle::too_wide);
    }
    auto const sites = view_->sites_by_latency(r);
    bool const possible =
        std::ranges::any_of(sites, [&](SiteId const site) { return view_->possible(job, site).has_value(); });
    if (possible) return std::nullopt;
    // Some pool could run it, so the nearest miss is a matter of its data.
    bool const admitted = std::ranges::any_of(
        sites, [&](SiteId const site) { return view_->admits(job, site) && computes(job, site); });
    return state::reason_where_all(admitted ? Obstacle::storage_size : Obstacle::residency);
}

// Whether a pool of the site could run it, wherever its data may go.
bool Admission::computes(state::Job const& job, SiteId site) const {
    return job.what.width.count() == 0 || std::ranges::any_of(view_->pools_of(site), [&](PoolId const pool) {
               return view_->could_run(job, pool);
           });
}

}  // namespace meridian::scheduler
