#include "sim/app/sweep_dry_run.hpp"

#include <optional>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/json_output.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/sweep_line.hpp"
#include "sim/report/table/terminal_table.hpp"
#include "sim/study/play.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder_lock.hpp"

namespace meridian::app {
namespace {

std::string source_of_times(study::SweepProgress const& expected, bool is_measured,
                            std::string const& folder) {
    double const run_s = expected.times.mean_s();
    return is_measured ? fmt::format("a run takes {:.2g} s, the mean of {} runs in {}", run_s,
                                     expected.times.count, folder)
                       : fmt::format("a run takes about {:.2g} s, by that of the baseline", run_s);
}

}  // namespace

void print_expected_sweep(SweepArguments const& given, study::Study const& study, study::Plan const& plan,
                          study::PointReader& reader, study::Share const& share, study::Branching branching,
                          unsigned workers) {
    std::optional<PhaseLine> line{std::in_place, "reading " + given.out, given.quiet};
    auto const folder = system::Folder::find(given.out);
    auto const sweep = study::expected_sweep(study, plan, reader, folder, share, !given.rows_only, branching);
    study::SweepProgress expected = sweep.progress;
    expected.workers = workers;
    line.reset();
    bool const is_measured = expected.times.count > 0;
    bool const ends = expected.likely_left() == 0;
    if (!is_measured && !ends) {
        auto const baseline = reader.read(study.baseline);
        if (baseline.scenario)
            expected.times.add(sweep.simulated_share * study::expected_seconds(*baseline.scenario, pilot_s));
    }
    if (given.json) {
        print_tables_json("sweep",
                          {{"study", study.name},
                           {"dry_run", true},
                           {"run_s_mean", expected.times.mean_s()},
                           {"run_times_from", is_measured ? "folder" : "baseline"},
                           {"simulated_share", sweep.simulated_share},
                           {"workers", workers}},
                          {phase_table(expected, study::words_for_points(study))});
        return;
    }
    auto const style = console::output_style();
    report::ResultTable table = phase_table(expected, study::words_for_points(study));
    table.columns[*table.column("runs_done")].head = {"reused", "已有"};
    table.columns[*table.column("runs_left")].head = {"to run", "待运行"};
    table.columns[*table.column("expected_s_low")].head = {"time, from", "耗时，下限"};
    table.columns[*table.column("expected_s_high")].head = {"time, to", "耗时，上限"};
    console::write(report::emphasised(study.name, report::Emphasis::strong, style) + "\n");
    console::write(report::terminal_table({table}, style));
    if (ends) {
        console::print("Nothing is to run: all that the study asks for is in {}.\n", given.out);
    } else {
        auto const time = study::time_left_words(expected);
        console::write(report::paragraph(
            fmt::format("About {} runs, {} on {} worker{}: {}. Nothing is written.", expected.likely_left(),
                        time.substr(0, time.size() - std::string_view{" left"}.size()), workers,
                        workers == 1 ? "" : "s", source_of_times(expected, is_measured, given.out)),
            style));
    }
    if (sweep.simulated_share < 1.0)
        console::write(report::paragraph(
            fmt::format("What runs have in common is simulated once: {:.0f} % of their time is simulated.",
                        100.0 * sweep.simulated_share),
            style));
    if (folder && system::FolderLock::is_taken(*folder, ".lock"))
        console::write(report::paragraph("A sweep is at work in it: the counts are of this moment.", style));
}

}  // namespace meridian::app
