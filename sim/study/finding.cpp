#include "sim/study/finding.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/study/run_parts.hpp"

namespace meridian::study {
namespace {

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

RuleReader::RuleReader(std::vector<RuleText> rules) : rules_{std::move(rules)} {
    for (RuleText const& rule : rules_) {
        present_.push_back(rule_part(rule.name));
        none_.push_back(no_rule_part(rule.name));
    }
}

void RuleReader::add(std::vector<NamedFigure> const& parts, std::vector<RuleRuns>& runs) const {
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        auto const value = std::ranges::find(parts, present_[r], &NamedFigure::name);
        if (value != parts.end()) {
            runs[r].values.push_back(value->value);
        } else if (std::ranges::find(parts, none_[r], &NamedFigure::name) == parts.end()) {
            ++runs[r].without;
        }
    }
}

RuleFinding RuleReader::find(std::size_t rule, RuleRuns const& runs, double confidence) const {
    return find_rule(rules_[rule], runs.values, runs.without, confidence);
}

Finding RuleReader::standing(std::vector<RuleRuns> const& runs, double confidence) const {
    Finding worst = Finding::passes;
    for (std::size_t r = 0; r < rules_.size(); ++r) {
        if (rules_[r].decides()) worst = std::max(worst, find(r, runs[r], confidence).finding);
    }
    return worst;
}

}  // namespace meridian::study
