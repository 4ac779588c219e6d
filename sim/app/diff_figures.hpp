// Figures of both sides of `meridian diff`, where there are results of both.
#pragma once

#include <optional>
#include <string>

#include "sim/app/diff_sides.hpp"
#include "sim/report/table/result_table.hpp"

namespace meridian::app {

struct DiffFigures {
    // A row for each figure of summary.json that one side has, headline figures first. Columns: metric, figure_a, figure_b,
    // difference (b - a), difference_low, difference_high, difference_share, runs. Ends of intervals where several runs
    // were compared.
    report::ResultTable table;
    std::size_t headline{0};  // rows of headline figures
    std::int64_t runs{1};     // of each side
    double confidence{0.0};   // of the intervals; 0: there are none
};

// Of two folders of runs. Nothing if one of them is none. Throws system::SystemError for damaged files.
[[nodiscard]] std::optional<DiffFigures> figures_of_runs(DiffSides const& sides);

// Of the runs that a study's folder has of both scenarios, run by run. Nothing if it has none of one: reported on standard
// error.
[[nodiscard]] std::optional<DiffFigures> figures_of_study(DiffSides const& sides, std::string const& folder);

}  // namespace meridian::app
