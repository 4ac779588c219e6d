// Piecewise-constant functions of simulated time, right-continuous, on [0, infinity): prices, carbon
// intensity, PUE, demand curves. The last value holds for ever.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/units/time.hpp"

namespace meridian {

class Series {
public:
    // Preconditions: as many starts as values, at least one; the first start is 0 and starts grow.
    Series(std::vector<SimTime> starts, std::vector<double> values);
    [[nodiscard]] static Series constant(double value);

    // The value on the piece that holds `when` >= 0. O(log pieces).
    [[nodiscard]] double value_at(SimTime when) const { return values_[piece_at(when)]; }
    [[nodiscard]] std::size_t piece_at(SimTime when) const;

    [[nodiscard]] std::size_t size() const { return starts_.size(); }
    [[nodiscard]] std::span<SimTime const> starts() const { return starts_; }
    [[nodiscard]] std::span<double const> values() const { return values_; }

private:
    std::vector<SimTime> starts_;
    std::vector<double> values_;
};

// Piece by piece, on the breakpoints of both.
[[nodiscard]] Series product(Series const& a, Series const& b);

// All starts of the given series, in order, each once.
[[nodiscard]] std::vector<SimTime> merged_starts(std::span<Series const> series);

}  // namespace meridian
