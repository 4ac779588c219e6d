// What `meridian compare` says of a study's rules, and of what the chosen responses trade.
#pragma once

#include <string_view>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/rule_findings.hpp"

namespace meridian::app {

// What the best one of a comparison with it is the best of.
[[nodiscard]] std::string_view kind_of_best(study::RuleFindings const& findings,
                                            std::vector<study::Comparison> const& against_best);

// Behind the comparison of a future (or all): the best alternative that passes, those that would be better and are
// stopped, and by what. `against_best`: of that future. Nothing of a study without rules.
void print_rule_verdict(study::Results const& results, study::RuleFindings const& findings,
                        std::vector<study::Comparison> const& against_best);

// Responses that a rule bars, and those that gain little at the cost of users, of the baseline's future.
void print_response_trades(study::Results const& results, study::RuleFindings const& findings,
                           std::vector<study::BestResponse> const& responses);

}  // namespace meridian::app
