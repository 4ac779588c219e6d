// The measures of rules: each declared once, with what it may be asked of and how it is computed from a run.
//
// Every key of summary.json is one, of the whole network. Those with a scope or a worst part are declared here; where
// one has the name of a key, it is that figure when the rule says no scope.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/setup/rule.hpp"

namespace meridian::report {

struct Facts;

// What a rule finds in a run.
struct RuleResult {
    std::optional<double> value;
    std::string why;     // there is no value
    bool applies{true};  // false: the scenario has nothing that the rule is of
    std::string worst;   // the part that decides; empty: the whole

    // Of a rule with a value.
    [[nodiscard]] std::optional<double> margin(RuleText const& rule) const {
        return value ? std::optional{rule.margin(*value)} : std::nullopt;
    }
};

[[nodiscard]] std::span<MeasureDoc const> rule_measures();
// By the rules of the scenario.
[[nodiscard]] std::vector<RuleResult> rule_results(Facts const& facts);

// "pass" or "fail"; empty: there is no value.
[[nodiscard]] std::string_view outcome(RuleText const& rule, RuleResult const& result);

}  // namespace meridian::report
