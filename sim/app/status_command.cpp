// meridian status DIR
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/phase_line.hpp"
#include "sim/app/study_folder.hpp"
#include "sim/app/sweep_line.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/report/table/cell_text.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/report/table/terminal_table.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/progress_file.hpp"
#include "sim/study/results.hpp"
#include "sim/study/sweep_phases.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder_lock.hpp"
#include "sim/system/worker.hpp"

namespace meridian::app {
namespace {

using report::ResultTable;

// Runs of the study's points, static estimates left out; of points that share a key once.
struct RunCount {
    std::size_t done{0}, failed{0};
};
RunCount count(study::Results const& results) {
    RunCount counted;
    for (std::size_t p = 0; p < results.study().points.size(); ++p) {
        if (!results.is_first_of_key(p)) continue;
        for (std::int64_t run = 0; run < results.study().replications.most; ++run) {
            auto const state = results.state(p, run);
            if (state != study::RunState::missing)
                ++(state == study::RunState::done ? counted.done : counted.failed);
        }
    }
    return counted;
}

// The alternative that is best so far in the baseline's future.
struct Leader {
    std::string alternative, response;
    study::Metric metric;
    double mean{0.0};
    std::int64_t runs{0};
};

std::optional<Leader> leader_of(study::Results const& results) {
    study::Study const& study = results.study();
    study::RuleFindings const findings{results};
    auto const future = study.part(study.baseline, study::Role::future);
    study::Metric const& metric = study.metrics.front();
    std::optional<Leader> best;
    study::Finding standing{};
    for (study::BestResponse const& one : study::best_responses(results, findings)) {
        auto const mean = results.mean(one.point, metric.column);
        if (one.future != future || !mean) continue;
        bool const is_better = best && (metric.more_is_better ? *mean > best->mean : *mean < best->mean);
        if (best && (one.standing > standing || (one.standing == standing && !is_better))) continue;
        standing = one.standing;
        study::Point const& point = study.points[one.point];
        best = Leader{study.names(point, study::Role::compared), study.names(point, study::Role::response),
                      metric, *mean, results.runs(one.point)};
    }
    return best;
}

struct StudyProgress {
    std::string study;
    std::string_view points_are;  // "layouts"
    std::size_t points{0};
    bool is_adaptive{false};
    RunCount counted;               // of the design
    study::SweepProgress progress;  // by phase
    bool is_at_work{false};
    std::optional<std::size_t> at_work;  // runs under way, where it is known
    bool has_enough{false};  // how many are enough depends on their figures where the study is adaptive
    std::optional<Leader> leader;
    report::DisplayNames names;

