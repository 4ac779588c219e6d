// A table of results: columns that say what they are, and typed cells. Every figure that a report or a terminal shows
// is a cell of one.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/report/table/glossary.hpp"
#include "sim/report/table/result_cell.hpp"

namespace meridian::report {

struct ResultColumn {
    std::string key;      // "wait_s_mean", in files
    std::string meaning;  // empty: the head says it
    Bilingual head;       // for people
    FigureKind quantity{FigureKind::text};
    KindBy kind_by{KindBy::column};
    std::string interval_of;  // key of the figure whose low or high end it is; empty: none
    Direction direction{Direction::none};

    // Known to the glossary, or a text by its own name.
    [[nodiscard]] static ResultColumn of(std::string_view key, std::string_view meaning = {});

    friend bool operator==(ResultColumn const&, ResultColumn const&) = default;
};

using ResultRow = std::vector<ResultCell>;

struct ResultTable {
    std::string name;  // "sites": its file is sites.csv
    std::vector<ResultColumn> columns;
    std::vector<ResultRow> rows;  // each as long as `columns`

    ResultTable() = default;
    ResultTable(std::string the_name, std::vector<std::string> const& keys);

    [[nodiscard]] std::optional<std::size_t> column(std::string_view key) const;
    // Nothing where the table has no such column.
    [[nodiscard]] ResultCell const& cell(ResultRow const& row, std::string_view key) const;
    // Of a cell that holds a text; "" of all others.
    [[nodiscard]] std::string const& text(ResultRow const& row, std::string_view key) const;
    // As its file holds it.
    [[nodiscard]] std::string written(ResultRow const& row, std::string_view key) const;
    [[nodiscard]] std::optional<double> figure(ResultRow const& row, std::string_view key) const;
    [[nodiscard]] bool empty() const { return rows.empty(); }
    // Where there is none of that key, one is added, empty in all rows.
    std::size_t column_or_new(ResultColumn const& like);
};

// What the figure of a cell is: by its column, or by what its row says of itself.
[[nodiscard]] FigureKind quantity_of_cell(ResultTable const& table, ResultRow const& row, std::size_t column);

// Appends the rows of `more`, with its name in a first column `by`, to a table of the same columns.
void append_rows(ResultTable& all, std::string_view by, std::string const& name, ResultTable const& more);

}  // namespace meridian::report
