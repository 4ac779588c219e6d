#include "models/map/access.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

constexpr Duration ms{1'000'000};

DemandRegion region(Duration delay, Duration spread) {
    DemandRegion r;
    r.access_delay = delay;
    r.access_spread = spread;
    return r;
}

}  // namespace

TEST_CASE("users of a disc are within a delay as areas are", "[access]") {
    // Spread 2 ms: within 1 ms of the node lies the inner disc of half the radius, a quarter of the area;
    // with 0.5 ms spent on the path, a quarter of the radius, a sixteenth.
    DemandRegion const disc = region(Duration{0}, 2 * ms);
    CHECK(share_within(disc, Duration{0}, ms) == 0.25);
    CHECK(share_within(disc, ms / 2, ms) == 0.0625);
    CHECK(share_within(disc, Duration{0}, 2 * ms) == 1.0);
    CHECK(share_within(disc, 2 * ms, ms) == 0.0);
    CHECK(mean_access_delay(region(ms, 3 * ms)) == 3 * ms);
}

TEST_CASE("users at a point are all within a delay or none is", "[access]") {
    DemandRegion const point = region(ms, Duration{0});
    CHECK(share_within(point, ms, 2 * ms) == 1.0);
    CHECK(share_within(point, ms, 2 * ms - Duration{1}) == 0.0);
}

TEST_CASE("the mean of a disc's delays is the integral of the share beyond", "[access]") {
    DemandRegion const disc = region(ms, 6 * ms);
    double integral_ms = 0.0;
    constexpr int steps = 70'000;
    for (int i = 0; i < steps; ++i)
        integral_ms += (1.0 - share_within(disc, Duration{0}, Duration{i * 100 + 50})) * 1e-4;
    CHECK(integral_ms == Approx(in_seconds(mean_access_delay(disc)).count() * 1e3).epsilon(1e-6));
}
