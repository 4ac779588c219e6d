// A cell of a table as people read it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "sim/report/document/text_table.hpp"
#include "sim/report/document/words.hpp"

namespace meridian::report {

// Of a cell: its column's; of tables whose rows say what their figures are (by `metric`, `key`, `figure` or
// `unit`), what the row says.
[[nodiscard]] FigureKind quantity_of_cell(TextTable const& table, Cells const& row, std::size_t column);

// Figures with their unit, and the digits that an interval in the same row allows; our words in the language;
// other texts as they are; "–" for an empty cell.
[[nodiscard]] std::string cell_for_people(TextTable const& table, Cells const& row, std::size_t column,
                                          Language language);

}  // namespace meridian::report
