// The files of a study's folder that are made of its rows.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/report/check_sums.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/results.hpp"
#include "sim/study/sensitivity.hpp"
#include "sim/study/study_table.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

// Every table that a study can have, in the order in which reports list them.
[[nodiscard]] std::span<StudyTableText const> study_tables();
// Their files, rows and columns for `meridian schema --output`: file, key, meaning.
[[nodiscard]] std::string study_output_schema();

// Removes tables that the study does not define (any more), of an earlier sweep of it; says which.
[[nodiscard]] std::vector<std::string> remove_undefined_tables(system::Folder const& folder,
                                                               Study const& study);
// Of every table that is there, of study.json and of the list of shown runs, for manifest.json.
[[nodiscard]] report::CheckSums sums_of_tables(system::Folder const& folder);

// All tables but those below, and the scenarios of points with failed runs. Throws SystemError, as do those below.
void write_study_tables(system::Folder const& folder, Results const& results, PointReader& reader);
void write_sensitivity_tables(system::Folder const& folder, SensitivityResult const& result,
                              Study const& study);
// certainty.csv; nullptr: inputs were not varied.
void write_certainty(system::Folder const& folder, Results const& results,
                     SensitivityResult const* sensitivity, PointReader& reader);

}  // namespace meridian::study
