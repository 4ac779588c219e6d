// meridian verify SCENARIO
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <sstream>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "models/units/number_text.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/reading.hpp"
#include "sim/report/static_estimate.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/child_process.hpp"
#include "sim/system/console.hpp"
#include "sim/system/interruption.hpp"
#include "sim/transfer/transfer_log.hpp"
#include "sim/world/world.hpp"

namespace meridian::app {
namespace {

// A figure of a run may differ by so much: the models end transfers nanoseconds apart, which may turn who
// comes first.
constexpr double allowed_difference = 1e-3;

// A window of TCP that the scenario asks for.
std::optional<Bytes> window_of(Scenario const& scenario) {
    for (char const* const name : {"tcp_window", "tcp_gamma"}) {
        auto const window = scenario.network.parameters.find(name);
        if (window != scenario.network.parameters.end()) return std::get<Bytes>(window->second);
    }
    return std::nullopt;
}

bool has_weights_or_caps(Scenario const& scenario) {
    return std::ranges::any_of(scenario.classes, [](WorkloadClass const& c) {
        return c.transfer_weight != 1.0 || !std::isinf(c.transfer_cap.count());
    });
}

// The scenario as both models can have it: shares by 1 / latency, the same window, no weights and caps.
Scenario with_network(Scenario const& scenario, std::string const& name) {
    auto const window = window_of(scenario);
    Scenario changed = scenario;
    for (WorkloadClass& c : changed.classes) {
        c.transfer_weight = 1.0;
        c.transfer_cap = BytesPerSecond{std::numeric_limits<double>::infinity()};
    }
    changed.network = {name, {}};
    if (name == "fluid") changed.network.parameters["sharing"] = "inverse_rtt";
    if (window) changed.network.parameters[name == "fluid" ? "tcp_window" : "tcp_gamma"] = *window;
    return changed;
}

struct VerifiedRun {
    std::size_t laws{0};
    std::size_t broken{0};
    std::vector<std::pair<std::string, double>> figures;
};

VerifiedRun play(world::World& world, Scenario const& scenario) {
    if (!world.run()) throw system::Interrupted{};
    observe::Ledger ledger = world.ledger();
    report::Facts facts{scenario, ledger};
    facts.by_arithmetic = report::static_estimate(scenario).figures;
    report::audit_figures(facts, ledger);
    VerifiedRun played;
    played.laws = ledger.audit.size();
    played.broken = static_cast<std::size_t>(
        std::ranges::count_if(ledger.audit, [](observe::AuditRow const& row) { return !row.holds(); }));
    for (report::SummaryKey const& key : report::summary_keys()) {
        report::Figure const figure = key.compute(facts);
        if (auto const* whole = std::get_if<std::int64_t>(&figure))
            played.figures.emplace_back(key.name, static_cast<double>(*whole));
        if (auto const* real = std::get_if<double>(&figure)) played.figures.emplace_back(key.name, *real);
    }
    return played;
}

std::string text_of(VerifiedRun const& played) {
    std::string text = fmt::format("{} {}\n", played.laws, played.broken);
    for (auto const& [key, value] : played.figures)
        text += fmt::format("{} {:a}\n", key, value);
    return text;
}

VerifiedRun played_in(std::string const& text) {
    std::istringstream lines{text};
    lines.exceptions(std::ios::badbit);  // memory that runs out is not the end of the text
    VerifiedRun played;
    lines >> played.laws >> played.broken;
    std::string key, value;
    while (lines >> key >> value)
        played.figures.emplace_back(key, std::strtod(value.c_str(), nullptr));
    return played;
}

// What a process of its own for SimGrid had to say.
std::string by_simgrid(std::function<std::string()> const& work) {
    system::ChildOutcome const outcome = system::in_child_process(work);
    switch (outcome.kind) {
        case system::ChildOutcome::Kind::returned:
            return outcome.text;
        case system::ChildOutcome::Kind::threw:
            throw std::runtime_error{outcome.text};
        case system::ChildOutcome::Kind::machine_fault:
        case system::ChildOutcome::Kind::died:
            break;
    }
    throw system::SystemError{outcome.text};
}

// Prints one line of the table and keeps the verdict.
class VerificationTable {
public:
    void row(std::string_view check, std::string const& compared, std::string const& found,
             std::string const& allowed, bool agrees) {
        console::print("{:<40}{:>14}{:>9}{:>9}{:>8}\n", check, compared, found, allowed,
                       agrees ? "agrees" : "NO");
        all_agree_ = all_agree_ && agrees;
    }
    [[nodiscard]] bool all_agree() const { return all_agree_; }

private:
    bool all_agree_{true};
};

struct Difference {
    std::string key;
    double fluid, simgrid;

