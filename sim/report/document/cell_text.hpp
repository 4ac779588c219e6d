// A cell of a table as people read it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sim/report/document/text_table.hpp"
#include "sim/report/document/words.hpp"

namespace meridian::report {

// Of amounts in a unit of scenarios or tables: "CNY", "bytes".
[[nodiscard]] FigureKind quantity_of_unit(std::string_view unit);

// Of a column: its term's; of a column of amounts in tables whose rows say their `unit`, a number.
[[nodiscard]] FigureKind quantity_of_column(TextTable const& table, std::size_t column);

// Of a cell: its column's; of tables whose rows say what their figures are (by `metric`, `key`, `figure` or
// `unit`), what the row says.
[[nodiscard]] FigureKind quantity_of_cell(TextTable const& table, Cells const& row, std::size_t column);

// Figures with their unit, and the digits that an interval in the same row allows; our words in the language;
// other texts as they are; "–" for an empty cell.
[[nodiscard]] std::string cell_for_people(TextTable const& table, Cells const& row, std::size_t column,
                                          Language language);

}  // namespace meridian::report
