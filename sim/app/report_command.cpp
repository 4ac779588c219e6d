// meridian report DIR|STUDY|SCENARIO
#include <algorithm>
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/report_files.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/document/layout_tables.hpp"
#include "sim/document/page.hpp"
#include "sim/document/sections.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/store.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder.hpp"
#include "sim/system/machine.hpp"
#include "sim/system/ranks.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;
using document::ReportMaterial;
using document::Tables;
using report::Language;

ExitCode refuse(std::string_view wrong, std::string_view fix, ExitCode code = ExitCode::invalid_input) {
    report_usage_error(wrong, fix);
    return code;
}

enum class Kind { run_folder, study_folder, study_file, scenario_file, nothing };

Kind kind_of(std::string const& what) {
    std::error_code error;
    if (fs::is_directory(what, error)) {
        if (fs::exists(fs::path{what} / "study.json", error)) return Kind::study_folder;
        return fs::exists(fs::path{what} / "summary.json", error) ? Kind::run_folder : Kind::nothing;
    }
    if (!fs::is_regular_file(what, error)) return Kind::nothing;
    return study::is_study(what) ? Kind::study_file : Kind::scenario_file;
}

ExitCode report_nothing(std::string const& what) {
    std::error_code error;
    if (!fs::exists(what, error))
        return refuse(fmt::format("{}: there is no such folder or file", what),
                      "name the folder of a run or a sweep, a study or a scenario");
    return refuse(fmt::format("{}: neither a run nor a study is there", what),
                  "name a folder that `meridian run --out` or `meridian sweep --out` has written");
}

std::string stem_of(fs::path path) {
    if (!path.has_filename()) path = path.parent_path();
    return path.stem().string();
}

// Runs what is a file into a folder of its own; the folder, or the exit code of what went wrong.
struct ReportSource {
    std::string path;
    ExitCode exit_code{ExitCode::success};
};
ReportSource folder_of(std::string const& what, ReportArguments const& given) {
    Kind const kind = kind_of(what);
    if (kind == Kind::nothing) return {{}, report_nothing(what)};
    if (kind == Kind::run_folder || kind == Kind::study_folder) return {what};
    if (system::started_together() > 1)
        return {
            {},
            refuse(fmt::format("{}: several ranks cannot write one report", what),
                   fmt::format("first `mpirun -n {} meridian sweep {} --out DIR`, then report on DIR alone",
                               system::started_together(), what))};
    std::string const folder = given.folder.value_or(stem_of(what) + ".results");
    ExitCode code = ExitCode::success;
    if (kind == Kind::study_file) {
        SweepArguments arguments;
        arguments.study = what;
        arguments.out = folder;
        arguments.workers = given.workers;
        arguments.quiet = given.quiet;
        code = sweep(arguments);
        if (code == ExitCode::answer_is_no) code = ExitCode::success;  // failed runs are listed in the report
    } else {
        RunArguments arguments;
        arguments.scenario = what;
        arguments.out = folder;
        arguments.quiet = given.quiet;
        code = run(arguments);
    }
    return {folder, code};
}

ExitCode read_study_into(ReportMaterial& material, std::string const& folder, bool first, bool quiet) {
    if (study::folder_kind(folder) == study::FolderKind::other_version)
        return refuse(fmt::format("{}: the study there was run by another version of Meridian", folder),
                      "use that version");
    auto const files = system::Folder::open(folder);
    if (!files.holds_file(report::manifest_file))
        return refuse(fmt::format("{}: the study has no tables yet", folder),
                      fmt::format("let the sweep end; `meridian status {}` shows its progress", folder),
                      ExitCode::cannot_be_met);
    document::StudyMaterial study = [&] {
        PhaseLine const line{"reading " + folder, quiet};
        return document::read_study_folder(report::ResultFolder{files});
    }();
    if (document::find_table(study.tables, "comparison") == nullptr)
        return refuse(fmt::format("{}: the study has no tables yet", folder),
                      fmt::format("let the sweep end; `meridian status {}` shows its progress", folder),
                      ExitCode::cannot_be_met);
    for (std::string const& missing : study.missing_runs)
        console::print_error("warning: {}\n  fix: sweep the study again\n", missing);
    if (!first) {
        material.more.push_back({stem_of(folder), std::move(study)});
        return ExitCode::success;
    }
    material.title = report::Bilingual::same(study.name);
    material.study = std::move(study);
    return ExitCode::success;
}

