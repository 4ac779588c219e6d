// The subcommands, each in a file of its own: what they are given, and the exit code that they answer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/app/exit_codes.hpp"
#include "sim/app/reading.hpp"

namespace meridian::app {

struct RunArguments {
    std::string scenario;
    std::optional<std::string> out;
    ScenarioArguments with;
    std::vector<std::string> log;  // of "jobs", "decisions"
    bool json{false};              // print the tables
    bool quiet{false};
};
[[nodiscard]] ExitCode run(RunArguments const& given);

struct ValidateArguments {
    std::vector<std::string> files;
    bool strict{false};  // warnings are a no
    bool all{false};     // print each error, and not the first of each kind
    bool pilot{false};   // of a study: simulate a run for the warm-up
    bool json{false};    // on standard output; excludes `pilot`
    ScenarioArguments with;
};
[[nodiscard]] ExitCode validate(ValidateArguments const& given);

struct ScreenArguments {
    std::vector<std::string> files;
    bool csv{false}, json{false};  // one of them at most
    ScenarioArguments with;
};
[[nodiscard]] ExitCode screen(ScreenArguments const& given);

struct HeadroomArguments {
    std::string scenario;
    ScenarioArguments with;
    std::string each{"sites"};
    std::string at{"1 d"}, length{"1 d"};
    std::string share{"by_size"};
    std::vector<std::string> at_sites;
    std::string precision{"1 %"}, most{"100 %"};
    std::int64_t runs{4};
    std::optional<unsigned> workers;
    std::optional<std::string> out;
    bool json{false};
};
[[nodiscard]] ExitCode headroom(HeadroomArguments const& given);

struct VerifyArguments {
    std::string scenario;
    ScenarioArguments with;
    bool quiet{false};
};
[[nodiscard]] ExitCode verify(VerifyArguments const& given);

struct ExportArguments {
    std::string format;
    std::string scenario;  // or the folder of a run; of sqlite, the folder of a run or a study
    std::string out;       // of csv, a folder
    ScenarioArguments with;
};
[[nodiscard]] ExitCode export_scenario(ExportArguments const& given);
// The formats that it knows, by name.
[[nodiscard]] std::vector<std::string_view> export_formats();

struct SweepArguments {
    std::string study;
    std::string out;
    std::optional<unsigned> workers;
    std::optional<std::string> shard;  // "I/N"
    bool resume{false};
    bool quiet{false};
    bool rows_only{false};                   // leave the tables to a later --merge
    bool merge{false};                       // start no run of the design
    std::optional<std::string> stop_before;  // "50 min" from now
    std::optional<std::string> replay;       // folder of a sweep, to be repeated and compared with
    std::optional<unsigned> slurm;           // write the scripts of so many tasks instead
    bool submit{false};
    bool dry_run{false};            // say what would be run, and write nothing
    bool json{false};               // of a dry run: print it as JSON
    bool allow_large{false};        // studies and runs that take very long
    bool allow_plugins{false};      // policies whose files do not lie beside the scenario
    std::string branching{"auto"};  // of runs that share a past: auto, always, never
};
// By itself, or as one of the ranks that mpirun has started.
[[nodiscard]] ExitCode sweep(SweepArguments const& given);

struct StatusArguments {
    std::string folder;
    bool json{false};
};
// How far the study in a folder has come.
[[nodiscard]] ExitCode status(StatusArguments const& given);

struct CompareArguments {
    std::string folder;
    std::optional<std::string> baseline, metric;
    bool json{false};
};
// What may be said of the alternatives of the study in a folder.
[[nodiscard]] ExitCode compare(CompareArguments const& given);

struct ReportArguments {
    std::vector<std::string> what;      // folders of runs or sweeps, or a study or scenario to be run first
    std::optional<std::string> out;     // none: in the first folder
    std::optional<std::string> folder;  // where a study or scenario is run into
    std::string format{"html"};         // html, md, csv, json, xlsx, pdf
    std::string language{"en"};         // en, zh
    bool full{false};                   // of md and pdf: with the views that are folded
    std::optional<unsigned> workers;    // of a study's sweep
    bool quiet{false};
};
[[nodiscard]] ExitCode report_on(ReportArguments const& given);

struct DiffArguments {
    std::string a, b;  // scenarios, points or folders of runs; with `point` a study and a point of it
    std::optional<std::string> point;    // the second point of the study
    std::optional<std::string> base;     // scenario that both are overlay files of
    std::optional<std::string> results;  // folder of a study with runs of both
    bool all{false};                     // no list is cut
    bool json{false};
    ScenarioArguments with;  // layouts and values of both
};
// In what two scenarios differ, and their results where there are any.
[[nodiscard]] ExitCode diff(DiffArguments const& given);

struct WhyArguments {
    std::string folder;
    std::string job;
    bool all{false};  // no list is cut
    bool json{false};
};
// Why a job of a run went where it went, in words.
[[nodiscard]] ExitCode why(WhyArguments const& given);

struct PoliciesArguments {
    std::string name;
    bool json{false};
    std::optional<std::string> check;  // a built-in policy, or a file of one's own
    std::int64_t worlds{20};
    std::uint64_t seed{1};
    std::optional<std::string> record, replay;  // files of dialogues with it
};
// Describes the policy, discipline or transfer model of that name; lists all if it is empty. Or checks a policy.
[[nodiscard]] ExitCode policies(PoliciesArguments const& given);
[[nodiscard]] ExitCode check_policy(PoliciesArguments const& given);
// Keeps a dialogue with a policy that is a program, or asks it what is asked in one.
[[nodiscard]] ExitCode record_policy(PoliciesArguments const& given);
[[nodiscard]] ExitCode replay_policy(PoliciesArguments const& given);

struct InitArguments {
    std::vector<std::string> words;  // a template, a folder, or both; none: list the templates
};
// Writes a template into a folder. Nothing that is there is written over.
[[nodiscard]] ExitCode init(InitArguments const& given);

struct ExplainArguments {
    std::string key;  // "sites.power_limit", "prefill", "net_cost_cny_per_year"
    bool json{false};
};
// What a key of scenarios, studies or results means. A last part of a path stands for all keys that end with it.
[[nodiscard]] ExitCode explain(ExplainArguments const& given);

// The JSON Schema of scenario files, unless one of these is asked for.
struct SchemaArguments {
    bool study{false};      // the JSON Schema of study files
    bool reference{false};  // every key of a scenario, in Markdown
    bool output{false};     // every key of a run's results
    bool policy{false};     // the JSON Schema of messages to and from policies of the user's
};
[[nodiscard]] ExitCode schema(SchemaArguments const& given);

}  // namespace meridian::app
