// What a site's power is multiplied with over time, from tariffs, grids, climates and cooling. Sites that
// share all four share one series.
#pragma once

#include <vector>

#include "sim/observe/meters.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::observe {

class SiteSeries {
public:
    // Covers [0, 2 x horizon); the last values hold beyond.
    explicit SiteSeries(Scenario const& scenario);

    // Integrals that multiply IT power, at `now`; calls for one site must not go back in time.
    [[nodiscard]] PowerFactors it_factors(SiteId site, SimTime now) {
        Shared& shared = shared_[of_[site.index]];
        return shared.it.at(now, shared.it_cursor);
    }
    // The same for the fixed part of facility power: pue is 1.
    [[nodiscard]] PowerFactors overhead_factors(SiteId site, SimTime now) {
        Shared& shared = shared_[of_[site.index]];
        return shared.overhead.at(now, shared.overhead_cursor);
    }

private:
    struct Shared {
        PowerBundle it;
        PowerBundle overhead;
        Cursor it_cursor, overhead_cursor;
    };
    std::vector<Shared> shared_;
    std::vector<std::size_t> of_;  // site -> shared_
};

}  // namespace meridian::observe
