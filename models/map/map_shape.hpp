// Points and lines of a map in degrees of WGS 84, as GIS formats hold them.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace meridian {

struct MapPoint {
    double longitude_deg{0.0}, latitude_deg{0.0};

    friend bool operator==(MapPoint const&, MapPoint const&) = default;
};

// A point is one part of one point, a line one part or more of two points each. No part: the place is not known.
struct MapShape {
    std::vector<std::vector<MapPoint>> parts{};

    [[nodiscard]] bool is_point() const { return parts.size() == 1 && parts.front().size() == 1; }
};

[[nodiscard]] MapShape point_shape(MapPoint point);

// Straight in degrees, the shorter way around the globe; a line across the antimeridian is cut there into two parts
// (RFC 7946, 3.1.9). Requires longitudes in [-180, 180].
[[nodiscard]] MapShape line_shape(MapPoint from, MapPoint to);

// `west` > `east`: the box crosses the antimeridian (RFC 7946, 5.2).
struct MapBox {
    double west_deg{0.0}, south_deg{0.0}, east_deg{0.0}, north_deg{0.0};

    friend bool operator==(MapBox const&, MapBox const&) = default;
};

// The narrowest box around all shapes; of equally narrow ones the one that does not cross the antimeridian. None: no
// shape has a part.
[[nodiscard]] std::optional<MapBox> bounding_box(std::span<MapShape const* const> shapes);

}  // namespace meridian
