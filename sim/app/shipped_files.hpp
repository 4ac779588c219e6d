// Scenarios, studies and layouts that come with the program, named from any folder.
#pragma once

#include <CLI/CLI.hpp>

namespace meridian::app {

// Lets files that the subcommands read be named as in the source tree, such as scenarios/national/january.yaml: where
// no file of that path is in the current folder, the one that came with the program is taken. Call it when all options
// are declared.
void find_shipped_files(CLI::App& app);

}  // namespace meridian::app
