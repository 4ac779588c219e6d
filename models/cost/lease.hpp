// Cost of leased capacity: a price per Gbit/s and month of 30 days, for the usable capacity of a link, whether it is
// used or not.
#pragma once

#include "models/map/places.hpp"

namespace meridian {

[[nodiscard]] inline double lease_cny(Link const& link, Seconds time) {
    constexpr double seconds_per_month = 30.0 * 86400.0;
    constexpr double bytes_per_second_per_gbps = 1e9 / 8.0;
    return link.lease.count() * (link.usable().count() / bytes_per_second_per_gbps) *
           (time.count() / seconds_per_month);
}

}  // namespace meridian
