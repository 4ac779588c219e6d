#include "models/statistics/variance_shares.hpp"

#include <cassert>
#include <utility>

#include "models/statistics/resampling.hpp"

namespace meridian {
namespace {

// Of one row, what the sums are made of. Outputs are less the mean of all A and B.
struct RowTerms {
    double sum{0.0};             // f(A) + f(B)
    double squares{0.0};         // f(A)^2 + f(B)^2
    std::vector<double> shares;  // first and total order of each input in turn, of the variance
};

std::vector<RowTerms> terms_of(std::span<double const> outputs, std::size_t dimensions, double mean) {
    std::vector<RowTerms> rows;
    std::size_t const block = dimensions + 2;
    for (std::size_t at = 0; at < outputs.size(); at += block) {
        double const a = outputs[at] - mean;
        double const b = outputs[at + 1] - mean;
        RowTerms row{a + b, a * a + b * b, {}};
        for (std::size_t d = 0; d < dimensions; ++d) {
            double const change = outputs[at + 2 + d] - mean - a;
            row.shares.push_back(b * change);
            row.shares.push_back(0.5 * change * change);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

// The variance, then the shares; zeros if nothing varies.
std::vector<double> weighted(std::span<RowTerms const> rows, std::span<double const> times) {
    double sum = 0.0;
    double squares = 0.0;
    std::vector<double> answer(1 + rows.front().shares.size(), 0.0);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (times[r] == 0.0) continue;
        sum += times[r] * rows[r].sum;
        squares += times[r] * rows[r].squares;
        for (std::size_t s = 0; s < rows[r].shares.size(); ++s)
            answer[1 + s] += times[r] * rows[r].shares[s];
    }
    auto const count = static_cast<double>(rows.size());
    double const mean = sum / (2.0 * count);
    answer[0] = squares / (2.0 * count) - mean * mean;
    for (std::size_t s = 1; s < answer.size(); ++s)
        answer[s] = answer[0] > 0.0 ? answer[s] / count / answer[0] : 0.0;
    return answer;
}

}  // namespace

Sample variance_share_points(std::size_t rows, std::size_t dimensions) {
    assert(dimensions >= 1 && 2 * dimensions <= most_sobol_dimensions);
    Sample points;
    points.reserve(rows * (dimensions + 2));
    auto const middle = static_cast<std::ptrdiff_t>(dimensions);
    for (auto const& both : sobol(rows, 2 * dimensions)) {
        std::vector<double> const a(both.begin(), both.begin() + middle);
        points.push_back(a);
        points.emplace_back(both.begin() + middle, both.end());
        for (std::size_t d = 0; d < dimensions; ++d) {
            points.push_back(a);
            points.back()[d] = both[dimensions + d];
        }
    }
    return points;
}

VarianceShares variance_shares(std::span<double const> outputs, std::size_t dimensions, double confidence,
                               RandomBits const& bits) {
    std::size_t const block = dimensions + 2;
    assert(!outputs.empty() && outputs.size() % block == 0);
    std::size_t const rows = outputs.size() / block;
    VarianceShares shares;
    for (std::size_t at = 0; at < outputs.size(); at += block)
        shares.mean += outputs[at] + outputs[at + 1];
    shares.mean /= 2.0 * static_cast<double>(rows);
    auto const terms = terms_of(outputs, dimensions, shares.mean);
    auto const values = weighted(terms, std::vector<double>(rows, 1.0));
    std::vector<Interval> intervals;
    if (bits) {
        intervals = bootstrap_rows(rows, confidence, bits,
                                   [&](std::span<double const> times) { return weighted(terms, times); });
    }
    shares.variance = values[0];
    for (std::size_t d = 0; d < dimensions; ++d) {
        std::size_t const at = 1 + 2 * d;
        InputShares input{values[at], values[at + 1], {}, {}};
        if (bits) {
            input.first_bootstrap = intervals[at];
            input.total_bootstrap = intervals[at + 1];
        }
        shares.inputs.push_back(input);
    }
    return shares;
}

}  // namespace meridian
