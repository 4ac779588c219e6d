#include "models/statistics/designs.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/engine/random_streams.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

TEST_CASE("a Latin hypercube has one point in each slice of each dimension", "[statistics]") {
    RandomBits const bits = [](std::uint64_t n) { return engine::RandomSource{3, 0}.block(1, 2, n)[0]; };
    Sample const sample = latin_hypercube(50, 4, bits);
    REQUIRE(sample.size() == 50);
    for (std::size_t d = 0; d < 4; ++d) {
        std::set<int> slices;
        for (auto const& point : sample)
            slices.insert(static_cast<int>(std::floor(point[d] * 50.0)));
        CHECK(slices.size() == 50);
    }
    // Dimensions are put together at random: their correlation is small.
    double product = 0.0;
    for (auto const& point : sample)
        product += (point[0] - 0.5) * (point[1] - 0.5);
    CHECK(std::fabs(product / 50.0 / (1.0 / 12.0)) < 0.4);
    CHECK(latin_hypercube(50, 4, bits) == sample);
}

TEST_CASE("Sobol's sequence begins as published", "[statistics]") {
    Sample const sample = sobol(4, 2);
    // (1/2, 1/2), (3/4, 1/4), (1/4, 3/4), (3/8, 3/8)
    std::vector<std::vector<double>> const expected{{0.5, 0.5}, {0.75, 0.25}, {0.25, 0.75}, {0.375, 0.375}};
    for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t d = 0; d < 2; ++d)
            CHECK(sample[i][d] == Approx(expected[i][d]).margin(1e-12));
    }
    // 63 points and the origin fill each of 64 slices of each dimension once.
    Sample const filled = sobol(63, 20);
    for (std::size_t d = 0; d < 20; ++d) {
        std::set<int> slices;
        for (auto const& point : filled)
            slices.insert(static_cast<int>(std::floor(point[d] * 64.0)));
        CHECK(slices.size() == 63);
        CHECK_FALSE(slices.contains(0));
    }
}
