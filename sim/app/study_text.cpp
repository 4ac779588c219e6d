#include "sim/app/study_text.hpp"

#include <cstdint>

#include <fmt/format.h>

#include "sim/app/exit_codes.hpp"
#include "sim/scheduler/plugin/plugin_fault.hpp"
#include "sim/study/point_tables.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

constexpr int most_listed = 5;

// Of a run: died, too slow, out of memory, or a program of the user's failed; the rest are faults of ours.
bool is_of_machine(std::string_view why) {
    return scheduler::has_fault_words(why) || why.starts_with("it died of signal 9") ||
           why.starts_with("it took longer") || why.find("memory") != std::string_view::npos;
}

}  // namespace

void warn_of_duplicate_points(study::Study const& study, study::Plan const& plan) {
    auto const equal = plan.equal_points();
    int listed = 0;
    for (auto const& [later, first] : equal) {
        if (++listed > most_listed) break;
        console::print_error("warning: {} is equal to {}: only names differ\n",
                             study.label(study.points[later]), study.label(study.points[first]));
    }
    if (equal.size() > most_listed)
        console::print_error("warning: ... and {} more points that equal others\n",
                             equal.size() - most_listed);
}

ExitCode print_failures(study::Results const& results, std::string const& folder) {
    std::size_t failed = 0;
    ExitCode code = ExitCode::success;
    for (std::size_t p = 0; p < results.study().points.size(); ++p) {
        for (std::int64_t run = study::static_run; run < results.runs(p); ++run) {
            if (results.state(p, run) != study::RunState::failed) continue;
            auto const row = results.row(p, run);
            code = is_of_machine(row->failure) && code != ExitCode::internal_error ? ExitCode::system_error
                                                                                   : ExitCode::internal_error;
            if (++failed > most_listed) continue;
            console::print("\nfailed: {}, {}: {}\n", results.study().label(results.study().points[p]),
                           run == study::static_run ? "static estimate" : fmt::format("run {}", run),
                           row->failure);
            console::print("  alone: {}\n", study::command_alone(results, p, run, folder));
        }
    }
    if (failed > 0)
        console::print_error("meridian: {} failed; see {}/failures.csv\n",
                             failed == 1 ? "1 run" : fmt::format("{} runs", failed), folder);
    return code;
}

void print_missing_runs(study::Results const& results, std::string const& folder) {
    std::size_t missing = 0;
    for (auto const& runs : results.missing())
        missing += runs.size();
    if (missing == 0) return;
    console::print_error(
        "warning: {} run{} of {} missing or damaged; figures are of the others\n  fix: sweep the study "
        "into it again\n",
        missing, missing == 1 ? "" : "s", missing == 1 ? folder + " is" : folder + " are");
}

bool print_absent_metrics(study::Results const& results, std::span<study::Metric const> metrics) {
    bool any = false;
    for (study::Metric const& metric : metrics) {
        bool has_runs = false;
        bool has_figure = false;
        for (std::size_t p = 0; p < results.study().points.size() && !has_figure; ++p) {
            has_runs = has_runs || results.runs(p) > static_cast<std::int64_t>(results.failed(p));
            has_figure = !results.figures(p, metric.column).empty();
        }
        if (!has_runs || has_figure) continue;
        any = true;
        console::print_error(
            "warning: no run has a figure for the metric '{}', so that nothing can be compared by it\n"
            "  fix: `absent` in the summary.json of a run gives the reason; name other metrics in the "
            "study\n",
            metric.key);
    }
    return any;
}

}  // namespace meridian::app
