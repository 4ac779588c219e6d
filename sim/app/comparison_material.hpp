// What is known so far of the alternatives of a study, as tables: those that its sweep writes, made of its rows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/document/study_tables.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/results.hpp"
#include "sim/study/rule_findings.hpp"

namespace meridian::app {

struct ComparisonQuestion {
    std::optional<std::string> baseline;  // name of an alternative, instead of the study's
    std::optional<study::Metric> metric;  // instead of the study's metrics
};

// The tables of comparisons, and the best alternative by them. Where the study's own question is asked, those of its
// sensitivity and certainty too, which its folder has once its sweep has ended. `responses`: of these results, not
// empty. Throws SystemError.
[[nodiscard]] document::StudyMaterial comparison_material(study::Results const& results,
                                                          study::RuleFindings const& findings,
                                                          std::vector<study::BestResponse> const& responses,
                                                          ComparisonQuestion const& question,
                                                          system::Folder const& folder);

}  // namespace meridian::app