    [[nodiscard]] double relative() const {
        double const scale = std::max(std::abs(fluid), std::abs(simgrid));
        return scale == 0.0 ? 0.0 : std::abs(fluid - simgrid) / scale;
    }
};

// Largest first.
std::vector<Difference> differences(VerifiedRun const& fluid, VerifiedRun const& simgrid) {
    std::vector<Difference> all;
    for (auto const& [key, value] : fluid.figures) {
        auto const other = std::ranges::find(simgrid.figures, key, &std::pair<std::string, double>::first);
        if (key.starts_with("audit_")) continue;  // residuals of rounding: the laws have a row of their own
        if (other != simgrid.figures.end()) all.push_back({key, value, other->second});
    }
    std::ranges::stable_sort(all, std::greater<>{}, &Difference::relative);
    return all;
}

void compare_figures(VerificationTable& verdict, VerifiedRun const& fluid, VerifiedRun const& simgrid) {
    auto const all = differences(fluid, simgrid);
    double const worst = all.empty() ? 0.0 : all.front().relative();
    verdict.row("figures of summary.json", fmt::format("{} figures", all.size()),
                fmt::format("{:.1e}", worst), fmt::format("{:.0e}", allowed_difference),
                worst <= allowed_difference && fluid.figures.size() == simgrid.figures.size());
    for (std::size_t i = 0; i < all.size() && i < 5 && all[i].relative() > 1e-6; ++i)
        console::print("    {:<38}{:>14}{:>22}\n", all[i].key, format_number(all[i].fluid),
                       format_number(all[i].simgrid));
}

ExitCode verify_scenario(Scenario const& scenario, bool quiet) {
    Scenario const by_fluid = with_network(scenario, "fluid");
    Scenario const by_other = with_network(scenario, "simgrid");
    transfer::TransferLog log;
    RunProgress progress{scenario.horizon, quiet};
    world::RunOptions options;
    options.monitor = &progress;
    options.tap = &log;
    world::World world{by_fluid, std::move(options)};
    VerifiedRun const fluid = play(world, by_fluid);

    std::vector<SimTime> ends;
    std::istringstream replayed{by_simgrid([&] {
        Table<ArcId, state::LinkUse> links{by_other.map.arcs().size()};
        auto const doc = std::ranges::find(transfer::models(), "simgrid", &ComponentDoc::name);
        auto const model = transfer::make({"simgrid", with_defaults(by_other.network.parameters, *doc)},
                                          {by_other.map, world.paths(), links});
        std::string text;
        for (SimTime const end : log.ends_under(*model))
            text += fmt::format("{}\n", end.time_since_epoch().count());
        return text;
    })};
    for (std::int64_t end = 0; replayed >> end;)
        ends.push_back(SimTime{Duration{end}});
    if (ends.size() != log.transfers().size()) throw system::SystemError{"SimGrid's process said too little"};
    VerifiedRun const simgrid = played_in(by_simgrid([&] {
        world::RunOptions other_options;
        RunProgress other_progress{scenario.horizon, quiet};
        other_options.monitor = &other_progress;
        world::World other{by_other, std::move(other_options)};
        return text_of(play(other, by_other));
    }));

    transfer::TransferComparison const found =
        transfer::compare(log, ends, by_fluid.map, world.paths(),
                          static_cast<double>(window_of(by_fluid).value_or(Bytes{}).count()));
    std::string name = report::fitted(scenario.name, 80);
    name.erase(name.find_last_not_of(' ') + 1);
    console::print("{}\nfluid, by 1 / latency, against SimGrid's CM02\n\n", name);
    if (has_weights_or_caps(scenario))
        console::print("transfer_weight and transfer_cap are left out: SimGrid has neither\n\n");
    console::print("{:<40}{:>14}{:>9}{:>9}\n", "", "compared", "worst", "allowed");
    VerificationTable verdict;
    std::string const transfers = fmt::format("{} moved", human_count(static_cast<double>(found.compared)));
    verdict.row("transfers end when SimGrid's do", transfers, fmt::format("{:.3f}", found.worst), "1",
                found.worst <= 1.0);
    verdict.row("alone: latency + size / bottleneck",
                fmt::format("{} alone", human_count(static_cast<double>(found.alone))),
                fmt::format("{} ns", found.worst_alone_ns), "1 ns", found.worst_alone_ns <= 1);
    verdict.row("faster than an empty network", transfers, fmt::format("{}", found.faster), "0",
                found.faster == 0);
    verdict.row("laws of conservation, fluid", fmt::format("{} laws", fluid.laws),
                fmt::format("{}", fluid.broken), "0", fluid.broken == 0);
    verdict.row("laws of conservation, SimGrid", fmt::format("{} laws", simgrid.laws),
                fmt::format("{}", simgrid.broken), "0", simgrid.broken == 0);
    compare_figures(verdict, fluid, simgrid);
    console::print("\n{}\n", verdict.all_agree() ? "all agree" : "they do not agree");
    return verdict.all_agree() ? ExitCode::success : ExitCode::answer_is_no;
}

}  // namespace

ExitCode verify(VerifyArguments const& given) {
    scenario::Reading const reading = read(given.scenario, given.with, given.quiet);
    if (!report_problems(reading.problems)) return ExitCode::invalid_input;
    try {
        return verify_scenario(*reading.scenario, given.quiet);
    } catch (SearchStopped const&) {
        throw system::Interrupted{};
    }
}

}  // namespace meridian::app
