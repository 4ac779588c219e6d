// meridian policies --check TARGET
#include <algorithm>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/conformance/policy_check.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/report/table/terminal_text.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

namespace fs = std::filesystem;
using conformance::CheckVerdict;

// A policy of one's own by its file.
Selection of_file(fs::path const& file) {
    auto source = std::make_shared<PluginSource>();
    std::string const path = fs::absolute(file).lexically_normal().string();
    if (file.extension() == ".so") source->carrier = PluginSource::Carrier::library;
    if (file.extension() == ".py") source->command.emplace_back("python3");
    source->command.push_back(path);
    Selection selection;
    selection.name = file.stem().string();
    selection.display = {selection.name, selection.name};
    selection.plugin = std::move(source);
    return selection;
}

// Nothing, and a message, if there is no such policy or file.
std::optional<Selection> selected(std::string const& target) {
    auto const known = vocabulary().policies;
    auto const found = std::ranges::find(known, target, &ComponentDoc::name);
    if (found != known.end()) return Selection{target, with_defaults({}, *found), {}, {}};
    std::error_code ignored;
    if (fs::is_regular_file(target, ignored)) return of_file(target);
    std::vector<std::string> names;
    for (ComponentDoc const& one : known)
        names.emplace_back(one.name);
    std::string const near = nearest_name(target, names);
    console::print_error(
        "policies: there is no policy and no file '{}'\n  fix: {}write the path of a file of your own\n",
        target, near.empty() ? "" : fmt::format("did you mean '{}'? or ", near));
    return std::nullopt;
}

void print_text(Selection const& policy, std::vector<CheckVerdict> const& verdicts, bool keeps) {
    auto const style = console::output_style();
    for (CheckVerdict const& one : verdicts) {
        console::write(
            report::paragraph(fmt::format("{} ({})", one.what,
                                          one.worlds == 1 ? "1 world" : fmt::format("{} worlds", one.worlds)),
                              style, fmt::format("  {}  ", one.failure ? "NO " : "yes"), 7));
        if (one.failure) console::print("       seed {}: {}\n", one.failure->seed, one.failure->why);
    }
    console::print("{} {} the contract of policies\n", policy.name, keeps ? "keeps" : "breaks");
}

void print_json(Selection const& policy, std::vector<CheckVerdict> const& verdicts, bool keeps) {
    report::ResultTable table{"checks", {"check", "what", "worlds", "holds", "seed", "why"}};
    for (CheckVerdict const& one : verdicts) {
        report::ResultCell seed;
        report::ResultCell why;
        if (one.failure) {
            seed = static_cast<std::int64_t>(one.failure->seed);
            why = one.failure->why;
        }
        table.rows.push_back({one.check, one.what, one.worlds, one.failure ? "no" : "yes", seed, why});
    }
    nlohmann::ordered_json facts{{"policy", policy.name}, {"keeps_the_contract", keeps}};
    print_tables_json("policies", facts, {table});
}

}  // namespace

ExitCode check_policy(PoliciesArguments const& given) {
    auto const policy = selected(*given.check);
    if (!policy) return ExitCode::invalid_input;
    std::vector<CheckVerdict> verdicts;
    {
        std::optional<PhaseLine> line;
        conformance::PolicyCheck const check{*policy, {given.seed, given.worlds}};
        verdicts = check.run([&](std::string_view what) {
            line.reset();
            line.emplace(std::string{what}, given.json);
        });
    }
    bool const keeps =
        std::ranges::none_of(verdicts, [](CheckVerdict const& one) { return one.failure.has_value(); });
    given.json ? print_json(*policy, verdicts, keeps) : print_text(*policy, verdicts, keeps);
    return keeps ? ExitCode::success : ExitCode::answer_is_no;
}

}  // namespace meridian::app
