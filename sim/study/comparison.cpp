#include "sim/study/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "models/statistics/simultaneous.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/study/comparable_means.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/selected_rows.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

// Figures by rising run.
using ByRun = std::vector<std::pair<std::int64_t, double>>;

// The mean over the places; nothing where one of them has no figure.
ByRun by_run(Results const& results, Places const& places, std::size_t column) {
    ByRun all;
    std::int64_t runs = INT64_MAX;
    for (std::size_t const p : places)
        runs = std::min(runs, results.runs(p));
    for (std::int64_t run = 0; run < runs; ++run) {
        double sum = 0.0;
        bool whole = true;
        for (std::size_t i = 0; whole && i < places.size(); ++i) {
            auto const x = results.figure(places[i], run, column);
            whole = x.has_value();
            sum += x.value_or(0.0);
        }
        if (whole) all.emplace_back(run, sum / static_cast<double>(places.size()));
    }
    return all;
}

std::vector<double> values(ByRun const& runs) {
    std::vector<double> all;
    for (auto const& [run, x] : runs)
        all.push_back(x);
    return all;
}

// The runs that both have.
Results::Pairs pairs_of(ByRun const& a, ByRun const& b) {
    Results::Pairs both;
    auto other = b.begin();
    for (auto const& [run, x] : a) {
        while (other != b.end() && other->first < run)
            ++other;
        if (other == b.end()) break;
        if (other->first != run) continue;
        both.a.push_back(x);
        both.b.push_back(other->second);
    }
    return both;
}

// Comparisons of one table, which are read together.
class ReadTogether {
public:
    explicit ReadTogether(std::string name) : name_{std::move(name)} {}

    void add(Comparison c) {
        all_.push_back(std::move(c));
        differences_.emplace_back();
    }
    // The difference a - b. `unit`: CNY a year of one unit of it.
    void add(Comparison c, Results::Pairs const& both, std::optional<double> unit, double confidence) {
        bool const resampled = both.a.size() <= most_resampled;
        c.difference = paired_difference(
            both.a, both.b, confidence,
            resampled ? resampling_bits(fmt::format("{} {} {}", name_, c.future, c.alternative))
                      : RandomBits{});
        if (unit && !both.a.empty()) c.cny_per_year = c.difference.difference.mean * *unit;
        add(std::move(c));
        std::ranges::transform(both.a, both.b, std::back_inserter(differences_.back()), std::minus{});
    }

    // With simultaneous intervals and verdicts. `omitted`: further comparisons, that have no row; no comparison that
    // has one seems surer than among all of them.
    [[nodiscard]] std::vector<Comparison> read_together(double confidence, std::size_t omitted = 0) {
        std::vector<std::vector<double>> compared;
        for (std::size_t i = 0; i < all_.size(); ++i) {
            if (all_[i].verdict != Verdict::is_baseline) compared.push_back(std::move(differences_[i]));
        }
        auto const tests = simultaneous_tests(compared, omitted, confidence, resampling_bits(name_));
        auto test = tests.begin();
        for (Comparison& c : all_) {
            if (c.verdict == Verdict::is_baseline) continue;
            c.p_adjusted = test->p_value;
            c.difference.difference.interval = test->interval;
            c.verdict = verdict_of(c);
            ++test;
        }
        return std::move(all_);
    }

private:
    static Verdict verdict_of(Comparison const& c) {
        auto const& interval = c.difference.difference.interval;
        if (!interval || interval->holds(0.0)) return Verdict::not_significant;
        return (interval->low > 0.0) == c.metric.more_is_better ? Verdict::better : Verdict::worse;
    }

    std::string name_;
    std::vector<Comparison> all_;
    std::vector<std::vector<double>> differences_;  // by comparison
};

// What one unit of a metric is worth in CNY a year; nothing if it is not money of the window or of a year.
std::optional<double> cny_per_year_of_unit(Results const& results, Places const& places,
                                           std::string_view key) {
    if (key.ends_with("_cny_per_year") || key == "cost_cny_total_per_year") return 1.0;
    bool const is_money = key.starts_with("cost_cny_") || key.starts_with("value_") ||
                          key == "net_cost_cny" || key == "surplus_cny";
    if (!is_money) return std::nullopt;
    auto const window = by_run(results, places, metric_of("window_s").value().column);
    if (window.empty()) return std::nullopt;
    return seconds_per_year / window.front().second;
}

std::string responses(Study const& study, Places const& places) {
    std::string all;
    std::string last;
    std::set<std::string> known;
    for (std::size_t const p : places) {
        std::string name = study.names(study.points[p], Role::response);
        bool const is_selected = places.size() > most_selected && !known.insert(name).second;
        if (name != last && !is_selected) all += (all.empty() ? "" : " ") + name;
        last = std::move(name);
    }
    return all;
}

double mean_of(std::vector<double> const& means, Places const& places) {
    double sum = 0.0;
    for (std::size_t const p : places)
        sum += means[p];
    return sum / static_cast<double>(places.size());
}

class Comparer {
public:
    Comparer(Results const& results, CompareOptions const& options)
        : results_{results},
          study_{results.study()},
          baseline_{options.baseline.value_or(study_.names(study_.baseline, Role::compared))} {}

