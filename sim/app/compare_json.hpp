// The tables of a comparison as JSON.
#pragma once

#include <string>

#include "sim/app/exit_codes.hpp"

namespace meridian::app {

// Prints the study's name, metrics, baseline, best layout and confidence, its display names, and every table of
// comparisons that its sweep has made: a list of rows, each an object by column, without what there is not.
[[nodiscard]] ExitCode print_comparison_json(std::string const& folder);

}  // namespace meridian::app
