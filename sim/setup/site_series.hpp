// What a site's power is multiplied with over time, from tariffs, grids, climates and cooling. Sites that
// share all four share one series.
#pragma once

#include <vector>

#include "models/series/integral_bundle.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian {

// What a site's power is multiplied with: at an instant, or as integrals over time in seconds, seconds * CNY/kWh
// and seconds * kg/kWh.
struct PowerFactors {
    double pue{0.0};
    double price{0.0};   // pue x price
    double carbon{0.0};  // pue x carbon intensity
};
// At an instant, and when one of them changes next.
struct PowerPiece {
    PowerFactors value;
    SimTime end;
};

class SiteSeries {
public:
    // Covers [0, 2 x horizon), or up to a later drain_limit; the last values hold beyond.
    explicit SiteSeries(Scenario const& scenario);

    // Integrals that multiply IT power, at `now`; calls for one site must not go back in time.
    [[nodiscard]] PowerFactors it_factors(SiteId site, SimTime now) {
        Shared& shared = shared_[of_[site.index]];
        return named(shared.it.at(now, shared.it_cursor));
    }
    // The same between two instants, in any order of calls.
    [[nodiscard]] PowerFactors it_factors(SiteId site, SimTime begin, SimTime end) const {
        return named(shared_[of_[site.index]].it.between(begin, end));
    }
    // The same for any site of a zone, in any order of calls.
    [[nodiscard]] PowerFactors it_integrals(std::size_t zone, SimTime when) const {
        return named(shared_[zone].it.at(when));
    }
    // The same for the fixed part of facility power: pue is 1.
    [[nodiscard]] PowerFactors overhead_factors(SiteId site, SimTime now) {
        Shared& shared = shared_[of_[site.index]];
        return named(shared.overhead.at(now, shared.overhead_cursor));
    }

    // Sites with the same tariff, grid, climate and cooling are one zone, and its series are one.
    [[nodiscard]] std::size_t zones() const { return shared_.size(); }
    [[nodiscard]] std::size_t zone(SiteId site) const { return of_[site.index]; }
    // What IT power is multiplied with at an instant. O(log hours).
    [[nodiscard]] PowerPiece it_piece(std::size_t zone, SimTime now) const {
        auto const [value, end] = shared_[zone].it.piece_at(now);
        return {named(value), end};
    }

private:
    using PowerBundle = IntegralBundle<3>;
    [[nodiscard]] static PowerFactors named(std::array<double, 3> const& of) { return {of[0], of[1], of[2]}; }

    struct Shared {
        PowerBundle it;
        PowerBundle overhead;
        Cursor it_cursor, overhead_cursor;
    };
    std::vector<Shared> shared_;
    std::vector<std::size_t> of_;  // site -> shared_
};

}  // namespace meridian
