// Shares of an output's variance by input: Sobol's indices of first and total order.
//
// First order: the share that would vanish, on average, if the input were known. Total: the share that would remain
// if all other inputs were known. Inputs are independent and uniform on (0, 1). Design and first order: Saltelli,
// Annoni, Azzini, Campolongo, Ratto and Tarantola, "Variance based sensitivity analysis of model output. Design and
// estimator for the total sensitivity index", Computer Physics Communications 181, 2010, table 2, (b); total:
// there (f), of Jansen, "Analysis of variance designs for model output", Computer Physics Communications 117,
// 1999. With outputs f less their mean and V their variance over A and B:
//     S_i = mean of f(B) (f(AB_i) - f(A)) / V,   T_i = mean of (f(A) - f(AB_i))^2 / (2 V)
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "models/statistics/designs.hpp"
#include "models/statistics/intervals.hpp"

namespace meridian {

// `rows` blocks of dimensions + 2 points: A, B, AB_1, ..., where AB_i is A with input i of B. A and B are the
// two halves of one point of Sobol's sequence; a design of more rows begins with one of fewer. The sequence
// is even after 2^m - 1 rows. Precondition: 1 <= dimensions <= most_sobol_dimensions / 2.
[[nodiscard]] Sample variance_share_points(std::size_t rows, std::size_t dimensions);

struct InputShares {
    double first{0.0};
    double total{0.0};
    // By bootstrap over rows, the same draws for all inputs; if bits are given. Rows of Sobol's sequence are
    // more even than drawn ones, for which the intervals would be right: they are rather too wide.
    std::optional<Interval> first_bootstrap;
    std::optional<Interval> total_bootstrap;
};

struct VarianceShares {
    double mean{0.0};
    double variance{0.0};
    std::vector<InputShares> inputs;  // zeros if nothing varies
};

// Preconditions: outputs of the points made above, in that order, finite; at least one row. No bits, no
// intervals: those of n rows cost as much as 2,000 times all else.
[[nodiscard]] VarianceShares variance_shares(std::span<double const> outputs, std::size_t dimensions,
                                             double confidence, RandomBits const& bits);

}  // namespace meridian
