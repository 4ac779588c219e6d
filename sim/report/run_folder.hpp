// A run's folder of results: summary.json, the tables, scenario.yaml, manifest.json.
#pragma once

#include <filesystem>
#include <string_view>

#include "sim/report/facts.hpp"
#include "sim/report/manifest.hpp"
#include "sim/system/folder.hpp"

namespace meridian::report {

// Writes every file of a run but jobs.csv and decisions.csv into an existing folder; manifest.json, with the
// check sums of them all, last. Throws system::SystemError.
void write_run(system::Folder const& folder, Facts const& facts, std::string_view resolved_scenario,
               RunFacts const& run);

// Whether a folder holds the whole run of a content key, as this program writes it, every file undamaged.
[[nodiscard]] bool holds_run(system::Folder const& folder, std::string_view content_key);

// Whether a folder holds what `meridian run --out` has written, reports on it, an index of its decisions, and nothing
// else: so that it may be replaced.
[[nodiscard]] bool is_run_folder(system::Folder const& folder);

// Whether every entry has the name of a file of a run or is made of it, damaged or not.
[[nodiscard]] bool has_only_run_files(system::Folder const& folder);

// May results be written there: nothing, an empty folder, or one of those? Throws system::SystemError where
// it cannot be looked into.
[[nodiscard]] bool may_hold_run(std::filesystem::path const& path);

}  // namespace meridian::report
