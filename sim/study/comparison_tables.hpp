// The comparisons of a study as tables: what reports and people read.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/study_table.hpp"
#include "sim/study/trade_offs.hpp"

namespace meridian::study {

extern StudyTable<Comparison> const comparison_table;
extern StudyTable<Comparison> const against_best_table;  // of compare_with_best()
extern StudyTable<Comparison> const policy_value_table;  // of value_of_brain()

// policy_effects.csv: what the brain changes: means of what is moved, paid and emitted under the reference policy and the
// best response.
struct PolicyEffect {
    BestResponse response;
    std::string_view figure;  // of summary.json, as in the rows below
    double reference{0.0}, best{0.0};
};
[[nodiscard]] std::vector<PolicyEffect> policy_effects(Results const& results,
                                                       std::vector<BestResponse> const& responses);
extern StudyTable<PolicyEffect> const policy_effects_table;

// kpis.csv: a figure of summary.json that the runs of a response have: its mean over them, comparable over a future.
struct KpiRow {
    BestResponse response;
    std::string_view figure;
    MeanEstimate estimate;
};
[[nodiscard]] std::vector<KpiRow> kpi_rows(Results const& results,
                                           std::vector<BestResponse> const& responses);
extern StudyTable<KpiRow> const kpis_table;

// static.csv: a figure of a response by arithmetic, and simulated.
struct StaticRow {
    BestResponse response;
    std::string_view figure;
    double by_arithmetic{0.0}, simulated{0.0};
};
[[nodiscard]] std::vector<StaticRow> static_rows(Results const& results,
                                                 std::vector<BestResponse> const& responses);
extern StudyTable<StaticRow> const static_table;

extern StudyTable<ParetoRow> const pareto_table;
extern StudyTable<Regret> const regret_table;

}  // namespace meridian::study
