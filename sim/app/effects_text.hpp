#pragma once

#include <string>

#include "sim/report/result_folder.hpp"

namespace meridian::app {

// What the first metric depends on, from the tables of a study's folder that there are: effects.csv,
// variance_shares.csv, emulator.csv.
void print_effects(report::ResultFolder const& folder, std::string const& metric);

}  // namespace meridian::app
