// What the program says of itself: --version, completions for shells, manual pages. Both are made from the options
// that are declared to the parser.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "sim/app/exit_codes.hpp"

namespace meridian::app {

struct SelfArguments {
    bool version_as_json{false};
    std::string shell;    // bash, zsh, fish
    std::string command;  // whose page is printed; empty: of the program
    std::string out;      // folder of all pages instead; empty: none
};

// Adds them to the program, whose other subcommands may be added before and after. `app`, `given` and `exit_code` are
// used when the command line is parsed.
void add_self_description(CLI::App& app, SelfArguments& given, ExitCode& exit_code);

}  // namespace meridian::app
