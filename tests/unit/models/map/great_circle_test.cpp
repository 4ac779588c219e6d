#include "models/map/great_circle.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

double distance_km(double lat_a, double lon_a, double lat_b, double lon_b) {
    return great_circle(Node{"a", "a", lat_a, lon_a}, Node{"b", "b", lat_b, lon_b}).count();
}

}  // namespace

TEST_CASE("great circles on a sphere of 6371.0088 km", "[map]") {
    constexpr double quarter = 10007.557220;  // pi / 2 x 6371.0088
    CHECK(distance_km(0, 0, 90, 0) == Approx(quarter).epsilon(1e-9));
    CHECK(distance_km(0, -45, 0, 45) == Approx(quarter).epsilon(1e-9));
    CHECK(distance_km(0, 0, 0, 180) == Approx(2 * quarter).epsilon(1e-9));
    CHECK(distance_km(-90, 0, 90, 0) == Approx(2 * quarter).epsilon(1e-9));
    // Over the date line: 2 degrees of the equator.
    CHECK(distance_km(0, 179, 0, -179) == Approx(quarter / 45).epsilon(1e-9));
    // Both at 60 degrees, half around: over the pole, 60 degrees of a great circle.
    CHECK(distance_km(60, 0, 60, 180) == Approx(quarter * 60 / 90).epsilon(1e-9));
    CHECK(distance_km(39.9, 116.4, 39.9, 116.4) == 0.0);
    CHECK(distance_km(39.9, 116.4, 31.2, 121.5) == distance_km(31.2, 121.5, 39.9, 116.4));
}
