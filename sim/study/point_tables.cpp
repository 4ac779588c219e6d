#include "sim/study/point_tables.hpp"

#include <array>

#include <fmt/format.h>

#include "models/statistics/intervals.hpp"
#include "sim/scheduler/plugin/plugin_fault.hpp"
#include "sim/study/sqlite_file.hpp"
#include "sim/system/atomic_file.hpp"

namespace meridian::study {
namespace {

std::string level(PointRow const& row, CellContext const& at) {
    return at.study.level_name(at.study.points[row.point], at.index);
}
MeanEstimate mean(PointRow const& row, CellContext const& at) {
    return row.means[at.index];
}
std::optional<double> static_estimate(PointRow const& row, CellContext const& at) {
    return row.static_estimates[at.index];
}
double figure(RunRow const& row, CellContext const& at) {
    return row.figures[at.index];
}
std::string run_or_static(FailedRun const& failed) {
    return failed.run == static_run ? "static" : std::to_string(failed.run);
}

// clang-format off
constexpr std::array points_columns{
    column<&PointRow::point>("point"),
    column<level>("<axis>", "level of each axis", ColumnOf::axis),
    column<&PointRow::key>("key", "hash of the resolved scenario"),
    column<&PointRow::runs>("runs"),
    column<&PointRow::failed>("failed"),
    column<mean, mean_value>("<metric>", "mean of each metric of the study over the runs", ColumnOf::metric),
    column<mean, low_of>("<metric>_low", "low end of its interval", ColumnOf::metric),
    column<mean, high_of>("<metric>_high", "high end of its interval", ColumnOf::metric),
    column<static_estimate>("<metric>_static", "its static estimate", ColumnOf::metric),
};
constexpr std::array runs_columns{
    column<&RunRow::point>("point"),
    column<&RunRow::run>("run"),
    column<figure>("<figure>", "each figure of summary.json", ColumnOf::figure),
};
constexpr std::array failures_columns{
    column<&FailedRun::point>("point"),
    column<run_or_static>("run", "static: of the static estimate"),
    column<&FailedRun::why>("why"),
    column<&FailedRun::command>("command", "that repeats the run alone, in the folder of the study"),
};
// clang-format on

}  // namespace

constexpr StudyTable<PointRow> points_table{"points", "a point, in the order of the design", points_columns,
                                            TableNeeds::nothing, TableUse::points};
constexpr StudyTable<RunRow> runs_table{"runs", "a run that counts", runs_columns, TableNeeds::nothing,
                                        TableUse::file};
constexpr StudyTable<FailedRun> failures_table{"failures", "a run without figures", failures_columns,
                                               TableNeeds::nothing, TableUse::points};

void write_points(system::Folder const& folder, Results const& results) {
    Study const& study = results.study();
    system::FileReplacement file{folder, points_table.file()};
    TableRows const rows{points_table, study};
    file.write(csv_head(rows.columns()));
    std::string out;
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        PointRow row{p, results.key(p), results.runs(p), results.failed(p), {}, {}};
        for (Metric const& m : study.metrics) {
            row.means.push_back(estimate_mean(results.figures(p, m.column), study.confidence));
            row.static_estimates.push_back(results.figure(p, static_run, m.column));
        }
        out.clear();
        report::append_csv_line(out, rows.row(row));
        file.write(out);
    }
    file.publish();
}

void write_runs(system::Folder const& folder, Results const& results) {
    system::FileReplacement file{folder, runs_table.file()};
    SqliteFile sqlite{folder, "results.sqlite", results};
    TableRows const rows{runs_table, results.study()};
    file.write(csv_head(rows.columns()));
    std::string out;
    results.each_run([&](std::size_t p, std::int64_t run, std::vector<double> const& figures) {
        sqlite.add_run(p, run, figures);
        out.clear();
        report::append_csv_line(out, rows.row({p, run, figures}));
        file.write(out);
    });
    file.publish();
    sqlite.publish();
}

std::string failed_name(std::size_t point) {
    return fmt::format("point_{}.yaml", point);
}

// A point that leaves a site out may have work that no site could do.
std::string command_alone(Results const& results, std::size_t point, std::int64_t run,
                          std::string_view folder) {
    Study const& study = results.study();
    std::string command = run == static_run ? "meridian screen " : "meridian run ";
    if (!folder.empty()) command.append(folder).append("/");
    command.append(failed_folder).append("/").append(failed_name(point));
    if (run != static_run) command += fmt::format(" --run {}", run);
    auto const axis = study.variant_axis(study.points[point]);
    if (axis && study.axes[*axis].role == Role::removed) command += " --allow-unservable";
    // The scenario of the point does not lie where the study does.
    if (scheduler::has_fault_words(results.row(point, run)->failure)) command += " --allow-plugins";
    return command;
}

std::vector<FailedRun> failed_runs(Results const& results) {
    std::vector<FailedRun> all;
    for (std::size_t p = 0; p < results.study().points.size(); ++p) {
        for (std::int64_t run = static_run; run < results.runs(p); ++run) {
            if (results.state(p, run) != RunState::failed) continue;
            all.push_back({p, run, results.row(p, run)->failure, command_alone(results, p, run, "")});
        }
    }
    return all;
}

}  // namespace meridian::study
