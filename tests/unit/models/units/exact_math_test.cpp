#include "models/units/exact_math.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "tests/support/catch.hpp"

namespace {

using meridian::exact_exp;
using meridian::exact_log;

constexpr double infinity = std::numeric_limits<double>::infinity();

// Distance from the true value, measured by the 64-bit mantissa of long double, in units in the last
// place of the true value rounded to double.
double error_in_ulps(double got, long double truth) {
    double const rounded = std::abs(static_cast<double>(truth));
    double const ulp = std::nextafter(rounded, infinity) - rounded;
    return static_cast<double>(std::abs(static_cast<long double>(got) - truth) /
                               static_cast<long double>(ulp));
}

// Knuth's multiplicative generator (MMIX): enough to scatter test points.
struct MathScatter {
    std::uint64_t state;
    std::uint64_t bits() { return state = state * 6364136223846793005ULL + 1442695040888963407ULL; }
    double unit() { return static_cast<double>(bits() >> 11U) * 0x1p-53; }
};

}  // namespace

TEST_CASE("exact_exp is within 0.7 ulp of the truth wherever its result is a normal number") {
    std::uint64_t const seed = 20250101;
    CAPTURE(seed);
    MathScatter scatter{seed};
    double worst = 0.0;
    double worst_at = 0.0;
    auto const look = [&](double x) {
        double const error = error_in_ulps(exact_exp(x), std::exp(static_cast<long double>(x)));
        if (error > worst) {
            worst = error;
            worst_at = x;
        }
    };
    for (int i = 0; i < 500'000; ++i) {
        look(-708.0 + 1417.7 * scatter.unit());
        look(-2.0 + 4.0 * scatter.unit());
        look(std::ldexp(scatter.unit() - 0.5, -static_cast<int>(scatter.bits() >> 58U)));
    }
    // Around the points where the argument reduction changes its step.
    for (int k = -1000; k <= 1000; ++k) {
        double const edge = (k + 0.5) * 0.6931471805599453;
        look(std::nextafter(edge, -infinity));
        look(edge);
        look(std::nextafter(edge, infinity));
    }
    CAPTURE(worst_at);
    CHECK(worst > 0.49);  // the measure itself works: half an ulp cannot be avoided
    CHECK(worst < 0.7);
}

TEST_CASE("exact_log is within 0.9 ulp of the truth for every positive double, subnormals included") {
    std::uint64_t const seed = 20250102;
    CAPTURE(seed);
    MathScatter scatter{seed};
    double worst = 0.0;
    double worst_at = 0.0;
    auto const look = [&](double x) {
        if (x == 1.0) return;  // ln 1 = 0 has no ulp to speak of; tested below
        double const error = error_in_ulps(exact_log(x), std::log(static_cast<long double>(x)));
        if (error > worst) {
            worst = error;
            worst_at = x;
        }
    };
    for (int i = 0; i < 500'000; ++i) {
        look(scatter.unit() + 0x1p-54);
        look(0.5 + 2.0 * scatter.unit());
        // Any positive finite double: a random exponent (subnormals too) and mantissa.
        look(std::bit_cast<double>(1 + scatter.bits() % 0x7FEFFFFFFFFFFFFFULL));
        look(std::bit_cast<double>(1 + (scatter.bits() >> 12U)));
    }
    for (double step = 1e-16; step < 0.1; step *= 1.7) {
        look(1.0 + step);
        look(1.0 - step);
    }
    CAPTURE(worst_at);
    CHECK(worst > 0.49);
    CHECK(worst < 0.9);
}

TEST_CASE("exact_exp meets its special points") {
    CHECK(exact_exp(0.0) == 1.0);
    CHECK(exact_exp(-0.0) == 1.0);
    CHECK(exact_exp(1.0) == 2.718281828459045);
    CHECK(exact_exp(infinity) == infinity);
    CHECK(exact_exp(-infinity) == 0.0);
    CHECK(std::isnan(exact_exp(std::nan(""))));
    // ln(largest double) lies between 709.782712893384 (its floor in double) and the next double.
    CHECK(std::isfinite(exact_exp(709.782712893384)));
    CHECK(exact_exp(std::nextafter(709.782712893384, infinity)) == infinity);
    CHECK(exact_exp(1e300) == infinity);
    // Subnormal results: a few smallest steps (2^-1074); e^-745.13 = 4.99e-324 rounds to one step.
    CHECK(exact_exp(-745.13) == std::numeric_limits<double>::denorm_min());
    CHECK(exact_exp(-745.2) == 0.0);
    CHECK(std::abs(exact_exp(-730.0) - std::exp(-730.0)) <= std::numeric_limits<double>::denorm_min());
}

TEST_CASE("exact_log meets its special points") {
    CHECK(exact_log(1.0) == 0.0);
    CHECK_FALSE(std::signbit(exact_log(1.0)));
    CHECK(exact_log(0.0) == -infinity);
    CHECK(exact_log(-0.0) == -infinity);
    CHECK(std::isnan(exact_log(-1.0)));
    CHECK(std::isnan(exact_log(std::nan(""))));
    CHECK(exact_log(infinity) == infinity);
    CHECK(exact_log(2.0) == 0.6931471805599453);
    CHECK(exact_log(std::numeric_limits<double>::denorm_min()) == -744.4400719213812);  // -1074 ln 2
    CHECK(exact_log(std::numeric_limits<double>::max()) == 709.782712893384);
}
