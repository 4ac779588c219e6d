// From words to a subcommand and what it is given.
#pragma once

namespace meridian::app {

// Runs the subcommand that the words ask for. What cannot be understood is told on standard error.
[[nodiscard]] int dispatch(int argc, char** argv);

}  // namespace meridian::app
