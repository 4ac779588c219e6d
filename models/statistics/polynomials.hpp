// Polynomials of several inputs on (0, 1) that are orthonormal there: products of Legendre's, each shifted to
// (0, 1) and scaled to a mean square of 1 (Xiu and Karniadakis, "The Wiener-Askey polynomial chaos for
// stochastic differential equations", SIAM Journal on Scientific Computing 24, 2002, section 3).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace meridian {

// Degree in each input.
using Degrees = std::vector<std::size_t>;

// All products up to a total degree, in rising total degree: first the constant, so that those of a lower
// total degree come first.
struct PolynomialBasis {
    std::vector<Degrees> terms;
    std::vector<std::size_t> terms_up_to;  // number of terms by total degree; 1 for degree 0

    [[nodiscard]] std::size_t degree() const { return terms_up_to.size() - 1; }
    // Each term at a point. Precondition: as many coordinates as inputs.
    [[nodiscard]] std::vector<double> at(std::span<double const> point, std::size_t first_terms) const;
};

// Of the greatest total degree that needs at most most_terms terms and is at most most_degree.
// Preconditions: inputs > 0, most_terms > 0.
[[nodiscard]] PolynomialBasis polynomials(std::size_t inputs, std::size_t most_degree,
                                          std::size_t most_terms);

}  // namespace meridian
