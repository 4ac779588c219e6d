#include "sim/report/run_folder.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>

#include <nlohmann/json.hpp>

#include "sim/report/summary.hpp"
#include "sim/report/tables.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::report {
namespace {

// Of such a run: it goes with what it reports on.
bool is_report(std::string_view name) {
    constexpr std::array<std::string_view, 6> names{"report.html", "report.md",  "report.json",
                                                    "report.xlsx", "report.pdf", "report_tables"};
    return std::ranges::find(names, name) != names.end();
}

bool is_result(std::string_view name) {
    for (TableKind const& table : tables()) {
        if (name == table.file) return true;
    }
    return name == "summary.json" || name == "manifest.json" || name == "scenario.yaml" ||
           name == "jobs.csv" || name == "decisions.csv" || is_report(name);
}

// An empty object if there is none of ours.
nlohmann::json manifest_in(std::filesystem::path const& folder) {
    std::ifstream in{folder / "manifest.json"};
    auto manifest = nlohmann::json::parse(in, nullptr, false);
    bool const ours = manifest.is_object() && manifest.value("program", nlohmann::json{}) == "Meridian";
    return ours ? manifest : nlohmann::json::object();
}

}  // namespace

void write_run(std::filesystem::path const& folder, Facts const& facts, std::string_view resolved_scenario,
               RunFacts const& run) {
    system::write_file(folder / "summary.json", summary_json(facts));
    for (TableKind const& table : tables())
        system::write_file(folder / table.file, csv(table, facts));
    system::write_file(folder / "scenario.yaml", resolved_scenario);
    system::write_file(folder / "manifest.json", manifest_json(run, content_key(resolved_scenario)));
}

bool holds_run(std::filesystem::path const& folder, std::string_view content_key) {
    using nlohmann::json;
    json const there = manifest_in(folder);
    bool const same = there.value("content_key", json{}) == content_key &&
                      there.value("version", json{}) == version() &&
                      there.value("commit", json{}) == commit();
    std::error_code error;
    auto const is_there = [&](std::string_view file) {
        return std::filesystem::exists(folder / file, error);
    };
    return same && is_there("summary.json") && is_there("scenario.yaml") &&
           std::ranges::all_of(tables(), is_there, &TableKind::file);
}

bool may_hold_run(std::filesystem::path const& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) return !std::filesystem::exists(folder, error);
    bool empty = true;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) {
        if (!is_result(entry.path().filename().string())) return false;
        empty = false;
    }
    return empty || !manifest_in(folder).empty();
}

}  // namespace meridian::report
