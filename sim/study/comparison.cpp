#include "sim/study/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "models/statistics/moments.hpp"
#include "sim/engine/random_streams.hpp"
#include "sim/study/metrics.hpp"

namespace meridian::study {
namespace {

constexpr double seconds_per_year = 365.0 * 86'400.0;

// The points that one alternative stands for: itself in each of some futures.
using Places = std::vector<std::size_t>;

// The mean over the places, by run; nothing where one of them has no figure.
std::map<std::int64_t, double> by_run(Results const& results, Places const& places, std::size_t column) {
    std::map<std::int64_t, double> all;
    std::int64_t runs = INT64_MAX;
    for (std::size_t const p : places)
        runs = std::min(runs, results.runs(p));
    for (std::int64_t run = 0; run < runs; ++run) {
        double sum = 0.0;
        bool whole = true;
        for (std::size_t const p : places) {
            auto const x = results.figure(p, run, column);
            whole = whole && x;
            sum += x.value_or(0.0);
        }
        if (whole) all[run] = sum / static_cast<double>(places.size());
    }
    return all;
}

std::vector<double> values(std::map<std::int64_t, double> const& runs) {
    std::vector<double> all;
    for (auto const& [run, x] : runs)
        all.push_back(x);
    return all;
}

// See Comparison::level. `means`: of each.
std::vector<double> levels(std::vector<std::map<std::int64_t, double>> const& all,
                           std::vector<double> means) {
    auto const most = std::ranges::max_element(all, {}, [](auto const& runs) { return runs.size(); });
    double const mean_of_most = means[static_cast<std::size_t>(most - all.begin())];
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].size() == most->size()) continue;
        Moments apart;
        for (auto const& [run, x] : all[i]) {
            if (auto const other = most->find(run); other != most->end()) apart.add(x - other->second);
        }
        means[i] = mean_of_most + apart.mean();
    }
    return means;
}

PairedDifference difference(std::map<std::int64_t, double> const& a, std::map<std::int64_t, double> const& b,
                            double confidence, std::string_view name) {
    std::vector<double> of_a;
    std::vector<double> of_b;
    for (auto const& [run, x] : a) {
        auto const other = b.find(run);
        if (other == b.end()) continue;
        of_a.push_back(x);
        of_b.push_back(other->second);
    }
    return paired_difference(of_a, of_b, confidence, resampling_bits(name));
}

// What one unit of a metric is worth in CNY a year for the work of some points; nothing if it is not money.
std::optional<double> cny_per_year_of_unit(Results const& results, Places const& places,
                                           std::string_view key) {
    if (!key.starts_with("cost_cny_")) return std::nullopt;
    auto const window = by_run(results, places, metric_of("window_s").value().column);
    if (window.empty()) return std::nullopt;
    double const years = window.begin()->second / seconds_per_year;
    if (key != "cost_cny_per_useful_card_hour") return 1.0 / years;
    auto const hours = values(by_run(results, places, metric_of("accelerator_hours_active").value().column));
    return estimate_mean(hours, 0.95).mean / years;
}

Verdict verdict_of(Comparison const& c, double confidence) {
    if (c.difference.difference.count < 2 || c.p_holm > 1.0 - confidence) return Verdict::not_shown;
    bool const more = c.difference.difference.mean > 0.0;
    return more == c.metric.more_is_better ? Verdict::better : Verdict::worse;
}

void judge(std::vector<Comparison>& family, double confidence) {
    std::vector<double> p_values;
    for (Comparison const& c : family) {
        if (c.verdict != Verdict::is_baseline) p_values.push_back(c.difference.p_value);
    }
    auto const adjusted = holm(p_values);
    std::size_t next = 0;
    for (Comparison& c : family) {
        if (c.verdict == Verdict::is_baseline) continue;
        c.p_holm = adjusted[next++];
        c.verdict = verdict_of(c, confidence);
    }
}

