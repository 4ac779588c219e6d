// A run's folder of results: summary.json, the tables, scenario.yaml, manifest.json.
#pragma once

#include <filesystem>
#include <string_view>

#include "sim/report/facts.hpp"
#include "sim/report/manifest.hpp"

namespace meridian::report {

// Writes every file of a run but jobs.csv into an existing folder. Throws system::MachineFault.
void write_run(std::filesystem::path const& folder, Facts const& facts, std::string_view resolved_scenario,
               RunFacts const& run);

// Whether a folder holds the whole run of a content key, as this program writes it.
[[nodiscard]] bool holds_run(std::filesystem::path const& folder, std::string_view content_key);

// May results be written there: nothing, an empty folder, or the results of an earlier run and nothing
// else? Throws std::filesystem::filesystem_error where it cannot be looked into.
[[nodiscard]] bool may_hold_run(std::filesystem::path const& folder);

}  // namespace meridian::report
