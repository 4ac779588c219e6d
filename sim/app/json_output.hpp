// What commands print with --json.
#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/scenario/problem.hpp"

namespace meridian::app {

// Prints the value, indented; bytes that are no UTF-8, as in names of files, become U+FFFD.
void print_json(nlohmann::ordered_json const& value);

// A list of {file, line, column, wrong, fix}; line 0 is the file as a whole.
[[nodiscard]] nlohmann::ordered_json problems_json(std::vector<scenario::Problem> const& problems);

}  // namespace meridian::app
