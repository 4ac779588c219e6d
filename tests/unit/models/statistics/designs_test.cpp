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

// Each slice's point errs by a uniform variable of width 1/n: the mean over n slices has variance 1 / (12 n^3), that
// of n points at random 1 / (12 n). So a control variate that is a sum over the inputs has nothing left to correct.
TEST_CASE("a Latin hypercube of 64 points takes the mean of a sum 64 times better than chance",
          "[statistics]") {
    constexpr std::size_t points = 64;
    constexpr std::uint64_t designs = 400;
    double squares = 0.0;
    for (std::uint64_t design = 0; design < designs; ++design) {
        RandomBits const bits = [design](std::uint64_t n) {
            return engine::RandomSource{20, design}.block(1, 2, n)[0];
        };
        double sum = 0.0;
        for (auto const& point : latin_hypercube(points, 2, bits))
            sum += point[0] + point[1];
        double const error = sum / points - 1.0;
        squares += error * error;
    }
    double const expected = std::sqrt(2.0 / (12.0 * points * points * points));  // 0.000797
    double const at_random = std::sqrt(2.0 / (12.0 * points));                   // 0.0510
    double const deviation = std::sqrt(squares / static_cast<double>(designs));
    CHECK(deviation == Approx(expected).epsilon(0.12));  // 3.4 standard errors of a deviation over 400
    CHECK(at_random / deviation > 55.0);
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
