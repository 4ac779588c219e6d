// Whether alternatives serve the same demand. Only then does a smaller bill mean a better alternative: a layout that
// rejects work costs less. Net cost needs no such check, because unserved demand is in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/study/comparison.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

// Whether less work served makes the metric better: money, energy and carbon of serving it.
[[nodiscard]] bool rewards_unserved_demand(Metric const& metric);

// One alternative of a future.
struct ServedDemand {
    std::string future, alternative, response;
    double demanded_h{0.0}, unserved_h{0.0};  // accelerator-hours, means over runs
    std::optional<double> cost_cny;           // in all; likewise
    std::optional<Finding> ruled_out;  // what it stands by the rules, where others of its future stand better
    // It is not ruled out, and no other such one costs as little or less and leaves as little or less unserved.
    bool on_front{false};
    bool in_gap{false};  // its future has a demand gap; set by served_demand_rows()

    [[nodiscard]] double unserved_share() const { return demanded_h > 0.0 ? unserved_h / demanded_h : 0.0; }
};
// Of those that have these figures, in the order of the comparisons, which are of one metric.
[[nodiscard]] std::vector<ServedDemand> served_demand(Results const& results, RuleFindings const& findings,
                                                      std::vector<Comparison> const& comparisons);

// Of those that are not ruled out the two that leave the least and the most unserved, if the study's first metric rewards that and their shares differ
// by more than its tolerance: no alternative of that future may be called the best.
struct DemandGap {
    ServedDemand least, most;
};
[[nodiscard]] std::optional<DemandGap> find_demand_gap(Study const& study, Metric const& metric,
                                                       std::vector<ServedDemand> const& of_one_future);

// By the study's first metric, futures with a demand gap marked.
[[nodiscard]] std::vector<ServedDemand> served_demand_rows(Results const& results,
                                                           RuleFindings const& findings,
                                                           std::vector<Comparison> const& comparisons);
extern StudyTable<ServedDemand> const served_demand_table;

}  // namespace meridian::study
