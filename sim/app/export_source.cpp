#include "sim/app/export_source.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "sim/app/study_folder.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/document/result_database.hpp"
#include "sim/document/run_map.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/system/folder.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

enum class FolderHolds { run, study, nothing };

FolderHolds what_holds(fs::path const& folder) {
    std::error_code ignored;
    if (fs::exists(folder / "study.json", ignored)) return FolderHolds::study;
    return fs::exists(folder / "summary.json", ignored) ? FolderHolds::run : FolderHolds::nothing;
}

std::nullopt_t refuse(std::string_view wrong, std::string_view fix) {
    report_usage_error(wrong, fix);
    return std::nullopt;
}

bool is_folder(std::string const& path) {
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

// The first run that a study keeps whole; empty: it keeps none.
std::string kept_run(std::string const& study) {
    fs::path const runs = fs::path{study} / "representative_runs";
    std::vector<std::string> found;
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator{runs, ignored}) {
        if (what_holds(entry.path()) == FolderHolds::run) found.push_back(entry.path().string());
    }
    return found.empty() ? std::string{} : *std::ranges::min_element(found);
}

std::nullopt_t refuse_study(std::string const& folder) {
    std::string const run = kept_run(folder);
    return refuse(fmt::format("{}: a study is there, and a map has the figures of one run", folder),
                  run.empty() ? "run one of its scenarios by `meridian run SCENARIO --out DIR` and name DIR"
                              : fmt::format("name one of its runs, such as {}", run));
}

std::nullopt_t refuse_folder(std::string const& folder) {
    return refuse(fmt::format("{}: neither a run nor a study is there", folder),
                  "name a folder that `meridian run --out` or `meridian sweep --out` has written");
}

// Changes are for scenario files: a run is what it was.
bool check_no_changes(ExportArguments const& given) {
    if (given.with.layouts.empty() && given.with.set.empty()) return true;
    return report_usage_error(fmt::format("{}: this is the folder of a run, and {} changes scenarios",
                                          given.scenario, given.with.set.empty() ? "--layout" : "--set"),
                              "leave the option out, or export the scenario file");
}

std::optional<MapSource> read_run_map(ExportArguments const& given) {
    if (!check_no_changes(given)) return std::nullopt;
    report::ResultFolder const folder{system::Folder::open(given.scenario)};
    if (folder.manifest().kind != "run") return refuse_folder(given.scenario);
    document::Tables tables = document::read_run(folder);
    if (!folder.text("scenario.yaml")) folder.refuse("scenario.yaml", "there is no such file");
    ExportArguments resolved = given;
    resolved.scenario = (fs::path{given.scenario} / "scenario.yaml").string();
    auto const scenario = read_export_scenario(resolved);
    if (!scenario) return std::nullopt;
    MapSource source{report::map_layers(*scenario), std::move(tables)};
    document::add_run_figures(source.layers, source.run);
    return source;
}

}  // namespace

std::optional<Scenario> read_export_scenario(ExportArguments const& given) {
    ScenarioArguments with = given.with;
    with.allow_large = with.allow_plugins = true;  // nothing is run
    with.allow_unservable = true;
    scenario::Reading reading = read(given.scenario, with);
    if (!report_problems(reading.problems)) return std::nullopt;
    return std::move(reading.scenario);
}

std::optional<MapSource> read_map_source(ExportArguments const& given) {
    if (!is_folder(given.scenario)) {
        auto const scenario = read_export_scenario(given);
        if (!scenario) return std::nullopt;
        return MapSource{report::map_layers(*scenario), {}};
    }
    switch (what_holds(given.scenario)) {
        case FolderHolds::run:
            return read_run_map(given);
        case FolderHolds::study:
            return refuse_study(given.scenario);
        case FolderHolds::nothing:
            break;
    }
    return refuse_folder(given.scenario);
}

std::optional<document::Tables> read_result_tables(ExportArguments const& given) {
    std::string const& folder = given.scenario;
    std::error_code ignored;
    if (!fs::exists(folder, ignored))
        return refuse(fmt::format("{}: there is no such folder", folder),
                      "name the folder of a run or a sweep");
    if (!is_folder(folder))
        return refuse(fmt::format("{}: this is a file, and results are in folders", folder),
                      fmt::format("run it by `meridian run {} --out DIR`, and name DIR", folder));
    if (!check_no_changes(given)) return std::nullopt;
    FolderHolds const held = what_holds(folder);
    if (held == FolderHolds::nothing) return refuse_folder(folder);
    if (held == FolderHolds::study && !check_holds_study(folder)) return std::nullopt;
    auto const files = system::Folder::open(folder);
    if (held == FolderHolds::study && !files.holds_file(report::manifest_file))
        return refuse(fmt::format("{}: the study has no tables yet", folder),
                      fmt::format("let the sweep end; `meridian status {}` shows its progress", folder));
    return document::result_tables(report::ResultFolder{files});
}

}  // namespace meridian::app
