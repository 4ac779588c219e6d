#include "sim/study/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <boost/math/tools/toms748_solve.hpp>
#include <fmt/format.h>

#include "models/statistics/designs.hpp"
#include "models/statistics/elementary_effects.hpp"
#include "models/statistics/variance_shares.hpp"

namespace meridian::study {
namespace {

using scenario::Override;

// An alternative against the baseline.
class PairedExperiment {
public:
    PairedExperiment(Study const& study, RunCache& cache, std::size_t point, std::size_t baseline)
        : study_{study}, cache_{cache}, point_{point}, baseline_{baseline} {}

    [[nodiscard]] std::string name() const { return study_.names(study_.points[point_], Role::compared); }

    [[nodiscard]] std::vector<InputScenario> settings(std::vector<Override> const& changes) const {
        return {{point_, changes}, {baseline_, changes}};
    }
    MeanEstimate at(std::vector<Override> const& changes) {
        auto const both = settings(changes);
        return estimate_mean(cache_.differences(both[0], both[1]), study_.confidence);
    }

    TornadoBar swing(UncertainFigure const& input) {
        return {name(),
                input.name,
                input.range.low,
                input.range.high,
                at(input.at(input.range.low)),
                at(input.at(input.range.high))};
    }

    // How many zeros break_even() searches for. Both ends of the input are known.
    [[nodiscard]] std::size_t searches(UncertainFigure const& input) {
        if (!turns(input, mean_of)) return 0;
        return 1 + std::size_t{turns(input, lower_end_of)} + std::size_t{turns(input, upper_end_of)};
    }

    BreakEven break_even(UncertainFigure const& input) {
        double const at_low = at(input.at(input.range.low)).mean;
        BreakEven found{name(), input.name, at_low < 0.0, {}, {}, {}};
        found.value = root(input, mean_of);
        if (!found.value) return found;
        // Where the ends of the interval reach zero: the upper end first where the difference rises.
        auto const lower = root(input, lower_end_of);
        auto const upper = root(input, upper_end_of);
        bool const rises = at(input.at(input.range.high)).mean > at_low;
        found.low = rises ? upper : lower;
        found.high = rises ? lower : upper;
        // Where the two lie closer than the tolerance to which each is found.
        if (found.low && found.high && *found.low > *found.high) std::swap(found.low, found.high);
        return found;
    }

private:
    using FigureOf = double (*)(MeanEstimate const&);
    static double mean_of(MeanEstimate const& e) { return e.mean; }
    static double lower_end_of(MeanEstimate const& e) { return e.interval ? e.interval->low : e.mean; }
    static double upper_end_of(MeanEstimate const& e) { return e.interval ? e.interval->high : e.mean; }

    // Whether it passes zero between the ends of the input, so that root() searches.
    [[nodiscard]] bool turns(UncertainFigure const& input, FigureOf of) {
        double const at_low = of(at(input.at(input.range.low)));
        double const at_high = of(at(input.at(input.range.high)));
        return at_low != 0.0 && at_high != 0.0 && (at_low < 0.0) != (at_high < 0.0);
    }

    // Where a function of the estimate passes zero within the input's range; nothing if it does not, by its
    // ends. Bisection with interpolation (Alefeld, Potra and Shi, "Algorithm 748: enclosing zeros of
    // continuous functions", ACM Transactions on Mathematical Software 21, 1995; Boost.Math).
    std::optional<double> root(UncertainFigure const& input, FigureOf of) {
        double const low = input.range.low;
        double const high = input.range.high;
        auto const value = [&](double x) { return of(at(input.at(x))); };
        double const at_low = value(low);
        double const at_high = value(high);
        if (at_low == 0.0) return low;
        if (at_high == 0.0) return high;
        if ((at_low < 0.0) == (at_high < 0.0)) return std::nullopt;
        double const close = study_.sensitivity->tolerance * (high - low);
        std::uintmax_t steps = 60;
        auto const [below, above] = boost::math::tools::toms748_solve(
            value, low, high, at_low, at_high, [&](double a, double b) { return std::fabs(b - a) <= close; },
            steps);
        double const from = value(below);
        double const to = value(above);
        cache_.end_search();
        // Linear between the two: the closer end weighs more.
        return from == to ? (below + above) / 2.0 : below - from * (above - below) / (to - from);
    }

