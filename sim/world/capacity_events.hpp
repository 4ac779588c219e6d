// Carries out changes of capacity: what is lost of links, sites, pools and power, and what comes back.
//
// What is left of a pool is the least that its own events and those of its site leave, in whole servers. Of a site's
// power it is a share of its limit or, without one, of what it draws when all is busy; accelerators that cannot be kept
// idle with it are switched off, and then jobs leave, those that started last first. A site of which nothing is left is
// lost with its storage; the data at a node are out of reach while all sites there are lost.
#pragma once

#include <cstdint>

#include "sim/failure/capacity_timeline.hpp"
#include "sim/service/service_loop.hpp"
#include "sim/state/state.hpp"
#include "sim/transfer/transport.hpp"
#include "sim/world/job_life.hpp"

namespace meridian::world {

class CapacityEvents {
public:
    // All of it outlives this. `services`: none if the scenario has none.
    struct Parts {
        Scenario const& scenario;
        state::State& state;
        transfer::Transport& transport;
        JobLife& jobs;
        service::ServiceLoop* services;
    };
    explicit CapacityEvents(Parts const& parts);

    void apply(SimTime now, failure::CapacityChange const& change);

private:
    struct Left {
        double share{1.0};
        bool closed{false};
    };

    void update(SimTime now, SiteId site);
    void update_pools(SimTime now, SiteId site);
    void update_pool(SimTime now, PoolId pool, std::int64_t out, bool closed);
    void update_power(SimTime now, SiteId site);
    void update_data(NodeId node);
    [[nodiscard]] double left_of(PoolId pool) const;
    [[nodiscard]] std::int64_t limit_uw(SiteId site) const;
    // Of each pool of the site, in thousandths of accelerators.
    [[nodiscard]] std::vector<std::int64_t> out_of(SiteId site) const;

    Parts of_;
    Table<SiteId, Left> sites_;
    Table<SiteId, double> power_;
    Table<PoolId, Left> pools_;
    Table<SiteId, std::int64_t> full_limit_uw_;  // of its power
};

}  // namespace meridian::world
