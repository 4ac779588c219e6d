// A table of a report: cells as they stand in its file. Every figure that a report shows is a cell of one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::report {

using Cells = std::vector<std::string>;

struct TextTable {
    std::string name;  // "sites": its file is sites.csv
    std::vector<std::string> columns;
    std::vector<Cells> rows;  // each as long as `columns`; an empty cell is a figure that there is not

    [[nodiscard]] std::optional<std::size_t> column(std::string_view name) const;
    // The cell, or nothing to see where the table has no such column.
    [[nodiscard]] std::string const& cell(Cells const& row, std::string_view column) const;
    // The figure of a cell; nothing where there is none.
    [[nodiscard]] std::optional<double> figure(Cells const& row, std::string_view column) const;
    [[nodiscard]] bool empty() const { return rows.empty(); }
};

// The table that the bytes of a CSV file hold; `file` names it in messages. Throws system::SystemError where
// rows are not as long as the first. No more than `most` rows are read.
[[nodiscard]] TextTable parse_table(std::string_view bytes, std::filesystem::path const& file,
                                    std::size_t most = SIZE_MAX);

// RFC 4180 text with lines ended by \n.
[[nodiscard]] std::string csv(TextTable const& table);

// Appends the rows of `more`, with its name in a first column `by`, to a table of the same columns.
void append_rows(TextTable& all, std::string_view by, std::string const& name, TextTable const& more);

}  // namespace meridian::report