    std::vector<Comparison> family(Metric const& metric, Group const& group) {
        auto const base = std::ranges::find_if(group.alternatives, [&](auto const& one) {
            return study_.names(one.first, Role::compared) == baseline_;
        });
        ReadTogether all{metric.key};
        ByRun const none;
        bool const has_base = base != group.alternatives.end();
        auto const base_runs = has_base ? by_run(results_, base->second, metric.column) : none;
        auto const unit = has_base ? cny_per_year_of_unit(results_, base->second, metric.key) : std::nullopt;
        for (auto const& [alternative, places] : group.alternatives) {
            system::checkpoint();
            Comparison c;
            c.metric = metric;
            c.future = group.future;
            c.alternative = study_.names(alternative, Role::compared);
            c.response = responses(study_, places);
            c.points = places;
            auto const runs = by_run(results_, places, metric.column);
            c.own = estimate_mean(values(runs), study_.confidence);
            if (study_.is_adaptive()) move_to(c.own, mean_of(means(metric.column), places));
            if (c.alternative == baseline_) {
                c.verdict = Verdict::is_baseline;
                all.add(std::move(c));
                continue;
            }
            all.add(std::move(c), pairs_of(runs, base_runs), unit, study_.confidence);
        }
        return all.read_together(study_.confidence, group.omitted);
    }

private:
    std::vector<double> const& means(std::size_t column) {
        auto const at = means_.find(column);
        return at != means_.end() ? at->second
                                  : means_.emplace(column, comparable_means(results_, column)).first->second;
    }

    Results const& results_;
    Study const& study_;
    std::string baseline_;
    std::map<std::size_t, std::vector<double>> means_;  // comparable, by column
};

}  // namespace

std::string_view words(Verdict verdict) {
    constexpr std::array<std::string_view, 4> all{"the baseline", "better", "worse", "not significant"};
    return all[static_cast<std::size_t>(verdict)];
}

RandomBits resampling_bits(std::string_view name) {
    engine::RandomSource const random{1, 0};
    return [random, entity = engine::name_hash(name)](std::uint64_t n) {
        system::checkpoint();
        return random.block(engine::name_hash("resampling"), entity, n / 4)[n % 4];
    };
}

std::vector<Comparison> compare(Results const& results, std::vector<BestResponse> const& responses,
                                CompareOptions const& options) {
    auto const groups = groups_of(results, responses, options.baseline);
    auto const& metrics = options.metrics.empty() ? results.study().metrics : options.metrics;
    Comparer comparer{results, options};
    std::vector<Comparison> all;
    for (Metric const& metric : metrics) {
        for (Group const& group : groups) {
            auto family = comparer.family(metric, group);
            std::ranges::move(family, std::back_inserter(all));
        }
    }
    return all;
}

std::vector<Comparison> compare_with_best(Results const& results, std::vector<BestResponse> const& responses,
                                          std::vector<Comparison> const& comparisons,
                                          std::optional<std::string> const& baseline) {
    if (comparisons.empty()) return {};
    Metric const& metric = comparisons.front().metric;
    std::vector<std::pair<std::string, Comparison const*>> best;  // by future
    std::vector<Finding> standing(results.study().points.size(), Finding::passes);
    for (BestResponse const& one : responses)
        standing[one.point] = one.standing;
    double const sign = metric.more_is_better ? -1.0 : 1.0;
    auto const rank = [&](Comparison const& c) {
        Finding worst = Finding::passes;
        for (std::size_t const p : c.points)
            worst = std::max(worst, standing[p]);
        return std::pair{worst, sign * c.own.mean};
    };
    for (Comparison const& c : comparisons) {
        if (c.metric.key != metric.key) continue;
        if (best.empty() || best.back().first != c.future) best.emplace_back(c.future, &c);
        if (rank(c) < rank(*best.back().second)) best.back().second = &c;
    }
    std::vector<Comparison> all;
    for (Group const& group : groups_of(results, responses, baseline)) {
        auto const of =
            std::ranges::find(best, group.future, &std::pair<std::string, Comparison const*>::first);
        if (of == best.end()) continue;
        CompareOptions const options{of->second->alternative, {metric}};
        auto family = Comparer{results, options}.family(metric, group);
        std::ranges::move(family, std::back_inserter(all));
    }
    return all;
}

std::vector<Comparison> value_of_brain(Results const& results, std::vector<BestResponse> const& responses) {
    Study const& study = results.study();
    Metric const& metric = study.metrics.front();
    auto const means = comparable_means(results, metric.column);
    ReadTogether all{"brain"};
    for (BestResponse const& one : responses) {
        if (!one.reference) continue;
        Comparison c;
        c.metric = metric;
        c.future = study.names(one.future, Role::future);
        c.alternative = study.names(one.alternative, Role::compared);
        c.response = study.names(study.points[one.point], Role::response);
        c.points = {one.point};
        auto const reference = by_run(results, {*one.reference}, metric.column);
        c.own = estimate_mean(values(reference), study.confidence);
        if (study.is_adaptive()) move_to(c.own, means[*one.reference]);
        all.add(std::move(c), pairs_of(by_run(results, {one.point}, metric.column), reference),
                cny_per_year_of_unit(results, {*one.reference}, metric.key), study.confidence);
    }
    return all.read_together(study.confidence);
}

}  // namespace meridian::study
