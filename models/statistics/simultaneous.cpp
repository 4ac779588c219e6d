#include "models/statistics/simultaneous.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "models/statistics/student_t.hpp"
#include "models/units/exact_math.hpp"

namespace meridian {
namespace {

// With more values the standard deviations of data sets are drawn together, not each: the two agree. The maximum is
// then drawn from the correlations alone.
constexpr std::size_t most_drawn_apart = 60;
// Less is left of a pivot of correlations only by rounding.
constexpr double least_pivot = 0x1p-46;

// One comparison that varies.
struct Varying {
    std::size_t index;
    MeanEstimate estimate;
    double error;  // of the mean

    [[nodiscard]] double t() const { return std::fabs(estimate.mean) / error; }
    [[nodiscard]] Interval interval(double critical) const {
        return {estimate.mean - critical * error, estimate.mean + critical * error};
    }
};

// Standard normal numbers by the polar method (Marsaglia and Bray, "A convenient method for generating normal
// variables", SIAM Review 6, 1964), and gamma numbers made of them.
class NormalNumbers {
public:
    explicit NormalNumbers(RandomBits const& bits) : bits_{bits} {}

    // Of a gamma distribution with this shape, at least 1, and scale 1 (Marsaglia and Tsang, "A simple method for
    // generating gamma variables", ACM Transactions on Mathematical Software 26, 2000).
    double gamma(double shape) {
        double const d = shape - 1.0 / 3.0;
        double const c = 1.0 / std::sqrt(9.0 * d);
        while (true) {
            double const x = next();
            double const root = 1.0 + c * x;
            if (root <= 0.0) continue;
            double const v = root * root * root;
            double const uniform = (static_cast<double>(bits_(drawn_++) >> 11U) + 0.5) * 0x1p-53;
            if (exact_log(uniform) < 0.5 * x * x + d * (1.0 - v + exact_log(v))) return d * v;
        }
    }

