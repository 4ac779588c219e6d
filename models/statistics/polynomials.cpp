#include "models/statistics/polynomials.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace meridian {
namespace {

// Every way to share `degree` among the inputs from `input` on.
void share(std::size_t degree, std::size_t input, Degrees& so_far, std::vector<Degrees>& terms) {
    if (input + 1 == so_far.size()) {
        so_far[input] = degree;
        terms.push_back(so_far);
        so_far[input] = 0;
        return;
    }
    for (std::size_t mine = degree + 1; mine-- > 0;) {
        so_far[input] = mine;
        share(degree - mine, input + 1, so_far, terms);
    }
    so_far[input] = 0;
}

// (n + 1) P_n+1 = (2 n + 1) z P_n - n P_n-1 with z = 2 x - 1; then each times sqrt(2 n + 1).
std::vector<double> legendre(double x, std::size_t degree) {
    std::vector<double> values(degree + 1, 1.0);
    double const z = 2.0 * x - 1.0;
    if (degree >= 1) values[1] = z;
    for (std::size_t n = 1; n < degree; ++n) {
        auto const k = static_cast<double>(n);
        values[n + 1] = ((2.0 * k + 1.0) * z * values[n] - k * values[n - 1]) / (k + 1.0);
    }
    for (std::size_t n = 0; n <= degree; ++n)
        values[n] *= std::sqrt(2.0 * static_cast<double>(n) + 1.0);
    return values;
}

}  // namespace

// (inputs + degree) over degree, from that of the degree before; no larger than is asked for.
PolynomialBasis polynomials(std::size_t inputs, std::size_t most_degree, std::size_t most_terms) {
    assert(inputs > 0 && most_terms > 0);
    PolynomialBasis basis{{Degrees(inputs, 0)}, {1}};
    for (std::size_t degree = 1; degree <= most_degree; ++degree) {
        std::size_t const count = basis.terms.size() * (inputs + degree) / degree;
        if (count > most_terms) break;
        Degrees none(inputs, 0);
        share(degree, 0, none, basis.terms);
        assert(basis.terms.size() == count);
        basis.terms_up_to.push_back(count);
    }
    return basis;
}

std::vector<double> PolynomialBasis::at(std::span<double const> point, std::size_t first_terms) const {
    assert(point.size() == terms.front().size() && first_terms <= terms.size());
    std::vector<std::vector<double>> alone;
    for (double const x : point)
        alone.push_back(legendre(x, degree()));
    std::vector<double> values;
    values.reserve(first_terms);
    for (std::size_t t = 0; t < first_terms; ++t) {
        double product = 1.0;
        for (std::size_t input = 0; input < point.size(); ++input) {
            std::size_t const mine = terms[t][input];
            if (mine > 0) product *= alone[input][mine];
        }
        values.push_back(product);
    }
    return values;
}

}  // namespace meridian
