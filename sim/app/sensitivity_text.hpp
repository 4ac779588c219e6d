// What `meridian compare` says of a study's inputs.
#pragma once

#include <string>

#include "sim/report/result_folder.hpp"

namespace meridian::app {

// Prints break-even values and input intervals from the tables in the folder of a study, if it has them.
void print_sensitivity(report::ResultFolder const& folder);

}  // namespace meridian::app
