#include <fmt/format.h>

#include "sim/scenario/size_bounds.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

std::vector<bool> sites_in_use(ScenarioBuilder const& b, std::vector<ClassWork> const& work) {
    auto const& scenario = b.scenario;
    Eligibility const eligibility{scenario};
    std::vector<bool> used(scenario.sites.size(), false);
    for (ClassId const c : scenario.classes.keys()) {
        auto const& does = work[c.index];
        if (!does.any) continue;
        JobDemand const least = demand_of(c, does.least_width, does.least_input);
        for (PoolId const p : scenario.pools.keys()) {
            Pool const& pool = scenario.pools[p];
            if (!used[pool.site.index] && pool.servers > 0 && !eligibility.first_obstacle(least, p))
                used[pool.site.index] = true;
        }
        if (least.width.count() > 0) continue;
        for (SiteId const s : scenario.sites.keys()) {
            if (!eligibility.at_site(least.input, s)) used[s.index] = true;
        }
    }
    return used;
}

bool sends_jobs(DemandRegion const& region, WorkloadClass const& c) {
    if (c.arrivals.rate.count() <= 0.0) return false;
    return c.arrivals.mass >= region.masses.size() || region.masses[c.arrivals.mass] > 0.0;
}

bool may_hold_data(DemandRegion const& region, WorkloadClass const& c) {
    return c.input_home.kind == HomeKind::gravity && region.masses[c.input_home.mass] > 0.0;
}

}  // namespace

void warn_deserted(ScenarioBuilder const& b, std::vector<ClassWork> const& work, Problems& warnings) {
    auto const used = sites_in_use(b, work);
    std::vector<bool> has_pool(used.size(), false);
    for (auto const& pool : b.scenario.pools)
        has_pool[pool.site.index] = has_pool[pool.site.index] || pool.servers > 0;
    for (SiteId const s : b.scenario.sites.keys()) {
        if (used[s.index] || !b.scenario.sites[s].energised) continue;
        auto const& name = b.scenario.sites[s].name;
        warnings.add(b.in.sites[s.index].location(),
                     has_pool[s.index]
                         ? fmt::format("no class can use the site '{}'", name)
                         : fmt::format("the site '{}' has no pool, and no class only stores data", name),
                     has_pool[s.index] ? "check the kinds, stacks, models and sizes that the classes accept"
                                       : "add a pool at the site, or remove it");
    }
    std::vector<bool> listed(b.scenario.regions.size(), false);
    for (JobDescription const& job : b.listed.extremes())
        listed[job.origin.index] = true;
    for (RegionId const r : b.scenario.regions.keys()) {
        auto const& region = b.scenario.regions[r];
        bool asks = listed[r.index];
        for (auto const& c : b.scenario.classes)
            asks = asks || sends_jobs(region, c) || may_hold_data(region, c);
        if (asks) continue;
        warnings.add(b.in.regions[r.index].location(),
                     fmt::format("no job comes from the region '{}'", region.name),
                     "give it a mass above 0 that splits the arrivals of a class, or remove it");
    }
}

}  // namespace meridian::scenario
