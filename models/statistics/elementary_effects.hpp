// Screening of inputs by elementary effects: each input is changed by one step at several points.
//
// Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33, 1991; with
// the mean of absolute effects of Campolongo, Cariboni and Saltelli, "An effective screening design for
// sensitivity analysis of large models", Environmental Modelling & Software 22, 2007.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "models/statistics/designs.hpp"
#include "models/statistics/intervals.hpp"

namespace meridian {

// `trajectories` blocks of dimensions + 1 points each. In a block each point is the one before it with one
// input moved by +-levels / (2 (levels - 1)), every input once, in random order. Unlike other samples it
// holds both ends: coordinates are 0, 1 / (levels - 1), ..., 1, and each level is as likely as the others.
// Preconditions: dimensions > 0, levels even.
[[nodiscard]] Sample morris_trajectories(std::size_t trajectories, std::size_t dimensions, std::size_t levels,
                                         RandomBits const& bits);

// Effects of one input: the output's change per whole range of the input, one for each trajectory.
struct InputEffects {
    MeanEstimate effect;             // mu, and Student's interval
    MeanEstimate absolute;           // mu*: how much the input matters
    double standard_deviation{0.0};  // sigma: interactions and curvature; 0 below two trajectories
    // By bootstrap over trajectories, the same draws for all inputs; see bootstrap_mean() for the first two.
    std::optional<Interval> effect_bootstrap;
    std::optional<Interval> absolute_bootstrap;
    std::optional<Interval> standard_deviation_bootstrap;
};

// Of each input. Preconditions: points as made above, in that order, and one finite output for each.
[[nodiscard]] std::vector<InputEffects> elementary_effects(Sample const& points,
                                                           std::span<double const> outputs, double confidence,
                                                           RandomBits const& bits);

}  // namespace meridian
