// The subcommands: each file adds one to the command line and runs it.
#pragma once

#include <CLI/CLI.hpp>

namespace meridian::app {

// Each sets `exit_code` when its subcommand is chosen and has run.
void add_run(CLI::App& app, int& exit_code);
void add_validate(CLI::App& app, int& exit_code);
void add_policies(CLI::App& app, int& exit_code);
void add_schema(CLI::App& app, int& exit_code);

}  // namespace meridian::app
