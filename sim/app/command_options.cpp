#include "sim/app/command_options.hpp"

namespace meridian::app {

void add_set(CLI::App& command, ScenarioArguments& with) {
    command
        .add_option("--layout", with.layouts,
                    "a scenario file laid over the scenario: a layout, a\nfuture; may be repeated, and the "
                    "later wins")
        ->type_name("FILE")
        ->type_size(1)
        ->allow_extra_args(false);
    command.add_option("--set", with.set, "change a value of the scenario; may be repeated")
        ->type_name("PATH=VALUE")
        ->type_size(1)
        ->allow_extra_args(false);
}

void add_diff(CLI::App& app, DiffArguments& given, ExitCode& exit_code) {
    CLI::App& command =
        *app.add_subcommand("diff", "Show in what two scenarios, layouts, points of a study or runs differ");
    command
        .add_option(
            "A", given.a,
            "scenario file (YAML), point of a study as STUDY:POINT, or folder of a run,\nwhose figures "
            "are compared too; or a study, before two points of it")
        ->required();
    command.add_option("B", given.b, "the same; or a point by number or levels")->required();
    command.add_option("POINT", given.point, "the second point of the study A");
    command.add_option("--base", given.base, "scenario that both are overlay files of")
        ->type_name("SCENARIO");
    add_set(command, given.with);
    command
        .add_option("--results", given.results,
                    "folder of a sweep that has run both: figures of its runs, with\nintervals")
        ->type_name("DIR");
    command.add_flag("--all", given.all, "print every record, value and figure that differs");
    command.add_flag("--json", given.json, "print the tables as JSON");
    command.footer(
        "Examples: meridian diff china.yaml layouts/b_n3.yaml\n"
        "          meridian diff study.yaml 0 'layout=b_n3 policy=least_loaded' --results out");
    command.callback([&] { exit_code = diff(given); });
}

void add_why(CLI::App& app, WhyArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("why", "Explain why a job of a run went where it went");
    command.add_option("folder", given.folder, "folder of a run with --log decisions")
        ->required()
        ->type_name("DIR");
    command
        .add_option("job", given.job,
                    "its number in decisions.csv and jobs.csv, its name, or class#N for the\nN-th of "
                    "a class, from 1")
        ->required()
        ->type_name("JOB");
    command.add_flag("--all", given.all, "print every decision and every candidate");
    command.add_flag("--json", given.json, "print the tables as JSON");
    command.footer(
        "Example: meridian run scenario.yaml --out run1 --log jobs --log decisions\n"
        "         meridian why run1 17");
    command.callback([&] { exit_code = why(given); });
}

}  // namespace meridian::app
