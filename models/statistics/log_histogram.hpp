// Quantiles of a stream of non-negative values from whole counts in buckets that grow with the value:
// 128 of them per factor of two, distinguished by the exponent and the top 7 mantissa bits of a double.
// Counts are integers, so histograms merge in any order to the same result.
#pragma once

#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace meridian {

class LogHistogram {
public:
    // Precondition: value is finite and >= 0. Values below 2^-1022 lose the stated accuracy.
    void add(double value, std::uint64_t times = 1) {
        assert(std::isfinite(value) && value >= 0.0);
        if (times == 0) return;
        total_ += times;
        if (value < min_) min_ = value;
        if (value > max_) max_ = value;
        if (value == 0.0) {
            zeros_ += times;
            return;
        }
        std::size_t const bucket = bucket_of(value);
        std::size_t at = bucket - first_;  // wraps to a huge number below the first
        if (at >= counts_.size()) {
            grow_to(bucket);
            at = bucket - first_;
        }
        counts_[at] += times;
    }

    void merge(LogHistogram const& other);

    // Nearest rank: the ceil(q n)-th smallest value, given as the middle of its bucket but never outside
    // [min, max]. At most 1/256 (0.39 %) from the true one; exact for q = 0 and q = 1 and for zeros.
    // Preconditions: 0 <= q <= 1, count() > 0.
    [[nodiscard]] double quantile(double q) const;

    [[nodiscard]] std::uint64_t count() const { return total_; }
    [[nodiscard]] double min() const { return min_; }  // exact; +infinity if empty
    [[nodiscard]] double max() const { return max_; }  // exact; -infinity if empty

private:
    static constexpr unsigned low_mantissa_bits = 52 - 7;
    static constexpr std::size_t block = 128;  // storage grows by whole factors of two

    [[nodiscard]] static std::size_t bucket_of(double value) {
        return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(value) >> low_mantissa_bits);
    }
    [[nodiscard]] static double middle_of(std::size_t bucket);
    void grow_to(std::size_t bucket);

    std::size_t first_{0};  // bucket of counts_[0], a multiple of `block`
    std::vector<std::uint64_t> counts_;
    std::uint64_t zeros_{0};
    std::uint64_t total_{0};
    double min_{std::numeric_limits<double>::infinity()};
    double max_{-std::numeric_limits<double>::infinity()};
};

}  // namespace meridian
