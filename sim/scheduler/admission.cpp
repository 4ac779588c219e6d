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

std::vector<std::int64_t> Admission::widest_by_origin() const {
    Scenario const& scenario = view_->scenario();
    std::vector<std::int64_t> all;
    for (ClassId const c : scenario.classes.keys()) {
        for (RegionId const r : scenario.regions.keys()) {
            std::int64_t widest = -1;
            for (SiteId const s : view_->sites_by_latency(r)) {
                for (PoolId const p : view_->pools_of(s))
                    widest = std::max(widest, view_->widest(c)[p.index]);
            }
            all.push_back(widest);
        }
    }
    return all;
}

// Over the sites that may have the class's data and can store any.
std::vector<std::int64_t> Admission::surely_possible() const {
    Scenario const& scenario = view_->scenario();
    std::vector<std::int64_t> all;
    for (ClassId const c : scenario.classes.keys()) {
        for (RegionId const r : scenario.regions.keys()) {
            std::int64_t widest = -1;
            for (SiteId const s : view_->sites_by_latency(r)) {
                if (scenario.sites[s].storage || !view_->admits(scenario.classes[c].residency, r, s))
                    continue;
                widest = std::max(widest, std::int64_t{0});  // of jobs without accelerators
                for (PoolId const p : view_->pools_of(s))
                    widest = std::max(widest, view_->widest(c)[p.index]);
            }
            all.push_back(widest);
        }
    }
    return all;
}

std::optional<Reason> Admission::obstacle(state::Job const& job) const {
    std::size_t const at = row(job.what.workload_class, job.what.origin);
    std::int64_t const width = job.what.width.count();
    if (width <= surely_possible_[at]) return std::nullopt;
    if (width > 0 && width > widest_[at])
        return width > widest_when_empty_[at] ? Reason::no_pool_can_run_it : Reason::services_need_the_room;
    auto const sites = view_->sites_by_latency(job.what.origin);
    bool const possible =
        std::ranges::any_of(sites, [&](SiteId const site) { return view_->possible(job, site).has_value(); });
    if (possible) return std::nullopt;
    bool const admitted = std::ranges::any_of(sites, [&](SiteId const site) {
        auto const pools = view_->pools_of(site);
        return view_->admits(job, site) && (width == 0 || std::ranges::any_of(pools, [&](PoolId const pool) {
                                                return view_->could_run(job, pool);
                                            }));
    });
    if (!admitted) return Reason::data_may_not_leave;
    return Reason::no_storage_can_hold_it;  // some pool could run it, so it is the input that fits nowhere
}

}  // namespace meridian::scheduler
