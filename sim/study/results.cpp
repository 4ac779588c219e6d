#include "sim/study/results.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/statistics/moments.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/metrics.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {
namespace {

// By point, whether none before it has its key.
std::vector<bool> first_of_each(std::vector<RowKey> const& keys) {
    std::vector<std::uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t p) { return std::pair{keys[p], p}; });
    std::vector<bool> first(keys.size(), true);
    for (std::size_t i = 1; i < order.size(); ++i)
        first[order[i]] = keys[order[i]] != keys[order[i - 1]];
    return first;
}

std::optional<double> mean_of(std::vector<double> const& values) {
    Moments moments;
    for (double const x : values)
        moments.add(x);
    return moments.count() > 0 ? std::optional{moments.mean()} : std::nullopt;
}

}  // namespace

Results::Results(Study study, std::vector<std::string> keys, Rows rows)
    : Results{std::make_shared<Study const>(std::move(study)),
              std::make_shared<std::vector<std::string> const>(std::move(keys)), std::move(rows)} {}

Results::Results(std::shared_ptr<Study const> study, std::shared_ptr<std::vector<std::string> const> keys,
                 Rows rows)
    : study_{std::move(study)},
      keys_{std::move(keys)},
      rows_{std::move(rows)},
      baselines_{baseline_points(*study_)} {
    row_keys_.reserve(keys_->size());
    for (std::string const& key : *keys_)
        row_keys_.push_back(row_key(key));
    first_of_key_ = first_of_each(row_keys_);
    if (study_->selection) procedures_.emplace(*study_, baselines_);
    decide();
}

void Results::decide() {
    std::size_t const column = study_->metrics.front().column;
    KnownRuns const known = [&](std::size_t p, std::int64_t run) {
        return KnownRun{state(p, run), figure(p, run, column).value_or(std::nan(""))};
    };
    KnownParts const parts = [&](std::size_t p, std::int64_t run) -> std::optional<std::vector<NamedFigure>> {
        auto found = row(p, run);
        if (!found || !found->ok()) return std::nullopt;
        return std::move(found->parts);
    };
    if (procedures_) procedures_->advance(known, parts);
    wanted_ = procedures_ ? procedures_->wanted() : wanted_runs(*study_, baselines_, known);
    complete_ = wanted_.decided;
    for (std::size_t p = 0; complete_ && p < row_keys_.size(); ++p) {
        for (std::int64_t run = static_run; complete_ && run < runs(p); ++run)
            complete_ = state(p, run) != RunState::missing;
    }
}

std::vector<ProcedureResult> Results::procedures() const {
    return procedures_ ? procedures_->results() : std::vector<ProcedureResult>{};
}

std::size_t Results::failed(std::size_t point) const {
    std::size_t number = 0;
    for (std::int64_t run = static_run; run < runs(point); ++run) {
        if (state(point, run) == RunState::failed) ++number;
    }
    return number;
}

std::vector<double> Results::figures(std::size_t point, std::size_t column) const {
    system::checkpoint();
    std::vector<double> all;
    for (std::int64_t run = 0; run < runs(point); ++run) {
        if (auto const x = figure(point, run, column)) all.push_back(*x);
    }
    return all;
}

Results::Pairs Results::pairs(std::size_t a, std::size_t b, std::size_t column) const {
    system::checkpoint();
    Pairs pairs;
    for (std::int64_t run = 0; run < std::min(runs(a), runs(b)); ++run) {
        auto const x = figure(a, run, column);
        auto const y = figure(b, run, column);
        if (!x || !y) continue;
        pairs.a.push_back(*x);
        pairs.b.push_back(*y);
    }
    return pairs;
}

std::optional<double> Results::mean_difference(std::size_t a, std::size_t b, std::size_t column) const {
    auto const both = pairs(a, b, column);
    Moments apart;
    for (std::size_t i = 0; i < both.a.size(); ++i)
        apart.add(both.a[i] - both.b[i]);
    return apart.count() > 0 ? std::optional{apart.mean()} : std::nullopt;
}

std::optional<double> Results::mean(std::size_t point, std::size_t column) const {
    return mean_of(figures(point, column));
}

void Results::each_run(
    std::function<void(std::size_t, std::int64_t, std::vector<double> const&)> const& visit) const {
    for (std::size_t p = 0; p < row_keys_.size(); ++p) {
        for (std::int64_t run = 0; run < runs(p); ++run) {
            system::checkpoint();
            auto const one = row(p, run);
            if (one && one->ok()) visit(p, run, one->figures);
        }
    }
}

std::vector<std::vector<std::int64_t>> Results::missing() const {
    std::vector<std::vector<std::int64_t>> all(row_keys_.size());
    for (std::size_t p = 0; p < row_keys_.size(); ++p) {
        if (!first_of_key_[p]) continue;
        for (std::int64_t run = static_run; run < runs(p); ++run) {
            if (state(p, run) == RunState::missing) all[p].push_back(run);
        }
    }
    return all;
}

PointFigures::PointFigures(Results const& results, std::size_t point) {
    for (std::int64_t run = 0; run < results.runs(point); ++run) {
        auto row = results.row(point, run);
        if (row && row->ok()) rows_.push_back(std::move(*row));
    }
}

std::vector<double> PointFigures::figures(std::size_t column) const {
    std::vector<double> all;
    for (Row const& row : rows_) {
        if (!std::isnan(row.figures[column])) all.push_back(row.figures[column]);
    }
    return all;
}

std::optional<double> PointFigures::mean(std::size_t column) const {
    return mean_of(figures(column));
}

std::optional<double> PointFigures::apart_from(PointFigures const& other, std::size_t column) const {
    std::vector<double> apart;
    auto at = other.rows_.begin();
    for (Row const& row : rows_) {
        while (at != other.rows_.end() && at->run < row.run)
            ++at;
        if (at == other.rows_.end()) break;
        double const difference = row.figures[column] - at->figures[column];
        if (at->run == row.run && !std::isnan(difference)) apart.push_back(difference);
    }
    return mean_of(apart);
}

std::vector<std::size_t> held_columns(Study const& study) {
    std::vector<std::size_t> columns;
    for (Metric const& metric : study.metrics)
        columns.push_back(metric.column);
    for (char const* const key :
         {"window_s", "accelerator_hours_active", "cost_cny_total", "net_cost_cny", "value_lost_cny",
          "accelerator_hours_demanded", "accelerator_hours_unserved", "carbon_kg_location",
          "carbon_kg_market", "slo_attainment", "request_slo_attainment_least"})
        columns.push_back(metric_of(key).value().column);
    return columns;
}

Rows read_our_rows(system::Folder const& folder, std::vector<std::size_t> columns) {
    return {folder, std::move(columns), our_figures()};
}

Results read_results(system::Folder const& folder, std::vector<Metric> const& metrics) {
    StoredStudy stored = read_study_json(folder);
    auto columns = held_columns(stored.study);
    for (Metric const& metric : metrics)
        columns.push_back(metric.column);
    return {std::move(stored.study), std::move(stored.keys), read_our_rows(folder, std::move(columns))};
}

}  // namespace meridian::study
