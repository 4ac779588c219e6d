// What happens in the loss cases of each alternative: paired with its runs in which nothing is lost, with the response
// that suits the alternative best without a loss, as one does not change policies for a failure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/results.hpp"
#include "sim/study/rule_findings.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

// Means are over runs; intervals are Student's at the study's confidence, each for itself.
struct LossRow {
    std::string axis, future, alternative, response;
    std::size_t rank{1};    // among the cases of the alternative on the axis
    std::string loss_case;  // what is lost, and when if there are several instants
    LossOf each{};
    std::vector<std::string> lost;  // names of sites, links, provinces or pools
    std::size_t point{0};
    double at_s{0.0}, for_s{0.0};
    MeanEstimate before, during, after, lowest;  // SLO attainment
    std::size_t runs{0};
    std::size_t failed{0};  // runs in which it fell below the failure level
    // Of runs that have recovered, or cleared the backlog, when the window ends.
    MeanEstimate recovered_s, backlog_cleared_s;
    // Less those of the run without the loss, in the window.
    MeanEstimate value_lost_cny, work_lost_h, jobs_lost;
    std::string takes_over;  // by the mean over runs; empty: none
    double takeover_accelerators{0.0};
    std::string binds, bottleneck;  // the limit and the site or link that most runs meet first; empty: none
    std::optional<double> binds_after_s;    // mean over these
    std::vector<std::string> broken, open;  // rules over each loss in force: that it breaks; that are open

    [[nodiscard]] std::string lost_assets() const;
    [[nodiscard]] std::string rules_broken() const;
    [[nodiscard]] std::string rules_open() const;
};

// All cases of an alternative on an axis.
struct LossSummary {
    std::string axis, future, alternative, response;
    std::size_t cases{0};
    std::string worst_case;  // by value lost; without values by SLO attainment during the loss
    std::optional<double> worst_value_lost_cny, mean_value_lost_cny;
    std::optional<double> least_during, mean_during;
    std::string least_during_case;
    std::size_t failing{0};   // cases in which some run fell below the failure level
    std::size_t breaking{0};  // cases that break a rule in force
    std::string breaking_cases;
};

// By axis, future and alternative in the order of the points, then by rank: from the most value lost, then from the least
// SLO attainment during the loss. Cases without a run are left out.
[[nodiscard]] std::vector<LossRow> loss_rows(Results const& results, RuleFindings const& findings,
                                             std::vector<BestResponse> const& responses);
// Of the rows of an alternative in a future, over all axes, the worst one; nullptr: it has none.
[[nodiscard]] LossRow const* worst_loss(std::vector<LossRow> const& rows, std::string_view future,
                                        std::string_view alternative);
// `rows`: of loss_rows().
[[nodiscard]] std::vector<LossSummary> loss_summaries(std::vector<LossRow> const& rows);
extern StudyTable<LossRow> const losses_table;
extern StudyTable<LossSummary> const loss_summary_table;

}  // namespace meridian::study
