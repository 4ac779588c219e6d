#include "models/workload/distribution.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>

#include <boost/math/quadrature/gauss.hpp>

#include "models/units/exact_math.hpp"

namespace meridian {
namespace {

constexpr double no_upper_bound = 1e300;
constexpr double infinity = std::numeric_limits<double>::infinity();

double quantile_of(Constant const& d, double) {
    return d.value;
}
double quantile_of(Uniform const& d, double u) {
    return d.low + u * (d.high - d.low);
}
double quantile_of(Exponential const& d, double u) {
    return -d.mean * exact_log(1.0 - u);
}
double quantile_of(LogNormal const& d, double u) {
    return d.median * exact_exp(d.sigma * standard_normal_quantile(u));
}
double quantile_of(Pareto const& d, double u) {
    return d.minimum * exact_exp(-exact_log(1.0 - u) / d.shape);
}
double quantile_of(Choice const& d, double u) {
    auto const chosen = std::ranges::upper_bound(d.cumulative, u);
    return d.values[static_cast<std::size_t>(chosen - d.cumulative.begin())];
}

// mean_of(shape, a, b): mean of the shape with its values moved into [a, b]. For a continuous X that is
// a + integral from a to b of P(X > x) dx.

double mean_of(Constant const& d, double a, double b) {
    return std::clamp(d.value, a, b);
}

double mean_of(Uniform const& d, double a, double b) {
    double const low = std::clamp(d.low, a, b);
    double const high = std::clamp(d.high, a, b);
    if (low >= high) return low;  // all of it lies on one value or on one bound
    double const width = d.high - d.low;
    double const moved_up = (low - d.low) / width;
    double const moved_down = (d.high - high) / width;
    return moved_up * low + moved_down * high + (high - low) / width * (low + high) / 2.0;
}

double mean_of(Exponential const& d, double a, double b) {
    return a + d.mean * (exact_exp(-a / d.mean) - exact_exp(-b / d.mean));
}

// Integral from c to b of (m/x)^s: m^s (b^(1-s) - c^(1-s)) / (1 - s), and m ln(b/c) for s = 1.
double mean_of(Pareto const& d, double a, double b) {
    double const m = d.minimum;
    if (b <= m) return b;
    double const start = std::max(a, m);
    bool const bounded = b < no_upper_bound;
    if (!bounded && d.shape <= 1.0) return infinity;
    double const s = d.shape;
    double const at_start = start * exact_exp(s * exact_log(m / start));  // start P(X > start)
    if (!bounded) return start + at_start / (s - 1.0);
    double const span = exact_log(b / start);
    if (std::abs(s - 1.0) * span < 1e-8) return start + at_start * span;
    return start + at_start * (1.0 - exact_exp((1.0 - s) * span)) / (s - 1.0);
}

double mean_of(Choice const& d, double a, double b) {
    double sum = 0.0;
    double before = 0.0;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
        sum += (d.cumulative[i] - before) * std::clamp(d.values[i], a, b);
        before = d.cumulative[i];
    }
    return sum;
}

// Mean of e^(s Z) over the Z of a standard normal variable that lie between two values, by Gauss-Legendre
// quadrature of 15 points in panels of at most a half. All but e^-50 of it lies within 10 of where the integrand
// is largest. The error function of the C library differs from machine to machine.
double mean_of_exp(double s, double low, double high) {
    constexpr double reach = 10.0;
    double const from = std::max(low, std::min(high, s) - reach);
    double const to = std::min(high, std::max(low, s) + reach);
    if (from >= to) return 0.0;
    double const panels = std::ceil(2.0 * (to - from));
    double const width = (to - from) / panels;
    auto const integrand = [s](double z) { return exact_exp((s - z / 2.0) * z); };
    double sum = 0.0;
    for (double panel = 0.0; panel < panels; ++panel) {
        double const begin = from + panel * width;
        sum += boost::math::quadrature::gauss<double, 15>::integrate(integrand, begin, begin + width);
    }
    return sum * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
}

// With A and B the normal values of the bounds: a P(Z < A) + E[X; A < Z < B] + b P(Z > B).
double mean_of(LogNormal const& d, double a, double b) {
    if (d.sigma <= 0.0) return std::clamp(d.median, a, b);
    if (a <= 0.0 && b >= no_upper_bound) return d.median * exact_exp(d.sigma * d.sigma / 2.0);
    double const at_a = a > 0.0 ? exact_log(a / d.median) / d.sigma : -infinity;
    double const at_b = b < no_upper_bound ? exact_log(b / d.median) / d.sigma : infinity;
    double const below = a > 0.0 ? a * mean_of_exp(0.0, -infinity, at_a) : 0.0;
    double const above = b < no_upper_bound ? b * mean_of_exp(0.0, at_b, infinity) : 0.0;
    return below + d.median * mean_of_exp(d.sigma, at_a, at_b) + above;
}

// Ratio of two polynomials of degree 7, coefficients from the constant term up.
struct Rational {
    std::array<double, 8> above;
    std::array<double, 8> below;

    [[nodiscard]] double operator()(double r) const {
        double num = above[7];
        double den = below[7];
        for (std::size_t i = 7; i-- > 0;) {
            num = num * r + above[i];
            den = den * r + below[i];
        }
        return num / den;
    }
};

// The published coefficients of AS 241, PPND16: |u - 1/2| <= 0.425, then sqrt(-ln tail) <= 5 and above.
constexpr Rational central = {
    {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
     4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3},
    {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
     3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3}};
constexpr Rational middle = {{1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
                              3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
                              2.27238449892691845833e-2, 7.74545014278341407640e-4},
                             {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0,
                              6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
                              5.47593808499534494600e-4, 1.05075007164441684324e-9}};
constexpr Rational far = {{6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
                           2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                           2.71155556874348757815e-5, 2.01033439929228813265e-7},
                          {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
                           1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
                           1.42151175831644588870e-7, 2.04426310338993978564e-15}};

}  // namespace

double quantile(Distribution const& distribution, double u) {
    assert(u > 0.0 && u < 1.0);
    double const x = std::visit([u](auto const& shape) { return quantile_of(shape, u); }, distribution.shape);
    return std::clamp(x, distribution.at_least, distribution.at_most);
}

double mean(Distribution const& distribution) {
    double const a = distribution.at_least;
    double const b = distribution.at_most;
    return std::visit([a, b](auto const& shape) { return mean_of(shape, a, b); }, distribution.shape);
}

double standard_normal_quantile(double u) {
    assert(u > 0.0 && u < 1.0);
    double const q = u - 0.5;
    if (std::abs(q) <= 0.425) return q * central(0.180625 - q * q);
    double const tail = q < 0.0 ? u : 1.0 - u;
    double const r = std::sqrt(-exact_log(tail));
    double const z = r <= 5.0 ? middle(r - 1.6) : far(r - 5.0);
    return q < 0.0 ? -z : z;
}

}  // namespace meridian
