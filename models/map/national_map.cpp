#include "models/map/national_map.hpp"

#include <cassert>
#include <cmath>
#include <numbers>
#include <utility>

namespace meridian {

NationalMap::NationalMap(Table<NodeId, Node> nodes, Table<LinkId, Link> links, Duration router_delay)
    : nodes_{std::move(nodes)}, links_{std::move(links)}, router_delay_{router_delay} {
    for (Link const& link : links_) {
        assert(link.a.index < nodes_.size() && link.b.index < nodes_.size() && link.a != link.b);
        Duration const latency = link.delay + router_delay_;
        arcs_.add(Arc{link.a, link.b, latency});
        arcs_.add(Arc{link.b, link.a, latency});
    }
}

// Haversine form: no loss of digits for close places. The half chord is kept at most 1 against rounding
// at antipodes.
Kilometres great_circle(Node const& a, Node const& b) {
    constexpr double earth_radius_km = 6371.0088;
    constexpr double radians_per_degree = std::numbers::pi / 180.0;
    double const latitude_a = a.latitude_deg * radians_per_degree;
    double const latitude_b = b.latitude_deg * radians_per_degree;
    double const half_north = std::sin((latitude_b - latitude_a) / 2.0);
    double const half_east = std::sin((b.longitude_deg - a.longitude_deg) * radians_per_degree / 2.0);
    double const square =
        half_north * half_north + std::cos(latitude_a) * std::cos(latitude_b) * half_east * half_east;
    return Kilometres{2.0 * earth_radius_km * std::asin(std::sqrt(std::fmin(1.0, square)))};
}

}  // namespace meridian
