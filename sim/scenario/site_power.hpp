// What the power limits of sites let work at once, of an empty network.
#pragma once

#include <vector>

#include "models/units/ids.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::scenario {

struct PoolSpeed {
    PoolId pool;
    double speed{1.0};  // of each of its accelerators
};

struct PoweredSpeed {
    double accelerators{0.0};
    double speed{0.0};  // of all of them
};

class SitePower {
public:
    // The scenario outlives this. O(pools).
    explicit SitePower(Scenario const& scenario);

    // Whether the site draws more than its limit when all of its accelerators work.
    [[nodiscard]] bool is_limited(SiteId site) const;
    // The greatest speed of these pools of the site, the others idle: accelerators with the most speed for their power
    // work first. Only what is beyond idle power counts, as the limit holds for it.
    [[nodiscard]] PoweredSpeed most_at_work(SiteId site, std::vector<PoolSpeed> pools) const;

private:
    [[nodiscard]] double draw_uw(PoolId pool) const;  // of an accelerator at work, beyond its idle power

    Scenario const& s_;
    Table<SiteId, double> idle_uw_;
    Table<SiteId, double> busy_uw_;
};

}  // namespace meridian::scenario
