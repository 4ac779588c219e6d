#include "sim/app/rules_text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "sim/report/rule_measures.hpp"
#include "sim/study/rule_tables.hpp"
#include "sim/study/selected_rows.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using study::Comparison;
using study::Finding;

constexpr std::size_t most_listed = 12;

// "fails green_energy: 42 %, at least 80 %, 38 % short" or "open ...: 0 of 4 replications pass"
std::string obstruction_text(RuleText const& rule, study::RuleFinding const& found) {
    if (found.runs == 0) return fmt::format("open {}: no value", rule.name);
    std::string text =
        fmt::format("{} {}: {}, {}", found.finding == Finding::fails ? "fails" : "open", rule.name,
                    report::amount_text(found.value, rule.unit), report::limit_text(rule));
    if (found.finding == Finding::fails)
        return text + fmt::format(", {} off", report::margin_text(found.margin.mean, rule.unit));
    return text + fmt::format(", {} of {} runs pass", found.passed, found.runs);
}

void print_obstructions(study::Study const& study, study::RuleFindings const& findings, Comparison const& c) {
    for (study::Obstruction const& stop : study::obstructions(study, findings, c.points))
        console::print("  {}: {}\n", c.alternative, obstruction_text(study.rules[stop.rule], stop.finding));
}

// How many of them each rule stops, and which of these is the nearest to keeping it.
void print_by_rule(study::Study const& study, study::RuleFindings const& findings,
                   std::vector<Comparison const*> const& stopped) {
    for (std::size_t r = 0; r < study.rules.size(); ++r) {
        if (!study.rules[r].decides()) continue;
        std::size_t count = 0;
        Comparison const* nearest = nullptr;
        study::RuleFinding found;
        for (Comparison const* const c : stopped) {
            study::RuleFinding const& one = findings.worst(c->points, r);
            if (one.finding != Finding::open && one.finding != Finding::fails) continue;
            ++count;
            if (nearest != nullptr && one.margin.mean <= found.margin.mean) continue;
            nearest = c;
            found = one;
        }
        if (nearest == nullptr) continue;
        console::print("  {} stops {} of them, the nearest {}:\n    {}\n", study.rules[r].name, count,
                       nearest->alternative, obstruction_text(study.rules[r], found));
    }
    console::print("  each is in rules.csv\n");
}

std::size_t deciding(study::Study const& study) {
    return static_cast<std::size_t>(std::ranges::count_if(study.rules, &RuleText::decides));
}

}  // namespace

std::string_view kind_of_best(study::RuleFindings const& findings,
                              std::vector<Comparison> const& against_best) {
    if (findings.empty()) return "best";
    auto const best = std::ranges::find(against_best, study::Verdict::is_baseline, &Comparison::verdict);
    bool const passes = best != against_best.end() && findings.standing(best->points) == Finding::passes;
    return passes ? "best of those that pass all rules" : "best by the rules, which it does not pass";
}

void print_rule_verdict(study::Results const& results, study::RuleFindings const& findings,
                        std::vector<Comparison> const& against_best) {
    study::Study const& study = results.study();
    if (findings.empty() || against_best.empty()) return;
    auto const standing = [&](Comparison const& c) { return findings.standing(c.points); };
    auto const best = std::ranges::find(against_best, study::Verdict::is_baseline, &Comparison::verdict);
    auto const passing = std::ranges::count(against_best, Finding::passes, standing);
    std::size_t const rules = deciding(study);
    console::print("rules in force: {}; {} of {} alternatives pass {} with {:.3g} %\n", rules, passing,
                   against_best.size(), rules == 1 ? "it" : "all of them", 100.0 * study.confidence);
    if (best == against_best.end()) return;
    bool const one_passes = standing(*best) == Finding::passes;
    double const sign = best->metric.more_is_better ? -1.0 : 1.0;
    std::vector<Comparison const*> stopped;
    std::size_t lines = 0;
    for (Comparison const& c : against_best) {
        bool const would_be_better = sign * c.own.mean < sign * best->own.mean;
        if (standing(c) == Finding::passes || (one_passes && !would_be_better)) continue;
        stopped.push_back(&c);
        lines += study::obstructions(study, findings, c.points).size();
    }
    if (lines > most_listed) return print_by_rule(study, findings, stopped);
    for (Comparison const* const c : stopped)
        print_obstructions(study, findings, *c);
}

void print_response_trades(study::Results const& results, study::RuleFindings const& findings,
                           std::vector<study::BestResponse> const& responses) {
    study::Study const& study = results.study();
    auto const trades = study::response_trades(results, findings, study::selected_rows(results, responses));
    std::string const future = study.names(study.baseline, study::Role::future);
    std::size_t listed = 0;
    for (study::ResponseTrade const& trade : trades) {
        if (trade.future != future || ++listed > most_listed) continue;
        if (listed == 1) console::print("\nwhat the choice of the response trades, future {}:\n", future);
        if (trade.by_rule) {
            auto const rule = std::ranges::find(study.rules, trade.figure, &RuleText::name);
            console::print(
                "  {}: {} is chosen; {} would be {:.2g} % better\n    and does not pass {} ({}, {})\n",
                trade.alternative, trade.chosen, trade.other, -100.0 * trade.gain, trade.figure,
                report::amount_text(trade.of_other, rule->unit), report::limit_text(*rule));
        } else {
            console::print(
                "  {}: {} is {:.2g} % better than {} and lowers\n    {}\n    from {:.3g} % to {:.3g} %; no "
                "rule forbids it\n",
                trade.alternative, trade.chosen, 100.0 * trade.gain, trade.other, trade.figure,
                100.0 * trade.of_other, 100.0 * trade.value);
        }
    }
    if (listed != trades.size()) console::print("  more are in response_trades.csv\n");
}

}  // namespace meridian::app
