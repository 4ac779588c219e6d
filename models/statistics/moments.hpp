// Mean, variance and extremes of a stream, in one pass and constant memory.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace meridian {

// Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4,
// 1962; merging after Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing
// sample variances", 1979. The order of adding and merging shows in the last digits.
class Moments {
public:
    void add(double x) {
        ++n_;
        min_ = std::min(min_, x);
        max_ = std::max(max_, x);
        double const from_old_mean = x - mean_;
        if (from_old_mean == 0.0) return;  // as in a wait that is always zero: nothing below changes
        mean_ += from_old_mean / static_cast<double>(n_);
        squares_ += from_old_mean * (x - mean_);
    }

    void merge(Moments const& other) {
        if (other.n_ == 0) return;
        auto const mine = static_cast<double>(n_);
        auto const theirs = static_cast<double>(other.n_);
        double const apart = other.mean_ - mean_;
        n_ += other.n_;
        mean_ += apart * (theirs / static_cast<double>(n_));
        squares_ += other.squares_ + apart * apart * (mine * theirs / static_cast<double>(n_));
        min_ = std::min(min_, other.min_);
        max_ = std::max(max_, other.max_);
    }

    [[nodiscard]] std::int64_t count() const { return n_; }
    [[nodiscard]] double mean() const { return mean_; }  // 0 if nothing was added
    // Unbiased sample variance (divided by n - 1); 0 below two values.
    [[nodiscard]] double variance() const { return n_ < 2 ? 0.0 : squares_ / static_cast<double>(n_ - 1); }
    [[nodiscard]] double standard_deviation() const { return std::sqrt(variance()); }
    // +infinity and -infinity if nothing was added.
    [[nodiscard]] double min() const { return min_; }
    [[nodiscard]] double max() const { return max_; }

private:
    std::int64_t n_{0};
    double mean_{0.0};
    double squares_{0.0};  // sum of squared distances from the mean
    double min_{std::numeric_limits<double>::infinity()};
    double max_{-std::numeric_limits<double>::infinity()};
};

}  // namespace meridian
