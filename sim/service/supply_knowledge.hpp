// What the planner of the services knows of what is in service, and when it will know more. By pool, and by region for
// the latencies to all sites:
//   - what is lost, or farther, is known `detect` + `failover` after the first of it that is not known yet;
//   - what comes back, or is nearer, and what is to be closed is announced: it is used, or left, after the longest
//     start-up, for which replicas are taken at once;
//   - what was announced to be closed and is lost is left at once;
//   - what is back as it was before anyone knew is forgotten.
#pragma once

#include <vector>

#include "sim/service/service_supply.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::service {

class SupplyKnowledge {
public:
    // It knows that the supply is whole. The scenario outlives it.
    SupplyKnowledge(Scenario const& scenario, ServiceSupply const& whole);

    // `in_service`: accelerators and latencies that requests meet. `open`: of these accelerators by pool, where replicas
    // may be planned. Will anything be known that was not?
    bool change(SimTime now, ServiceSupply const& in_service, Table<PoolId, std::int64_t> const& open);
    // Has anything become known by now?
    bool advance(SimTime now);
    // When something becomes known next; SimTime::max(): nothing will.
    [[nodiscard]] SimTime next() const;

    [[nodiscard]] ServiceSupply const& known() const { return known_; }
    [[nodiscard]] bool has_announced() const;
    // The known supply with what is announced.
    [[nodiscard]] ServiceSupply announced() const;

private:
    // Of a pool, or of the latencies of a region.
    struct News {
        SimTime due{SimTime::max()};  // max(): there are none
        bool is_announced{false};
    };
    enum class Kind : std::uint8_t { loss, planned_loss, announcement };
    [[nodiscard]] Kind loss_of(PoolId pool, std::int64_t open) const;
    void hear(SimTime now, Kind kind, News& news) const;

    Duration until_failover_, until_started_;
    ServiceSupply known_;
    ServiceSupply open_;  // what will be known
    Table<PoolId, std::int64_t> in_service_;
    Table<PoolId, News> pools_;
    Table<RegionId, News> regions_;
};

}  // namespace meridian::service
