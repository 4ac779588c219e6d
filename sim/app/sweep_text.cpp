#include "sim/app/sweep_text.hpp"

#include <algorithm>
#include <chrono>
#include <span>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/study_text.hpp"
#include "sim/app/verdict_line.hpp"
#include "sim/report/check_sums.hpp"
#include "sim/report/json_text.hpp"
#include "sim/report/manifest.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/report/table/terminal_text.hpp"
#include "sim/study/study_tables.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/console.hpp"
#include "sim/system/machine.hpp"
#include "sim/system/system_error.hpp"

namespace meridian::app {

void write_sweep_manifest(SweepArguments const& given, study::SweepOutcome const& outcome, unsigned workers) {
    auto const machine = system::this_machine();
    report::JsonText json;
    json.text("program", "Meridian");
    json.text("kind", "study");
    json.text("version", report::version());
    json.text("commit", report::commit());
    json.number("results_version", std::int64_t{report::results_version});
    json.text("command", "meridian sweep " + given.study + " --out " + given.out);
    json.text("written", system::utc_now());
    json.number("points", static_cast<std::uint64_t>(outcome.results->study().points.size()));
    json.number("runs_there_before", static_cast<std::uint64_t>(outcome.progress.rows_reused()));
    json.number("runs_done", static_cast<std::uint64_t>(outcome.progress.rows_done()));
    json.number("workers", std::uint64_t{workers});
    json.number("wall_s", outcome.progress.wall_s);
    json.open("machine");
    json.text("processor", machine.processor);
    json.number("cores", std::int64_t{machine.cores});
    json.text("kernel", machine.kernel);
    json.close();
    auto const folder = system::Folder::open(given.out);
    json.texts("files", study::sums_of_tables(folder));
    system::replace_file(folder, report::manifest_file, report::sealed(json.finish()));
}

std::string kept_words(SweepArguments const& given, std::size_t all_runs) {
    try {
        std::size_t kept = 0;
        auto const rows = study::read_our_rows(system::Folder::open(given.out), {});
        rows.each([&](study::RowKey, std::int64_t run, bool ok) {
            if (ok && run != study::static_run) ++kept;
        });
        return fmt::format("\n  {} of {} runs are kept in {}; the same command goes on", kept,
                           std::max(kept, all_runs), given.out);
    } catch (system::SystemError const&) {
        return {};
    }
}

namespace {

// The verdict, and what to do next.
void print_answer(study::Results const& results, std::string const& folder) {
    auto const style = console::output_style();
    if (auto const verdict =
            results.complete() ? verdict_line(results, system::Folder::open(folder)) : std::nullopt)
        console::write(report::paragraph(*verdict, style));
    console::print("next: meridian compare {}   or   meridian report {}\n", folder, folder);
}

}  // namespace

ExitCode report_sweep_outcome(SweepArguments const& given, study::SweepOutcome const& outcome) {
    auto const& p = outcome.progress;
    if (outcome.runs_missing > 0) {
        console::print(
            "{} runs are missing, and no table was made of the others\n"
            "  run them: meridian sweep {} --out {} --resume, or submit their shares again\n",
            outcome.runs_missing, given.study, given.out);
        return ExitCode::answer_is_no;
    }
    if (outcome.out_of_time) {
        console::print_error(
            "meridian: stopped before the time limit; {} runs are saved, {} are left\n  go on with: the "
            "same command again\n",
            p.rows_reused() + p.rows_done(), p.likely_left());
        return ExitCode::answer_is_no;
    }
    if (outcome.stopped) {
        console::print_error(
            "meridian: stopped; {} runs are saved\n  go on with: meridian sweep {} --out {} --resume\n",
            p.rows_reused() + p.rows_done(), given.study, given.out);
        return ExitCode::interrupted;
    }
    console::print("{} points; {} runs completed in {}, {} reused\n", outcome.results->study().points.size(),
                   p.rows_done(), human_duration(std::chrono::duration_cast<Duration>(Seconds{p.wall_s})),
                   p.rows_reused());
    if (given.rows_only) {
        console::print("tables are made by: meridian sweep {} --out {} --merge\n", given.study, given.out);
        if (p.runs_failed > 0) console::print_error("meridian: {} runs failed\n", p.runs_failed);
        return p.runs_failed > 0 ? ExitCode::system_error : ExitCode::success;
    }
    if (!outcome.results->complete())
        console::print("other shares are not done; `meridian status {}` shows their progress\n", given.out);
    for (std::string const& table : outcome.removed)
        console::print("removed {}: the study does not define it any more\n", table);
    bool all_shown = true;
    for (study::RepresentativeRun const& one : outcome.shown) {
        if (one.why.empty()) continue;
        all_shown = false;
        console::print_error("meridian: no whole run of '{}' is kept in representative_runs/: {}\n",
                             one.alternative, one.why);
    }
    std::span<study::Metric const> const metrics{outcome.results->study().metrics};
    print_absent_metrics(*outcome.results,
                         outcome.results->study().names_metrics ? metrics : metrics.first(1));
    ExitCode const failures = print_failures(*outcome.results, given.out);
    console::print("\nresults in {}\n", given.out);
    print_answer(*outcome.results, given.out);
    return failures == ExitCode::success && !all_shown ? ExitCode::system_error : failures;
}

}  // namespace meridian::app
