// meridian compare DIR
#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/compare_json.hpp"
#include "sim/app/effects_text.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/rules_text.hpp"
#include "sim/app/selection_text.hpp"
#include "sim/app/sensitivity_text.hpp"
#include "sim/app/site_value_text.hpp"
#include "sim/app/study_folder.hpp"
#include "sim/app/study_text.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/app/value_text.hpp"
#include "sim/app/verdict_text.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/scenario/suggestion.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/results.hpp"
#include "sim/study/selected_rows.hpp"
#include "sim/study/trade_offs.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using study::Comparison;
using study::Verdict;

// Beyond five digits with a unit: 1.49 bn.
std::string number(double x) {
    return std::fabs(x) < 1e5 ? fmt::format("{:.5g}", x) : human_count(x);
}

std::string signed_number(double x) {
    if (std::fabs(x) < 999.5) return fmt::format("{:+.3g}", x);
    if (std::fabs(x) < 1e5) return fmt::format("{:+.0f}", x);
    return (x > 0.0 ? "+" : "-") + human_count(std::fabs(x));
}

std::string money(std::optional<double> cny_per_year) {
    if (!cny_per_year) return {};
    double const millions = *cny_per_year / 1e6;
    if (std::fabs(millions) >= 100.0) return fmt::format("{:+.0f}", millions);
    return std::fabs(millions) < 0.01 ? fmt::format("{:+.1g}", millions) : fmt::format("{:+.3g}", millions);
}

std::string_view short_words(Verdict verdict) {
    if (verdict == Verdict::is_baseline) return "baseline";
    return verdict == Verdict::not_significant ? "n.s." : study::words(verdict);
}

void print_row(Comparison const& c) {
    std::string apart;
    std::string range;
    if (c.verdict != Verdict::is_baseline && c.difference.difference.count > 0) {
        apart = signed_number(c.difference.difference.mean);
        if (auto const& interval = c.difference.difference.interval)
            range = fmt::format("{:>8} {:>8}", signed_number(interval->low), signed_number(interval->high));
    }
    console::print("{}{}{:>7} {:>8} {:>17} {:>7} {}\n", report::fitted(c.alternative, 16),
                   report::fitted(c.response, 13), number(c.own.mean), apart, range, money(c.cny_per_year),
                   short_words(c.verdict));
}

void print_family(std::vector<Comparison> const& family) {
    console::print("\nfuture {}, {} runs each\n", family.front().future, family.front().own.count);
    console::print("{}{}{:>7} {:>8} {:>17} {:>7} {}\n", report::fitted("alternative", 16),
                   report::fitted("response", 13), "mean", "diff.", "interval", "M CNY/y", "verdict");
    for (Comparison const& c : family)
        print_row(c);
}

std::vector<std::vector<Comparison>> by_future(std::vector<Comparison> const& comparisons) {
    std::vector<std::vector<Comparison>> families;
    for (Comparison const& c : comparisons) {
        if (families.empty() || families.back().front().future != c.future) families.emplace_back();
        families.back().push_back(c);
    }
    return families;
}

// Of many futures only the first, the baseline's and the mean over all are printed.
class PrintedFutures {
public:
    PrintedFutures(study::Study const& study, std::size_t futures)
        : all_{futures <= most_printed}, baseline_{study.names(study.baseline, study::Role::future)} {}

    [[nodiscard]] bool take(std::string_view future) {
        if (first_.empty()) first_ = future;
        if (all_ || future == first_ || future == baseline_ || future == study::all_futures) return true;
        ++others_;
        return false;
    }
    void print_omitted(std::string_view table) const {
        if (others_ > 0) console::print("\n{} more futures are in {}\n", others_, table);
    }

private:
    static constexpr std::size_t most_printed = 30;
    bool all_;
    std::size_t others_{0};
    std::string baseline_, first_;
};

// The alternative with the best mean and those that do not differ significantly from it.
void print_best(std::vector<Comparison> const& against_best, std::string_view kind) {
    std::string best;
    std::string with;
    for (Comparison const& c : against_best) {
        if (c.verdict == Verdict::is_baseline) best = c.alternative;
        if (c.verdict == Verdict::not_significant) with += (with.empty() ? "" : ", ") + c.alternative;
    }
    console::print("{}: {}{}\n", kind, best,
                   with.empty() ? std::string{"\n  all others differ significantly from it"}
                                : "\n  not significantly different from it: " + with);
}

