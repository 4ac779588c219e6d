#include "models/statistics/emulator.hpp"

#include <array>
#include <cmath>

#include "models/statistics/ridge_regression.hpp"
#include "sim/engine/random_streams.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

RandomBits const design_bits = [](std::uint64_t n) { return engine::RandomSource{5, 0}.block(1, 2, n)[0]; };

}  // namespace

TEST_CASE("polynomials are orthonormal and come by total degree", "[statistics]") {
    PolynomialBasis const basis = polynomials(3, 4, 1000);
    // (3 + p) over p: 1, 4, 10, 20, 35
    CHECK(basis.terms_up_to == std::vector<std::size_t>{1, 4, 10, 20, 35});
    REQUIRE(basis.terms.size() == 35);
    CHECK(basis.terms[1] == Degrees{1, 0, 0});
    CHECK(basis.terms[4] == Degrees{2, 0, 0});
    CHECK(basis.terms[5] == Degrees{1, 1, 0});
    // P_2 at x = 3/4, z = 1/2: (3 / 4 - 1) / 2 = -1/8, times sqrt 5; P_1: 1/2 sqrt 3, twice.
    auto const values = basis.at(std::array{0.75, 0.75, 0.2}, 35);
    CHECK(values[0] == 1.0);
    CHECK(values[4] == Approx(-std::sqrt(5.0) / 8.0));
    CHECK(values[5] == Approx(0.75));
    // Gauss's two points integrate cubics: 1/2 +- 1 / (2 sqrt 3).
    PolynomialBasis const line = polynomials(1, 1, 9);
    double mean_square = 0.0;
    for (double const x : {0.5 - 0.5 / std::sqrt(3.0), 0.5 + 0.5 / std::sqrt(3.0)})
        mean_square += line.at(std::array{x}, 2)[1] * line.at(std::array{x}, 2)[1] / 2.0;
    CHECK(mean_square == Approx(1.0));
    // A degree is whole or not there.
    CHECK(polynomials(3, 4, 19).degree() == 2);
    CHECK(polynomials(30, 4, 20).degree() == 0);
}

// Columns 1 and x = -1, 0, 1, y = -2, 0, 2: slope 2 x (2/3) / (2/3 + penalty). Leaving out is exact for it
// with no penalty.
TEST_CASE("a line is found by ridge regression, and a level where there is none", "[statistics]") {
    std::vector<std::vector<double>> const columns{{1.0, 1.0, 1.0, 1.0}, {-1.0, 0.0, 1.0, 2.0}};
    std::array<std::size_t, 2> const sizes{1, 2};
    auto const line = ridge_regression(columns, std::array{-2.0, 0.0, 2.0, 4.0}, sizes);
    REQUIRE(line.coefficients.size() == 2);
    CHECK(line.coefficients[0] == Approx(0.0).margin(1e-12));
    CHECK(line.coefficients[1] == Approx(2.0));
    // 5, 5, 5, 5: the constant alone does it.
    auto const level = ridge_regression(columns, std::array{5.0, 5.0, 5.0, 5.0}, sizes);
    CHECK(level.coefficients == std::vector<double>{5.0});
    CHECK(level.leave_one_out_mean_square == 0.0);
    // A column that repeats another is held by the penalty.
    std::vector<std::vector<double>> const twice{columns[0], columns[1], columns[1]};
    auto const shared =
        ridge_regression(twice, std::array{-2.0, 0.0, 2.0, 4.0}, std::array<std::size_t, 2>{1, 3});
    REQUIRE(shared.coefficients.size() == 3);
    CHECK(shared.coefficients[1] + shared.coefficients[2] == Approx(2.0).epsilon(1e-4));
}

