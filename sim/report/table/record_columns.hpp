// The columns of a table, each declared once with its key, its meaning and how a record gives its cell.
#pragma once

#include <functional>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "sim/report/table/csv.hpp"
#include "sim/report/table/result_table.hpp"

namespace meridian::report {

template <class Record>
class RecordColumns {
public:
    using Getter = std::function<ResultCell(Record const&)>;

    RecordColumns& column(std::string_view key, std::string_view meaning, Getter cell) {
        columns_.push_back(ResultColumn::of(key, meaning));
        cells_.push_back(std::move(cell));
        return *this;
    }

    [[nodiscard]] std::vector<ResultColumn> const& columns() const { return columns_; }
    [[nodiscard]] ResultRow row(Record const& record) const {
        ResultRow cells;
        cells.reserve(cells_.size());
        for (Getter const& cell : cells_)
            cells.push_back(cell(record));
        return cells;
    }
    template <std::ranges::input_range Records>
    [[nodiscard]] ResultTable table(std::string name, Records const& records) const {
        ResultTable table;
        table.name = std::move(name);
        table.columns = columns_;
        for (Record const& record : records)
            table.rows.push_back(row(record));
        return table;
    }

private:
    std::vector<ResultColumn> columns_;
    std::vector<Getter> cells_;
};

}  // namespace meridian::report
