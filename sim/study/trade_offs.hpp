// Alternatives side by side without a baseline: which are dominated, and what each would be
// regretted for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/study/comparison.hpp"

namespace meridian::study {

struct ParetoRow {
    std::string future, alternative, response;
    std::vector<double> means;                // by the study's metrics
    std::optional<std::string> dominated_by;  // an alternative; none: on the front
};
// From comparisons of the study's metrics. Alternatives that lack a figure are left out.
[[nodiscard]] std::vector<ParetoRow> pareto_rows(std::vector<Comparison> const& comparisons,
                                                 std::vector<Metric> const& metrics);

// How much worse the first metric is than that of the alternative that is best in a future.
struct Regret {
    std::string alternative;
    std::string future;  // worst_future: the largest over futures
    double mean{0.0};
    double regret{0.0};  // >= 0, in the metric's unit
};
inline constexpr std::string_view worst_future = "(worst)";
// By alternative, then selected future, then the largest over all; alternatives that were not run
// in every future are left out.
[[nodiscard]] std::vector<Regret> regrets(Results const& results, std::vector<BestResponse> const& responses);

}  // namespace meridian::study