// The alternative with the best mean in the baseline's future.
std::string best_of(std::vector<std::vector<Comparison>> const& against_best, study::Study const& study) {
    std::string const future = study.names(study.baseline, study::Role::future);
    for (auto const& family : against_best) {
        if (family.front().future != future) continue;
        auto const best = std::ranges::find(family, Verdict::is_baseline, &Comparison::verdict);
        if (best != family.end()) return best->alternative;
    }
    return {};
}

void print_regrets(study::Results const& results, std::vector<study::BestResponse> const& responses) {
    auto regrets = study::regrets(results, responses);
    std::erase_if(regrets, [](auto const& r) { return r.future != study::worst_future; });
    std::ranges::stable_sort(regrets, {}, [](auto const& r) { return std::pair{r.ruled_out, r.regret}; });
    console::print("\nlargest regret over futures, {}:\n", results.study().metrics.front().key);
    for (auto const& r : regrets)
        console::print("  {} {:.4g}{}\n", report::fitted(r.alternative, 20), r.regret,
                       r.ruled_out ? fmt::format(", ruled out: {}", study::words(*r.ruled_out)) : "");
}

void print_trade_offs(std::vector<Comparison> const& comparisons, study::Results const& results,
                      study::RuleFindings const& findings,
                      std::vector<study::BestResponse> const& responses) {
    study::Study const& study = results.study();
    auto const rows = study::pareto_rows(comparisons, study.metrics, findings);
    std::set<std::string_view> futures;
    for (auto const& row : rows)
        futures.insert(row.future);
    PrintedFutures printed{study, futures.size()};
    std::string future;
    for (auto const& row : rows) {
        if (study.metrics.size() < 2) break;
        if (!printed.take(row.future)) continue;
        if (row.future != future) {
            if (future.empty()) {
                console::print("\ndominated (");
                for (std::size_t m = 0; m < study.metrics.size(); ++m)
                    console::print("{}{}", m == 0 ? "" : ",\n  ", study.metrics[m].key);
                console::print("):");
            }
            console::print("\n  future {}:", row.future);
            future = row.future;
        }
        if (row.dominated_by) console::print("\n    {} by {}", row.alternative, *row.dominated_by);
        if (row.ruled_out)
            console::print("\n    {} is ruled out by the rules: {}", row.alternative,
                           study::words(*row.ruled_out));
    }
    console::print("\n");
    bool const several =
        std::ranges::any_of(comparisons, [](Comparison const& c) { return c.future == study::all_futures; });
    if (several) print_regrets(results, responses);
}

void print_brain(study::Results const& results, std::vector<study::BestResponse> const& responses) {
    auto const values = study::value_of_brain(results, study::selected_rows(results, responses));
    if (values.empty()) return;
    console::print("\nvalue of the brain: best response against the reference policy\n");
    PrintedFutures printed{results.study(), by_future(values).size()};
    for (Comparison const& c : values) {
        if (!printed.take(c.future)) continue;
        console::print("  {}{}{}{:>8} {:>6} M CNY/y {}\n", report::fitted(c.future, 15),
                       report::fitted(c.alternative, 15), report::fitted(c.response, 13),
                       signed_number(c.difference.difference.mean), money(c.cny_per_year),
                       short_words(c.verdict));
    }
}

std::optional<study::Metric> metric_named(std::string const& name) {
    if (auto metric = study::metric_of(name)) return metric;
    std::vector<std::string> names;
    for (auto const& known : report::summary_keys())
        names.emplace_back(known.name);
    report_usage_error(fmt::format("--metric {}: summary.json has no such figure", name),
                       scenario::suggestion(name, names, "`meridian schema --output` lists them, such as"));
    return std::nullopt;
}

