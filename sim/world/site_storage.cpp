#include "sim/world/site_storage.hpp"

namespace meridian::world {

SiteStorage::SiteStorage(Scenario const& scenario, state::State& state)
    : scenario_{scenario},
      state_{state},
      queues_{scenario.sites.size()},
      retained_{scenario.classes.size()} {}

JobId SiteStorage::next(SimTime now, SiteId site) {
    auto& queue = queues_[site];
    if (queue.empty() || !state_.allocate_storage(now, site, state_.jobs[queue.front()].what.input))
        return {};
    return queue.pop();
}

std::optional<SimTime> SiteStorage::retain(SimTime now, state::Job const& job) {
    state_.retain_storage(job.site, job.what.input);
    ClassId const c = job.what.workload_class;
    auto const& retention = scenario_.classes[c].retention;
    if (!retention || job.what.input.count() == 0) return std::nullopt;
    retained_[c].push({job.site, job.what.input});
    return later(now, *retention);
}

SiteId SiteStorage::end_retention(SimTime now, ClassId c) {
    auto const [site, bytes] = retained_[c].pop();
    state_.release_retained(now, site, bytes);
    return site;
}

}  // namespace meridian::world
