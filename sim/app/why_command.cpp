// meridian why DIR JOB
#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/units/parse.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/job_story.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/app/why_text.hpp"
#include "sim/report/decision_log.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

constexpr std::size_t most_listed = 8;

bool has_decisions(std::string const& path, std::optional<system::Folder> const& folder) {
    if (!folder)
        return report_usage_error(
            fmt::format("{}: there is no such folder", path),
            "name the folder of a run: `meridian run SCENARIO --out DIR --log jobs --log decisions`");
    if (folder->holds_file(report::decisions_file)) return true;
    auto const manifest = report::find_manifest(*folder);
    bool const is_run = manifest && manifest->kind == "run" && !manifest->command.empty();
    return report_usage_error(
        fmt::format("{}: there is no decisions.csv", path),
        is_run ? fmt::format("run it again with the decisions: `{} --out {} --log jobs --log decisions`",
                             manifest->command, path)
               : "write one: `meridian run SCENARIO --out DIR --log jobs --log decisions`");
}

// Of several jobs of one name; the only one otherwise.
std::optional<std::uint64_t> only_one(std::vector<std::uint64_t> const& jobs, std::string const& word) {
    if (jobs.size() == 1) return jobs.front();
    std::string list;
    for (std::size_t i = 0; i < std::min(jobs.size(), most_listed); ++i)
        list += fmt::format("{}{}", i == 0 ? "" : ", ", jobs[i]);
    if (jobs.size() > most_listed) list += fmt::format(" and {} more", jobs.size() - most_listed);
    report_usage_error(fmt::format("'{}': {} jobs have that name", word, jobs.size()),
                       fmt::format("write the number of one: {}", list));
    return std::nullopt;
}

// The N-th job of a class, from 1. Nothing, and reported, where there are fewer; `is_class`: there are any.
std::optional<std::uint64_t> nth_of_class(report::DecisionLog const& log, std::string const& word,
                                          bool& is_class) {
    auto const mark = word.rfind('#');
    if (mark == std::string::npos) return std::nullopt;
    auto const jobs = log.jobs_of_class(word.substr(0, mark));
    is_class = !jobs.empty();
    if (!is_class) return std::nullopt;
    auto const parsed = parse_whole(word.substr(mark + 1));
    auto const* const number = std::get_if<std::int64_t>(&parsed);
    if (number != nullptr && *number >= 1 && static_cast<std::size_t>(*number) <= jobs.size())
        return jobs[static_cast<std::size_t>(*number - 1)];
    report_usage_error(
        fmt::format("'{}': there is no such job", word),
        fmt::format("write {}#1 to {}#{}", word.substr(0, mark), word.substr(0, mark), jobs.size()));
    return std::nullopt;
}

// Precondition: there are jobs. The lower of two that are as near.
std::uint64_t nearest_to(std::vector<std::uint64_t> const& jobs, std::uint64_t number) {
    auto const above = std::ranges::lower_bound(jobs, number);
    if (above == jobs.end()) return jobs.back();
    if (above == jobs.begin()) return *above;
    auto const below = *std::prev(above);
    return *above - number < number - below ? *above : below;
}

void report_unknown(report::DecisionLog const& log, std::string const& word,
                    std::optional<std::uint64_t> number) {
    auto const jobs = log.jobs();
    auto const wrong = fmt::format("'{}': there is no such job", word);
    if (jobs.empty()) {
        report_usage_error(wrong, "no job arrived in this run; run a scenario in which some do");
    } else if (jobs.size() == 1) {
        report_usage_error(wrong, fmt::format("write {}, the only job", jobs.front()));
    } else {
        auto const nearest = number ? fmt::format("; the nearest is {}", nearest_to(jobs, *number)) : "";
        report_usage_error(wrong,
                           fmt::format("write a number from {} to {}{}", jobs.front(), jobs.back(), nearest));
    }
}

// The job that a word names. Nothing, and reported, where there is none.
std::optional<std::uint64_t> find_job(report::DecisionLog& log, std::string const& word) {
    auto const parsed = parse_whole(word);
    auto const* const whole = std::get_if<std::int64_t>(&parsed);
    std::optional<std::uint64_t> number;
    if (whole != nullptr && *whole >= 0) number = static_cast<std::uint64_t>(*whole);
    if (number && (!log.index().answers(*number).empty() || log.departure_of(*number))) return number;
    if (auto const named = log.jobs_named(word); !word.empty() && !named.empty())
        return only_one(named, word);
    bool is_class = false;
    auto const of_class = nth_of_class(log, word, is_class);
    if (of_class || is_class) return of_class;
    report_unknown(log, word, number);
    return std::nullopt;
}

report::DisplayNames names_in(system::Folder const& folder) {
    report::DisplayNames names;
    if (auto const bytes = folder.text("names.csv"))
        names.add(report::parse_table(*bytes, folder.file("names.csv")));
    return names;
}

// Nothing where it is not there or cannot be read: the story does without.
std::optional<Scenario> scenario_in(system::Folder const& folder) {
    if (!folder.holds_file("scenario.yaml")) return std::nullopt;
    scenario::ReadOptions options;
    options.allow_large = options.allow_unservable = options.allow_plugins = true;
    return scenario::read_scenario(folder.file("scenario.yaml"), options, vocabulary()).scenario;
}

}  // namespace

ExitCode why(WhyArguments const& given) {
    std::error_code ignored;
    bool const is_folder = std::filesystem::is_directory(given.folder, ignored);
    auto const folder = is_folder ? system::Folder::find(given.folder) : std::nullopt;
    if (!has_decisions(given.folder, folder)) return ExitCode::invalid_input;
    report::DecisionLog log{*folder};
    auto const job = find_job(log, given.job);
    if (!job) return ExitCode::invalid_input;
    auto const scenario = scenario_in(*folder);
    Scenario const* const known = scenario ? &*scenario : nullptr;
    JobStory const story = job_story(log, *job, known).value();
    WhySetting const setting{names_in(*folder), known, folder->holds_file("jobs.csv"), given.all};
    if (given.json) {
        print_tables_json("why", {{"folder", given.folder}, {"job", *job}}, tables_of(story), setting.names);
    } else {
        console::write(why_text(story, setting, console::output_style()));
    }
    return ExitCode::success;
}

}  // namespace meridian::app
