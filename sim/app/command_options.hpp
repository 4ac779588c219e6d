// The subcommands and their options, in the order of `meridian --help`.
#pragma once

#include <CLI/CLI.hpp>

#include "sim/app/commands.hpp"

namespace meridian::app {

// What each subcommand is given.
struct CommandArguments {
    InitArguments init;
    RunArguments run;
    ValidateArguments validate;
    ScreenArguments screen;
    HeadroomArguments headroom;
    VerifyArguments verify;
    SweepArguments sweep;
    StatusArguments status;
    CompareArguments compare;
    DiffArguments diff;
    WhyArguments why;
    ReportArguments report;
    ExportArguments exported;
    PoliciesArguments policies;
    ExplainArguments explain;
    SchemaArguments schema;
};

// `given` and `exit_code` outlive the parsing: it fills the one, and runs the subcommand for the other.
void add_commands(CLI::App& app, CommandArguments& given, ExitCode& exit_code);

// Of those, the ones that say what there is.
void add_policies(CLI::App& app, PoliciesArguments& given, ExitCode& exit_code);
void add_explain(CLI::App& app, ExplainArguments& given, ExitCode& exit_code);
void add_schema(CLI::App& app, SchemaArguments& given, ExitCode& exit_code);

}  // namespace meridian::app
