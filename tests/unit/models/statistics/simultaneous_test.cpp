#include "models/statistics/simultaneous.hpp"

#include <array>
#include <cmath>
#include <random>

#include "models/statistics/student_t.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

RandomBits counted_bits() {
    return [](std::uint64_t n) { return std::mt19937_64{n}(); };
}

std::vector<double> normal_values(std::mt19937_64& random, std::size_t count, double mean = 0.0) {
    std::normal_distribution<double> normal{mean, 1.0};
    std::vector<double> values(count);
    for (double& x : values)
        x = normal(random);
    return values;
}

}  // namespace

TEST_CASE("one comparison is Student's test", "[statistics]") {
    // 1, 2, 3: mean 2, error 1 / sqrt(3); t = 3.4641 with two degrees: p = 1 - t / sqrt(2 + t^2) = 0.07418.
    std::array const one{std::vector{1.0, 2.0, 3.0}};
    auto const tests = simultaneous_tests(one, 0, 0.95, counted_bits());
    CHECK(tests[0].p_value == Approx(0.0741799).epsilon(1e-5));
    CHECK(tests[0].interval->low == Approx(2.0 - 2.48414).epsilon(1e-5));
    CHECK(tests[0].interval->high == Approx(2.0 + 2.48414).epsilon(1e-5));
}

TEST_CASE("comparisons that were left out, or too many for the values, count by Bonferroni", "[statistics]") {
    std::vector<double> const values{1.0, 2.0, 3.0};
    // Four tests of 3 values: each at 1 - 0.05 / 4.
    double const half = student_t_two_sided(1.0 - 0.05 / 4.0, 2) / std::sqrt(3.0);
    for (std::size_t const given : {1U, 4U}) {
        std::vector<std::vector<double>> const all(given, values);
        auto const tests = simultaneous_tests(all, 4 - given, 0.95, counted_bits());
        CHECK(tests[0].p_value == Approx(4.0 * 0.0741799).epsilon(1e-5));
        CHECK(tests[0].interval->high == Approx(2.0 + half));
    }
    // So do comparisons of different numbers of values, each with its own degrees of freedom.
    std::array const uneven{values, std::vector{1.0, 2.0, 3.0, 4.0, 5.0, 6.0}};
    auto const tests = simultaneous_tests(uneven, 0, 0.95, counted_bits());
    CHECK(tests[0].p_value == Approx(2.0 * 0.0741799).epsilon(1e-5));
    CHECK(tests[1].interval->high ==
          Approx(3.5 + student_t_two_sided(0.975, 5) * std::sqrt(3.5 / 6.0)).epsilon(1e-9));
}

TEST_CASE("what does not vary needs no test and takes nothing from the others", "[statistics]") {
    std::array const all{std::vector{1.0, 2.0, 3.0}, std::vector{5.0, 5.0, 5.0}, std::vector{0.0, 0.0, 0.0}};
    auto const tests = simultaneous_tests(all, 0, 0.95, counted_bits());
    CHECK(tests[0].p_value == Approx(0.0741799).epsilon(1e-5));
    CHECK(tests[1].p_value == 0.0);
    CHECK(tests[1].interval->low == 5.0);
    CHECK(tests[2].p_value == 1.0);
    std::array const few{std::vector{1.0}, std::vector<double>{}};
    CHECK_FALSE(simultaneous_tests(few, 0, 0.95, counted_bits())[0].interval);
    CHECK(simultaneous_tests(few, 0, 0.95, counted_bits())[1].p_value == 1.0);
}

TEST_CASE("differences that move together are read as one, independent ones as many", "[statistics]") {
    // Equal columns: the largest |t| is that of one, t(19, 95 %) = 2.093. Independent ones: 1 - (1 - 0.05) ^ (1/4) each,
    // t(19, 98.73 %) = 2.757, to the 2,000 draws' error of 0.5 % of probability, some 0.05 of t.
    std::mt19937_64 random{7};
    auto const values = normal_values(random, 20);
    std::vector<std::vector<double>> const equal(4, values);
    auto const width = [](SimultaneousTest const& test, std::vector<double> const& of) {
        auto const e = estimate_mean(of, 0.95);
        return (test.interval->high - e.mean) / std::sqrt(e.variance / static_cast<double>(e.count));
    };
    auto const as_one = simultaneous_tests(equal, 0, 0.95, counted_bits());
    CHECK(width(as_one[0], values) == Approx(2.093).margin(0.08));
    CHECK(as_one[0].p_value == as_one[3].p_value);
    std::vector<std::vector<double>> apart;
    for (int k = 0; k < 4; ++k)
        apart.push_back(normal_values(random, 20));
    auto const as_many = simultaneous_tests(apart, 0, 0.95, counted_bits());
    CHECK(width(as_many[2], apart[2]) == Approx(2.757).margin(0.12));
}

TEST_CASE("the correlations of many values are enough, dependent ones included", "[statistics]") {
    // 100 values, 99 degrees: of one t(97.5 %) = 1.984; of four independent ones 1 - (1 - 0.05) ^ (1/4) each, 2.538 or so.
    // The difference of two independent ones depends on them: of those three, the largest is between that of two
    // (2.266) and that of three independent ones (2.430).
    std::mt19937_64 random{11};
    std::vector<std::vector<double>> apart;
    for (int k = 0; k < 4; ++k)
        apart.push_back(normal_values(random, 100));
    auto const critical = [](std::vector<std::vector<double>> const& all) {
        auto const tests = simultaneous_tests(all, 0, 0.95, counted_bits());
        auto const e = estimate_mean(all[0], 0.95);
        return (tests[0].interval->high - e.mean) / std::sqrt(e.variance / 100.0);
    };
    double const each = 1.0 - std::pow(0.95, 0.25);
    CHECK(critical({apart[0], apart[0], apart[0], apart[0]}) ==
          Approx(student_t_two_sided(0.95, 99)).margin(0.06));
    CHECK(critical(apart) == Approx(student_t_two_sided(1.0 - each, 99)).margin(0.09));
    std::vector<double> difference(100);
    for (std::size_t i = 0; i < 100; ++i)
        difference[i] = apart[0][i] - apart[1][i];
    double const dependent = critical({apart[0], apart[1], difference});
    CHECK(dependent > student_t_two_sided(std::pow(0.95, 1.0 / 2.0), 99) - 0.09);
    CHECK(dependent < student_t_two_sided(std::pow(0.95, 1.0 / 3.0), 99) + 0.02);
}

TEST_CASE("an interval holds zero exactly where the adjusted p-value is above 1 - confidence",
          "[statistics][many_runs]") {
    auto const seed = 20251129U;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    int significant = 0;
    for (int study = 0; study < 40; ++study) {
        std::vector<std::vector<double>> all;
        for (int k = 0; k < 3; ++k)
            all.push_back(normal_values(random, 8, 0.3 * k));
        for (SimultaneousTest const& test : simultaneous_tests(all, 0, 0.9, counted_bits())) {
            CHECK(test.interval->holds(0.0) == (test.p_value > 0.1));
            significant += test.p_value <= 0.1 ? 1 : 0;
        }
    }
    CHECK(significant > 5);  // the check above saw both
    CHECK(significant < 115);
}
