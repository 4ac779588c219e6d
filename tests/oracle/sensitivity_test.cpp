// Morris and Sobol against functions whose effects and shares are known in closed form.
#include <array>
#include <cmath>
#include <string>

#include "models/statistics/elementary_effects.hpp"
#include "models/statistics/variance_shares.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/known_functions.hpp"

using namespace meridian;
using testing::bits_of;
using testing::Ishigami;
using testing::outputs_of;
using testing::SobolG;

TEST_CASE("shares of Ishigami's function come to its closed form", "[oracle][sensitivity][slow]") {
    CHECK(Ishigami::first()[0] == Approx(0.3139).margin(5e-5));
    CHECK(Ishigami::total()[0] == Approx(0.5576).margin(5e-5));
    CHECK(Ishigami::total()[2] == Approx(0.2437).margin(5e-5));
    double last_error = 1.0;
    for (std::size_t const rows : {255U, 4095U, 65535U}) {
        auto const outputs = outputs_of(variance_share_points(rows, 3), Ishigami::value);
        // Resampling 65,535 rows 2,000 times takes long and shows nothing new.
        bool const resampled = rows < 10'000;
        RandomBits const bits = bits_of(rows);
        auto const shares = variance_shares(outputs, 3, 0.95, resampled ? bits : RandomBits{});
        double error = 0.0;
        for (std::size_t d = 0; d < 3; ++d) {
            error = std::max(error, std::fabs(shares.inputs[d].first - Ishigami::first()[d]));
            error = std::max(error, std::fabs(shares.inputs[d].total - Ishigami::total()[d]));
            if (!resampled) continue;
            CHECK(shares.inputs[d].first_bootstrap->holds(Ishigami::first()[d]));
            CHECK(shares.inputs[d].total_bootstrap->holds(Ishigami::total()[d]));
        }
        CAPTURE(rows, error);
        CHECK(error < last_error / 4.0);
        last_error = error;
        WARN(rows << " rows: largest error of a share " << error);
    }
    CHECK(last_error < 1e-3);
}

TEST_CASE("shares of Sobol's function come to its closed form", "[oracle][sensitivity][slow]") {
    auto const outputs = outputs_of(variance_share_points(8191, 6), SobolG::value);
    auto const shares = variance_shares(outputs, 6, 0.95, {});
    CHECK(shares.mean == Approx(1.0).margin(1e-3));
    CHECK(shares.variance == Approx(SobolG::variance()).epsilon(0.005));
    for (std::size_t d = 0; d < 6; ++d) {
        CAPTURE(d);
        CHECK(shares.inputs[d].first == Approx(SobolG::first(d)).margin(0.005));
        CHECK(shares.inputs[d].total == Approx(SobolG::total(d)).margin(0.005));
    }
}

// Points drawn at random are what the bootstrap is right for. f = 2 x + y on (0, 1)^2: variances 4 and 1
// of 5.
TEST_CASE("95 % bootstrap intervals of shares hold them in 92 to 97 % of 400 studies",
          "[oracle][sensitivity][slow]") {
    std::array<int, 4> held{};
    for (std::uint64_t study = 1; study <= 400; ++study) {
        engine::RandomSource const source{study, 1};
        std::vector<double> outputs;
        for (std::uint64_t row = 0; row < 200; ++row) {
            auto const u = source.block(3, row, 0);
            auto const f = [&](std::size_t x, std::size_t y) {
                return 2.0 * engine::unit_interval(u[x]) + engine::unit_interval(u[y]);
            };
            outputs.insert(outputs.end(), {f(0, 1), f(2, 3), f(2, 1), f(0, 3)});
        }
        auto const inputs = variance_shares(outputs, 2, 0.95, bits_of(study)).inputs;
        held[0] += inputs[0].first_bootstrap->holds(0.8) ? 1 : 0;
        held[1] += inputs[0].total_bootstrap->holds(0.8) ? 1 : 0;
        held[2] += inputs[1].first_bootstrap->holds(0.2) ? 1 : 0;
        held[3] += inputs[1].total_bootstrap->holds(0.2) ? 1 : 0;
    }
    for (int const times : held) {
        CAPTURE(times);
        CHECK(times >= 368);
        CHECK(times <= 392);
    }
    WARN("of 400: " << held[0] << ", " << held[1] << ", " << held[2] << ", " << held[3]);
}

// On p = 4 levels u steps by 2/3 from 0 or 1/3, that is from -pi or -pi/3 by 4 pi / 3 to pi / 3 or pi:
//     sin u goes from 0 or -0.866 by +-0.866: always up, by 0.866 / (2/3) = 1.299 (1 + b w^4),
// w^4 is pi^4 or pi^4 / 81 with equal chance: mean of 1 + b w^4 is 1 + 0.1 x 97.409 x 82 / 162 = 5.930.
// sin^2 v goes from 0 to 3/4 or from 3/4 to 0: mean 0, absolute 7 x 0.75 x 1.5 = 7.875, always.
// w^4 goes from pi^4 to pi^4 / 81 or back, |b w^4| by 9.6206 x 1.5 x |sin u|, 0 or 0.866: mean 6.249 if half.
TEST_CASE("elementary effects of Ishigami's function are those worked out by hand",
          "[oracle][sensitivity][slow]") {
    Sample const points = morris_trajectories(2000, 3, 4, bits_of(1));
    auto const inputs = elementary_effects(points, outputs_of(points, Ishigami::value), 0.999, bits_of(2));
    std::array<double, 3> const absolute{1.299038 * 5.930, 7.875, 6.2488};
    for (std::size_t d = 0; d < 3; ++d) {
        CAPTURE(d, inputs[d].absolute.mean, absolute[d]);
        CHECK(std::fabs(inputs[d].absolute.mean - absolute[d]) < 0.05 * absolute[d]);
    }
    CHECK(inputs[0].effect_bootstrap->holds(1.299038 * 5.930));
    CHECK(inputs[0].absolute_bootstrap->holds(1.299038 * 5.930));
    CHECK(inputs[1].absolute.mean == Approx(7.875));
    CHECK(inputs[1].effect_bootstrap->holds(0.0));
    CHECK(inputs[2].effect_bootstrap->holds(0.0));
    CHECK(inputs[2].absolute_bootstrap->holds(6.2488));
}

// Campolongo, Cariboni and Saltelli rank Sobol's function by mu*: the smaller a, the more it matters.
TEST_CASE("elementary effects rank Sobol's function as its shares do", "[oracle][sensitivity][slow]") {
    Sample const points = morris_trajectories(200, 6, 4, bits_of(3));
    auto const inputs = elementary_effects(points, outputs_of(points, SobolG::value), 0.95, bits_of(4));
    for (std::size_t d = 0; d + 2 < 6; ++d)
        CHECK(inputs[d].absolute.mean > 2.0 * inputs[d + 1].absolute.mean * (d == 0 ? 0.5 : 1.0));
    for (auto const& input : inputs)
        CHECK(std::fabs(input.effect.mean) < 4.0 * input.standard_deviation / std::sqrt(200.0));
}
