// Display names of a study: of its levels and inputs, and of what its scenarios hold.
#pragma once

#include "sim/report/names.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

// A level has the names that the study gives it. Without these a layout or future has the name of its scenario
// files where that differs from the base's, and a policy that of the component. Reads the baseline and each level that
// brings records of its own.
[[nodiscard]] report::NameTable study_names(Study const& study, PointReader& reader);
// As the table of a run.
extern StudyTable<report::NameRow> const names_table;

}  // namespace meridian::study
