#include "models/statistics/emulator.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include "models/statistics/ridge_regression.hpp"

namespace meridian {

Emulator::Emulator(Sample const& points, std::span<double const> outputs, EmulatorRules const& rules)
    : basis_{
          polynomials(points.front().size(), rules.most_degree, std::min(rules.most_terms, points.size()))} {
    assert(points.size() >= 2 && points.size() == outputs.size());
    std::vector<std::vector<double>> columns(basis_.terms.size());
    for (auto const& point : points) {
        auto const values = basis_.at(point, basis_.terms.size());
        for (std::size_t t = 0; t < values.size(); ++t)
            columns[t].push_back(values[t]);
    }
    RidgeFit fit = ridge_regression(columns, outputs, basis_.terms_up_to);
    coefficients_ = std::move(fit.coefficients);
    penalty_ = fit.penalty;
    auto const found = std::ranges::find(basis_.terms_up_to, coefficients_.size());
    degree_ = static_cast<std::size_t>(found - basis_.terms_up_to.begin());
}

double Emulator::at(std::span<double const> point) const {
    auto const values = basis_.at(point, coefficients_.size());
    return std::inner_product(values.begin(), values.end(), coefficients_.begin(), 0.0);
}

double Emulator::variance() const {
    double sum = 0.0;
    for (std::size_t t = 1; t < coefficients_.size(); ++t)
        sum += coefficients_[t] * coefficients_[t];
    return sum;
}

std::vector<Emulator::Shares> Emulator::shares() const {
    double const all = variance();
    std::vector<Shares> shares(basis_.terms.front().size());
    if (!(all > 0.0)) return shares;
    for (std::size_t t = 1; t < coefficients_.size(); ++t) {
        double const part = coefficients_[t] * coefficients_[t] / all;
        Degrees const& degrees = basis_.terms[t];
        auto const inputs = std::ranges::count_if(degrees, [](std::size_t d) { return d > 0; });
        for (std::size_t input = 0; input < shares.size(); ++input) {
            if (degrees[input] == 0) continue;
            shares[input].total += part;
            if (inputs == 1) shares[input].first += part;
        }
    }
    return shares;
}

HeldBackError held_back_error(Sample const& points, std::span<double const> outputs,
                              EmulatorRules const& rules, std::size_t folds, RandomBits const& bits) {
    assert(folds >= 2 && folds <= points.size() && points.size() == outputs.size());
    assert(points.size() - (points.size() + folds - 1) / folds >= 2);
    // Not every folds-th point as it comes: designs are regular.
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = order.size(); i > 1; --i) {  // Fisher and Yates
        double const u = static_cast<double>(bits(i) >> 11U) * 0x1p-53;
        std::swap(order[i - 1], order[static_cast<std::size_t>(u * static_cast<double>(i))]);
    }
    HeldBackError error;
    error.predicted.resize(points.size());
    for (std::size_t fold = 0; fold < folds; ++fold) {
        Sample seen;
        std::vector<double> seen_outputs;
        for (std::size_t rank = 0; rank < order.size(); ++rank) {
            if (rank % folds == fold) continue;
            seen.push_back(points[order[rank]]);
            seen_outputs.push_back(outputs[order[rank]]);
        }
        Emulator const emulator{seen, seen_outputs, rules};
        for (std::size_t rank = fold; rank < order.size(); rank += folds)
            error.predicted[order[rank]] = emulator.at(points[order[rank]]);
    }
    auto const count = static_cast<double>(outputs.size());
    double const mean = std::accumulate(outputs.begin(), outputs.end(), 0.0) / count;
    double squares = 0.0;
    double from_mean = 0.0;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        squares += (outputs[i] - error.predicted[i]) * (outputs[i] - error.predicted[i]);
        from_mean += (outputs[i] - mean) * (outputs[i] - mean);
    }
    error.root_mean_square = std::sqrt(squares / count);
    if (from_mean > 0.0) error.r_squared = 1.0 - squares / from_mean;
    return error;
}

}  // namespace meridian