// Points are left out one by one here; the closed form must say the same.
TEST_CASE("the error of leaving out each point is what it says", "[statistics]") {
    std::vector<double> const x{0.1, 0.3, 0.35, 0.6, 0.8, 0.95};
    std::vector<double> const y{1.0, 0.2, 0.5, 2.0, 1.7, 4.0};
    std::vector<std::vector<double>> columns(2);
    for (double const at : x) {
        columns[0].push_back(1.0);
        columns[1].push_back(at);
    }
    auto const fit = ridge_regression(columns, y, std::array<std::size_t, 2>{1, 2});
    REQUIRE(fit.coefficients.size() == 2);
    double squares = 0.0;
    for (std::size_t out = 0; out < x.size(); ++out) {
        // Normal equations of the others by Cramer's rule, with 6 x penalty on the slope.
        double n = 0.0, sx = 0.0, sxx = 6.0 * fit.penalty, sy = 0.0, sxy = 0.0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (i == out) continue;
            n += 1.0;
            sx += x[i];
            sxx += x[i] * x[i];
            sy += y[i];
            sxy += x[i] * y[i];
        }
        double const determinant = n * sxx - sx * sx;
        double const level = (sxx * sy - sx * sxy) / determinant;
        double const slope = (n * sxy - sx * sy) / determinant;
        double const error = y[out] - level - slope * x[out];
        squares += error * error / 6.0;
    }
    CHECK(fit.leave_one_out_mean_square == Approx(squares).epsilon(1e-9));
}

// 1 + x + 4 x y^2 - z^3 has degree 3; of sqrt 3 P_1 = sqrt 3 (2 x - 1), x holds 1 / (2 sqrt 3).
TEST_CASE("an emulator of a polynomial is that polynomial", "[statistics]") {
    auto const f = [](auto const& x) { return 1.0 + x[0] + 4.0 * x[0] * x[1] * x[1] - x[2] * x[2] * x[2]; };
    Sample const points = latin_hypercube(60, 3, design_bits);
    std::vector<double> outputs;
    for (auto const& x : points)
        outputs.push_back(f(x));
    Emulator const emulator{points, outputs};
    CHECK(emulator.degree() >= 3);
    for (auto const& x : latin_hypercube(20, 3, [](std::uint64_t n) { return design_bits(n + 1000); }))
        CHECK(emulator.at(x) == Approx(f(x)).epsilon(1e-10));
    // Mean 1 + 1/2 + 4/6 - 1/4; z alone: variance 1/7 - 1/16.
    CHECK(emulator.mean() == Approx(1.5 + 2.0 / 3.0 - 0.25));
    auto const shares = emulator.shares();
    CHECK(shares[2].first * emulator.variance() == Approx(1.0 / 7.0 - 1.0 / 16.0));
    CHECK(shares[2].total == Approx(shares[2].first));
    // x (1 + 4 y^2): x alone (7/3)^2 / 12; y alone 16 (1/5 - 1/9) / 4; both 16 (1/5 - 1/9) / 12.
    CHECK(shares[0].first * emulator.variance() == Approx(49.0 / 108.0));
    CHECK(shares[0].total * emulator.variance() == Approx(49.0 / 108.0 + 16.0 * 4.0 / 45.0 / 12.0));
    CHECK(shares[1].first * emulator.variance() == Approx(16.0 * 4.0 / 45.0 / 4.0));
    auto const held_back = held_back_error(points, outputs, {}, 10, design_bits);
    CHECK(held_back.root_mean_square < 1e-9);
    CHECK(held_back.r_squared.value() == Approx(1.0));
    CHECK(held_back.predicted[17] == Approx(outputs[17]));
}

TEST_CASE("an emulator of noise is its mean, and says so", "[statistics]") {
    Sample const points = latin_hypercube(100, 2, design_bits);
    std::vector<double> outputs;
    for (std::uint64_t i = 0; i < 100; ++i)
        outputs.push_back(engine::unit_interval(design_bits(i + 5000)));
    auto const held_back = held_back_error(points, outputs, {}, 10, design_bits);
    CHECK(held_back.r_squared.value() < 0.1);
    CHECK(held_back.root_mean_square == Approx(std::sqrt(1.0 / 12.0)).epsilon(0.2));
    std::vector<double> const level(100, 3.0);
    Emulator const flat{points, level};
    CHECK(flat.terms() == 1);
    CHECK(flat.at(std::array{0.3, 0.4}) == Approx(3.0));
    CHECK(flat.shares()[0].total == 0.0);
    CHECK_FALSE(held_back_error(points, level, {}, 5, design_bits).r_squared);
}
