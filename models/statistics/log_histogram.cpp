#include "models/statistics/log_histogram.hpp"

#include <algorithm>

namespace meridian {
namespace {

// ceil(q n), where a product that is whole except for rounding counts as whole: 0.07 * 100 is 7, not 8.
std::uint64_t nearest_rank(double q, std::uint64_t n) {
    constexpr double rounding = 4.0 * std::numeric_limits<double>::epsilon();
    double const product = q * static_cast<double>(n);
    double const whole = std::round(product);
    bool const is_whole = std::abs(product - whole) <= rounding * product;
    auto const rank = static_cast<std::uint64_t>(is_whole ? whole : std::ceil(product));
    return std::clamp<std::uint64_t>(rank, 1, n);
}

}  // namespace

double LogHistogram::middle_of(std::size_t bucket) {
    std::uint64_t const low = static_cast<std::uint64_t>(bucket) << low_mantissa_bits;
    std::uint64_t const half = std::uint64_t{1} << (low_mantissa_bits - 1);
    return std::bit_cast<double>(low | half);
}

void LogHistogram::grow_to(std::size_t bucket) {
    std::size_t const lowest = bucket / block * block;
    if (counts_.empty()) first_ = lowest;
    if (lowest < first_) {
        counts_.insert(counts_.begin(), first_ - lowest, 0);
        first_ = lowest;
    }
    std::size_t const needed = lowest + block - first_;
    if (counts_.size() < needed) counts_.resize(needed, 0);
}

void LogHistogram::merge(LogHistogram const& other) {
    if (other.total_ == 0) return;
    if (!other.counts_.empty()) {
        grow_to(other.first_);
        grow_to(other.first_ + other.counts_.size() - 1);
        for (std::size_t i = 0; i < other.counts_.size(); ++i) {
            counts_[other.first_ - first_ + i] += other.counts_[i];
        }
    }
    zeros_ += other.zeros_;
    total_ += other.total_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
}

double LogHistogram::quantile(double q) const {
    assert(q >= 0.0 && q <= 1.0 && total_ > 0);
    std::uint64_t const rank = nearest_rank(q, total_);
    if (rank <= zeros_) return 0.0;
    if (rank == 1) return min_;
    if (rank == total_) return max_;
    std::uint64_t seen = zeros_;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        seen += counts_[i];
        if (seen >= rank) return std::clamp(middle_of(first_ + i), min_, max_);
    }
    return max_;
}

}  // namespace meridian
