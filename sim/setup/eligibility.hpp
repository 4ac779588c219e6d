// Could this place ever run that, were it empty, and if not, why? The one answer for the reader's checks and
// warnings, the tables of the state, the brain's explanations and the replicas of services.
#pragma once

#include <cstdint>
#include <optional>

#include "sim/setup/obstacle.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian {

// What a job asks of a place at the least.
struct JobDemand {
    ClassId workload_class;
    Milliaccelerators width;
    Bytes input;  // the output takes no storage
};

class Eligibility {
public:
    // The scenario outlives this. O(pools + sites).
    explicit Eligibility(Scenario const& scenario);

    // The first obstacle in the order of Obstacle; nothing if there is none. A site's own obstacles come after
    // those of its pools: the answer for a pool is how near it is to running the job.
    [[nodiscard]] std::optional<Obstacle> first_obstacle(JobDemand const& demand, PoolId pool) const {
        auto const obstacle = at_pool(demand.workload_class, demand.width, pool);
        return obstacle ? obstacle : at_site(demand.input, scenario_->pools[pool].site);
    }
    [[nodiscard]] std::optional<Obstacle> at_pool(ClassId c, Milliaccelerators width, PoolId pool) const;
    [[nodiscard]] std::optional<Obstacle> at_site(Bytes input, SiteId site) const;
    // Of one replica.
    [[nodiscard]] std::optional<Obstacle> at_pool(ServiceId service, PoolId pool) const;

    // The width in thousandths of the widest job of the class for which at_pool() finds nothing; -1: none.
    [[nodiscard]] std::int64_t widest(ClassId c, PoolId pool) const;

    [[nodiscard]] Microwatts idle_power(SiteId site) const { return idle_power_[site]; }
    // Where it is false, which the reader reports, no job has enough power.
    [[nodiscard]] bool powers_idle_pools(SiteId site) const {
        auto const& limit = scenario_->sites[site].power_limit;
        return !limit || idle_power_[site] <= *limit;
    }

private:
    // By power alone.
    [[nodiscard]] std::int64_t widest_powered(Pool const& pool) const;

    Scenario const* scenario_;
    Table<SiteId, Microwatts> idle_power_;
};

}  // namespace meridian
