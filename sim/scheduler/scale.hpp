// Simple additive weighting (Hwang and Yoon, Multiple Attribute Decision Making, 1981): candidates with the
// same measures, each measure scaled to [0, 1] over the candidates, (x - min) / (max - min), or 0 where all
// are equal; the sum of weight x scaled measure is the total, and the smallest is the best.
#pragma once

#include <limits>
#include <span>

#include "sim/scheduler/lanes.hpp"

namespace meridian::scheduler {

struct Extent {
    double least;
    double most;
};
// Of one value or more.
[[nodiscard]] Extent extent(std::span<double const> values);
// Of the open ones; the least is above the most if none is open.
[[nodiscard]] Extent extent(std::span<double const> values, OpenPools const& open);
// Of measure<1>(pool) of the open ones; measure<n>(pool) is that of n pools side by side, from the pool on, and
// is asked of all pools of the runs.
template <class Measure>
[[nodiscard]] Extent extent_of(OpenPools const& open, Measure const& measure) {
    Lanes<8> least = Lanes<8>::Constant(std::numeric_limits<double>::infinity());
    Lanes<8> most = -least;
    auto const add = [&]<std::size_t n>(std::size_t pool) {
        Lanes<n> const found = measure.template operator()<n>(pool);
        auto const closed = lanes<n>(open.indicator.data(), pool);
        least.template head<n>() = least.template head<n>().min(found + closed);
        most.template head<n>() = most.template head<n>().max(found - closed);
    };
    for (PoolRun const run : open.runs)
        for_each_lanes(run, add);
    return {least.minCoeff(), most.maxCoeff()};
}

// Times a sum of rounded terms that are not negative: not above the sum of the terms as they are.
inline constexpr double below_rounding = 1.0 - 1e-12;

// One weighted measure, scaled; for finite values.
class Scale {
public:
    Scale() = default;
    Scale(double weight, Extent of) {
        if (of.most > of.least) *this = Scale{of.least, weight / (of.most - of.least)};
    }
    // Of a number, or of an array of them.
    template <class Value>
    [[nodiscard]] auto operator()(Value const& value) const {
        return (value - least_) * factor_;
    }
    // So that a sum of lowered terms, however added, is not above the sum of the terms.
    [[nodiscard]] Scale lowered() const { return {least_, factor_ * below_rounding}; }

private:
    Scale(double least, double factor) : least_{least}, factor_{factor} {}
    double least_{0.0};
    double factor_{0.0};
};

}  // namespace meridian::scheduler
