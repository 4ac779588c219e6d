// Tables of results as CSV: RFC 4180 with lines ended by \n.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "sim/report/table/result_table.hpp"

namespace meridian::report {

// A cell, quoted where it must be. A text that a spreadsheet would take for a formula gets an apostrophe
// before it: one that begins with = + - @, a tab or a carriage return, behind any number of apostrophes, and
// is no number.
[[nodiscard]] std::string csv_cell(std::string_view text);
// The text of a cell that csv_cell() wrote, without its quotation marks: exactly what it was.
[[nodiscard]] std::string csv_text(std::string cell);

// A line of cells, ended by \n.
void append_csv_line(std::string& out, ResultRow const& row);
[[nodiscard]] std::string csv_head(std::vector<ResultColumn> const& columns);
[[nodiscard]] std::string csv(ResultTable const& table);

// The table that the bytes of a CSV file hold, with the columns that the glossary knows of its heads: texts that are
// numbers of JSON are figures in columns of figures. `file` names it in messages. Throws system::SystemError where
// rows are not as long as the first. No more than `most` rows are read.
[[nodiscard]] ResultTable parse_table(std::string_view bytes, std::filesystem::path const& file,
                                      std::size_t most = SIZE_MAX);

// Whether a text is a number of JSON, and of a size that a double holds. "007" is not.
[[nodiscard]] bool is_json_number(std::string_view text);
// A whole number where the text is one that fits, else the figure; nothing of an empty text. Requires a number.
[[nodiscard]] ResultCell number_cell(std::string const& text);

}  // namespace meridian::report
