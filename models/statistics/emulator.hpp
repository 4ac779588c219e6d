// An emulator: an output as a polynomial of the inputs, with its error. It replaces runs in screening.
//
// Polynomial chaos by regression (Blatman and Sudret, "Adaptive sparse polynomial chaos expansion based on
// least angle regression", Journal of Computational Physics 230, 2011, sections 2 and 3.2): Legendre
// polynomials up to a total degree, the degree and a penalty chosen by the error of leaving out each point.
// Inputs are independent and uniform on (0, 1). It suits smooth outputs of few inputs, not
// steps and kinks.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "models/statistics/designs.hpp"
#include "models/statistics/intervals.hpp"
#include "models/statistics/polynomials.hpp"

namespace meridian {

struct EmulatorRules {
    std::size_t most_degree{12};
    std::size_t most_terms{300};  // time grows with its square, times the number of points
};

class Emulator {
public:
    // Degrees that need more terms than there are points are not tried. Preconditions: at least two points of
    // at least one coordinate in (0, 1), one finite output for each.
    Emulator(Sample const& points, std::span<double const> outputs, EmulatorRules const& rules = {});

    [[nodiscard]] double at(std::span<double const> point) const;

    [[nodiscard]] std::size_t degree() const { return degree_; }
    [[nodiscard]] std::size_t terms() const { return coefficients_.size(); }
    [[nodiscard]] double penalty() const { return penalty_; }
    // Root mean square error, where each point in turn is predicted from the others. It is the least of many
    // candidates and so biased downwards; held_back_error() is not.

    // Variance shares of the polynomial itself, which are exact (Sudret, "Global sensitivity analysis using
    // polynomial chaos expansions", Reliability Engineering & System Safety 93, 2008, section 4).
    struct Shares {
        double first{0.0};
        double total{0.0};
    };
    [[nodiscard]] double mean() const { return coefficients_.front(); }
    [[nodiscard]] double variance() const;
    [[nodiscard]] std::vector<Shares> shares() const;  // of each input; zeros if nothing varies

private:
    PolynomialBasis basis_;
    std::vector<double> coefficients_;
    std::size_t degree_{0};
    double penalty_{0.0};
};

// The error of an emulator of these rules on points that were held back.
struct HeldBackError {
    std::vector<double> predicted;  // of each point, from the other folds
    double root_mean_square{0.0};
    // 1 - squared errors / squared distances from the mean; below 0: the mean predicts better. None if all outputs
    // are equal.
    std::optional<double> r_squared;
};

// Points are dealt to `folds` folds at random, as evenly as can be; each fold is predicted by an emulator
// made of all others, its degree and penalty chosen by these alone. Preconditions: 2 <= folds <= points, two
// points or more outside each fold; else as above.
[[nodiscard]] HeldBackError held_back_error(Sample const& points, std::span<double const> outputs,
                                            EmulatorRules const& rules, std::size_t folds,
                                            RandomBits const& bits);

}  // namespace meridian
