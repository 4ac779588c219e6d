#include "models/statistics/proportion.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;

TEST_CASE("exact intervals of a probability", "[statistics]") {
    // None or all of n: the other end solves (1 - p)^n = tail. n = 10, 95 %: 1 - 0.025^(1/10) = 0.308497.
    CHECK(exact_proportion(0, 10, 0.95).low == 0.0);
    CHECK(exact_proportion(0, 10, 0.95).high == Approx(0.308497).epsilon(1e-5));
    CHECK(exact_proportion(10, 10, 0.95).low == Approx(0.691503).epsilon(1e-5));
    CHECK(exact_proportion(10, 10, 0.95).high == 1.0);
    // 1 of 1 at 90 %: p = 0.05.
    CHECK(exact_proportion(1, 1, 0.9).low == Approx(0.05));
    // 1 of 2 at 95 %: 1 - (1 - p)^2 = 0.025, so p = 1 - sqrt(0.975) = 0.0125791; the other end mirrors it.
    CHECK(exact_proportion(1, 2, 0.95).low == Approx(0.0125791).epsilon(1e-5));
    CHECK(exact_proportion(1, 2, 0.95).high == Approx(1.0 - 0.0125791).epsilon(1e-5));
}

TEST_CASE("an exact interval holds the probability as often as it says, whatever it is", "[statistics]") {
    // The sum of the binomial weights of the counts whose interval holds p is at least 95 %.
    constexpr std::int64_t trials = 12;
    for (double const p : {0.01, 0.1, 0.35, 0.5, 0.8, 0.99}) {
        double held = 0.0;
        for (std::int64_t k = 0; k <= trials; ++k) {
            double const weight = std::exp(std::lgamma(13.0) - std::lgamma(static_cast<double>(k) + 1.0) -
                                           std::lgamma(static_cast<double>(trials - k) + 1.0)) *
                                  std::pow(p, static_cast<double>(k)) *
                                  std::pow(1.0 - p, static_cast<double>(trials - k));
            if (exact_proportion(k, trials, 0.95).holds(p)) held += weight;
        }
        CAPTURE(p, held);
        CHECK(held >= 0.95);
    }
}
