// Tables of results by their written cells, as files hold them.
#pragma once

#include <string>
#include <vector>

#include "sim/report/table/csv.hpp"
#include "sim/report/table/result_table.hpp"

namespace meridian::testing {

using Cells = std::vector<std::string>;

// Columns as the glossary knows their keys, cells as parse_table() reads them.
class TableOfTexts : public report::ResultTable {
public:
    TableOfTexts(std::string const& table_name, Cells const& keys, std::vector<Cells> const& cells = {})
        : report::ResultTable{report::parse_table(bytes(keys, cells), table_name + ".csv")} {}

private:
    static std::string bytes(Cells const& keys, std::vector<Cells> const& lines) {
        std::string out = line(keys);
        for (Cells const& one : lines)
            out += line(one);
        return out;
    }
    static std::string line(Cells const& cells) {
        report::ResultRow row;
        for (std::string const& cell : cells)
            row.emplace_back(cell);
        std::string out;
        report::append_csv_line(out, row);
        return out;
    }
};

inline Cells written(report::ResultRow const& row) {
    Cells cells;
    for (report::ResultCell const& cell : row)
        cells.push_back(cell.written());
    return cells;
}

inline std::vector<Cells> written_rows(report::ResultTable const& table) {
    std::vector<Cells> rows;
    for (report::ResultRow const& row : table.rows)
        rows.push_back(written(row));
    return rows;
}

inline Cells keys_of(report::ResultTable const& table) {
    Cells keys;
    for (report::ResultColumn const& column : table.columns)
        keys.push_back(column.key);
    return keys;
}

}  // namespace meridian::testing
