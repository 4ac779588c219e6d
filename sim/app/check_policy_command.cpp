// meridian policies --check TARGET
#include <algorithm>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/policy_target.hpp"
#include "sim/conformance/policy_check.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/report/table/terminal_text.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using conformance::CheckVerdict;

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
    auto const policy = policy_target(*given.check);
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
