// meridian validate STUDY
#pragma once

#include <string>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"

namespace meridian::app {

// What `validate` finds, for --json.
struct ValidationTables {
    report::ResultTable files{"files", {"file", "kind", "errors", "warnings"}};  // and sizes
    report::ResultTable problems{problem_table()};
    report::ResultTable equal_points{"equal_points", {"file", "point", "equal_to"}};

    void add_file(std::string const& file, std::string_view kind,
                  std::vector<scenario::Problem> const& errors,
                  std::vector<scenario::Problem> const& warnings);
    // Of the file that was added last.
    void add_size(std::string_view key, report::ResultCell const& size);
};

// Checks a study as `validate` does a scenario, and every point of it; says how many runs and how much time it asks for.
// With --json it prints nothing but errors and warnings on standard error.
[[nodiscard]] ExitCode validate_study(std::string const& file, ValidateArguments const& given,
                                      ValidationTables& all);

}  // namespace meridian::app
