#include "sim/report/table/result_table.hpp"

#include <algorithm>
#include <array>

namespace meridian::report {

ResultColumn ResultColumn::of(std::string_view key, std::string_view meaning) {
    ResultColumn column;
    column.key = key;
    column.meaning = meaning;
    if (auto const known = column_term(key)) {
        column.head = known->head;
        column.quantity = known->quantity;
        column.kind_by = known->kind_by;
        column.interval_of = known->interval_of;
        column.direction = known->direction;
    } else {
        column.head = words_of(key);
    }
    return column;
}

ResultTable::ResultTable(std::string the_name, std::vector<std::string> const& keys)
    : name{std::move(the_name)} {
    for (std::string const& key : keys)
        columns.push_back(ResultColumn::of(key));
}

std::optional<std::size_t> ResultTable::column(std::string_view key) const {
    auto const found = std::ranges::find(columns, key, &ResultColumn::key);
    if (found == columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns.begin());
}

ResultCell const& ResultTable::cell(ResultRow const& row, std::string_view key) const {
    static ResultCell const nothing;
    auto const at = column(key);
    return at ? row[*at] : nothing;
}

std::string const& ResultTable::text(ResultRow const& row, std::string_view key) const {
    return cell(row, key).text();
}

std::string ResultTable::written(ResultRow const& row, std::string_view key) const {
    return cell(row, key).written();
}

std::optional<double> ResultTable::figure(ResultRow const& row, std::string_view key) const {
    return cell(row, key).figure();
}

std::size_t ResultTable::column_or_new(ResultColumn const& like) {
    if (auto const known = column(like.key)) return *known;
    columns.push_back(like);
    for (ResultRow& row : rows)
        row.emplace_back();
    return columns.size() - 1;
}

FigureKind quantity_of_cell(ResultTable const& table, ResultRow const& row, std::size_t column) {
    ResultColumn const& own = table.columns[column];
    if (own.kind_by == KindBy::unit && table.column("unit")) return quantity_of_unit(table.text(row, "unit"));
    if (own.kind_by != KindBy::metric) return own.quantity;
    for (std::string_view const by : {"metric", "key", "figure"}) {
        auto const named = quantity_of(table.text(row, by));
        if (named != FigureKind::text) return named;
    }
    if (table.column("unit")) return quantity_of_unit(table.text(row, "unit"));
    return own.quantity;
}

void append_rows(ResultTable& all, std::string_view by, std::string const& name, ResultTable const& more) {
    auto const at_by = all.column_or_new(ResultColumn::of(by));
    std::vector<std::size_t> to;
    for (ResultColumn const& column : more.columns)
        to.push_back(all.column_or_new(column));
    for (ResultRow const& row : more.rows) {
        ResultRow cells(all.columns.size());
        cells[at_by] = name;
        for (std::size_t i = 0; i < row.size(); ++i)
            cells[to[i]] = row[i];
        all.rows.push_back(std::move(cells));
    }
}

}  // namespace meridian::report
