// Simple additive weighting (Hwang and Yoon, Multiple Attribute Decision Making, 1981): candidates with the
// same measures, each measure scaled to [0, 1] over the candidates, (x - min) / (max - min), or 0 where all
// are equal; the sum of weight x scaled measure is the total, and the smallest is the best.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace meridian::scheduler {

class WeightedSum {
public:
    explicit WeightedSum(std::vector<double> weights)
        : weights_{std::move(weights)}, measures_(weights_.size()) {}

    void resize(std::size_t candidates);
    // One measure of all candidates, for the caller to fill; finite.
    [[nodiscard]] std::span<double> measure(std::size_t of) { return measures_[of]; }
    // The totals, added up in the order of the measures.
    std::span<double const> add_up();

private:
    struct Term {
        double const* values;
        double least;
        double factor;
    };
    std::vector<double> weights_;  // by measure
    std::vector<std::vector<double>> measures_;
    std::vector<double> totals_;
    std::vector<Term> terms_;  // reused
};

struct Extent {
    double least;
    double most;
};
// Of one value or more.
[[nodiscard]] Extent extent(std::span<double const> values);

}  // namespace meridian::scheduler
