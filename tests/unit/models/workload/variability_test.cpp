// Lognormal factors of mean 1 and what sums of them are.
#include "models/workload/variability.hpp"

#include <cmath>

#include "tests/support/catch.hpp"

using namespace meridian;
using namespace std::chrono_literals;

TEST_CASE("a lognormal factor has the mean 1 and the coefficient of variation asked for",
          "[workload][demand]") {
    // By the midpoint rule over its quantiles.
    double const cv = 0.5;
    double sum = 0.0, squares = 0.0;
    constexpr int steps = 200'000;
    for (int i = 0; i < steps; ++i) {
        double const x = lognormal_factor_quantile(cv, (i + 0.5) / steps);
        sum += x;
        squares += x * x;
    }
    double const mean = sum / steps;
    CHECK(mean == Approx(1.0).epsilon(1e-4));
    CHECK(std::sqrt(squares / steps - mean * mean) == Approx(cv).epsilon(1e-3));
    // Its median is exp(-s^2 / 2) = 1 / sqrt(1 + cv^2).
    CHECK(lognormal_factor_quantile(cv, 0.5) == Approx(1.0 / std::sqrt(1.25)));
    CHECK(lognormal_factor(log_variance(0.0), 1.0) == 1.0);
}

TEST_CASE("autocorrelation falls to 1/e in the correlation time", "[workload][demand]") {
    CHECK(autocorrelation(1h, 1h) == Approx(std::exp(-1.0)));
    CHECK(autocorrelation(15min, 1h) == Approx(std::exp(-0.25)));
    CHECK(autocorrelation(1h, 0s) == 0.0);
}

TEST_CASE("sums of independent rates vary less by the root of their number, sums of one rate as it does",
          "[workload][demand]") {
    // Four rates of 3: sum 12, squares 36.
    CHECK(cv_of_sum({0.2, 1h, 0.0}, 12.0, 36.0) == Approx(0.1));
    CHECK(cv_of_sum({0.2, 1h, 1.0}, 12.0, 36.0) == Approx(0.2));
    CHECK(cv_of_sum({0.2, 1h, 0.0}, 3.0, 9.0) == Approx(0.2));
    // 1 and 2, half correlated: variance 0.04 x 5 + (1.04^0.5 - 1) x 4 = 0.2 + 0.0792156 over 9.
    CHECK(cv_of_sum({0.2, 1h, 0.5}, 3.0, 5.0) == Approx(std::sqrt(0.2792156 / 9.0)).epsilon(1e-6));
}
