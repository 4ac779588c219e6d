// What a site's power is multiplied with over time, from tariffs, grids, climates and cooling. Sites that
// share all four share one series.
#pragma once

#include <vector>

#include "models/series/integral_bundle.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian {

// What a site's power is multiplied with, as integrals from the start of the run:
//     [0] pue(t)   [1] pue(t) * price(t)   [2] pue(t) * carbon(t)
// in seconds, seconds * CNY/kWh and seconds * kg/kWh.
inline constexpr std::size_t power_factors = 3;
using PowerFactors = std::array<double, power_factors>;
using PowerBundle = IntegralBundle<power_factors>;

class SiteSeries {
public:
    // Covers [0, 2 x horizon), or up to a later drain_limit; the last values hold beyond.
    explicit SiteSeries(Scenario const& scenario);

    // Integrals that multiply IT power, at `now`; calls for one site must not go back in time.
    [[nodiscard]] PowerFactors it_factors(SiteId site, SimTime now) {
        Shared& shared = shared_[of_[site.index]];
        return shared.it.at(now, shared.it_cursor);
    }
    // The same between two instants, in any order of calls.
    [[nodiscard]] PowerFactors it_factors(SiteId site, SimTime begin, SimTime end) const {
        return shared_[of_[site.index]].it.between(begin, end);
    }
    // The same for any site of a zone, in any order of calls.
    [[nodiscard]] PowerFactors it_integrals(std::size_t zone, SimTime when) const {
        return shared_[zone].it.at(when);
    }
    // The same for the fixed part of facility power: pue is 1.
    [[nodiscard]] PowerFactors overhead_factors(SiteId site, SimTime now) {
        Shared& shared = shared_[of_[site.index]];
        return shared.overhead.at(now, shared.overhead_cursor);
    }

    // Sites with the same tariff, grid, climate and cooling are one zone, and its series are one.
    [[nodiscard]] std::size_t zones() const { return shared_.size(); }
    [[nodiscard]] std::size_t zone(SiteId site) const { return of_[site.index]; }
    // What IT power is multiplied with at an instant. O(log hours).
    [[nodiscard]] PowerBundle::Piece it_piece(std::size_t zone, SimTime now) const {
        return shared_[zone].it.piece_at(now);
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

}  // namespace meridian