std::string responses(Study const& study, Places const& places) {
    std::string all;
    std::string last;
    for (std::size_t const p : places) {
        std::string name = study.names(study.points[p], Role::response);
        if (name != last) all += (all.empty() ? "" : " ") + name;
        last = std::move(name);
    }
    return all;
}

// One future, or all: by alternative its points.
struct Group {
    std::string future;
    std::vector<std::pair<Point, Places>> alternatives;
};

std::vector<Group> groups_of(Study const& study, std::vector<Judged> const& judged) {
    std::vector<Group> groups;
    Group all{std::string{all_futures}, {}};
    std::map<Point, std::size_t> places;  // in `all`
    for (Judged const& one : judged) {
        std::string const future = study.names(one.future, Role::future);
        if (groups.empty() || groups.back().future != future) groups.push_back({future, {}});
        groups.back().alternatives.push_back({one.alternative, {one.point}});
        auto const [at, is_new] = places.try_emplace(one.alternative, all.alternatives.size());
        if (is_new) all.alternatives.push_back({one.alternative, {}});
        all.alternatives[at->second].second.push_back(one.point);
    }
    if (groups.size() < 2) return groups;
    std::erase_if(all.alternatives, [&](auto const& one) { return one.second.size() != groups.size(); });
    groups.push_back(std::move(all));
    return groups;
}

// By the first metric; the first of equals.
std::size_t best_of(Results const& results, Places const& points) {
    if (points.size() == 1) return points.front();
    Metric const& decides = results.study().metrics.front();
    std::vector<std::map<std::int64_t, double>> runs;
    std::vector<double> means;
    for (std::size_t const p : points) {
        runs.push_back(by_run(results, {p}, decides.column));
        means.push_back(results.mean(p, decides.column).value());
    }
    auto const level = levels(runs, std::move(means));
    auto const best =
        decides.more_is_better ? std::ranges::max_element(level) : std::ranges::min_element(level);
    return points[static_cast<std::size_t>(best - level.begin())];
}

class Comparer {
public:
    Comparer(Results const& results, CompareOptions const& options)
        : results_{results}, study_{results.study()}, options_{options} {
        baseline_ = options.baseline.value_or(study_.names(study_.baseline, Role::compared));
    }

    std::vector<Comparison> family(Metric const& metric, Group const& group) {
        auto const base = std::ranges::find_if(group.alternatives, [&](auto const& one) {
            return study_.names(one.first, Role::compared) == baseline_;
        });
        std::vector<Comparison> all;
        std::vector<std::map<std::int64_t, double>> runs_of_all;
        std::map<std::int64_t, double> const none;
        bool const has_base = base != group.alternatives.end();
        auto const base_runs = has_base ? by_run(results_, base->second, metric.column) : none;
        auto const unit = has_base ? cny_per_year_of_unit(results_, base->second, metric.key) : std::nullopt;
        for (auto const& [alternative, places] : group.alternatives) {
            Comparison c;
            c.metric = metric;
            c.future = group.future;
            c.alternative = study_.names(alternative, Role::compared);
            c.response = responses(study_, places);
            c.points = places;
            auto const& runs = runs_of_all.emplace_back(by_run(results_, places, metric.column));
            c.own = estimate_mean(values(runs), study_.confidence);
            if (c.alternative == baseline_) {
                c.verdict = Verdict::is_baseline;
            } else {
                c.difference = difference(runs, base_runs, study_.confidence,
                                          fmt::format("{} {} {}", metric.key, c.future, c.alternative));
                if (unit && c.difference.difference.count > 0)
                    c.cny_per_year = c.difference.difference.mean * *unit;
            }
            all.push_back(std::move(c));
        }
        if (all.empty()) return all;
        std::vector<double> means;
        for (Comparison const& c : all)
            means.push_back(c.own.mean);
        auto const level = levels(runs_of_all, std::move(means));
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i].level = level[i];
        judge(all, study_.confidence);
        return all;
    }

private:
    Results const& results_;
    Study const& study_;
    CompareOptions const& options_;
    std::string baseline_;
};

}  // namespace

