#include "sim/document/result_database.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "sim/document/column_json.hpp"
#include "sim/report/own_report.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/study/sqlite_database.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::document {
namespace {

using study::sqlite_identifier;
using study::SqliteDatabase;

FigureKind quantity_by_name(std::string_view key) {
    if (key.ends_with("_s")) return FigureKind::duration;
    return key.ends_with("_bytes") ? FigureKind::data : FigureKind::count;
}

void add_file(Tables& tables, ResultFolder const& folder, std::string const& file) {
    if (auto const bytes = folder.text(file))
        tables.push_back(report::parse_table(*bytes, folder.folder().file(file)));
}

// Cells of texts that are numbers, if all of the column are.
void make_numbers(ResultTable& table, std::size_t c) {
    bool some = false;
    for (ResultRow const& row : table.rows) {
        some = some || !row[c].empty();
        if (!row[c].empty() && !report::is_json_number(row[c].text())) return;
    }
    if (!some) return;
    table.columns[c].quantity = quantity_by_name(table.columns[c].key);
    for (ResultRow& row : table.rows)
        row[c] = report::number_cell(row[c].text());
}

// The glossary does not know all columns of logs, and takes numbers of jobs for names.
void add_log(Tables& tables, ResultFolder const& folder, std::string const& file) {
    std::size_t const before = tables.size();
    add_file(tables, folder, file);
    if (tables.size() == before) return;
    ResultTable& log = tables.back();
    for (std::size_t c = 0; c < log.columns.size(); ++c) {
        if (log.columns[c].key == "job" || !report::column_term(log.columns[c].key)) make_numbers(log, c);
    }
}

Tables tables_of_run(ResultFolder const& folder) {
    Tables tables = read_run(folder);
    add_log(tables, folder, "jobs.csv");
    add_log(tables, folder, "decisions.csv");
    return tables;
}

Tables tables_of_study(ResultFolder const& folder) {
    Tables tables;
    for (auto const& [file, sum] : folder.manifest().files) {
        if (file.ends_with(".csv") && file.find('/') == std::string::npos) add_file(tables, folder, file);
    }
    for (ResultTable& table : tables) {
        if (auto const run = table.column("run")) make_numbers(table, *run);
    }
    ResultTable& facts = tables.emplace_back("facts", std::vector<std::string>{"what", "value"});
    auto const study = nlohmann::json::parse(folder.text("study.json").value_or(""), nullptr, false);
    if (!study.is_object()) folder.refuse("study.json", "it is no JSON object");
    facts.rows.push_back({"study", study.value("name", "")});
    facts.rows.push_back({"version", folder.manifest().version});
    facts.rows.push_back({"commit", folder.manifest().commit});
    facts.rows.push_back({"command", folder.manifest().command});
    return tables;
}

std::string_view type_of(ResultTable const& table, std::size_t c) {
    bool texts = false, figures = false, parts = false;
    for (ResultRow const& row : table.rows) {
        texts = texts || row[c].is_text();
        figures = figures || row[c].figure().has_value();
        parts = parts || (row[c].figure() && !row[c].whole());
    }
    FigureKind const quantity = table.columns[c].quantity;
    if (texts && figures) return "";
    if (texts || (!figures && quantity == FigureKind::text)) return "TEXT";
    return quantity == FigureKind::count && !parts ? "INTEGER" : "REAL";
}

void bind(SqliteDatabase::Statement& insert, int parameter, ResultCell const& cell) {
    if (cell.is_text()) insert.bind(parameter, cell.text());
    if (auto const count = cell.whole()) {
        insert.bind(parameter, *count);
    } else if (auto const figure = cell.figure()) {
        insert.bind(parameter, *figure);
    }
}

// SQLite takes names that differ in case alone for one.
std::string in_lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c; });
    return text;
}

// The columns' names, `~` behind those that the table has already.
std::vector<std::string> names_of_columns(ResultTable const& table) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (ResultColumn const& column : table.columns) {
        std::string name = column.key;
        while (!seen.insert(in_lower_case(name)).second)
            name += '~';
        names.push_back(std::move(name));
    }
    return names;
}

void add_table(SqliteDatabase& database, ResultTable const& table) {
    std::string columns;
    auto const names = names_of_columns(table);
    for (std::size_t c = 0; c < names.size(); ++c)
        columns.append(c > 0 ? ", " : "")
            .append(sqlite_identifier(names[c]))
            .append(" ")
            .append(type_of(table, c));
    std::string const name = sqlite_identifier(table.name);
    database.run("CREATE TABLE " + name + " (" + columns + ")");
    auto insert = database.prepare("INSERT INTO " + name + " VALUES (" +
                                   study::sqlite_parameters(table.columns.size()) + ")");
    for (ResultRow const& row : table.rows) {
        system::checkpoint();
        for (std::size_t c = 0; c < row.size(); ++c)
            bind(insert, static_cast<int>(c + 1), row[c]);
        insert.add();
    }
}

}  // namespace

Tables result_tables(ResultFolder const& folder) {
    return folder.manifest().kind == "run" ? tables_of_run(folder) : tables_of_study(folder);
}

void write_result_database(std::filesystem::path const& target, Tables const& tables) {
    std::string const name = target.filename().string();
    auto file = system::NewFile::beside(system::Folder::open(target.parent_path()), name);
    SqliteDatabase database{file, report::database_id};
    for (ResultTable const& table : tables)
        add_table(database, table);
    add_table(database, units_table(tables));
    database.close();
    file.rename_to(name);
}

}  // namespace meridian::document
