// Functions of inputs in (0, 1) whose shares of variance are known, and what else tests of samples need.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/statistics/designs.hpp"
#include "sim/engine/random_streams.hpp"

namespace meridian::testing {

// The random numbers of a stream of the test's own.
inline RandomBits bits_of(std::uint64_t seed) {
    return [seed](std::uint64_t n) { return engine::RandomSource{seed, 0}.block(1, 2, n)[0]; };
}

template <typename Function>
std::vector<double> outputs_of(Sample const& points, Function const& function) {
    std::vector<double> outputs;
    for (auto const& x : points)
        outputs.push_back(function(x));
    return outputs;
}

// Ishigami and Homma, "An importance quantification technique in uncertainty analysis for computer models",
// ISUMA 1990: sin u + a sin^2 v + b w^4 sin u on (-pi, pi)^3; a = 7, b = 0.1.
struct Ishigami {
    static constexpr double pi = 3.14159265358979323846;
    static constexpr double a = 7.0;
    static constexpr double b = 0.1;

    static double value(std::vector<double> const& x) {
        auto const at = [&](std::size_t i) { return pi * (2.0 * x[i] - 1.0); };
        double const w = at(2);
        return std::sin(at(0)) * (1.0 + b * w * w * w * w) + a * std::sin(at(1)) * std::sin(at(1));
    }
    // Variances of u alone, v alone, and u with w.
    static double of_u() { return 0.5 * (1.0 + b * pi4() / 5.0) * (1.0 + b * pi4() / 5.0); }
    static double of_v() { return a * a / 8.0; }
    static double of_uw() { return 8.0 * b * b * pi4() * pi4() / 225.0; }
    static double variance() { return of_u() + of_v() + of_uw(); }
    static std::array<double, 3> first() { return {of_u() / variance(), of_v() / variance(), 0.0}; }
    static std::array<double, 3> total() {
        return {(of_u() + of_uw()) / variance(), of_v() / variance(), of_uw() / variance()};
    }

private:
    static double pi4() { return pi * pi * pi * pi; }
};

// Sobol', "Sensitivity estimates for nonlinear mathematical models", Mathematical Modelling and Computational
// Experiment 1, 1993: the product of (|4 x_i - 2| + a_i) / (1 + a_i); each factor's variance is
// v_i = 1 / (3 (1 + a_i)^2), that of all is the product of 1 + v_i, less 1.
struct SobolG {
    static constexpr std::array<double, 6> a{0.0, 0.5, 3.0, 9.0, 99.0, 99.0};

    static double value(std::vector<double> const& x) {
        double product = 1.0;
        for (std::size_t i = 0; i < a.size(); ++i)
            product *= (std::fabs(4.0 * x[i] - 2.0) + a[i]) / (1.0 + a[i]);
        return product;
    }
    static double of(std::size_t i) { return 1.0 / (3.0 * (1.0 + a[i]) * (1.0 + a[i])); }
    static double variance() {
        double product = 1.0;
        for (std::size_t i = 0; i < a.size(); ++i)
            product *= 1.0 + of(i);
        return product - 1.0;
    }
    static double first(std::size_t i) { return of(i) / variance(); }
    static double total(std::size_t i) { return of(i) / (1.0 + of(i)) * (1.0 + variance()) / variance(); }
};

}  // namespace meridian::testing
