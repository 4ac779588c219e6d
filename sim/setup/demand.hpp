// Where and when demand arises: the shares of the regions, the weeks of the curves and whether that is all.
#pragma once

#include <cstddef>

#include "models/series/series.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian {

// The region's part of what a mass splits; equal parts where `mass` is no index of one.
[[nodiscard]] double region_share(Scenario const& scenario, std::size_t mass, RegionId region);

// Whether requests may come at other rates than expected, or are forecast at others than come: then replicas and routes
// are planned for each epoch.
[[nodiscard]] bool has_uncertain_demand(Scenario const& scenario);

// A curve over simulated time, [0, end), and then as in its last hour; no curve: 1 at all times.
[[nodiscard]] Series curve_series(Scenario const& scenario, CurveId curve, SimTime end);

}  // namespace meridian
