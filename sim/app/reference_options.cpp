// Subcommands that say what there is: policies, keys, schemas.
#include "sim/app/command_options.hpp"

namespace meridian::app {

void add_policies(CLI::App& app, PoliciesArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("policies", "List policies, disciplines and transfer models");
    command.add_option("name", given.name, "one of them")->type_name("NAME");
    command.add_flag("--json", given.json, "print them with their parameters as JSON, or the check");
    CLI::Option* const check =
        command
            .add_option("--check", given.check,
                        "play the contract of policies over random worlds with a built-in\npolicy, a Python "
                        "file, a shared library (.so) or a program; ends with\n1 if it is broken")
            ->type_name("TARGET");
    CLI::Option* const record =
        command
            .add_option("--record", given.record,
                        "instead, keep what TARGET, a program, is asked and answers in random\nworlds: one "
                        "message or answer a line")
            ->needs(check)
            ->type_name("FILE");
    command
        .add_option("--replay", given.replay,
                    "instead, ask TARGET what is recorded in FILE, without a simulation;\nends with 1 if an "
                    "answer is not legal")
        ->needs(check)
        ->excludes(record)
        ->type_name("FILE");
    command.add_option("--worlds", given.worlds, "random worlds of each check, 20 by default")
        ->needs(check)
        ->check(CLI::Range(1, 100'000).description(""))
        ->type_name("N");
    command.add_option("--seed", given.seed, "of the first world, 1 by default")
        ->needs(check)
        ->type_name("N");
    command.footer("Example: meridian policies --check mine.py");
    command.callback([&] {
        exit_code = given.record   ? record_policy(given)
                    : given.replay ? replay_policy(given)
                    : given.check  ? check_policy(given)
                                   : policies(given);
    });
}

void add_explain(CLI::App& app, ExplainArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "explain", "Say what a key of a scenario, a study or a result means, or a policy's parameter");
    command
        .add_option(
            "key", given.key,
            "such as sites.power_limit, prefill, easy.depth or net_cost_cny_per_year; a\nlast part stands "
            "for all keys that end with it")
        ->required()
        ->type_name("KEY");
    command.add_flag("--json", given.json, "print it as JSON");
    command.callback([&] { exit_code = explain(given); });
}

void add_schema(CLI::App& app, SchemaArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors");
    CLI::Option* const reference =
        command.add_flag("--reference", given.reference, "instead, every key of a scenario, in Markdown");
    command
        .add_flag("--output", given.output,
                  "instead, every key of the results of runs and studies, with its meaning")
        ->excludes(reference);
    command.add_flag("--study", given.study, "of study files instead of scenario files")
        ->excludes("--output")
        ->excludes(reference);
    command.add_flag("--policy", given.policy, "of the messages to and from a policy of one's own")
        ->excludes("--output")
        ->excludes("--study")
        ->excludes(reference);
    command.callback([&] { exit_code = schema(given); });
}

}  // namespace meridian::app
