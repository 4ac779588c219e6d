// An emulator against functions that are known: its error falls with points, it shares the variance as the
// closed form does, and what it says of its error is what it errs.
#include "models/statistics/emulator.hpp"

#include <array>
#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/known_functions.hpp"

using namespace meridian;
using testing::bits_of;
using testing::Ishigami;
using testing::outputs_of;

namespace {

template <typename Function>
double error_on_new_points(Emulator const& emulator, std::size_t inputs, Function const& function) {
    double squares = 0.0;
    Sample const points = latin_hypercube(2000, inputs, bits_of(999));
    for (auto const& x : points)
        squares += (emulator.at(x) - function(x)) * (emulator.at(x) - function(x));
    return std::sqrt(squares / 2000.0);
}

// A product, so that its shares are known: e^x, e^(y / 2), 1 / (1 + z).
double smooth(std::vector<double> const& x) {
    return std::exp(x[0] + 0.5 * x[1]) / (1.0 + x[2]);
}

}  // namespace

TEST_CASE("an emulator's error on Ishigami's function falls with points", "[oracle][emulator][slow]") {
    double const spread = std::sqrt(Ishigami::variance());
    double last = spread;
    for (std::size_t const count : {63U, 127U, 255U, 511U}) {
        Sample const points = sobol(count, 3);
        Emulator const emulator{points, outputs_of(points, Ishigami::value)};
        double const error = error_on_new_points(emulator, 3, Ishigami::value);
        CAPTURE(count, error, last);
        CHECK(error < 0.75 * last);
        last = error;
        WARN(count << " points: degree " << emulator.degree() << ", " << emulator.terms() << " terms, error "
                   << error / spread << " of the spread");
        if (count < 511) continue;
        CHECK(error < 0.03 * spread);
        for (std::size_t d = 0; d < 3; ++d) {
            CHECK(emulator.shares()[d].first == Approx(Ishigami::first()[d]).margin(0.005));
            CHECK(emulator.shares()[d].total == Approx(Ishigami::total()[d]).margin(0.005));
        }
    }
}

// Means of e^x, e^(y / 2), 1 / (1 + z): e - 1, 2 (sqrt e - 1), ln 2; of their squares (e^2 - 1) / 2, e - 1,
// 1/2.
TEST_CASE("an emulator of a smooth function needs few points", "[oracle][emulator][slow]") {
    double const e = std::exp(1.0);
    std::array<double, 3> const mean{e - 1.0, 2.0 * (std::sqrt(e) - 1.0), std::log(2.0)};
    std::array<double, 3> const square{(e * e - 1.0) / 2.0, e - 1.0, 0.5};
    std::array<double, 3> of{};  // variance of each factor over its mean's square
    double all = 1.0;
    for (std::size_t d = 0; d < 3; ++d) {
        of[d] = square[d] / (mean[d] * mean[d]) - 1.0;
        all *= 1.0 + of[d];
    }
    double last = 1.0;
    for (std::size_t const count : {15U, 31U, 63U, 127U, 255U}) {
        Sample const points = sobol(count, 3);
        Emulator const emulator{points, outputs_of(points, smooth)};
        double const error = error_on_new_points(emulator, 3, smooth);
        CAPTURE(count, error, last);
        CHECK(error < 0.5 * last);
        last = error;
        WARN(count << " points: degree " << emulator.degree() << ", error " << error);
        if (count < 255) continue;
        CHECK(error < 1e-5);
        CHECK(emulator.mean() == Approx(mean[0] * mean[1] * mean[2]).epsilon(1e-6));
        for (std::size_t d = 0; d < 3; ++d) {
            CHECK(emulator.shares()[d].first == Approx(of[d] / (all - 1.0)).margin(1e-6));
            CHECK(emulator.shares()[d].total ==
                  Approx(of[d] / (1.0 + of[d]) * all / (all - 1.0)).margin(1e-6));
        }
    }
}

// Ten folds leave a tenth of the points out, so the error that they show is a little above that of all.
TEST_CASE("the error on held-back points is that on new ones", "[oracle][emulator][slow]") {
    for (std::size_t const count : {100U, 200U}) {
        double held_back = 0.0;
        double truly = 0.0;
        for (std::uint64_t study = 1; study <= 20; ++study) {
            Sample const points = latin_hypercube(count, 3, bits_of(study));
            auto const outputs = outputs_of(points, Ishigami::value);
            Emulator const emulator{points, outputs};
            double const shown =
                held_back_error(points, outputs, {}, 10, bits_of(study + 100)).root_mean_square;
            double const error = error_on_new_points(emulator, 3, Ishigami::value);
            held_back += shown * shown / 20.0;
            truly += error * error / 20.0;
        }
        double const ratio = std::sqrt(held_back / truly);
        CAPTURE(count, ratio);
        CHECK(ratio > 0.9);
        CHECK(ratio < 1.5);
        WARN(count << " points: held back " << std::sqrt(held_back) << ", on new points "
                   << std::sqrt(truly));
    }
}
