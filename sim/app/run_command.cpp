// meridian run SCENARIO
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/units/format.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/progress.hpp"
#include "sim/app/reading.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/report/decisions_csv.hpp"
#include "sim/report/facts_tables.hpp"
#include "sim/report/jobs_csv.hpp"
#include "sim/report/run_folder.hpp"
#include "sim/report/run_warnings.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/terminal.hpp"
#include "sim/setup/effort.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/system_error.hpp"
#include "sim/world/world.hpp"

namespace meridian::app {
namespace {

double seconds_since(std::chrono::steady_clock::time_point begun) {
    return Seconds{std::chrono::steady_clock::now() - begun}.count();
}

std::string command_text(RunArguments const& given) {
    return "meridian run " + given.scenario + given.with.command_text();
}

bool logs(RunArguments const& given, std::string_view what) {
    return std::ranges::find(given.log, what) != given.log.end();
}

// Where the results are being written, if they were asked for.
struct Output {
    std::optional<system::FolderWriter> folder;
    std::optional<report::JobsCsv> jobs;
    std::optional<report::DecisionsCsv> decisions;
};

ExitCode report_stopped() {
    console::print_error("meridian: stopped; nothing was written\n");
    return ExitCode::interrupted;
}

// The tables of the run's folder but the long ones, and what its summary.json holds.
void print_run_json(report::Facts const& facts) {
    std::vector<report::ResultTable> tables{report::summary_table(facts),
                                            report::absent_table(facts),
                                            report::static_table(facts.by_arithmetic),
                                            report::warning_table(report::run_warnings(facts)),
                                            report::rejection_table(facts),
                                            report::wait_table(facts),
                                            report::gang_table(facts)};
    constexpr std::array<std::string_view, 4> left_out{"nodes.csv", "timeseries.csv", "assumptions.csv",
                                                       "names.csv"};
    for (report::TableKind const& kind : report::tables()) {
        if (std::ranges::find(left_out, kind.file) == left_out.end())
            tables.push_back(report::result_table(kind, facts));
    }
    print_tables_json("run",
                      {{"scenario", facts.scenario.name},
                       {"policy", report::policy_names(facts.scenario.policy)},
                       {"discipline", facts.scenario.discipline.name},
                       {"network", facts.scenario.network.name},
                       {"seed", facts.scenario.seed},
                       {"run", facts.scenario.run}},
                      tables, report::display_names(facts.names));
}

ExitCode play(RunArguments const& given, scenario::Reading const& reading, double read_s) {
    Scenario const& scenario = *reading.scenario;
    Output output;
    if (given.out) output.folder.emplace(*given.out);
    if (logs(given, "jobs")) output.jobs.emplace(output.folder->folder(), scenario);
    if (logs(given, "decisions")) {
        output.decisions.emplace(output.folder->folder(), scenario);
    }

    auto const begun = std::chrono::steady_clock::now();
    double run_s = 0.0;
    observe::Ledger ledger;
    std::uint64_t jobs = 0;
    report::StaticFigures by_arithmetic;
    try {
        RunProgress progress{scenario.horizon, given.quiet};
        world::RunOptions options;
        options.monitor = &progress;
        if (output.jobs) options.listeners.push_back(&*output.jobs);
        if (output.decisions) options.listeners.push_back(&*output.decisions);
        world::World world{scenario, std::move(options)};
        if (!world.run()) return report_stopped();
        ledger = world.ledger();
        run_s = seconds_since(begun);
        jobs = world.jobs_arrived();
        world::MonitoredSearches searches{&progress};
        by_arithmetic = report::static_estimate(scenario, &searches).figures;
    } catch (SearchStopped const&) {
        return report_stopped();
    }
    report::Facts facts{scenario, ledger};
    facts.by_arithmetic = std::move(by_arithmetic);
    facts.notices = scenario::texts_of(reading.planner);
    report::audit_figures(facts, ledger);
    // The results are printed first: if the disk fails now, at least this is not lost.
    if (given.json) {
        print_run_json(facts);
    } else {
        console::write(report::terminal_text(facts, console::output_style(), output.folder.has_value()));
    }
    console::flush();
    if (output.folder) {
        if (output.jobs) output.jobs->close();
        if (output.decisions) output.decisions->close();
        report::RunFacts const run{command_text(given), read_s,        run_s,       jobs,
                                   ledger.events,       scenario.seed, scenario.run};
        report::write_run(output.folder->folder(), facts, scenario::resolved_yaml(reading.resolved), run);
        output.folder->publish();
        if (!given.json) console::print("\nresults in {}\n", *given.out);
    } else if (!given.json) {
        console::write("\nnothing was written; use --out DIR to keep the results\n");
    }
    bool const sound = std::all_of(ledger.audit.begin(), ledger.audit.end(),
                                   [](observe::AuditRow const& row) { return row.holds(); });
    return sound ? ExitCode::success : ExitCode::internal_error;
}

// Is the folder where somebody stands, or around it?
bool holds_this_process(std::string const& folder) {
    auto const inner = std::filesystem::current_path();
    auto const outer = std::filesystem::weakly_canonical(std::filesystem::absolute(folder));
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

// Prints what is wrong with the options that say where results go; true if nothing is.
bool check_outputs(RunArguments const& given) {
    if (!given.out) {
        if (!given.log.empty()) {
            return report_usage_error(
                fmt::format("--log {0}: there is nowhere to write {0}.csv", given.log.front()),
                "add --out DIR");
        }
        return true;
    }
    if (given.out->empty()) return report_usage_error("--out: the name is empty", "name a folder");
    if (holds_this_process(*given.out)) {
        return report_usage_error(
            fmt::format("--out {}: you stand in that folder, and it is replaced as a whole", *given.out),
            "name a folder inside it, such as --out run1");
    }
    if (report::may_hold_run(*given.out)) return true;
    return report_usage_error(
        fmt::format("--out {}: something else than the results of a run is there", *given.out),
        "name a new folder, an empty one, or one written by an earlier run");
}

// Prints what is wrong with logs that take much room; true if nothing is.
bool check_log_size(RunArguments const& given, Scenario const& scenario) {
    double const jobs = expected_arrivals(scenario);
    auto const pools = static_cast<double>(scenario.pools.size());
    constexpr double bytes = 100.0;  // of a row
    for (auto const& [log, rows] : {std::pair{"jobs", jobs}, std::pair{"decisions", jobs * pools}}) {
        if (!logs(given, log) || rows <= log_rows.warned) continue;
        auto const wrong =
            fmt::format("--log {}: about {:.3g} rows, {}", log, rows, human_bytes(rows * bytes));
        if (rows > log_rows.refused && !given.with.allow_large)
            return report_usage_error(
                wrong, "write a shorter horizon or leave the option out, or add --allow-large");
        console::print_error("warning: {}\n", wrong);
    }
    return true;
}

}  // namespace

ExitCode run(RunArguments const& given) {
    if (!check_outputs(given)) return ExitCode::invalid_input;
    auto const begun = std::chrono::steady_clock::now();
    scenario::Reading const reading = read(given.scenario, given.with, given.quiet);
    double const read_s = seconds_since(begun);
    if (!report_problems(reading.problems)) return ExitCode::invalid_input;
    if (!check_log_size(given, *reading.scenario)) return ExitCode::invalid_input;
    report_warnings(reading.large);
    // What a planner is to know stands above the results.
    auto const above = std::min(reading.planner.size(), reading.warnings.size());
    if (auto const number = reading.warnings.size() - above; number > 0) {
        console::print_error("{} warning{}; `meridian validate {}` shows {}\n", number,
                             number == 1 ? "" : "s", given.scenario + given.with.command_text(),
                             number == 1 ? "it" : "them");
    }
    try {
        return play(given, reading, read_s);
    } catch (system::SystemError const& fault) {
        if (!given.out) throw;
        throw system::SystemError{fmt::format(
            "{}\n  nothing of this run is kept; what {} held before is unchanged", fault.what(), *given.out)};
    }
}

}  // namespace meridian::app
