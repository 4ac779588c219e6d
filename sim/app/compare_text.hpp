// A comparison as people read it on a terminal.
#pragma once

#include <string>

#include "sim/document/study_tables.hpp"
#include "sim/report/table/terminal_text.hpp"

namespace meridian::app {

// The verdict and what it rests on, in sentences; the layouts by the metric that decides, the best first and marked; the
// best of each further future; the rules that are not passed; then the study's other tables. Precondition: `material` has
// comparisons.
[[nodiscard]] std::string compare_text(document::StudyMaterial material, report::OutputStyle const& style);

}  // namespace meridian::app
