// The comparisons of a study as CSV: what reports and people read.
#pragma once

#include <string>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/trade_offs.hpp"

namespace meridian::study {

// comparison.csv: a row per metric, future and alternative.
[[nodiscard]] std::string comparison_csv(std::vector<Comparison> const& comparisons);
// against_best.csv: a row per future and alternative, compared with the best one of the future.
[[nodiscard]] std::string against_best_csv(std::vector<Comparison> const& comparisons);
// policy_effects.csv: what the brain changes: means of what is moved, paid and emitted under the reference policy
// and the best response, by future, alternative and figure.
[[nodiscard]] std::string policy_effects_csv(Results const& results,
                                             std::vector<BestResponse> const& responses);
// kpis.csv: a row per responses alternative and figure of summary.json that its runs have: the mean over its
// runs and its interval.
[[nodiscard]] std::string kpis_csv(Results const& results, std::vector<BestResponse> const& responses);
// policy_value.csv: a row per future and alternative: the reference policy against the best response.
[[nodiscard]] std::string policy_value_csv(std::vector<Comparison> const& values);
// pareto.csv: a row per future and alternative: the means of all metrics, and which alternative is at least
// as good in all of them; empty: none. Of a study with rules `ruled_out`: what it stands by them where others
// stand better, empty elsewhere. Where both are empty it is on the front.
[[nodiscard]] std::string pareto_csv(std::vector<ParetoRow> const& rows, Study const& study);
// regret.csv: a row per alternative and future, and one of the worst: how much the first metric is worse
// there than that of the alternative that is best there; `ruled_out` as in pareto.csv.
[[nodiscard]] std::string regret_csv(std::vector<Regret> const& regrets, Study const& study);
// static.csv: a row per responses point and figure: by arithmetic, simulated, and the difference.
[[nodiscard]] std::string static_csv(Results const& results, std::vector<BestResponse> const& responses);

}  // namespace meridian::study
