// The rules of a study as a table, and what responses trade.
#pragma once

#include <string>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/rule_findings.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

// A rule, and how an alternative with its best response keeps it in a future; over all futures, where it stands worst.
struct RuleRow {
    std::string future, alternative, response;
    RuleText rule;
    RuleFinding found;
};
// By future, over all futures last.
[[nodiscard]] std::vector<RuleRow> rule_rows(Results const& results, RuleFindings const& findings,
                                             std::vector<BestResponse> const& responses);
extern StudyTable<RuleRow> const rules_table;

// Of an alternative in a future: two responses of which the one is a little better by the first metric, and the other
// by what users see or by the rules.
struct ResponseTrade {
    std::string future, alternative;
    std::string chosen, other;
    double gain{0.0};    // of the first metric: what the chosen one is better by, as a share of the other
    std::string figure;  // that the chosen one is worse in; or the rule that stops the other
    double value{0.0}, of_other{0.0};
    std::string unit;     // of these two; share: 1 is all
    bool by_rule{false};  // the other would be better by the first metric, and does not pass the rule
};

// A response that is better by less than this buys what it gains with users' figures, if one of them falls by more
// than `traded_points`.
inline constexpr double traded_gain = 0.01;
inline constexpr double traded_points = 0.05;

// By future and alternative: first, the response that a rule bars; then, where the chosen response gains little and a
// share of users within a latency circle or within an objective is lower, that.
[[nodiscard]] std::vector<ResponseTrade> response_trades(Results const& results, RuleFindings const& findings,
                                                         std::vector<BestResponse> const& responses);
extern StudyTable<ResponseTrade> const response_trades_table;

}  // namespace meridian::study
