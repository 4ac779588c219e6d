#include "sim/report/run_folder.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <string>
#include <vector>

#include "sim/report/decision_index.hpp"
#include "sim/report/own_report.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/tables.hpp"
#include "sim/setup/streamed_jobs.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::report {
namespace {

// An index or a report, made of the run, which goes with it.
bool is_made_of_run(system::Folder const& folder, std::string const& name) {
    constexpr std::array<std::string_view, 5> formats{"html", "md", "json", "xlsx", "pdf"};
    if (name == decision_index_file) return folder.holds_file(name);
    if (name == "report_tables") return is_own_report(folder, name, "csv");
    return std::ranges::any_of(formats, [&](std::string_view format) {
        return name == "report." + std::string{format} && is_own_report(folder, name, format);
    });
}

std::vector<std::string> file_names() {
    std::vector<std::string> names{"summary.json", "scenario.yaml", "jobs.csv", "decisions.csv",
                                   std::string{job_table_file}};
    for (TableKind const& table : tables())
        names.emplace_back(table.file);
    return names;
}

// The table that scenario.yaml names.
void copy_job_table(system::Folder const& folder, std::filesystem::path const& table) {
    std::ifstream in{table, std::ios::binary};
    if (!in.is_open()) system::fail("read", table, errno);
    system::FileWriter out{folder, std::string{job_table_file}};
    std::vector<char> block(std::size_t{1} << 20U);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        out.write({block.data(), static_cast<std::size_t>(in.gcount())});
    }
    if (in.bad()) system::fail("read", table, EIO);
    out.close();
}

}  // namespace

void write_run(system::Folder const& folder, Facts const& facts, std::string_view resolved_scenario,
               RunFacts const& run) {
    system::write_file(folder, "summary.json", summary_json(facts));
    for (TableKind const& table : tables()) {
        if (!table.needs_rows || table.rows(facts) > 0)
            system::write_file(folder, std::string{table.file}, csv(table, facts));
    }
    system::write_file(folder, "scenario.yaml", resolved_scenario);
    if (facts.scenario.streamed_jobs) copy_job_table(folder, facts.scenario.streamed_jobs->file());
    auto const sums = check_sums(folder, file_names());
    system::write_file(folder, manifest_file, manifest_json(run, content_key(resolved_scenario), sums));
}

bool holds_run(system::Folder const& folder, std::string_view content_key) {
    auto const manifest = find_manifest(folder);
    bool const same = manifest && manifest->kind == "run" && manifest->content_key == content_key &&
                      manifest->version == version() && manifest->commit == commit();
    auto const is_whole = [&](auto const& file) {
        try {
            return check_sum(folder, file.first) == file.second;
        } catch (system::SystemError const&) {  // it cannot be read
            return false;
        }
    };
    return same && std::ranges::all_of(manifest->files, is_whole);
}

bool is_run_folder(system::Folder const& folder) {
    auto const manifest = find_manifest(folder);
    return manifest && manifest->kind == "run" &&
           std::ranges::all_of(folder.entries(), [&](system::FolderEntry const& entry) {
               bool const listed = entry.name == manifest_file || manifest->files.contains(entry.name);
               if (listed) return entry.kind == system::EntryKind::file;
               return is_made_of_run(folder, entry.name);
           });
}

bool has_only_run_files(system::Folder const& folder) {
    auto const names = file_names();
    return std::ranges::all_of(folder.entries(), [&](system::FolderEntry const& entry) {
        bool const known = entry.name == manifest_file || std::ranges::find(names, entry.name) != names.end();
        return (known && entry.kind != system::EntryKind::folder) || is_made_of_run(folder, entry.name);
    });
}

bool may_hold_run(std::filesystem::path const& path) {
    auto const folder = system::Folder::find(path);
    if (!folder) return !std::filesystem::exists(std::filesystem::symlink_status(path));
    return folder->entries().empty() || is_run_folder(*folder);
}

}  // namespace meridian::report