    Study const& study_;
    RunCache& cache_;
    std::size_t point_, baseline_;
};

// The responses points of the baseline's future.
std::vector<BestResponse> in_base_future(Study const& study, std::vector<BestResponse> responses) {
    std::string const future = study.names(study.baseline, Role::future);
    std::erase_if(responses,
                  [&](BestResponse const& one) { return study.names(one.future, Role::future) != future; });
    return responses;
}

std::vector<std::size_t> points_against(Study const& study, Results const& results,
                                        std::vector<BestResponse> const& responses,
                                        std::string const& baseline) {
    std::vector<std::size_t> points;
    Metric const& metric = study.metrics.front();
    std::optional<std::size_t> best;
    std::pair<Finding, double> least;
    for (BestResponse const& one : responses) {
        std::string const name = study.names(one.alternative, Role::compared);
        if (name == baseline) continue;
        if (std::ranges::find(study.sensitivity->against, name) != study.sensitivity->against.end())
            points.push_back(one.point);
        double const mean = results.mean(one.point, metric.column).value_or(0.0);
        std::pair const rank{one.standing, metric.more_is_better ? -mean : mean};
        if (best && rank >= least) continue;
        best = one.point;
        least = rank;
    }
    if (study.sensitivity->against.empty() && best) points.push_back(*best);
    return points;
}

// Rows over the ranges of all inputs, by one design.
struct InputRows {
    DesignKind design;
    Sample coordinates;
    std::vector<std::vector<Override>> changes;
};
InputRows rows_of(Study const& study, DesignKind design, Sample coordinates) {
    InputRows rows{design, std::move(coordinates), {}};
    for (auto const& row : rows.coordinates) {
        std::vector<Override>& changes = rows.changes.emplace_back();
        for (std::size_t i = 0; i < row.size(); ++i) {
            auto const& range = study.inputs[i].range;
            std::ranges::move(study.inputs[i].at(range.low + row[i] * (range.high - range.low)),
                              std::back_inserter(changes));
        }
    }
    return rows;
}

// The sample of the input interval first.
std::vector<InputRows> samples_of(Study const& study) {
    auto const count = [](std::int64_t n) { return static_cast<std::size_t>(n); };
    Sensitivity const& s = *study.sensitivity;
    std::size_t const inputs = study.inputs.size();
    constexpr std::size_t levels = 4;
    std::vector<InputRows> all;
    all.push_back(rows_of(
        study, DesignKind::latin_hypercube,
        s.sample == 0 ? Sample{} : latin_hypercube(count(s.sample), inputs, resampling_bits("inputs"))));
    if (s.trajectories > 0)
        all.push_back(rows_of(
            study, DesignKind::morris,
            morris_trajectories(count(s.trajectories), inputs, levels, resampling_bits("trajectories"))));
    if (s.rows > 0)
        all.push_back(rows_of(study, DesignKind::saltelli, variance_share_points(count(s.rows), inputs)));
    return all;
}

InputSeries series_of(Study const& study, PairedExperiment& experiment, std::string const& baseline,
                      InputRows const& rows) {
    InputSeries series{
        rows.design, rows.coordinates, {study.metrics.front().key, experiment.name(), baseline, {}}};
    for (auto const& changes : rows.changes) {
        auto const estimate = experiment.at(changes);
        series.outputs.outputs.push_back(estimate.count > 0 ? std::optional{estimate.mean} : std::nullopt);
    }
    return series;
}

InputSpread spread_of(Study const& study, PairedExperiment& experiment,
                      std::vector<std::vector<Override>> const& sample) {
    InputSpread spread;
    spread.alternative = experiment.name();
    spread.seeds = experiment.at({});
    std::vector<double> means;
    for (auto const& changes : sample) {
        auto const estimate = experiment.at(changes);
        if (estimate.count > 0) means.push_back(estimate.mean);
    }
    if (means.empty()) return spread;
    spread.points = means.size();
    spread.mean = estimate_mean(means, study.confidence).mean;
    std::ranges::sort(means);
    auto const quantile = [&](double q) {
        return means[static_cast<std::size_t>(std::round(q * static_cast<double>(means.size() - 1)))];
    };
    spread.interval = {quantile((1.0 - study.confidence) / 2.0), quantile((1.0 + study.confidence) / 2.0)};
    bool const more = study.metrics.front().more_is_better;
    auto const better = std::ranges::count_if(means, [&](double x) { return more ? x > 0.0 : x < 0.0; });
    spread.better_share = static_cast<double>(better) / static_cast<double>(means.size());
    return spread;
}

// Everything but the roots is known beforehand, and run at once.
void prepare(Study const& study, RunCache& cache, std::vector<PairedExperiment> const& experiments,
             std::vector<InputRows> const& samples) {
    std::vector<InputScenario> all;
    for (PairedExperiment const& experiment : experiments) {
        std::ranges::move(experiment.settings({}), std::back_inserter(all));
        for (UncertainFigure const& input : study.inputs) {
            for (double const end : {input.range.low, input.range.high})
                std::ranges::move(experiment.settings(input.at(end)), std::back_inserter(all));
        }
        for (InputRows const& rows : samples) {
            for (auto const& changes : rows.changes)
                std::ranges::move(experiment.settings(changes), std::back_inserter(all));
        }
    }
    cache.prepare(all);
}

void add_experiment(Study const& study, PairedExperiment& experiment, std::vector<InputRows> const& samples,
                    SensitivityResult& result) {
    std::vector<TornadoBar> swings;
    for (UncertainFigure const& input : study.inputs)
        swings.push_back(experiment.swing(input));
    std::ranges::stable_sort(swings, std::greater{},
                             [](TornadoBar const& s) { return std::fabs(s.at_high.mean - s.at_low.mean); });
    std::ranges::move(swings, std::back_inserter(result.swings));
    for (UncertainFigure const& input : study.inputs)
        result.break_evens.push_back(experiment.break_even(input));
    result.spreads.push_back(spread_of(study, experiment, samples.front().changes));
    for (InputRows const& rows : samples)
        result.series.push_back(series_of(study, experiment, result.baseline, rows));
}

}  // namespace

SensitivityResult find_sensitivity(Study const& study, PointReader& reader, Results& results,
                                   PlayRuns const& play, NoteRuns const& note) {
    SensitivityResult result;
    result.baseline = study.names(study.baseline, Role::compared);
    auto const responses = in_base_future(study, best_responses(results));
    auto const base = std::ranges::find_if(responses, [&](BestResponse const& one) {
        return study.names(one.alternative, Role::compared) == result.baseline;
    });
    if (base == responses.end()) return result;
    RunCache cache{study, reader, results, play, note};
    std::vector<PairedExperiment> experiments;
    for (std::size_t const point : points_against(study, results, responses, result.baseline))
        experiments.emplace_back(study, cache, point, base->point);
    auto const samples = samples_of(study);
    try {
        prepare(study, cache, experiments, samples);
        std::size_t searches = 0;
        for (PairedExperiment& experiment : experiments) {
            for (UncertainFigure const& input : study.inputs)
                searches += experiment.searches(input);
        }
        cache.begin_searches(searches);
        for (PairedExperiment& experiment : experiments)
            add_experiment(study, experiment, samples, result);
    } catch (Stopped const&) {
        result.stopped = true;
    }
    return result;
}

void add_input_effects(SensitivityResult const& result, Study const& study, EffectTables& effects) {
    std::vector<std::string> names;
    for (UncertainFigure const& input : study.inputs)
        names.push_back(input.name);
    for (InputSeries const& one : result.series)
        effects.add({one.design, "inputs", names, &one.coordinates}, one.outputs, study.confidence);
}

}  // namespace meridian::study
