// The files of a study's folder that are made of its rows.
#pragma once

#include <string>
#include <vector>

#include "sim/report/check_sums.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/results.hpp"
#include "sim/study/sensitivity.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

// points.csv: a row per point in the order of the design, with the mean of each metric, its interval and its
// static estimate.
void write_points(system::Folder const& folder, Results const& results);
// runs.csv: a row per run that counts, by point and run, with every figure of summary.json; and
// results.sqlite.
void write_runs(system::Folder const& folder, Results const& results);
// The command that repeats a failed run of a point of the study in that folder, "" for one that is given from within it.
[[nodiscard]] std::string command_alone(Study const& study, std::size_t point, std::int64_t run,
                                        std::string_view folder);
// failures.csv: runs without figures, why, and the command that repeats each of them alone.
[[nodiscard]] std::string failures_csv(Results const& results);

// budget.csv: a row per alternative: what it has of what all must have equally much of, and by what its sites
// were multiplied for it. Precondition: the reader has met the study's budget.
[[nodiscard]] std::string budget_csv(Study const& study, std::vector<BudgetShare> const& shares);
// inputs.csv: a row per uncertain input.
[[nodiscard]] std::string inputs_csv(Study const& study);

// Removes tables that the study does not define (any more), of an earlier sweep of it; says which.
[[nodiscard]] std::vector<std::string> remove_undefined_tables(system::Folder const& folder,
                                                               Study const& study);
// Of every table that is there, of study.json and of the list of shown runs, for manifest.json.
[[nodiscard]] report::CheckSums sums_of_tables(system::Folder const& folder);

// All of them, and the scenarios of points with failed runs. Throws SystemError, as do those above.
void write_study_tables(system::Folder const& folder, Results const& results, PointReader& reader);
void write_sensitivity_tables(system::Folder const& folder, SensitivityResult const& result,
                              Study const& study);
// certainty.csv; nullptr: inputs were not varied.
void write_certainty(system::Folder const& folder, Results const& results,
                     SensitivityResult const* sensitivity, PointReader& reader);

}  // namespace meridian::study
