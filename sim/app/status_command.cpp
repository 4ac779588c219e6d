// meridian status DIR
#include <algorithm>
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
#include "sim/report/table/cell_text.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/report/table/terminal_table.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/results.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/console.hpp"
#include "sim/system/folder_lock.hpp"
#include "sim/system/worker.hpp"

namespace meridian::app {
namespace {

using report::ResultTable;

struct RunCount {
    std::size_t done{0}, failed{0};  // runs of the study's points, static estimates left out
    std::optional<double> run_s;     // that one has taken, mean over some of those done
};

constexpr std::size_t most_timed = 200;  // whose rows are read for the time that a run takes

// Of points that share a key each run counts once. `keys` are sorted.
RunCount count(system::Folder const& folder, std::vector<study::RowKey> const& keys) {
    RunCount counted;
    auto const rows = study::read_our_rows(folder, {});
    double seconds = 0.0;
    std::size_t timed = 0;
    rows.each([&](study::RowKey key, std::int64_t run, bool ok) {
        if (run == study::static_run || !std::ranges::binary_search(keys, key)) return;
        ++(ok ? counted.done : counted.failed);
        if (!ok || timed == most_timed) return;
        if (auto const row = rows.row(key, run)) seconds += row->wall_s;
        ++timed;
    });
    if (timed > 0) counted.run_s = seconds / static_cast<double>(timed);
    return counted;
}

// Of the points, each once, sorted.
std::vector<study::RowKey> row_keys(study::StoredStudy const& stored) {
    std::vector<study::RowKey> keys;
    for (std::string const& key : stored.keys)
        keys.push_back(study::row_key(key));
    std::ranges::sort(keys);
    auto const [first, last] = std::ranges::unique(keys);
    keys.erase(first, last);
    return keys;
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
    std::size_t points{0};
    std::size_t runs{0};  // at most, where the study is adaptive
    bool is_adaptive{false};
    RunCount counted;
    bool is_at_work{false};
    bool has_enough{false};  // how many are enough depends on their figures where the study is adaptive
    std::optional<Leader> leader;
    report::DisplayNames names;

    [[nodiscard]] std::size_t left() const {
        return has_enough || counted.done >= runs ? 0 : runs - counted.done;
    }
    // On the processors here.
    [[nodiscard]] std::optional<double> seconds_left() const {
        if (!counted.run_s || left() == 0) return std::nullopt;
        return *counted.run_s * static_cast<double>(left()) / system::usable_processors();
    }
};

StudyProgress progress_of(std::string const& folder) {
    auto const files = system::Folder::open(folder);
    study::StoredStudy const stored = study::read_study_json(files);
    study::Replications const& r = stored.study.replications;
    auto const keys = row_keys(stored);
    auto const points = static_cast<std::int64_t>(keys.size());
    StudyProgress found;
    found.study = stored.study.name;
    found.points = stored.keys.size();
    found.runs = static_cast<std::size_t>(std::min(points * r.most, r.runs.value_or(points * r.most)));
    found.is_adaptive = stored.study.is_adaptive();
    {
        PhaseLine const line{"reading " + folder, false};
        found.counted = count(files, keys);
        auto const results = study::read_results(files);
        found.has_enough = found.is_adaptive ? results.complete() : found.counted.done == found.runs;
        found.leader = leader_of(results);
    }
    found.is_at_work = system::FolderLock::is_taken(files, ".lock");
    if (files.holds_file("names.csv") && files.holds_file("manifest.json")) {
        if (auto const bytes = files.text("names.csv"))
            found.names.add(report::parse_table(*bytes, files.file("names.csv")));
    }
    return found;
}

ResultTable progress_table(StudyProgress const& found) {
    ResultTable table{"progress",
                      {"study", "points", "runs", "runs_done", "done_share", "failed", "runs_left",
                       "expected_s", "sweep_at_work", "complete", "is_adaptive"}};
    auto const word = [](bool yes) { return yes ? "yes" : "no"; };
    double const share =
        found.has_enough ? 1.0 : static_cast<double>(found.counted.done) / static_cast<double>(found.runs);
    table.rows.push_back({found.study, found.points, found.runs, found.counted.done, share,
                          found.counted.failed, found.left(), found.seconds_left(), word(found.is_at_work),
                          word(found.has_enough), word(found.is_adaptive)});
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
        return found.has_enough ? "All runs are done; the sweep at work in it makes the tables."
                                : "A sweep is at work in it.";
    if (found.has_enough)
        return fmt::format("All runs are done: `meridian compare {}` compares them.", folder);
    return "No sweep is at work in it: the same `meridian sweep` again, with --resume, goes on.";
}

void print_progress(StudyProgress const& found, std::string const& folder) {
    auto const style = console::output_style();
    ResultTable const table = progress_table(found);
    ResultTable shown{"progress", {"points", "runs", "runs_done", "failed", "runs_left", "expected_s"}};
    if (found.is_adaptive) {
        shown.columns[1].head.en = "runs, at most";
        shown.columns[4].head.en = "left, at most";
    }
    shown.columns[5].head.en = fmt::format("time left, about, on {} processor{}", system::usable_processors(),
                                           system::usable_processors() == 1 ? "" : "s");
    report::ResultRow row;
    for (report::ResultColumn const& column : shown.columns)
        row.push_back(table.cell(table.rows.front(), column.key));
    console::write(report::emphasised(found.study, report::Emphasis::strong, style) + "\n");
    if (found.counted.failed > 0)
        console::write(report::paragraph(fmt::format("{} runs failed", found.counted.failed), style,
                                         "WARNING: ", 2, report::Emphasis::bad));
    console::write(report::terminal_figures(shown, row, style));
    if (found.leader) {
        ResultTable const best = leader_table(found);
        Leader const& leader = *found.leader;
        console::write(report::paragraph(
            fmt::format(
                "{}, {} {} (mean of {} run{})", found.names.of("layout", leader.alternative).en,
                report::words_of(leader.metric.key).en,
                report::cell_for_people(best, best.rows.front(), *best.column("mean"), report::Language::en),
                leader.runs, leader.runs == 1 ? "" : "s"),
            style, found.has_enough ? "Best: " : "Best so far: ", 2, report::Emphasis::strong));
    }
    console::write(report::paragraph(next_step(found, folder), style));
}

}  // namespace

ExitCode status(StatusArguments const& given) {
    if (!check_holds_study(given.folder)) return ExitCode::invalid_input;
    StudyProgress const found = progress_of(given.folder);
    if (given.json) {
        print_tables_json("status", {{"study", found.study}}, {progress_table(found), leader_table(found)},
                          found.names);
    } else {
        print_progress(found, given.folder);
    }
    return found.has_enough && found.counted.failed == 0 ? ExitCode::success : ExitCode::answer_is_no;
}

}  // namespace meridian::app
