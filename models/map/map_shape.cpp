#include "models/map/map_shape.hpp"

#include <algorithm>
#include <cmath>

namespace meridian {
namespace {

struct Reach {
    double west_deg, east_deg;
};

// Of longitudes that are covered, west end first. Precondition: not empty.
Reach narrowest_reach(std::vector<Reach> covered) {
    std::ranges::sort(covered, {}, [](Reach const& one) { return std::pair{one.west_deg, one.east_deg}; });
    double end = covered.front().east_deg;
    double widest_gap = 0.0;
    Reach around{};  // beyond the widest gap within [-180, 180]
    for (Reach const& one : covered) {
        if (one.west_deg - end > widest_gap) {
            widest_gap = one.west_deg - end;
            around = {one.west_deg, end};
        }
        end = std::max(end, one.east_deg);
    }
    double const outer_gap = covered.front().west_deg + 360.0 - end;
    return outer_gap >= widest_gap ? Reach{covered.front().west_deg, end} : around;
}

}  // namespace

MapShape point_shape(MapPoint point) {
    return {{{point}}};
}

MapShape line_shape(MapPoint from, MapPoint to) {
    double const apart = to.longitude_deg - from.longitude_deg;
    if (std::abs(apart) <= 180.0) return {{{from, to}}};
    double const edge = apart < 0.0 ? 180.0 : -180.0;  // where the line leaves the map
    if (from.longitude_deg == edge) return {{{{-edge, from.latitude_deg}, to}}};
    if (to.longitude_deg == -edge) return {{{from, {edge, to.latitude_deg}}}};
    double const share = (edge - from.longitude_deg) / (apart + 2.0 * edge);
    double const latitude = from.latitude_deg + share * (to.latitude_deg - from.latitude_deg);
    return {{{from, {edge, latitude}}, {{-edge, latitude}, to}}};
}

std::optional<MapBox> bounding_box(std::span<MapShape const* const> shapes) {
    std::vector<Reach> covered;
    MapBox box{0.0, 90.0, 0.0, -90.0};
    for (MapShape const* const shape : shapes) {
        for (std::vector<MapPoint> const& part : shape->parts) {
            auto const [west, east] = std::ranges::minmax(part, {}, &MapPoint::longitude_deg);
            auto const [south, north] = std::ranges::minmax(part, {}, &MapPoint::latitude_deg);
            covered.push_back({west.longitude_deg, east.longitude_deg});
            box.south_deg = std::min(box.south_deg, south.latitude_deg);
            box.north_deg = std::max(box.north_deg, north.latitude_deg);
        }
    }
    if (covered.empty()) return std::nullopt;
    Reach const reach = narrowest_reach(std::move(covered));
    box.west_deg = reach.west_deg;
    box.east_deg = reach.east_deg;
    return box;
}

}  // namespace meridian
