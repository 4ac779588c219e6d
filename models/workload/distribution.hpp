// Distributions of job sizes, as inverse distribution functions: a uniform number in (0, 1) goes in,
// a value comes out. No randomness here; the streams that make the uniform numbers are in sim/engine.
#pragma once

#include <variant>
#include <vector>

namespace meridian {

struct Constant {
    double value;
};
struct Uniform {
    double low, high;
};
struct Exponential {
    double mean;
};
struct LogNormal {
    double median, sigma;
};  // ln x ~ Normal(ln median, sigma)
struct Pareto {
    double minimum, shape;
};  // P(X > x) = (minimum / x)^shape
struct Choice {
    std::vector<double> values, cumulative;
};  // cumulative ends at exactly 1

// One positive random size, with optional bounds: values outside are moved to the bound.
struct Distribution {
    std::variant<Constant, Uniform, Exponential, LogNormal, Pareto, Choice> shape{Constant{0.0}};
    double at_least{0.0};
    double at_most{1e300};
};

// The value below which a share u of the distribution lies. Precondition: 0 < u < 1.
// Monotone in u; computed with models/units/exact_math, so equal on every machine.
[[nodiscard]] double quantile(Distribution const& distribution, double u);

// Mean of the distribution after its bounds, by closed form; that of a bounded LogNormal to a relative error of
// some 1e-13.
// +infinity where the mean does not exist (Pareto with shape <= 1 and no upper bound).
[[nodiscard]] double mean(Distribution const& distribution);

// Inverse of the standard normal distribution function, relative error below 1e-15 (Wichura,
// Algorithm AS 241 PPND16, Applied Statistics 37, 1988). Precondition: 0 < u < 1.
[[nodiscard]] double standard_normal_quantile(double u);

}  // namespace meridian
