// The terms of the report, by where they stand. No name stands in two of them.
#pragma once

#include <span>

#include "sim/report/table/glossary.hpp"

namespace meridian::report {

[[nodiscard]] std::span<GlossaryTerm const> terms_of_run();     // further columns of a run's tables
[[nodiscard]] std::span<GlossaryTerm const> terms_of_study();   // further columns of a study's tables
[[nodiscard]] std::span<GlossaryTerm const> terms_of_report();  // further columns of the report's own tables
[[nodiscard]] std::span<GlossaryTerm const> terms_of_commands();   // of tables that commands alone print
[[nodiscard]] std::span<GlossaryTerm const> terms_of_cells();      // words in cells
[[nodiscard]] std::span<GlossaryTerm const> terms_of_provinces();  // provinces in cells

}  // namespace meridian::report
