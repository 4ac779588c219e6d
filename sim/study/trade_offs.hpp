// Alternatives side by side without a baseline: which are dominated, and what each would be
// regretted for. Where some stand better by the study's rules than others, these others are ruled out: they dominate
// none, and none is regretted for being worse than they.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/study/comparison.hpp"

namespace meridian::study {

struct ParetoRow {
    std::string future, alternative, response;
    std::vector<double> means;                // by the study's metrics
    std::optional<std::string> dominated_by;  // an alternative; none, and not ruled out: on the front
    std::optional<Finding> ruled_out;         // what it stands by the rules, where others stand better
};
// From comparisons of the study's metrics. Alternatives that lack a figure are left out.
[[nodiscard]] std::vector<ParetoRow> pareto_rows(std::vector<Comparison> const& comparisons,
                                                 std::vector<Metric> const& metrics,
                                                 RuleFindings const& findings);

// How much worse the first metric is than that of the alternative that is best in a future, of those that stand best
// by the rules.
struct Regret {
    std::string alternative;
    std::string future;  // worst_future: the largest over futures
    double mean{0.0};
    double regret{0.0};                // in the metric's unit; >= 0, unless it is ruled out
    std::optional<Finding> ruled_out;  // in one of the futures that the row is of
};
inline constexpr std::string_view worst_future = "(worst)";
// By alternative, then selected future, then the largest over all; alternatives that were not run
// in every future are left out.
[[nodiscard]] std::vector<Regret> regrets(Results const& results, std::vector<BestResponse> const& responses);

}  // namespace meridian::study
