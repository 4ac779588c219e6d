#include "models/statistics/ridge_regression.hpp"

#include <array>
#include <cassert>
#include <cmath>
#include <optional>
#include <utility>

namespace meridian {
namespace {

// From a mean of the data to no more than what keeps the equations solvable.
constexpr std::array<double, 10> penalties{0x1p2,   0x1p0,   0x1p-2,  0x1p-4,  0x1p-7,
                                           0x1p-10, 0x1p-14, 0x1p-20, 0x1p-30, 0x1p-44};
// Less is left of a pivot or of 1 - the hat's diagonal only by rounding.
constexpr double least_share = 0x1p-46;
constexpr double least_freedom = 0x1p-36;

using Matrix = std::vector<std::vector<double>>;

// The normal equations over the number of points; the lower triangle.
struct Equations {
    Matrix products;
    std::vector<double> right;
};

Equations normal_equations(std::span<std::vector<double> const> columns, std::span<double const> outputs) {
    Equations equations;
    auto const count = static_cast<double>(outputs.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        equations.products.emplace_back(i + 1, 0.0);
        double with_output = 0.0;
        for (std::size_t p = 0; p < outputs.size(); ++p)
            with_output += columns[i][p] * outputs[p];
        equations.right.push_back(with_output / count);
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = 0.0;
            for (std::size_t p = 0; p < outputs.size(); ++p)
                sum += columns[i][p] * columns[j][p];
            equations.products[i][j] = sum / count;
        }
    }
    return equations;
}

// L with L L' = products + penalty (except for the first); as many rows as there are before one depends on those
// above it. The first n rows are those of the first n columns alone.
Matrix cholesky(Matrix const& products, double penalty) {
    Matrix lower;
    for (std::size_t i = 0; i < products.size(); ++i) {
        std::vector<double> row = products[i];
        if (i > 0) row[i] += penalty;
        double const whole = row[i];
        for (std::size_t j = 0; j < i; ++j) {
            for (std::size_t k = 0; k < j; ++k)
                row[j] -= row[k] * lower[j][k];
            row[j] /= lower[j][j];
            row[i] -= row[j] * row[j];
        }
        if (!(row[i] > least_share * whole)) break;
        row[i] = std::sqrt(row[i]);
        lower.push_back(std::move(row));
    }
    return lower;
}

// Row i of L^-1 times the columns (a value for each point), given the rows above it.
std::vector<double> solved_row(Matrix const& lower, Matrix const& above, std::vector<double> row) {
    std::size_t const i = above.size();
    for (std::size_t j = 0; j < i; ++j) {
        double const factor = lower[i][j];
        for (std::size_t p = 0; p < row.size(); ++p)
            row[p] -= factor * above[j][p];
    }
    for (double& x : row)
        x /= lower[i][i];
    return row;
}

// L^-1 right, of the rows that L has.
std::vector<double> forward(Matrix const& lower, std::vector<double> right) {
    right.resize(lower.size());
    for (std::size_t i = 0; i < lower.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            right[i] -= lower[i][j] * right[j];
        right[i] /= lower[i][i];
    }
    return right;
}

// L'^-1 of the first `size`.
std::vector<double> backward(Matrix const& lower, std::vector<double> right, std::size_t size) {
    right.resize(size);
    for (std::size_t i = size; i-- > 0;) {
        right[i] /= lower[i][i];
        for (std::size_t j = 0; j < i; ++j)
            right[j] -= lower[i][j] * right[i];
    }
    return right;
}

// Nothing if a point is predicted by itself alone.
std::optional<double> leave_one_out(std::span<double const> outputs, std::vector<double> const& fitted,
                                    std::vector<double> const& hat) {
    double sum = 0.0;
    for (std::size_t p = 0; p < outputs.size(); ++p) {
        double const freedom = 1.0 - hat[p];
        if (!(freedom > least_freedom)) return std::nullopt;
        double const error = (outputs[p] - fitted[p]) / freedom;
        sum += error * error;
    }
    return sum / static_cast<double>(outputs.size());
}

}  // namespace

// With Z = L^-1 columns and w = L^-1 right, the first n columns fit sum of Z w over n rows, and the hat's
// diagonal is the sum of Z^2 over n rows, over the number of points: one pass is enough for all sizes.
RidgeFit ridge_regression(std::span<std::vector<double> const> columns, std::span<double const> outputs,
                          std::span<std::size_t const> sizes) {
    assert(outputs.size() >= 2 && !sizes.empty() && sizes.front() == 1);
    assert(sizes.back() <= columns.size() && sizes.back() <= outputs.size());
    auto const used = columns.first(sizes.back());
    Equations const equations = normal_equations(used, outputs);
    auto const count = static_cast<double>(outputs.size());
    RidgeFit best;
    std::size_t best_size = 0;
    for (double const penalty : penalties) {
        Matrix const lower = cholesky(equations.products, penalty);
        std::vector<double> const w = forward(lower, equations.right);
        std::vector<double> fitted(outputs.size(), 0.0);
        std::vector<double> hat(outputs.size(), 0.0);
        Matrix solved;
        for (std::size_t const size : sizes) {
            if (size > lower.size()) break;
            while (solved.size() < size) {
                std::size_t const row = solved.size();
                solved.push_back(solved_row(lower, solved, used[row]));
                for (std::size_t p = 0; p < outputs.size(); ++p) {
                    fitted[p] += solved[row][p] * w[row];
                    hat[p] += solved[row][p] * solved[row][p] / count;
                }
            }
            auto const error = leave_one_out(outputs, fitted, hat);
            if (!error) continue;
            bool const better = best_size == 0 || *error < best.leave_one_out_mean_square ||
                                (*error == best.leave_one_out_mean_square && size < best_size);
            if (!better) continue;
            best = {backward(lower, w, size), penalty, *error};
            best_size = size;
        }
    }
    return best;
}

}  // namespace meridian
