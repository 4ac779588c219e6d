#include "models/map/map_shape.hpp"

#include <vector>

#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

using Parts = std::vector<std::vector<MapPoint>>;

std::optional<MapBox> box_around(std::vector<MapShape> const& shapes) {
    std::vector<MapShape const*> all;
    for (MapShape const& shape : shapes)
        all.push_back(&shape);
    return bounding_box(all);
}

}  // namespace

TEST_CASE("a line is straight, and cut where it crosses the antimeridian", "[map]") {
    CHECK(line_shape({116, 40}, {104, 30}).parts == Parts{{{116, 40}, {104, 30}}});
    // From 178 E to 172 W are 10 degrees eastward; after 2 of them, a fifth of the way, the latitude has risen by a fifth
    // of 3 degrees. The way back is cut at the same place.
    CHECK(line_shape({178, -17}, {-172, -14}).parts ==
          Parts{{{178, -17}, {180, -16.4}}, {{-180, -16.4}, {-172, -14}}});
    CHECK(line_shape({-172, -14}, {178, -17}).parts ==
          Parts{{{-172, -14}, {-180, -16.4}}, {{180, -16.4}, {178, -17}}});
    // An end on the antimeridian is on both sides of it: nothing is cut.
    CHECK(line_shape({180, 1}, {-179, 2}).parts == Parts{{{-180, 1}, {-179, 2}}});
    CHECK(line_shape({-179, 2}, {180, 1}).parts == Parts{{{-179, 2}, {-180, 1}}});
    CHECK(line_shape({-180, 1}, {179, 2}).parts == Parts{{{180, 1}, {179, 2}}});
}

TEST_CASE("a box is the narrowest around all, and may cross the antimeridian", "[map]") {
    CHECK_FALSE(box_around({}));
    CHECK_FALSE(box_around({MapShape{}}));
    CHECK(box_around({point_shape({116, 40}), MapShape{}, point_shape({104, 30})}) ==
          MapBox{104, 30, 116, 40});
    // The example of RFC 7946, 5.2: from 177 E to 178 W are 5 degrees, the other way around 355.
    CHECK(box_around({point_shape({-178, -16}), point_shape({177, -20})}) == MapBox{177, -20, -178, -16});
    CHECK(box_around({line_shape({178, -17}, {-172, -14})}) == MapBox{178, -17, -172, -14});
    // A line covers the 170 degrees between its ends. The gaps are then 100 degrees from 70 E to 170 E and 90 from there
    // to 100 W: the box leaves out the first.
    CHECK(box_around({line_shape({-100, 0}, {70, 0}), point_shape({170, 1})}) == MapBox{170, 0, 70, 1});
    // Both ways around are equally long.
    CHECK(box_around({point_shape({180, 0}), point_shape({0, 0})}) == MapBox{0, 0, 180, 0});
}