void read_run_into(ReportMaterial& material, std::string const& folder) {
    Tables tables = document::read_run(report::ResultFolder{system::Folder::open(folder)});
    document::derive_run_tables(tables);
    std::string name = stem_of(folder);
    report::ResultTable const* const facts = document::find_table(tables, "facts");
    for (report::ResultRow const& row : facts->rows) {
        if (facts->text(row, "what") == "scenario") name = facts->text(row, "value");
    }
    if (report::ResultTable const* const names = document::find_table(tables, "names"))
        material.names.add(*names);
    material.title = material.names.of("scenario", name);
    material.names.add("layout", name, material.title);
    report::ResultTable const layouts =
        document::layouts_of_run(*document::find_table(tables, "figures"), name);
    for (report::ResultTable const& table : tables) {
        if (table.name == "facts") {
            material.run.push_back(table);
            continue;
        }
        report::ResultTable named{table.name, {"alternative"}};
        named.columns.insert(named.columns.end(), table.columns.begin(), table.columns.end());
        report::append_rows(named, "alternative", name, table);
        material.run.push_back(std::move(named));
    }
    material.run.push_back(document::board_table(layouts, "", document::find_table(material.run, "sites"),
                                                 document::find_table(material.run, "peaks")));
    material.run.push_back(layouts);
}

// The commands that made the folders, as they say themselves, and this one.
std::vector<std::string> commands_of(ReportMaterial const& material, ReportArguments const& given) {
    std::vector<std::string> commands;
    auto const add = [&](Tables const& tables) {
        report::ResultTable const* const facts = document::find_table(tables, "facts");
        if (facts == nullptr) return;
        for (report::ResultRow const& row : facts->rows) {
            if (facts->text(row, "what") == "command") commands.push_back(facts->text(row, "value"));
        }
    };
    add(material.study ? material.study->tables : material.run);
    for (document::SideStudy const& side : material.more)
        add(side.study.tables);
    std::string command = "meridian report";
    for (std::string const& what : given.what)
        command += " " + what;
    if (given.format != "html") command += " --format " + given.format;
    if (given.language != "en") command += " --lang " + given.language;
    if (given.full) command += " --full";
    commands.push_back(command);
    return commands;
}

ExitCode check_options(ReportArguments const& given) {
    bool const needs_page = given.format == "html" || given.format == "pdf";
    if (needs_page && !document::has_page())
        return refuse(
            fmt::format("--format {}: this build has no page, as npm was not there when it was made",
                        given.format),
            "install npm and build again, or choose another --format", ExitCode::system_error);
    bool const leaves_out = given.format == "md" || given.format == "pdf";
    if (given.full && !leaves_out)
        return refuse(fmt::format("--full: a report in {} leaves nothing out", given.format),
                      "leave --full out, or choose --format md or pdf");
    if (given.out && given.out->empty()) return refuse("--out: the name is empty", "name a file");
    if (given.folder && given.folder->empty()) return refuse("--folder: the name is empty", "name a folder");
    return ExitCode::success;
}

}  // namespace

ExitCode report_on(ReportArguments const& given) {
    if (ExitCode const code = check_options(given); code != ExitCode::success) return code;
    if (given.out && !check_report_target(*given.out, given.format)) return ExitCode::invalid_input;
    ReportMaterial material;
    std::string first_folder;
    for (std::string const& what : given.what) {
        auto const [folder, code] = folder_of(what, given);
        if (code != ExitCode::success) return code;
        bool const first = first_folder.empty();
        if (first) first_folder = folder;
        if (kind_of(folder) == Kind::study_folder) {
            if (ExitCode const read = read_study_into(material, folder, first, given.quiet);
                read != ExitCode::success)
                return read;
        } else if (!first || given.what.size() > 1) {
            return refuse(fmt::format("{}: a single run stands in no report beside others", what),
                          "report on it alone, or compare layouts in a study");
        } else {
            read_run_into(material, folder);
        }
    }
    material.commands = commands_of(material, given);
    material.date = system::utc_date();
    document::Document document = [&] {
        PhaseLine const line{"making the report", given.quiet};
        return document::make_document(std::move(material));
    }();
    document.language = given.language == "zh" ? Language::zh : Language::en;
    auto const out = given.out ? fs::path{*given.out} : default_report_file(first_folder, given.format);
    if (!check_report_target(out, given.format)) return ExitCode::invalid_input;
    ExitCode const code = [&] {
        PhaseLine const line{"writing " + out.string(), given.quiet};
        return write_report(document, given.format, out, given.full);
    }();
    if (code == ExitCode::success) console::print("report in {}\n", out.string());
    return code;
}

}  // namespace meridian::app
