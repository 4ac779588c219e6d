// Access delay of a region's users. A region is a disc of radius R around its node. Its users are spread evenly over
// the disc, and the delay to the node is proportional to the distance. So the share of users within
// the distance r is (r / R)^2, and the mean distance is
//     integral of r 2 r / R^2 dr from 0 to R = 2/3 R
#pragma once

#include <cmath>

#include "models/map/places.hpp"

namespace meridian {

// One way, over all users of the region.
[[nodiscard]] constexpr Duration mean_access_delay(DemandRegion const& region) {
    return region.access_delay + region.access_spread * 2 / 3;
}

// One way, of the median user in ring i of n rings of equally many users.
[[nodiscard]] inline Duration access_delay_in_ring(DemandRegion const& region, int i, int n) {
    double const radius = std::sqrt((i + 0.5) / n);
    return region.access_delay + rounded_up(Seconds{radius * in_seconds(region.access_spread).count()});
}

// Share of the users whom a one-way delay of `limit` reaches when `path` of it is spent beyond their node.
[[nodiscard]] constexpr double share_within(DemandRegion const& region, Duration path, Duration limit) {
    Duration const left = limit - region.access_delay - path;
    if (left < Duration{0}) return 0.0;
    if (left >= region.access_spread) return 1.0;
    double const of_radius = in_seconds(left).count() / in_seconds(region.access_spread).count();
    return of_radius * of_radius;
}

}  // namespace meridian