bool knows_baseline(study::Study const& study, std::vector<study::BestResponse> const& responses,
                    std::string const& name) {
    std::vector<std::string> names;
    names.reserve(responses.size());
    for (auto const& one : responses)
        names.push_back(study.names(one.alternative, study::Role::compared));
    if (std::ranges::find(names, name) != names.end()) return true;
    auto const near = nearest_name(name, names);
    return report_usage_error(fmt::format("--baseline {}: there is no such alternative", name),
                              near.empty()
                                  ? fmt::format("name one, such as '{}'", names.empty() ? "" : names.front())
                                  : fmt::format("did you mean '{}'?", near));
}

}  // namespace

ExitCode compare(CompareArguments const& given) {
    if (!check_holds_study(given.folder)) return ExitCode::invalid_input;
    if (given.json) return print_comparison_json(given.folder);
    std::vector<study::Metric> asked;
    if (given.metric) {
        auto const named = metric_named(*given.metric);
        if (!named) return ExitCode::invalid_input;
        asked.push_back(*named);
    }
    std::optional<PhaseLine> line{std::in_place, "reading " + given.folder, false};
    study::Results const results = study::read_results(system::Folder::open(given.folder), asked);
    study::Study const& study = results.study();
    study::RuleFindings const findings{results};
    auto const responses = study::best_responses(results, findings);
    line.reset();
    study::Metric const first = asked.empty() ? study.metrics.front() : asked.front();
    if (print_absent_metrics(results, {&first, 1})) return ExitCode::cannot_be_met;
    if (responses.empty()) {
        console::print_error("{}: no run is done yet\n  fix: wait for the sweep, or go on with it\n",
                             given.folder);
        return ExitCode::cannot_be_met;
    }
    study::CompareOptions options;
    options.baseline = given.baseline;
    if (given.baseline && !knows_baseline(study, responses, *given.baseline)) return ExitCode::invalid_input;
    study::Metric const metric = asked.empty() ? study.metrics.front() : asked.front();
    options.metrics = {metric};
    console::print("{}\n{}: the {} the better; differences from {}\n", study.name, metric.key,
                   metric.more_is_better ? "more" : "less",
                   given.baseline.value_or(study.names(study.baseline, study::Role::compared)));
    line.emplace("comparing", false);
    auto const comparisons = study::compare(results, responses, options);
    auto const families = by_future(comparisons);
    auto const against_best =
        by_future(study::compare_with_best(results, responses, comparisons, given.baseline));
    line.reset();
    print_missing_runs(results, given.folder);
    PrintedFutures printed{study, families.size()};
    for (std::size_t f = 0; f < families.size(); ++f) {
        if (!printed.take(families[f].front().future)) continue;
        print_family(families[f]);
        if (!print_demand_gap(results, findings, families[f]))
            print_best(against_best[f], kind_of_best(findings, against_best[f]));
        print_rule_verdict(results, findings, against_best[f]);
    }
    printed.print_omitted("against_best.csv");
    if (!given.metric && !given.baseline) print_selection(results);
    console::print("\nn.s.: not significant at {:.3g} %, intervals hold together over a table\n",
                   100.0 * study.confidence);
    if (!given.metric) {
        auto const folder = system::Folder::open(given.folder);
        bool const has_tables =
            folder.kind("manifest.json") != system::EntryKind::none;  // else no sweep made them
        if (has_tables && !given.baseline) print_certainty(report::ResultFolder{folder});
        print_trade_offs(study::compare(results, responses, {given.baseline, {}}), results, findings,
                         responses);
        print_runners_up(results, findings, study::selected_rows(results, responses));
        print_brain(results, responses);
        print_response_trades(results, findings, responses);
        print_value_ranges(results, findings);
        for (auto const& family : families) {
            if (family.front().future == study.names(study.baseline, study::Role::future))
                print_front(results, findings, family);
        }
        print_why(results, responses, best_of(against_best, study));
        print_site_values(results, findings, best_of(against_best, study));
        if (has_tables) {
            report::ResultFolder const tables{folder};
            print_sensitivity(tables);
            print_effects(tables, study.metrics.front().key);
        }
    }
    if (!results.complete())
        console::print("\nruns are missing: `meridian status {}` shows how many\n", given.folder);
    return ExitCode::success;
}

}  // namespace meridian::app
