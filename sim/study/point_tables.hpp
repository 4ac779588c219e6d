// The points of a study and their runs as tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/study/results.hpp"
#include "sim/study/study_table.hpp"

namespace meridian::study {

// points.csv, in the order of the design.
struct PointRow {
    std::size_t point{0};
    std::string_view key;
    std::int64_t runs{0};
    std::size_t failed{0};
    std::vector<MeanEstimate> means;                      // by metric
    std::vector<std::optional<double>> static_estimates;  // likewise
};
extern StudyTable<PointRow> const points_table;
void write_points(system::Folder const& folder, Results const& results);

// runs.csv: the runs that count, by point.
struct RunRow {
    std::size_t point{0};
    std::int64_t run{0};
    std::vector<double> figures;  // by summary_keys(); NaN: absent
};
extern StudyTable<RunRow> const runs_table;
// The same in results.sqlite.
void write_runs(system::Folder const& folder, Results const& results);

// failures.csv: runs without figures.
struct FailedRun {
    std::size_t point{0};
    std::int64_t run{0};
    std::string why;
    std::string command;  // repeats it alone
};
[[nodiscard]] std::vector<FailedRun> failed_runs(Results const& results);
extern StudyTable<FailedRun> const failures_table;

// The command that repeats a failed run of a point of the study in that folder, "" for one that is given from within it.
[[nodiscard]] std::string command_alone(Results const& results, std::size_t point, std::int64_t run,
                                        std::string_view folder);
// The file of a point's scenario in the folder failed/, which that command names.
inline constexpr char const* failed_folder = "failed";
[[nodiscard]] std::string failed_name(std::size_t point);

}  // namespace meridian::study
