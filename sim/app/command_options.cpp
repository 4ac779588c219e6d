#include "sim/app/command_options.hpp"

namespace meridian::app {
namespace {

// --layout and --set.
void add_set(CLI::App& command, ScenarioArguments& with) {
    command
        .add_option("--layout", with.layouts,
                    "an overlay file: a layout, a future; may be repeated, and the\nlater wins")
        ->type_name("FILE")
        ->type_size(1)
        ->allow_extra_args(false);
    command.add_option("--set", with.set, "change a value of the scenario; may be repeated")
        ->type_name("PATH=VALUE")
        ->type_size(1)
        ->allow_extra_args(false);
}

void add_diff(CLI::App& app, DiffArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "diff", "Show the differences of two scenarios, layouts, points of a study or runs");
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

void add_allow_large(CLI::App& command, bool& allow_large) {
    command.add_flag("--allow-large", allow_large,
                     "warn of what takes hours or much memory, and do it; without, it is\nan error");
}

void add_allow_unservable(CLI::App& command, bool& allow_unservable) {
    command.add_flag(
        "--allow-unservable", allow_unservable,
        "reject work that no site could do, as studies do that leave a site\nout; without, it is an "
        "error");
}

void add_allow_plugins(CLI::App& command, bool& allow_plugins) {
    command.add_flag("--allow-plugins", allow_plugins,
                     "run policies of the user's from anywhere; without, only those beside\nthe scenario");
}

void add_scenario_options(CLI::App& command, ScenarioArguments& with) {
    add_set(command, with);
    command.add_option("--policy", with.policy, "short for --set policy=POLICY")->type_name("POLICY");
    command.add_option("--network", with.network, "short for --set network=NETWORK")->type_name("NETWORK");
    command.add_option("--seed", with.seed, "short for --set seed=N")->type_name("N");
    command.add_option("--run", with.run, "replication number, short for --set run=N")->type_name("N");
    add_allow_large(command, with.allow_large);
    add_allow_unservable(command, with.allow_unservable);
    add_allow_plugins(command, with.allow_plugins);
}

void add_run(CLI::App& app, RunArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("run", "Simulate one scenario and show its results");
    command.add_option("scenario", given.scenario, "scenario file (YAML)")->required()->type_name("SCENARIO");
    command.add_option("--out", given.out, "folder for results; only an earlier run's is replaced")
        ->type_name("DIR");
    add_scenario_options(command, given.with);
    command
        .add_option("--log", given.log,
                    "also write jobs.csv, a row per job, or decisions.csv, a row per candidate of\n"
                    "each decision; may be repeated")
        ->check(CLI::IsMember({"jobs", "decisions"}).description(""))
        ->type_name("jobs|decisions")
        ->type_size(1)
        ->allow_extra_args(false);
    command.add_flag("--json", given.json, "print the tables as JSON");
    command.add_flag("--quiet", given.quiet, "no progress");
    command.callback([&] { exit_code = run(given); });
}

void add_validate(CLI::App& app, ValidateArguments& given, ExitCode& exit_code) {
    CLI::App& command =
        *app.add_subcommand("validate", "Check scenario and study files; report all errors and warnings");
    command.add_option("files", given.files, "scenario or study files (YAML)")->required()->type_name("FILE");
    CLI::Option* const pilot = command.add_flag(
        "--pilot", given.pilot, "of a study: simulate a run of the baseline and propose a warm-up");
    command.add_flag("--strict", given.strict, "end with 1 if there are warnings");
    command.add_flag("--all", given.all, "print each error and warning, not the first of each kind");
    command.add_flag("--json", given.json, "print errors, warnings and sizes as JSON")->excludes(pilot);
    add_scenario_options(command, given.with);
    command.callback([&] { exit_code = validate(given); });
}

void add_screen(CLI::App& app, ScreenArguments& given, ExitCode& exit_code) {
    CLI::App& command =
        *app.add_subcommand("screen", "Rank layouts by arithmetic, at once: no queue, no gang, no transfer");
    command
        .add_option("files", given.files,
                    "scenario files (YAML), such as a folder of layouts; or a study, for its\nlayouts")
        ->required()
        ->type_name("SCENARIO|STUDY");
    CLI::Option* const csv = command.add_flag("--csv", given.csv, "every figure, one row per scenario");
    command.add_flag("--json", given.json, "print the tables as JSON")->excludes(csv);
    add_set(command, given.with);
    add_allow_large(command, given.with.allow_large);
    add_allow_unservable(command, given.with.allow_unservable);
    command.callback([&] { exit_code = screen(given); });
}

void add_headroom(CLI::App& app, HeadroomArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "headroom", "Find how many accelerators keep the rules whatever is lost, and what load is carried");
    command.add_option("scenario", given.scenario, "scenario file (YAML) with rules")
        ->required()
        ->type_name("SCENARIO");
    command.add_option("--each", given.each, "what is lost, one at a time: sites, links or pools")
        ->check(CLI::IsMember({"sites", "links", "pools"}))
        ->type_name("KIND")
        ->capture_default_str();
    command.add_option("--at", given.at, "when it is lost, from the start of the run")
        ->type_name("TIME")
        ->capture_default_str();
    command.add_option("--for", given.length, "how long")->type_name("TIME")->capture_default_str();
    command
        .add_option("--share", given.share,
                    "who gets more: by_size, every pool in proportion;\nby_region, sites by people nearby")
        ->check(CLI::IsMember({"by_size", "by_region"}))
        ->type_name("RULE")
        ->capture_default_str();
    command.add_option("--at-site", given.at_sites, "instead: of this site; may be repeated, in equal parts")
        ->type_name("SITE")
        ->type_size(1)
        ->allow_extra_args(false);
    command.add_option("--most", given.most, "that may be added, of the accelerators there are")
        ->type_name("SHARE")
        ->capture_default_str();
    command.add_option("--precision", given.precision, "of both")->type_name("SHARE")->capture_default_str();
    command.add_option("--runs", given.runs, "independent runs, for the interval")
        ->check(CLI::Range(1, 10'000))
        ->type_name("N")
        ->capture_default_str();
    command.add_option("--workers", given.workers, "processes at a time; without: one per processor")
        ->check(CLI::Range(1, 4096))
        ->type_name("N");
    command.add_option("--out", given.out, "also write CSV, for reports: STUDY_FOLDER/headroom/LAYOUT.csv")
        ->type_name("FILE");
    command.add_flag("--json", given.json, "print the tables as JSON");
    add_set(command, given.with);
    add_allow_unservable(command, given.with.allow_unservable);
    command.footer("Example: meridian headroom china.yaml --each sites --at '3 d' --for '2 d' --runs 10");
    command.callback([&] { exit_code = headroom(given); });
}

void add_verify(CLI::App& app, VerifyArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand(
        "verify", "Simulate a scenario over Meridian's own network model and over SimGrid, and compare");
    command.add_option("scenario", given.scenario, "scenario file (YAML)")->required()->type_name("SCENARIO");
    add_scenario_options(command, given.with);
    command.add_flag("--quiet", given.quiet, "no progress");
    command.callback([&] { exit_code = verify(given); });
}

void add_cluster_options(CLI::App& command, SweepArguments& given) {
    command.add_flag("--rows-only", given.rows_only, "of a share: leave the tables to a later --merge");
    command.add_flag("--merge", given.merge,
                     "make the tables of the runs of all shares, or list how many runs\nare missing; runs "
                     "only what follows from their results");
    command
        .add_option(
            "--stop-before", given.stop_before,
            "start no run that would end later than TIME from now, such as\n'50 min'; within a job of "
            "Slurm its time limit is kept, too")
        ->type_name("TIME");
    command
        .add_option("--slurm", given.slurm,
                    "instead, write DIR/slurm/: an array job of N shares, and a job\nthat merges them")
        ->check(CLI::Range(1U, 1'000'000U).description(""))
        ->type_name("N");
    command.add_flag("--submit", given.submit, "submit both by sbatch")->needs("--slurm");
}

void add_sweep(CLI::App& app, SweepArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("sweep", "Run a study: layouts, policies, inputs, replications");
    command.add_option("study", given.study, "study file (YAML)")->required()->type_name("STUDY");
    command.add_option("--out", given.out, "folder of the study; runs that are there are reused")
        ->required()
        ->type_name("DIR");
    command
        .add_option("--workers", given.workers,
                    "runs at a time; by default one per processor, under mpirun\none per rank")
        ->check(CLI::Range(1U, 4096U).description(""))
        ->type_name("N");
    command
        .add_option(
            "--shard", given.shard,
            "only the I-th of N shares of the points; the others may be\nrun into the same folder elsewhere")
        ->type_name("I/N");
    command.add_flag("--resume", given.resume, "go on with what is in DIR, which must be there");
    CLI::Option* const dry_run =
        command.add_flag("--dry-run", given.dry_run,
                         "show what would be run, what is reused and how long it takes; write\nnothing");
    command.add_flag("--json", given.json, "of a dry run: print it as JSON")->needs(dry_run);
    command
        .add_option("--replay", given.replay,
                    "repeat all runs of the sweep in FOLDER in DIR, and check whether\nevery table has the "
                    "same bytes")
        ->type_name("FOLDER")
        ->excludes(dry_run);
    add_allow_large(command, given.allow_large);
    add_allow_plugins(command, given.allow_plugins);
    command
        .add_option(
            "--branching", given.branching,
            "simulate what runs have in common once, such as all before an outage\nthat only some points "
            "have: auto (where it saves time), always, never;\nresults do not depend on it")
        ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
        ->type_name("WHEN");
    command.add_flag("--quiet", given.quiet, "no progress");
    add_cluster_options(command, given);
    command.get_option("--slurm")->excludes(dry_run);
    command.get_option("--merge")->excludes(dry_run);
    command.footer("On several hosts: mpirun -n K meridian sweep STUDY --out DIR, or --slurm.");
    command.callback([&] { exit_code = sweep(given); });
}

void add_status(CLI::App& app, StatusArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("status", "Show the progress of the study in a folder");
    command.add_option("folder", given.folder, "folder of a sweep")->required()->type_name("DIR");
    command.add_flag("--json", given.json, "print it as JSON");
    command.callback([&] { exit_code = status(given); });
}

void add_compare(CLI::App& app, CompareArguments& given, ExitCode& exit_code) {
    CLI::App& command =
        *app.add_subcommand("compare", "Show which differences of a study are significant, and how large");
    command.add_option("folder", given.folder, "folder of a sweep")->required()->type_name("DIR");
    command.add_flag("--json", given.json, "print the study's tables of comparisons as JSON");
    command
        .add_option("--baseline", given.baseline,
                    "alternative that the others are compared with, instead of the\nstudy's")
        ->type_name("NAME");
    command.add_option("--metric", given.metric, "a key of summary.json, instead of the study's first")
        ->type_name("KEY");
    command.callback([&] { exit_code = compare(given); });
}

void add_report(CLI::App& app, ReportArguments& given, ExitCode& exit_code) {
    CLI::App& command =
        *app.add_subcommand("report", "Write the report of a run or a study: one file to send to others");
    command
        .add_option(
            "what", given.what,
            "folder of a run or a sweep, or a study or scenario, which is run first; further\nfolders of "
            "sweeps (the share of X, the same capital, inputs) stand beside the first")
        ->required()
        ->type_name("DIR|STUDY|SCENARIO");
    command
        .add_option("--out", given.out,
                    "file to write (csv: a folder); by default report.FORMAT in DIR;\nonly an earlier report "
                    "of the same format is replaced")
        ->type_name("FILE");
    command
        .add_option("--format", given.format,
                    "html (the default), md, csv, json, xlsx, or pdf where Chromium is\ninstalled")
        ->check(CLI::IsMember({"html", "md", "csv", "json", "xlsx", "pdf"}).description(""))
        ->type_name("html|md|csv|json|xlsx|pdf");
    command.add_option("--lang", given.language, "language of the report")
        ->check(CLI::IsMember({"en", "zh"}).description(""))
        ->type_name("en|zh");
    command.add_flag("--full", given.full, "md and pdf: with the views that a page opens on demand");
    command
        .add_option("--folder", given.folder,
                    "folder for the runs of a study or scenario; by default NAME.results here")
        ->type_name("DIR");
    command.add_option("--workers", given.workers, "runs at a time; by default one per processor")
        ->check(CLI::Range(1U, 4096U).description(""))
        ->type_name("N");
    command.add_flag("--quiet", given.quiet, "no progress");
    command.callback([&] { exit_code = report_on(given); });
}

void add_export(CLI::App& app, ExportArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("export", "Write a map or results for another program");
    command
        .add_option(
            "format", given.format,
            "geojson: sites, links, regions and nodes with their figures (RFC 7946)\ncsv: the same, a "
            "folder of tables with a column WKT\nsqlite: all tables of a run or a study, with "
            "units\nsimgrid: a SimGrid platform (XML)")
        ->required()
        ->type_name("FORMAT");
    command
        .add_option(
            "scenario", given.scenario,
            "scenario file (YAML); for geojson and csv also the folder of a run,\nfor its figures; for "
            "sqlite the folder of a run or a sweep")
        ->required()
        ->type_name("SCENARIO|DIR");
    command
        .add_option("--out", given.out, "file to write (csv: a folder); only an earlier export is replaced")
        ->required()
        ->type_name("FILE");
    add_set(command, given.with);
    command.footer("Example: meridian export geojson DIR --out map.geojson");
    command.callback([&] { exit_code = export_scenario(given); });
}

void add_init(CLI::App& app, InitArguments& given, ExitCode& exit_code) {
    CLI::App& command = *app.add_subcommand("init", "Write a scenario or study to start from into a folder");
    command
        .add_option(
            "words", given.words,
            "a template and a folder; without a template the one of three sites, without\nboth a list of "
            "the templates")
        ->type_name("[TEMPLATE] DIR")
        ->expected(0, 2);
    command.callback([&] { exit_code = init(given); });
}

}  // namespace

void add_commands(CLI::App& app, CommandArguments& given, ExitCode& exit_code) {
    add_init(app, given.init, exit_code);
    add_run(app, given.run, exit_code);
    add_validate(app, given.validate, exit_code);
    add_screen(app, given.screen, exit_code);
    add_headroom(app, given.headroom, exit_code);
    add_verify(app, given.verify, exit_code);
    add_sweep(app, given.sweep, exit_code);
    add_status(app, given.status, exit_code);
    add_compare(app, given.compare, exit_code);
    add_diff(app, given.diff, exit_code);
    add_why(app, given.why, exit_code);
    add_report(app, given.report, exit_code);
    add_export(app, given.exported, exit_code);
    add_policies(app, given.policies, exit_code);
    add_explain(app, given.explain, exit_code);
    add_schema(app, given.schema, exit_code);
}

}  // namespace meridian::app
