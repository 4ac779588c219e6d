// The options of subcommands that are declared in files of their own, and options that several subcommands have.
#pragma once

#include <CLI/CLI.hpp>

#include "sim/app/commands.hpp"

namespace meridian::app {

// --layout and --set.
void add_set(CLI::App& command, ScenarioArguments& with);

// A subcommand each. `given` and `exit_code` outlive the parsing: it fills the one, and runs the subcommand for the other.
void add_diff(CLI::App& app, DiffArguments& given, ExitCode& exit_code);
void add_why(CLI::App& app, WhyArguments& given, ExitCode& exit_code);

}  // namespace meridian::app
