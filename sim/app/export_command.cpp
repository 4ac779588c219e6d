// meridian export FORMAT SCENARIO|DIR --out FILE
#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/export_source.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/document/geojson.hpp"
#include "sim/document/map_files.hpp"
#include "sim/document/result_database.hpp"
#include "sim/report/own_report.hpp"
#include "sim/report/simgrid_platform.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

// Each: false if the source is not what it takes, which is printed.
bool write_simgrid(ExportArguments const& given) {
    auto const scenario = read_export_scenario(given);
    if (!scenario) return false;
    system::FileReplacement file{given.out};
    report::write_simgrid_platform(*scenario, file);
    file.publish();
    return true;
}

// What has no place on the map is written without one.
void warn_of_missing_places(report::MapLayer const& nodes) {
    std::size_t missing = 0;
    std::string first;
    for (std::size_t r = 0; r < nodes.shapes.size(); ++r) {
        if (!nodes.shapes[r].parts.empty()) continue;
        if (missing++ == 0) first = nodes.table.rows[r].front().text();
    }
    if (missing == 0) return;
    console::print_error(
        "warning: {} of {} nodes have no coordinates, and what is there has no geometry\n  fix: add "
        "'latitude' "
        "and 'longitude' to them; the first is '{}'\n",
        missing, nodes.shapes.size(), first);
}

bool write_geojson(ExportArguments const& given) {
    auto const source = read_map_source(given);
    if (!source) return false;
    document::write_geojson(given.out, source->layers, source->run);
    warn_of_missing_places(source->layers.front());
    return true;
}

bool write_csv(ExportArguments const& given) {
    auto const source = read_map_source(given);
    if (!source) return false;
    document::write_map_files(given.out, source->layers, source->run);
    warn_of_missing_places(source->layers.front());
    return true;
}

bool write_sqlite(ExportArguments const& given) {
    auto const tables = read_result_tables(given);
    if (tables) document::write_result_database(given.out, *tables);
    return tables.has_value();
}

struct Format {
    std::string_view name;
    bool (*write)(ExportArguments const&);
    std::string_view kind;     // as own_report.hpp calls what it writes
    std::string_view example;  // a name to write to
};

// A new format is one file in sim/report or sim/document and one line here.
constexpr std::array formats{Format{"geojson", &write_geojson, "geojson", "map.geojson"},
                             Format{"csv", &write_csv, "map", "map"},
                             Format{"sqlite", &write_sqlite, "sqlite", "results.sqlite"},
                             Format{"simgrid", &write_simgrid, "xml", "platform.xml"}};

// Debian 12 has no library for it, and other tools make it of the SQLite file.
void report_parquet(ExportArguments const& given) {
    report_usage_error(
        "export: parquet is not written, as Debian has no library for it",
        fmt::format(
            "meridian export sqlite {} --out results.sqlite, then of each table, by pandas with pyarrow or "
            "by DuckDB:\n"
            "    python3 -c \"import pandas, sqlite3; pandas.read_sql('SELECT * FROM sites', "
            "sqlite3.connect('results.sqlite')).to_parquet('sites.parquet')\"\n"
            "    duckdb -c \"INSTALL sqlite; LOAD sqlite; COPY (SELECT * FROM sqlite_scan('results.sqlite', "
            "'sites')) TO "
            "'sites.parquet'\"",
            given.scenario));
}

Format const* find_format(ExportArguments const& given) {
    for (Format const& format : formats) {
        if (format.name == given.format) return &format;
    }
    if (given.format == "parquet") {
        report_parquet(given);
        return nullptr;
    }
    auto const names = export_formats();
    std::string const near = nearest_name(given.format, names);
    report_usage_error(fmt::format("export: there is no format '{}'", given.format),
                       near.empty() ? fmt::format("write {}", fmt::join(names, ", "))
                                    : fmt::format("did you mean '{}'?", near));
    return nullptr;
}

// Can the export be put there? What stands in the way is printed.
bool check_export_target(std::string const& out, Format const& format) {
    std::filesystem::path const file{out};
    bool const makes_folder = format.kind == "map";
    std::error_code ignored;
    if (!file.has_filename())
        return report_usage_error(
            fmt::format("--out {}: this names no {}", out, makes_folder ? "folder" : "file"),
            fmt::format("name a {}, such as {}", makes_folder ? "folder" : "file", format.example));
    if (!makes_folder && std::filesystem::is_directory(file, ignored))
        return report_usage_error(fmt::format("--out {}: a folder is there", out), "name a file inside it");
    switch (report::target_state(file, format.kind)) {
        case report::TargetState::free:
        case report::TargetState::own:
            return true;
        case report::TargetState::no_folder:
            return report_usage_error(
                fmt::format("--out {}: there is no folder {}", out, file.parent_path().string()),
                "make the folder first, or name another");
        case report::TargetState::foreign:
            break;
    }
    return report_usage_error(
        fmt::format("--out {}: what is there was not written by `meridian export`, and is not replaced", out),
        fmt::format("name another {}, or move that one away", makes_folder ? "folder" : "file"));
}

}  // namespace

std::vector<std::string_view> export_formats() {
    std::vector<std::string_view> names;
    names.reserve(formats.size());
    for (Format const& format : formats)
        names.push_back(format.name);
    return names;
}

ExitCode export_scenario(ExportArguments const& given) {
    Format const* const format = find_format(given);
    if (format == nullptr) return ExitCode::invalid_input;
    ExportArguments with = given;
    while (format->kind == "map" && with.out.size() > 1 && with.out.ends_with('/'))
        with.out.pop_back();
    if (!check_export_target(with.out, *format) || !format->write(with)) return ExitCode::invalid_input;
    console::print("{} written to {}\n", format->name, given.out);
    return ExitCode::success;
}

}  // namespace meridian::app
