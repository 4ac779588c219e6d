#include "sim/app/json_output.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "sim/document/column_json.hpp"
#include "sim/document/json_cell.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using Json = nlohmann::ordered_json;
using report::ResultColumn;
using report::ResultRow;
using report::ResultTable;

// The figures that rows name, so that their units are known too.
void add_named_figures(Json& columns, ResultTable const& table) {
    for (std::string_view const by : {"metric", "key", "figure"}) {
        if (!table.column(by)) continue;
        for (ResultRow const& row : table.rows) {
            std::string const& key = table.text(row, by);
            if (!columns.contains(key) && report::quantity_of(key) != report::FigureKind::text)
                columns[key] = document::column_json(ResultColumn::of(key));
        }
    }
}

Json rows_json(ResultTable const& table) {
    Json rows = Json::array();
    for (ResultRow const& row : table.rows) {
        Json& one = rows.emplace_back(Json::object());
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].empty()) one[table.columns[i].key] = document::json_of(row[i]);
        }
    }
    return rows;
}

}  // namespace

void print_tables_json(std::string_view command, Json const& about, std::vector<ResultTable> const& tables,
                       report::DisplayNames const& names) {
    Json out{{"command", command}};
    out.update(about);
    if (!names.all().empty()) out["names"] = document::json_of(names);
    Json columns = Json::object();
    Json all = Json::object();
    for (ResultTable const& table : tables) {
        for (ResultColumn const& column : table.columns) {
            if (!columns.contains(column.key)) columns[column.key] = document::column_json(column);
        }
        add_named_figures(columns, table);
        all[table.name] = rows_json(table);
    }
    out["columns"] = std::move(columns);
    out["tables"] = std::move(all);
    console::write(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

ResultTable problem_table() {
    return {"problems", {"file", "severity", "line", "column", "wrong", "fix", "group", "further"}};
}

void add_problems(ResultTable& table, std::string_view severity,
                  std::vector<scenario::Problem> const& problems) {
    for (scenario::Problem const& one : problems)
        table.rows.push_back({one.where.file, severity, one.where.line, one.where.column, one.wrong, one.fix,
                              scenario::kind_of(one), one.further});
}

}  // namespace meridian::app
