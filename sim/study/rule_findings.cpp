#include "sim/study/rule_findings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "sim/study/run_parts.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

struct RuleRuns {
    std::vector<double> values;
    std::int64_t without{0};
};

// By rule, of the runs of a point that count.
std::vector<RuleRuns> runs_of(Results const& results, std::size_t point,
                              std::vector<std::string> const& present, std::vector<std::string> const& none) {
    std::vector<RuleRuns> all(present.size());
    for (std::int64_t run = 0; run < results.runs(point); ++run) {
        auto const row = results.row(point, run);
        if (!row || !row->ok()) continue;
        for (std::size_t r = 0; r < all.size(); ++r) {
            auto const has = [&](std::string const& name) {
                return std::ranges::find(row->parts, name, &NamedFigure::name);
            };
            auto const value = has(present[r]);
            if (value != row->parts.end()) {
                all[r].values.push_back(value->value);
            } else if (has(none[r]) == row->parts.end()) {
                ++all[r].without;
            }
        }
    }
    return all;
}

Finding finding_of(RuleText const& rule, RuleFinding const& found) {
    if (found.runs == 0 && found.without == 0) return Finding::not_applicable;
    if (found.without > 0 || found.runs == 0) return Finding::open;
    if (!found.margin.interval) {
        if (!rule.is_fixed) return Finding::open;
        return found.margin.mean >= 0.0 ? Finding::passes : Finding::fails;
    }
    if (found.margin.interval->low >= 0.0) return Finding::passes;
    return found.margin.interval->high < 0.0 ? Finding::fails : Finding::open;
}

}  // namespace

std::string_view words(Finding finding) {
    constexpr std::array<std::string_view, 4> all{"does not apply", "passes", "open", "fails"};
    return all[static_cast<std::size_t>(finding)];
}

RuleFinding find_rule(RuleText const& rule, std::span<double const> values, std::int64_t without,
                      double confidence) {
    RuleFinding found;
    found.runs = static_cast<std::int64_t>(values.size());
    found.without = without;
    std::vector<double> margins;
    for (double const value : values) {
        found.value += value / static_cast<double>(values.size());
        margins.push_back(rule.margin(value));
        if (margins.back() >= 0.0) ++found.passed;
    }
    // Two one-sided bounds of the confidence c are an interval of 2 c - 1. At a confidence of a half they are the mean.
    constexpr double least = 1e-9;
    found.margin = estimate_mean(margins, std::max(least, 2.0 * confidence - 1.0));
    found.finding = finding_of(rule, found);
    return found;
}

RuleFindings::RuleFindings(Results const& results) {
    Study const& study = results.study();
    rules_ = study.rules.size();
    if (empty()) return;
    std::vector<std::string> present;
    std::vector<std::string> none;
    for (RuleText const& rule : study.rules) {
        decides_.push_back(rule.decides());
        present.push_back(rule_part(rule.name));
        none.push_back(no_rule_part(rule.name));
    }
    findings_.reserve(study.points.size() * rules_);
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        system::checkpoint();
        auto const runs = runs_of(results, p, present, none);
        for (std::size_t r = 0; r < rules_; ++r)
            findings_.push_back(find_rule(study.rules[r], runs[r].values, runs[r].without, study.confidence));
    }
}

std::span<RuleFinding const> RuleFindings::of(std::size_t point) const {
    return std::span{findings_}.subspan(point * rules_, rules_);
}

Finding RuleFindings::standing(std::size_t point) const {
    Finding worst = Finding::passes;
    if (empty()) return worst;
    for (std::size_t r = 0; r < rules_; ++r) {
        if (decides_[r]) worst = std::max(worst, of(point)[r].finding);
    }
    return worst;
}

Finding RuleFindings::standing(std::vector<std::size_t> const& points) const {
    Finding worst = Finding::passes;
    for (std::size_t const p : points)
        worst = std::max(worst, standing(p));
    return worst;
}

void RuleFindings::keep_best(std::vector<std::size_t>& points) const {
    Finding best = Finding::fails;
    for (std::size_t const p : points)
        best = std::min(best, standing(p));
    std::erase_if(points, [&](std::size_t p) { return standing(p) > best; });
}

RuleFinding const& RuleFindings::worst(std::vector<std::size_t> const& points, std::size_t rule) const {
    RuleFinding const* worst = &of(points.front())[rule];
    for (std::size_t const p : points) {
        RuleFinding const& one = of(p)[rule];
        bool const less = one.finding == worst->finding && one.margin.mean < worst->margin.mean;
        if (one.finding > worst->finding || less) worst = &one;
    }
    return *worst;
}

std::vector<Obstruction> obstructions(Study const& study, RuleFindings const& findings,
                                      std::vector<std::size_t> const& points) {
    std::vector<Obstruction> all;
    for (std::size_t r = 0; r < study.rules.size(); ++r) {
        if (!study.rules[r].decides()) continue;
        RuleFinding const& worst = findings.worst(points, r);
        if (worst.finding > Finding::passes) all.push_back({r, worst});
    }
    std::ranges::stable_sort(all, std::ranges::greater{},
                             [](Obstruction const& one) { return one.finding.finding; });
    return all;
}

}  // namespace meridian::study
