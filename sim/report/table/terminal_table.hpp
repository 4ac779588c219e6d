// A table of results on a terminal. The only place where tables become lines of text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/report/table/display_names.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/report/table/terminal_text.hpp"

namespace meridian::report {

// What is printed of a table.
struct TerminalTable {
    ResultTable const& table;
    // The most important first: the last leave where the width does not take all. Those that the table does not have, and
    // those without a cell in the rows, are left out.
    std::vector<std::string> columns{};    // empty: all but the ends of intervals
    std::vector<ResultRow const*> rows{};  // empty: all
    DisplayNames const* names{nullptr};
    std::size_t most_rows{SIZE_MAX};
    ResultRow const* best{nullptr};  // has a star before it and is bold
    std::string rest{};              // where all of it is: "in sites.csv", "with --csv"; empty: unsaid
};

// Heads with units, each column in one unit; numbers to the right; no line wider than the output. A text that is wider
// than its column goes on in the next line; nothing is cut. Ends with a line on what is left out, if anything is. Empty
// without rows.
[[nodiscard]] std::string terminal_table(TerminalTable const& printed, OutputStyle const& style);

// A line for each column of a row that has a figure: its head, then the figure with its unit.
[[nodiscard]] std::string terminal_figures(ResultTable const& table, ResultRow const& row,
                                           OutputStyle const& style, DisplayNames const* names = nullptr);

}  // namespace meridian::report
