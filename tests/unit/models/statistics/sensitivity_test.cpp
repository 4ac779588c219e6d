#include <array>
#include <cmath>
#include <map>

#include "models/statistics/elementary_effects.hpp"
#include "models/statistics/resampling.hpp"
#include "models/statistics/variance_shares.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/known_functions.hpp"

using namespace meridian;
using testing::outputs_of;

namespace {

RandomBits const bits = testing::bits_of(7);

}  // namespace

TEST_CASE("a Morris trajectory moves every input once by half the levels", "[statistics]") {
    std::size_t const levels = 6;
    Sample const points = morris_trajectories(600, 3, levels, bits);
    REQUIRE(points.size() == 600 * 4);
    std::map<std::pair<std::size_t, int>, int> steps;  // (input, lower level)
    for (std::size_t first = 0; first < points.size(); first += 4) {
        std::array<int, 3> moves{};
        for (std::size_t step = 1; step < 4; ++step) {
            for (std::size_t d = 0; d < 3; ++d) {
                double const from = points[first + step - 1][d];
                double const to = points[first + step][d];
                CHECK(std::fabs(to * 5.0 - std::round(to * 5.0)) < 1e-12);
                if (from == to) continue;
                CHECK(std::fabs(to - from) == Approx(0.6));
                ++moves[d];
                ++steps[{d, static_cast<int>(std::round(std::min(from, to) * 5.0))}];
            }
        }
        CHECK(moves == std::array<int, 3>{1, 1, 1});
    }
    // Three steps of each input, from levels 0, 1 and 2: 200 each, standard deviation 11.5.
    CHECK(steps.size() == 9);
    for (auto const& [step, times] : steps)
        CHECK(std::abs(times - 200) < 46);
    CHECK(morris_trajectories(600, 3, levels, bits) == points);
}

// y = 3 a - 2 b + 4 a b + 0 c. With 2 levels a step is the whole range: a's effect is 3 + 4 b, 3 or 7 where b
// is 0 or 1; b's is -2 + 4 a, -2 or 2: its mean is about zero, its absolute mean exactly 2.
TEST_CASE("elementary effects by hand", "[statistics]") {
    Sample const points = morris_trajectories(40, 3, 2, bits);
    auto const outputs =
        outputs_of(points, [](auto const& x) { return 3.0 * x[0] - 2.0 * x[1] + 4.0 * x[0] * x[1]; });
    auto const inputs = elementary_effects(points, outputs, 0.95, bits);
    REQUIRE(inputs.size() == 3);
    CHECK(inputs[0].effect.count == 40);
    CHECK(inputs[0].effect.mean == Approx(5.0).margin(1.3));
    CHECK(inputs[0].absolute.mean == Approx(inputs[0].effect.mean));
    CHECK(inputs[0].standard_deviation == Approx(2.0).margin(0.3));
    CHECK(inputs[0].standard_deviation_bootstrap->holds(2.0));
    CHECK(inputs[0].effect_bootstrap->holds(5.0));
    CHECK(inputs[1].absolute.mean == Approx(2.0));
    CHECK(std::fabs(inputs[1].effect.mean) < 1.3);
    CHECK(inputs[2].absolute.mean == 0.0);
    CHECK(inputs[2].standard_deviation == 0.0);
    CHECK(inputs[2].absolute_bootstrap->high == 0.0);
    CHECK(elementary_effects({}, {}, 0.95, bits).empty());
    // Two trajectories are too few to resample.
    auto const few =
        elementary_effects({points.begin(), points.begin() + 8}, std::span{outputs}.first(8), 0.95, bits);
    CHECK_FALSE(few[0].standard_deviation_bootstrap);
    CHECK_FALSE(few[0].effect_bootstrap);
}

TEST_CASE("a design of variance shares mixes two halves of a sequence", "[statistics]") {
    Sample const points = variance_share_points(5, 3);
    REQUIRE(points.size() == 5 * 5);
    Sample const both = sobol(5, 6);
    for (std::size_t row = 0; row < 5; ++row) {
        for (std::size_t d = 0; d < 3; ++d) {
            CHECK(points[row * 5][d] == both[row][d]);
            CHECK(points[row * 5 + 1][d] == both[row][3 + d]);
            for (std::size_t i = 0; i < 3; ++i)
                CHECK(points[row * 5 + 2 + i][d] == both[row][i == d ? 3 + d : d]);
        }
    }
    Sample const more = variance_share_points(9, 3);
    CHECK(Sample(more.begin(), more.begin() + 25) == points);
}

// One input, f(A) = 1, 4 and f(B) = 3, 2; AB_1 is B. Mean 2.5, variance (2.25 + 2.25 + 0.25 + 0.25) / 4
// = 1.25.
//     first: (0.5 x 2 + -0.5 x -2) / 2 / 1.25 = 0.8    total: (4 + 4) / 2 / 2 / 1.25 = 1.6
TEST_CASE("variance shares by hand", "[statistics]") {
    auto const shares = variance_shares(std::array{1.0, 3.0, 3.0, 4.0, 2.0, 2.0}, 1, 0.95, bits);
    CHECK(shares.mean == Approx(2.5));
    CHECK(shares.variance == Approx(1.25));
    CHECK(shares.inputs[0].first == Approx(0.8));
    CHECK(shares.inputs[0].total == Approx(1.6));
    CHECK_FALSE(variance_shares(std::array{1.0, 3.0, 3.0}, 1, 0.95, {}).inputs[0].first_bootstrap);
    auto const level = variance_shares(std::array{2.0, 2.0, 2.0, 2.0, 2.0, 2.0}, 1, 0.95, bits);
    CHECK(level.variance == 0.0);
    CHECK(level.inputs[0].total == 0.0);
    CHECK(level.inputs[0].first_bootstrap->high == 0.0);
}

TEST_CASE("rows are drawn as often as there are rows, and the interval is of the share asked for",
          "[statistics]") {
    // The mean of 100 values of which half are 0 and half 1 has a standard deviation of 0.05.
    auto const intervals = bootstrap_rows(100, 0.95, bits, [](std::span<double const> times) {
        double all = 0.0;
        double ones = 0.0;
        for (std::size_t i = 0; i < times.size(); ++i) {
            all += times[i];
            if (i % 2 == 0) ones += times[i];
        }
        return std::vector<double>{all, ones / 100.0};
    });
    CHECK(intervals[0].low == 100.0);
    CHECK(intervals[0].high == 100.0);
    CHECK(intervals[1].low == Approx(0.5 - 1.96 * 0.05).margin(0.011));
    CHECK(intervals[1].high == Approx(0.5 + 1.96 * 0.05).margin(0.011));
}
