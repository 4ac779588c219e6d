// What a run left behind, read as a user's own scripts would read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/process.hpp"

namespace meridian::testing {

using Words = std::vector<std::string>;

inline std::string const triangle = source("scenarios/tiny/triangle.yaml");
inline std::string const china = source("scenarios/national/china.yaml");

// One command line after the other.
[[nodiscard]] Words joined(Words first, Words const& rest);

// Everything below a folder, hidden entries too, as sorted paths relative to it; folders end in '/'.
[[nodiscard]] std::vector<std::string> everything_in(std::string const& folder);

[[nodiscard]] nlohmann::json json_in(std::string const& file);

[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

// Lines of a CSV file, its header left out. No cell of the files it is used for holds a newline.
[[nodiscard]] std::size_t rows_in(std::string const& csv_file);

// The scenario files in a folder of scenarios/, sorted.
[[nodiscard]] std::vector<std::string> scenarios_in(std::string const& folder);

// Runs a script in /bin/sh with `words` as $1, $2, ...; $0 is the program under test. Standard error is
// in `out`.
[[nodiscard]] CommandResult run_shell(std::string const& script, std::vector<std::string> const& words);

}  // namespace meridian::testing
