#include "models/statistics/intervals.hpp"

#include <array>
#include <cmath>

#include "models/statistics/pareto.hpp"
#include "models/statistics/student_t.hpp"
#include "models/statistics/warm_up.hpp"
#include "sim/engine/random_streams.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

RandomBits const block_bits = [](std::uint64_t n) { return engine::RandomSource{1, 0}.block(1, 2, n)[0]; };

}  // namespace

TEST_CASE("paired differences by hand", "[statistics]") {
    // d = 5 - 4, 7 - 5, 9 - 6 = 1, 2, 3: mean 2, variance 1, standard error 1 / sqrt(3) = 0.57735.
    // t(2, 95 %) = 4.30265: half width 2.48414. Statistic 2 / 0.57735 = 3.46410; with 2 degrees of freedom
    //     p = 1 - t / sqrt(2 + t^2) = 1 - 3.46410 / sqrt(14) = 0.0741799
    // Var a = 4, Var b = 1, Var d = 1: the same random numbers are worth (4 + 1) / 1 = 5 times the runs.
    std::array<double, 3> const a{5.0, 7.0, 9.0};
    std::array<double, 3> const b{4.0, 5.0, 6.0};
    auto const paired = paired_difference(a, b, 0.95, block_bits);
    CHECK(paired.difference.count == 3);
    CHECK(paired.difference.mean == Approx(2.0));
    REQUIRE(paired.difference.interval);
    CHECK(paired.difference.interval->low == Approx(2.0 - 2.48414).epsilon(1e-5));
    CHECK(paired.difference.interval->high == Approx(2.0 + 2.48414).epsilon(1e-5));
    CHECK(paired.p_value == Approx(0.0741799).epsilon(1e-5));
    CHECK(paired.variance_reduction.value() == Approx(5.0));
    // Three values: resampled means lie between the least and the most of them.
    REQUIRE(paired.bootstrap);
    CHECK(paired.bootstrap->low >= 1.0);
    CHECK(paired.bootstrap->high <= 3.0);
    CHECK(paired.bootstrap->low < paired.bootstrap->high);
}

TEST_CASE("differences that do not vary need no test", "[statistics]") {
    std::array<double, 3> const a{2.0, 3.0, 4.0};
    std::array<double, 3> const less{1.0, 2.0, 3.0};
    auto const apart = paired_difference(a, less, 0.95, block_bits);
    CHECK(apart.p_value == 0.0);
    CHECK_FALSE(apart.variance_reduction);
    CHECK(apart.bootstrap->low == 1.0);
    CHECK(apart.bootstrap->high == 1.0);
    CHECK(paired_difference(a, a, 0.95, block_bits).p_value == 1.0);
}

TEST_CASE("too few values have no interval", "[statistics]") {
    std::array<double, 2> const two{1.0, 2.0};
    CHECK_FALSE(estimate_mean(std::span{two}.first(1), 0.95).interval);
    CHECK(estimate_mean(two, 0.95).interval);
    CHECK_FALSE(bootstrap_mean(two, 0.95, block_bits));
    CHECK(estimate_mean({}, 0.95).count == 0);
    CHECK(paired_difference({}, {}, 0.95, block_bits).p_value == 1.0);
}

TEST_CASE("the chance of a t with one degree of freedom is Cauchy's", "[statistics]") {
    // P(|T| > 1) = 1 - (2 / pi) atan 1 = 1/2
    CHECK(student_t_p_value(1.0, 1) == Approx(0.5));
    CHECK(student_t_p_value(-1.0, 1) == Approx(0.5));
    CHECK(student_t_p_value(0.0, 7) == Approx(1.0));
}

TEST_CASE("a skewed sample has a skewed interval", "[statistics]") {
    std::vector<double> values;
    for (int i = 1; i <= 30; ++i)
        values.push_back(std::exp(i / 6.0));
    auto const interval = bootstrap_mean(values, 0.95, block_bits);
    double const mean = estimate_mean(values, 0.95).mean;
    REQUIRE(interval);
    CHECK(interval->holds(mean));
    CHECK(interval->high - mean > 1.2 * (mean - interval->low));
    // The same draws give the same interval.
    CHECK(bootstrap_mean(values, 0.95, block_bits)->high == interval->high);
}

TEST_CASE("MSER-5 leaves out the start that is unlike the rest", "[statistics]") {
    // Batch means 10, 0, 1, 0, 1, 0, 1, 0, 1. Squares over those kept, by n^2:
    //   d = 1: 8 x 0.25 / 64 = 0.03125   d = 2: (12/7) / 49 = 0.035   d = 3: 1.5 / 36 = 0.042
    //   d = 4: 1.2 / 25 = 0.048          d = 0: over 80 / 81
    std::vector<double> series(5, 10.0);
    for (int batch = 0; batch < 8; ++batch)
        series.insert(series.end(), 5, batch % 2 == 0 ? 0.0 : 1.0);
    CHECK(mser5(series) == 5U);
    // Level from the start: nothing is left out.
    CHECK(mser5(std::vector<double>(40, 3.0)) == 0U);
    // Still rising at the end: too short to estimate it.
    std::vector<double> rising;
    for (int i = 0; i < 40; ++i)
        rising.push_back(i);
    CHECK_FALSE(mser5(rising));
    CHECK_FALSE(mser5(std::vector<double>(19, 1.0)));
}

TEST_CASE("a dominated row names the row that dominates it", "[statistics]") {
    // {2, 2} by {1, 1}; {1, 3} by {1, 1}, equal in one and worse in the other; {0, 4} is best in the first.
    std::vector<std::vector<double>> const rows{{1.0, 1.0}, {2.0, 2.0}, {1.0, 3.0}, {0.0, 4.0}, {1.0, 1.0}};
    auto const by = dominated_by(rows);
    CHECK_FALSE(by[0]);
    CHECK(by[1] == 0U);
    CHECK(by[2] == 0U);
    CHECK_FALSE(by[3]);
    CHECK_FALSE(by[4]);  // a tie is no defeat
}
