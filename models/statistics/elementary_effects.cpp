#include "models/statistics/elementary_effects.hpp"

#include <cassert>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <utility>

#include "models/statistics/resampling.hpp"

namespace meridian {
namespace {

// One effect of each input from a block of points.
void read_block(std::span<std::vector<double> const> points, std::span<double const> outputs,
                std::vector<std::vector<double>>& effects) {
    for (std::size_t step = 1; step < points.size(); ++step) {
        for (std::size_t d = 0; d + 1 < points.size(); ++d) {
            double const moved = points[step][d] - points[step - 1][d];
            if (moved != 0.0) effects[d].push_back((outputs[step] - outputs[step - 1]) / moved);
        }
    }
}

std::vector<double> standard_deviations(std::vector<std::vector<double>> const& effects,
                                        std::span<double const> times) {
    std::vector<double> deviations;
    auto const count = static_cast<double>(times.size());
    for (auto const& values : effects) {
        double sum = 0.0;
        for (std::size_t t = 0; t < times.size(); ++t)
            sum += times[t] * values[t];
        double squares = 0.0;
        for (std::size_t t = 0; t < times.size(); ++t)
            squares += times[t] * (values[t] - sum / count) * (values[t] - sum / count);
        deviations.push_back(std::sqrt(squares / (count - 1.0)));
    }
    return deviations;
}

}  // namespace

// A coordinate starts on any level; from the lower half it goes up, from the upper half down, by half the
// levels: so each of the levels / 2 steps of an input is as likely as the others, in either direction.
Sample morris_trajectories(std::size_t trajectories, std::size_t dimensions, std::size_t levels,
                           RandomBits const& bits) {
    assert(dimensions > 0 && levels >= 2 && levels % 2 == 0);
    std::uint64_t n = 0;
    auto const one_of = [&](std::size_t count) {
        double const u = static_cast<double>(bits(n++) >> 11U) * 0x1p-53;
        return static_cast<std::size_t>(u * static_cast<double>(count));
    };
    auto const coordinate = [&](std::size_t level) {
        return static_cast<double>(level) / static_cast<double>(levels - 1);
    };
    Sample sample;
    std::vector<std::size_t> at(dimensions);
    std::vector<std::size_t> order(dimensions);
    for (std::size_t t = 0; t < trajectories; ++t) {
        std::vector<double> point;
        for (std::size_t& level : at) {
            level = one_of(levels);
            point.push_back(coordinate(level));
        }
        sample.push_back(point);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t i = dimensions; i > 1; --i)  // Fisher and Yates
            std::swap(order[i - 1], order[one_of(i)]);
        for (std::size_t const d : order) {
            at[d] = at[d] < levels / 2 ? at[d] + levels / 2 : at[d] - levels / 2;
            point[d] = coordinate(at[d]);
            sample.push_back(point);
        }
    }
    return sample;
}

std::vector<InputEffects> elementary_effects(Sample const& points, std::span<double const> outputs,
                                             double confidence, RandomBits const& bits) {
    assert(points.size() == outputs.size());
    if (points.empty()) return {};
    std::size_t const dimensions = points.front().size();
    assert(points.size() % (dimensions + 1) == 0);
    std::vector<std::vector<double>> effects(dimensions);
    std::span<std::vector<double> const> const all{points};
    for (std::size_t first = 0; first < points.size(); first += dimensions + 1)
        read_block(all.subspan(first, dimensions + 1), outputs.subspan(first, dimensions + 1), effects);
    std::size_t const trajectories = points.size() / (dimensions + 1);
    std::vector<Interval> spreads;
    if (trajectories >= 3) {
        spreads = bootstrap_rows(trajectories, confidence, bits, [&](std::span<double const> times) {
            return standard_deviations(effects, times);
        });
    }
    std::vector<InputEffects> inputs(dimensions);
    for (std::size_t d = 0; d < dimensions; ++d) {
        assert(effects[d].size() == trajectories);
        std::vector<double> sizes;
        for (double const effect : effects[d])
            sizes.push_back(std::fabs(effect));
        inputs[d].effect = estimate_mean(effects[d], confidence);
        inputs[d].absolute = estimate_mean(sizes, confidence);
        inputs[d].standard_deviation = std::sqrt(inputs[d].effect.variance);
        inputs[d].effect_bootstrap = bootstrap_mean(effects[d], confidence, bits);
        inputs[d].absolute_bootstrap = bootstrap_mean(sizes, confidence, bits);
        if (!spreads.empty()) inputs[d].standard_deviation_bootstrap = spreads[d];
    }
    return inputs;
}

}  // namespace meridian
