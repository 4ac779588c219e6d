#include "sim/document/document.hpp"

#include <algorithm>

#include "sim/document/view_rows.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::document {
namespace {

// What the cells of a shown row must be, by their column.
std::vector<std::pair<std::string, std::string>> conditions(Document const& document,
                                                            DocumentView const& view) {
    auto all = view.where;
    for (std::string const& column : view.picks) {
        if (auto const* const pick = document.pick(column)) all.emplace_back(column, pick->first);
    }
    return all;
}

std::vector<std::size_t> columns_shown(ResultTable const& table, DocumentView const& view) {
    std::vector<std::size_t> all;
    if (view.columns.empty()) {
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            all.push_back(i);
    }
    for (std::string const& name : view.columns) {
        if (auto const at = table.column(name)) all.push_back(*at);
    }
    return all;
}

}  // namespace

ResultTable const* Document::table(std::string_view name) const {
    auto const found = std::ranges::find(tables, name, &ResultTable::name);
    return found == tables.end() ? nullptr : &*found;
}

Pick const* Document::pick(std::string_view column) const {
    auto const found = std::ranges::find(picks, column, &Pick::column);
    return found == picks.end() ? nullptr : &*found;
}

ViewRows view_rows(Document const& document, DocumentView const& view) {
    ViewRows part{document.table(view.table), {}, {}};
    if (part.table == nullptr) return part;
    part.columns = columns_shown(*part.table, view);
    auto const wanted = conditions(document, view);
    for (ResultRow const& row : part.table->rows) {
        system::checkpoint();
        bool const fits = std::ranges::all_of(
            wanted, [&](auto const& one) { return part.table->written(row, one.first) == one.second; });
        if (fits) part.rows.push_back(&row);
    }
    return part;
}

ResultTable shown(Document const& document, DocumentView const& view) {
    auto const part = view_rows(document, view);
    ResultTable table{view.table, {}};
    for (std::size_t const at : part.columns)
        table.columns.push_back(part.table->columns[at]);
    for (ResultRow const* const row : part.rows) {
        ResultRow& cells = table.rows.emplace_back();
        for (std::size_t const at : part.columns)
            cells.push_back((*row)[at]);
    }
    return table;
}

}  // namespace meridian::document
