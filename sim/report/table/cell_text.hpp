// Cells of a table as people read them: the one place where figures become text.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/table/display_names.hpp"
#include "sim/report/table/result_table.hpp"

namespace meridian::report {

// Figures with their unit, and the digits that an interval in the same row allows; our words in the language; display
// names of identifiers; other texts as they are; "–" for an empty cell.
[[nodiscard]] std::string cell_for_people(ResultTable const& table, ResultRow const& row, std::size_t column,
                                          Language language, DisplayNames const* names = nullptr);

// The cells of a column in some rows, figures in one unit and with the same decimals; of tables whose rows are of
// different figures each in its own.
[[nodiscard]] std::vector<std::string> column_for_people(ResultTable const& table,
                                                         std::vector<ResultRow const*> const& rows,
                                                         std::size_t column, Language language,
                                                         DisplayNames const* names = nullptr);

// The same, with the unit that all figures of the column share taken off them, for its head.
struct ColumnTexts {
    std::string unit;  // empty: they have none, or not one and the same
    std::vector<std::string> cells;
};
[[nodiscard]] ColumnTexts column_under_unit(ResultTable const& table,
                                            std::vector<ResultRow const*> const& rows, std::size_t column,
                                            Language language, DisplayNames const* names = nullptr);

}  // namespace meridian::report