    // The design has its runs, and so has what follows from them.
    [[nodiscard]] bool is_complete() const { return has_enough && progress.likely_left() == 0; }
};

// What the sweep has noted of the phases behind the design, or what is expected of them.
void take_phases(StudyProgress& found, study::Results const& results, system::Folder const& files) {
    auto const noted = study::noted_progress(files);
    found.progress.phases = study::phases_of(results, {}, true);
    found.progress.times = study::times_of_runs(results);
    found.progress.workers = system::usable_processors();
    if (noted) {  // it knows more than study.json, which has no sensitivity
        found.progress.phases.resize(1);
        for (study::PhaseProgress const& phase : noted->phases) {
            if (phase.phase != study::SweepPhase::design) found.progress.phases.push_back(phase);
        }
    } else if (found.has_enough && !found.is_at_work && files.holds_file(report::manifest_file)) {
        // Of an earlier release, or of shares: tables are made last.
        for (std::size_t i = 1; i < found.progress.phases.size(); ++i)
            found.progress.phases[i].set_left(0, 0, 0);
    }
    if (!found.is_at_work) {
        found.at_work = 0;
    } else if (noted && noted->at_work > 0) {  // shares do not say
        found.at_work = noted->at_work;
        found.progress.workers = noted->workers;
    }
    found.progress.at_work = found.at_work.value_or(0);
}

StudyProgress progress_of(std::string const& folder) {
    auto const files = system::Folder::open(folder);
    StudyProgress found;
    {
        PhaseLine const line{"reading " + folder, false};
        auto const results = study::read_results(files);
        study::Study const& study = results.study();
        found.study = study.name;
        found.points_are = study::words_for_points(study);
        found.points = study.points.size();
        found.is_adaptive = study.is_adaptive();
        found.is_at_work = system::FolderLock::is_taken(files, ".lock");
        found.counted = count(results);
        found.has_enough = results.complete();
        take_phases(found, results, files);
        found.leader = leader_of(results);
    }
    if (files.holds_file("names.csv") && files.holds_file(report::manifest_file)) {
        if (auto const bytes = files.text("names.csv"))
            found.names.add(report::parse_table(*bytes, files.file("names.csv")));
    }
    return found;
}

ResultTable progress_table(StudyProgress const& found) {
    ResultTable table{
        "progress",
        {"study", "points", "runs", "runs_done", "failed", "runs_left", "runs_at_work", "done_share",
         "expected_s_low", "expected_s_high", "sweep_at_work", "complete", "is_adaptive"}};
    auto const word = [](bool yes) { return yes ? "yes" : "no"; };
    study::PhaseProgress const& design = found.progress.phases.front();
    report::ResultCell at_work;
    if (found.at_work) at_work = *found.at_work;
    report::ResultCell low;
    report::ResultCell high;
    if (auto const left = study::seconds_left(found.progress)) {
        low = left->low_s;
        high = left->high_s;
    }
    table.rows.push_back({found.study, found.points, design.there() + design.most_left, found.counted.done,
                          found.counted.failed, design.likely_left, at_work,
                          study::share_done(found.progress), low, high, word(found.is_at_work),
                          word(found.is_complete()), word(found.is_adaptive)});
    return table;
}

// No row where no run is done yet.
ResultTable leader_table(StudyProgress const& found) {
    ResultTable table{"best_so_far", {"alternative", "response", "metric", "mean", "runs"}};
    if (found.leader)
        table.rows.push_back({found.leader->alternative, found.leader->response, found.leader->metric.key,
                              found.leader->mean, found.leader->runs});
    return table;
}

std::string next_step(StudyProgress const& found, std::string const& folder) {
    if (found.counted.failed > 0)
        return fmt::format("Failed runs are in {}/failures.csv; a sweep tries them again.", folder);
    if (found.is_at_work)
        return found.is_complete() ? "All runs are done; the sweep at work in it makes the tables."
                                   : "A sweep is at work in it.";
    if (found.is_complete())
        return fmt::format("All runs are done: `meridian compare {}` compares them.", folder);
    return "No sweep is at work in it: the same `meridian sweep` again, with --resume, goes on.";
}

// "42 %, 12 to 18 min left on 2 processors; 2 runs under way"
std::string summary_words(StudyProgress const& found) {
    double const share = study::share_done(found.progress);
    std::string words = fmt::format(
        "{:.0f} %", std::min(std::floor(100.0 * share), found.progress.likely_left() > 0 ? 99.0 : 100.0));
    if (auto const time = study::time_left_words(found.progress); !time.empty())
        words += fmt::format(", {} on {} processor{}", time, found.progress.workers,
                             found.progress.workers == 1 ? "" : "s");
    if (found.is_at_work && found.at_work)
        words += fmt::format("; {} run{} under way", *found.at_work, *found.at_work == 1 ? "" : "s");
    return words;
}

void print_progress(StudyProgress const& found, std::string const& folder) {
    auto const style = console::output_style();
    console::write(report::emphasised(found.study, report::Emphasis::strong, style) +
                   fmt::format(": {} points\n", found.points));
    if (found.counted.failed > 0)
        console::write(report::paragraph(fmt::format("{} runs failed", found.counted.failed), style,
                                         "WARNING: ", 2, report::Emphasis::bad));
    console::write(report::terminal_table({phase_table(found.progress, found.points_are)}, style));
    console::write(report::paragraph(summary_words(found), style));
    if (found.leader) {
        ResultTable const best = leader_table(found);
        Leader const& leader = *found.leader;
        console::write(report::paragraph(
            fmt::format(
                "{}, {} {} (mean of {} run{})", found.names.of("layout", leader.alternative).en,
                report::words_of(leader.metric.key).en,
                report::cell_for_people(best, best.rows.front(), *best.column("mean"), report::Language::en),
                leader.runs, leader.runs == 1 ? "" : "s"),
            style, found.is_complete() ? "Best: " : "Best so far: ", 2, report::Emphasis::strong));
    }
    console::write(report::paragraph(next_step(found, folder), style));
}

}  // namespace

ExitCode status(StatusArguments const& given) {
    if (!check_holds_study(given.folder)) return ExitCode::invalid_input;
    StudyProgress const found = progress_of(given.folder);
    if (given.json) {
        print_tables_json(
            "status", {{"study", found.study}},
            {progress_table(found), phase_table(found.progress, found.points_are), leader_table(found)},
            found.names);
    } else {
        print_progress(found, given.folder);
    }
    return found.is_complete() && found.counted.failed == 0 ? ExitCode::success : ExitCode::answer_is_no;
}

}  // namespace meridian::app
