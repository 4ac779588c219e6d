// meridian policies --check TARGET --record FILE, --replay FILE
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/policy_target.hpp"
#include "sim/conformance/policy_dialogue.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/report/table/terminal_text.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;

// Nothing, and a message, for what has no dialogue.
std::optional<Selection> program_target(std::string const& target) {
    auto policy = policy_target(target);
    if (!policy || (policy->plugin && policy->plugin->carrier == PluginSource::Carrier::program))
        return policy;
    console::print_error(
        "policies: '{}' has no dialogue: it is no program\n  fix: name a program, or a Python file\n",
        target);
    return std::nullopt;
}

std::string counted(std::int64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

void print_text(Selection const& policy, std::string const& file, conformance::DialogueReplay const& found) {
    for (conformance::IllegalAnswer const& one : found.illegal)
        console::print("{}:{}: {}\n", file, one.line, one.what);
    console::write(report::paragraph(
        fmt::format(
            "{}: {} on {}; {} not legal, {} from those recorded", policy.name,
            counted(found.questions, "question"), counted(found.jobs, "job"),
            found.illegal.size() == 1 ? "1 answer is" : fmt::format("{} answers are", found.illegal.size()),
            found.different == 1 ? "1 differs" : fmt::format("{} differ", found.different)),
        console::output_style(), "", 2));
}

void print_json(Selection const& policy, conformance::DialogueReplay const& found) {
    report::ResultTable table{"illegal_answers", {"line", "why"}};
    for (conformance::IllegalAnswer const& one : found.illegal)
        table.rows.push_back({static_cast<std::int64_t>(one.line), one.what});
    nlohmann::ordered_json const facts{{"policy", policy.name},
                                       {"questions", found.questions},
                                       {"jobs", found.jobs},
                                       {"illegal", found.illegal.size()},
                                       {"different", found.different}};
    print_tables_json("policies", facts, {table});
}

}  // namespace

ExitCode record_policy(PoliciesArguments const& given) {
    auto const policy = program_target(*given.check);
    if (!policy) return ExitCode::invalid_input;
    std::string const dialogue = conformance::record_dialogue(*policy, given.seed, given.worlds);
    fs::path const path{*given.record};
    fs::path const folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
    system::replace_file(system::Folder::make(folder), path.filename().string(), dialogue);
    console::print("the dialogue of {} with {} is in {}\n", counted(given.worlds, "world"), policy->name,
                   *given.record);
    return ExitCode::success;
}

ExitCode replay_policy(PoliciesArguments const& given) {
    auto const policy = program_target(*given.check);
    if (!policy) return ExitCode::invalid_input;
    fs::path const path{*given.replay};
    auto const folder = system::Folder::find(path.has_parent_path() ? path.parent_path() : fs::path{"."});
    auto const dialogue = folder ? folder->text(path.filename().string()) : std::nullopt;
    if (!dialogue) {
        console::print_error(
            "policies: there is no file '{}'\n  fix: `meridian policies --check {} --record {}` makes one\n",
            *given.replay, *given.check, *given.replay);
        return ExitCode::invalid_input;
    }
    try {
        auto const found = conformance::replay_dialogue(*policy->plugin, *dialogue);
        given.json ? print_json(*policy, found) : print_text(*policy, *given.replay, found);
        return found.illegal.empty() ? ExitCode::success : ExitCode::answer_is_no;
    } catch (conformance::DialogueLineFault const& fault) {
        console::print_error(
            "{}:{}:1: {}\n  fix: record it again: `meridian policies --check {} --record {}`\n",
            *given.replay, fault.line, fault.what(), *given.check, *given.replay);
        return ExitCode::invalid_input;
    }
}

}  // namespace meridian::app
