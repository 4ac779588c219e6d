#include "sim/report/run_folder.hpp"

#include "sim/report/summary.hpp"
#include "sim/report/tables.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::report {

void write_run(std::filesystem::path const& folder, Facts const& facts, std::string_view resolved_scenario,
               RunFacts const& run) {
    system::write_file(folder / "summary.json", summary_json(facts));
    for (TableKind const& table : tables())
        system::write_file(folder / table.file, csv(table, facts));
    system::write_file(folder / "scenario.yaml", resolved_scenario);
    system::write_file(folder / "manifest.json", manifest_json(run, content_key(resolved_scenario)));
}

bool may_hold_run(std::filesystem::path const& folder) {
    if (!std::filesystem::exists(folder)) return true;
    if (!std::filesystem::is_directory(folder)) return false;
    return std::filesystem::is_empty(folder) || std::filesystem::exists(folder / "manifest.json");
}

}  // namespace meridian::report