std::string_view words(Verdict verdict) {
    constexpr std::array<std::string_view, 4> all{"the baseline", "better", "worse", "no difference shown"};
    return all[static_cast<std::size_t>(verdict)];
}

RandomBits resampling_bits(std::string_view name) {
    engine::RandomSource const random{1, 0};
    return [random, entity = engine::name_hash(name)](std::uint64_t n) {
        return random.block(engine::name_hash("resampling"), entity, n / 4)[n % 4];
    };
}

std::vector<Judged> best_responses(Results const& results) {
    Study const& study = results.study();
    std::map<std::pair<Point, Point>, std::size_t> places;
    std::vector<Judged> judged;
    std::vector<Places> points;  // of each
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        if (!results.mean(p, study.metrics.front().column)) continue;
        Judged one{
            study.part(study.points[p], Role::compared), study.part(study.points[p], Role::future), p, {}};
        auto const [at, is_new] = places.try_emplace({one.future, one.alternative}, judged.size());
        if (is_new) {
            judged.push_back(one);
            points.emplace_back();
        }
        points[at->second].push_back(p);
        for (std::size_t a = 0; study.plain && a < study.axes.size(); ++a) {
            if (study.axes[a].role == Role::response && study.points[p].level[a] == *study.plain)
                judged[at->second].plain = p;
        }
    }
    for (std::size_t i = 0; i < judged.size(); ++i)
        judged[i].point = best_of(results, points[i]);
    // Futures and alternatives in the order of their first points.
    std::map<Point, std::size_t> order;
    for (Judged const& one : judged)
        order.try_emplace(one.future, order.size());
    std::ranges::stable_sort(judged, {}, [&](Judged const& one) { return order.at(one.future); });
    return judged;
}

std::vector<Comparison> compare(Results const& results, std::vector<Judged> const& judged,
                                CompareOptions const& options) {
    auto const groups = groups_of(results.study(), judged);
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

std::vector<Comparison> compare_with_best(Results const& results, std::vector<Judged> const& judged,
                                          std::vector<Comparison> const& comparisons) {
    if (comparisons.empty()) return {};
    Metric const& metric = comparisons.front().metric;
    std::vector<std::pair<std::string, Comparison const*>> best;  // by future
    for (Comparison const& c : comparisons) {
        if (c.metric.key != metric.key) continue;
        if (best.empty() || best.back().first != c.future) best.emplace_back(c.future, &c);
        double const apart = c.level - best.back().second->level;
        if (metric.more_is_better ? apart > 0.0 : apart < 0.0) best.back().second = &c;
    }
    std::vector<Comparison> all;
    for (auto const& [future, of] : best) {
        for (Comparison& c : compare(results, judged, {of->alternative, {metric}})) {
            if (c.future == future) all.push_back(std::move(c));
        }
    }
    return all;
}

std::vector<Comparison> value_of_brain(Results const& results, std::vector<Judged> const& judged) {
    Study const& study = results.study();
    Metric const& metric = study.metrics.front();
    std::vector<Comparison> all;
    for (Judged const& one : judged) {
        if (!one.plain) continue;
        Comparison c;
        c.metric = metric;
        c.future = study.names(one.future, Role::future);
        c.alternative = study.names(one.alternative, Role::compared);
        c.response = study.names(study.points[one.point], Role::response);
        c.points = {one.point};
        auto const plain = by_run(results, {*one.plain}, metric.column);
        c.own = estimate_mean(values(plain), study.confidence);
        c.difference = difference(by_run(results, {one.point}, metric.column), plain, study.confidence,
                                  fmt::format("brain {} {}", c.future, c.alternative));
        if (auto const unit = cny_per_year_of_unit(results, {*one.plain}, metric.key))
            c.cny_per_year = c.difference.difference.mean * *unit;
        all.push_back(std::move(c));
    }
    judge(all, study.confidence);
    return all;
}

}  // namespace meridian::study
