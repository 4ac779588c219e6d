// What `meridian diff` prints of the differences that it has found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/app/diff_figures.hpp"
#include "sim/app/diff_sides.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/report/table/terminal_text.hpp"
#include "sim/scenario/difference_counts.hpp"
#include "sim/scenario/scenario_difference.hpp"

namespace meridian::app {

struct DiffFindings {
    scenario::ScenarioDifference scenarios;
    scenario::ValueCounts values;
    scenario::AcceleratorShift accelerators;
    std::optional<DiffFigures> figures;
};

// "34 sites instead of 6; 42.0 % of accelerators moved; 3 prices differ"; "" where no scenario differs.
[[nodiscard]] std::string summary_of(DiffFindings const& found);

// "lists": of which records how many differ. "differences": each record, of a changed one each value.
[[nodiscard]] std::vector<report::ResultTable> tables_of(DiffFindings const& found);

// `all`: no list is cut.
[[nodiscard]] std::string diff_text(DiffSides const& sides, DiffFindings const& found, bool all,
                                    report::OutputStyle const& style);

}  // namespace meridian::app
