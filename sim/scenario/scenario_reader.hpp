// Reads scenario files into the checked Scenario, or reports all that is wrong with them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/draft.hpp"
#include "sim/scenario/include.hpp"
#include "sim/scenario/override.hpp"
#include "sim/scenario/planner_warning.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/setup/component.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::scenario {

struct ReadOptions {
    std::vector<Override> overrides{};              // applied in this order
    std::vector<std::filesystem::path> overlays{};  // overlay files, applied before that
    bool allow_large{false};                        // as in CheckOptions
    bool allow_unservable{false};
    bool allow_plugins{false};
};

struct Reading {
    std::optional<Scenario> scenario;  // present if and only if there are no problems
    std::vector<Problem> problems;     // by file, line and column
    std::vector<Problem> warnings;     // see warnings.hpp; none if there are problems
    std::vector<Problem> large;        // of the warnings, those of runs that take long
    PlannerWarnings planner;           // of the warnings, those that runs keep for reports
    Draft resolved;                    // the whole scenario; null if a file could not be read
};

// Reads a scenario with its includes, tables and overrides. `vocabulary` says which components it may
// name. An error in the syntax of a file hides the errors in what it means; apart from that all
// errors are reported.
[[nodiscard]] Reading read_scenario(std::filesystem::path const& file, ReadOptions const& options,
                                    Vocabulary const& vocabulary);

// The first half of it: the tree, and null if a file could not be read. Files in `known` are not read again.
[[nodiscard]] Draft read_draft(std::filesystem::path const& file, ReadOptions const& options,
                               FilesRead& known, Problems& problems);
struct CheckOptions {
    bool allow_large{false};       // a run that takes very long is a warning, not a problem
    bool allow_unservable{false};  // work that no site could do is no problem: it is rejected
    bool allow_plugins{false};     // policies whose files do not lie beside the scenario are run
};
// The second half.
[[nodiscard]] Reading check_draft(Draft resolved, Problems problems, Vocabulary const& vocabulary,
                                  CheckOptions const& options);

// How a scenario names a table of jobs that is streamed.
enum class TableNames : std::uint8_t {
    beside,   // job_table_file, which lies beside it
    absolute  // where it was read
};

// The scenario as one file without includes, tables (but one of jobs) and overrides. Values are written as
// they were read, never rounded; reading the text gives an equal Scenario and the same text again.
[[nodiscard]] std::string resolved_yaml(Draft const& resolved, TableNames names = TableNames::beside);

// The same without what no figure depends on (the scenario's names, its operator and `run`, its `provenance`, the
// display names, `source`, `grade` and `note` of records), keys in alphabetical order: equal texts mean equal figures of
// equal runs.
[[nodiscard]] std::string figures_yaml(Draft const& resolved);

// One value as an override could give it: `0.36 CNY/kWh`, `{name: weighted, energy: 2}`.
[[nodiscard]] std::string value_text(Draft const& value);

}  // namespace meridian::scenario
