#include "sim/app/diff_figures.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "models/statistics/intervals.hpp"
#include "sim/app/study_folder.hpp"
#include "sim/app/usage_error.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/terminal.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/results.hpp"

namespace meridian::app {
namespace {

using Json = nlohmann::json;

// By summary_keys(): of each run.
using FiguresByRun = std::vector<std::vector<std::optional<double>>>;

// Headline figures in their order, then all others in theirs.
std::vector<std::size_t> columns_in_order(std::size_t& headline) {
    std::vector<std::size_t> columns;
    for (std::string_view const key : report::headline_keys())
        columns.push_back(study::column_of(key));
    headline = columns.size();
    for (std::size_t c = 0; c < report::summary_keys().size(); ++c) {
        auto const end = columns.begin() + static_cast<std::ptrdiff_t>(headline);
        if (std::find(columns.begin(), end, c) == end) columns.push_back(c);
    }
    return columns;
}

std::optional<double> mean_of(std::vector<double> const& figures) {
    if (figures.empty()) return std::nullopt;
    return estimate_mean(figures, 0.95).mean;
}

// As many runs of a as of b.
DiffFigures compared(FiguresByRun const& a, FiguresByRun const& b, double confidence) {
    DiffFigures all;
    all.table = {"figures",
                 {"metric", "figure_a", "figure_b", "difference", "difference_low", "difference_high",
                  "difference_share", "runs"}};
    all.runs = static_cast<std::int64_t>(a.size());
    all.confidence = a.size() > 1 ? confidence : 0.0;
    std::size_t headline = 0;
    auto const columns = columns_in_order(headline);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::vector<double> ours;
        std::vector<double> theirs;
        std::vector<double> differences;
        for (std::size_t r = 0; r < a.size(); ++r) {
            auto const x = a[r][columns[i]];
            auto const y = b[r][columns[i]];
            if (x) ours.push_back(*x);
            if (y) theirs.push_back(*y);
            if (x && y) differences.push_back(*y - *x);
        }
        if (ours.empty() && theirs.empty()) continue;
        report::ResultRow row{report::summary_keys()[columns[i]].name, mean_of(ours), mean_of(theirs)};
        row.resize(all.table.columns.size());
        if (!differences.empty()) {
            auto const difference = estimate_mean(differences, confidence);
            row[3] = difference.mean;
            if (difference.interval) {
                row[4] = difference.interval->low;
                row[5] = difference.interval->high;
            }
            double const base = mean_of(ours).value_or(0.0);
            if (base != 0.0) row[6] = difference.mean / std::abs(base);
            row[7] = differences.size();
        }
        all.table.rows.push_back(std::move(row));
        if (i < headline) ++all.headline;
    }
    return all;
}

std::vector<std::optional<double>> figures_in(std::string const& folder) {
    report::ResultFolder const results{system::Folder::open(folder)};
    auto const text = results.text("summary.json");
    if (!text) results.refuse("summary.json", "there is no such file");
    auto const json = Json::parse(*text, nullptr, false);
    if (!json.is_object()) results.refuse("summary.json", "it is no JSON object");
    std::vector<std::optional<double>> figures;
    for (report::SummaryKey const& key : report::summary_keys()) {
        auto const found = json.find(std::string{key.name});
        bool const is_figure = found != json.end() && found->is_number();
        figures.push_back(is_figure ? std::optional{found->get<double>()} : std::nullopt);
    }
    return figures;
}

// The point that has runs of the scenario.
std::optional<std::size_t> point_of(study::Results const& results, DiffSide const& side,
                                    std::string const& folder) {
    auto const key = study::point_key(side.resolved);
    for (std::size_t p = 0; p < results.study().points.size(); ++p) {
        if (results.key(p) == key) return p;
    }
    report_usage_error(
        fmt::format("--results {}: no point of the study there has the scenario of {}", folder, side.label),
        "name points of the study that was swept, unchanged since; or leave --results out");
    return std::nullopt;
}

FiguresByRun figures_of(study::Results const& results, std::size_t point,
                        std::vector<std::int64_t> const& runs) {
    FiguresByRun all;
    for (std::int64_t const run : runs) {
        auto const row = results.row(point, run);
        auto& figures = all.emplace_back();
        for (std::size_t c = 0; c < report::summary_keys().size(); ++c) {
            bool const is_there = row && c < row->figures.size() && std::isfinite(row->figures[c]);
            figures.push_back(is_there ? std::optional{row->figures[c]} : std::nullopt);
        }
    }
    return all;
}

}  // namespace

std::optional<DiffFigures> figures_of_runs(DiffSides const& sides) {
    if (!sides.a.run_folder || !sides.b.run_folder) return std::nullopt;
    return compared({figures_in(*sides.a.run_folder)}, {figures_in(*sides.b.run_folder)}, 0.95);
}

std::optional<DiffFigures> figures_of_study(DiffSides const& sides, std::string const& folder) {
    if (!check_holds_study(folder)) return std::nullopt;
    study::Results const results = study::read_results(system::Folder::open(folder));
    auto const a = point_of(results, sides.a, folder);
    if (!a) return std::nullopt;
    auto const b = point_of(results, sides.b, folder);
    if (!b) return std::nullopt;
    std::vector<std::int64_t> runs;  // that both points have
    for (std::int64_t run = 0; run < std::min(results.runs(*a), results.runs(*b)); ++run) {
        using study::RunState;
        if (results.state(*a, run) == RunState::done && results.state(*b, run) == RunState::done)
            runs.push_back(run);
    }
    if (runs.empty()) {
        report_usage_error(fmt::format("--results {}: no run is done of both points", folder),
                           "wait for the sweep, or go on with it by --resume");
        return std::nullopt;
    }
    return compared(figures_of(results, *a, runs), figures_of(results, *b, runs), results.study().confidence);
}

}  // namespace meridian::app
