// From words to a subcommand and what it is given.
#pragma once

#include "sim/app/exit_codes.hpp"

namespace meridian::app {

// Runs the subcommand that the words ask for. What is not understood is reported on standard error.
[[nodiscard]] ExitCode dispatch(int argc, char** argv);

}  // namespace meridian::app