    double next() {
        if (has_spare_) {
            has_spare_ = false;
            return spare_;
        }
        while (true) {
            std::uint64_t const word = bits_(drawn_++);
            double const x = static_cast<double>(word >> 32U) * 0x1p-31 - 1.0;
            double const y = static_cast<double>(word & 0xffffffffU) * 0x1p-31 - 1.0;
            double const square = x * x + y * y;
            if (square >= 1.0 || square == 0.0) continue;
            double const scale = std::sqrt(-2.0 * exact_log(square) / square);
            spare_ = y * scale;
            has_spare_ = true;
            return x * scale;
        }
    }

private:
    RandomBits const& bits_;
    std::uint64_t drawn_{0};
    double spare_{0.0};
    bool has_spare_{false};
};

// By run, the values of each comparison less their mean, of length 1 over all runs: products are correlations.
using Rows = std::vector<std::vector<double>>;

Rows unit_rows(std::span<std::vector<double> const> differences, std::vector<Varying> const& varying) {
    auto const runs = static_cast<std::size_t>(varying.front().estimate.count);
    Rows rows(runs);
    for (Varying const& one : varying) {
        double const size = std::sqrt(one.estimate.variance * static_cast<double>(runs - 1));
        for (std::size_t i = 0; i < runs; ++i)
            rows[i].push_back((differences[one.index][i] - one.estimate.mean) / size);
    }
    return rows;
}

// Normal values with these correlations.
void draw_values(Rows const& rows, NormalNumbers& normal, std::vector<double>& values) {
    std::ranges::fill(values, 0.0);
    for (auto const& row : rows) {
        double const weight = normal.next();
        for (std::size_t k = 0; k < values.size(); ++k)
            values[k] += weight * row[k];
    }
}

// The lower triangle L of L L' = the correlations. A comparison that depends on those before it has no part of its own.
Rows correlation_root(Rows const& rows) {
    std::size_t const size = rows.front().size();
    Rows lower;
    for (std::size_t i = 0; i < size; ++i) {
        std::vector<double> row(i + 1, 0.0);
        for (auto const& values : rows)
            for (std::size_t j = 0; j <= i; ++j)
                row[j] += values[i] * values[j];
        for (std::size_t j = 0; j < i; ++j) {
            for (std::size_t k = 0; k < j; ++k)
                row[j] -= row[k] * lower[j][k];
            row[j] = lower[j][j] > 0.0 ? row[j] / lower[j][j] : 0.0;
            row[i] -= row[j] * row[j];
        }
        row[i] = row[i] > least_pivot ? std::sqrt(row[i]) : 0.0;
        lower.push_back(std::move(row));
    }
    return lower;
}

// max |t| of data sets of many values: normal values with the correlations, over one drawn standard deviation.
void draw_maxima_of_many(Rows const& rows, NormalNumbers& normal, std::vector<double>& maxima) {
    Rows const lower = correlation_root(rows);
    auto const degrees = static_cast<double>(rows.size() - 1);
    std::vector<double> drawn(lower.size());
    for (double& maximum : maxima) {
        maximum = 0.0;
        for (std::size_t i = 0; i < lower.size(); ++i) {
            drawn[i] = normal.next();
            double value = 0.0;
            for (std::size_t j = 0; j <= i; ++j)
                value += lower[i][j] * drawn[j];
            maximum = std::max(maximum, std::fabs(value));
        }
        maximum /= std::sqrt(2.0 * normal.gamma(0.5 * degrees) / degrees);
    }
}

// max |t| of one data set of few values.
double draw_maximum(Rows const& rows, NormalNumbers& normal) {
    std::size_t const runs = rows.size();
    std::vector<double> values(rows.front().size());
    std::vector<Moments> moments(values.size());
    for (std::size_t i = 0; i < runs; ++i) {
        draw_values(rows, normal, values);
        for (std::size_t k = 0; k < values.size(); ++k)
            moments[k].add(values[k]);
    }
    double largest = 0.0;
    for (Moments const& m : moments)
        largest =
            std::max(largest, std::fabs(m.mean()) / std::sqrt(m.variance() / static_cast<double>(runs)));
    return largest;
}

void test_jointly(std::span<std::vector<double> const> differences, std::vector<Varying> const& varying,
                  double confidence, RandomBits const& bits, std::vector<SimultaneousTest>& tests) {
    Rows const rows = unit_rows(differences, varying);
    NormalNumbers normal{bits};
    std::vector<double> maxima(simultaneous_draws);
    if (rows.size() > most_drawn_apart) {
        draw_maxima_of_many(rows, normal, maxima);
    } else {
        for (double& one : maxima)
            one = draw_maximum(rows, normal);
    }
    std::ranges::sort(maxima);
    constexpr auto all = static_cast<double>(simultaneous_draws + 1);
    // The draws that may reach a statistic that is significant: p = (1 + reached) / (1 + draws) <= 1 - confidence.
    auto const reached =
        static_cast<std::size_t>(std::max(std::floor((1.0 - confidence) * all * (1.0 + 1e-12)) - 1.0, 0.0));
    double const critical = maxima[simultaneous_draws - 1 - std::min(reached, simultaneous_draws - 1)];
    for (Varying const& one : varying) {
        auto const at = std::ranges::lower_bound(maxima, one.t());
        tests[one.index].p_value = (1.0 + static_cast<double>(maxima.end() - at)) / all;
        tests[one.index].interval = one.interval(critical);
    }
}

void test_each(std::vector<Varying> const& varying, std::size_t together, double confidence,
               std::vector<SimultaneousTest>& tests) {
    auto const count = static_cast<double>(together);
    for (Varying const& one : varying) {
        std::int64_t const degrees = one.estimate.count - 1;
        tests[one.index].p_value = std::min(1.0, count * student_t_p_value(one.t(), degrees));
        tests[one.index].interval =
            one.interval(student_t_two_sided(1.0 - (1.0 - confidence) / count, degrees));
    }
}

}  // namespace

std::vector<SimultaneousTest> simultaneous_tests(std::span<std::vector<double> const> differences,
                                                 std::size_t further, double confidence,
                                                 RandomBits const& bits) {
    std::vector<SimultaneousTest> tests(differences.size());
    std::vector<Varying> varying;
    for (std::size_t k = 0; k < differences.size(); ++k) {
        MeanEstimate const e = estimate_mean(differences[k], confidence);
        if (e.count < 2) {
            ++further;
        } else if (e.variance > 0.0) {
            varying.push_back({k, e, std::sqrt(e.variance / static_cast<double>(e.count))});
        } else {
            tests[k] = {e.mean == 0.0 ? 1.0 : 0.0, Interval{e.mean, e.mean}};
        }
    }
    if (varying.empty()) return tests;
    std::int64_t const count = varying.front().estimate.count;
    bool const alike =
        std::ranges::all_of(varying, [&](Varying const& one) { return one.estimate.count == count; });
    bool const jointly =
        further == 0 && alike && varying.size() > 1 && count > static_cast<std::int64_t>(varying.size());
    if (jointly) {
        test_jointly(differences, varying, confidence, bits, tests);
    } else {
        test_each(varying, varying.size() + further, confidence, tests);
    }
    return tests;
}

}  // namespace meridian
