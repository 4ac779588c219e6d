// Where and when demand arises: the shares of the regions and the weeks of the curves.
#pragma once

#include <cstddef>

#include "models/series/series.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian {

// The region's part of what a mass splits; equal parts where `mass` is no index of one.
[[nodiscard]] double region_share(Scenario const& scenario, std::size_t mass, RegionId region);

// A curve over simulated time, [0, end), and then as in its last hour; no curve: 1 at all times.
[[nodiscard]] Series curve_series(Scenario const& scenario, CurveId curve, SimTime end);

}  // namespace meridian
