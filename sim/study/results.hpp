// What a study has come to so far: its runs that count, by point.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/study/replications.hpp"
#include "sim/study/rows.hpp"
#include "sim/study/selection_procedures.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_json.hpp"
#include "sim/system/folder.hpp"

namespace meridian::study {

class Results {
public:
    Results(Study study, std::vector<std::string> keys, Rows rows);
    // The same without copies of what may be large.
    Results(std::shared_ptr<Study const> study, std::shared_ptr<std::vector<std::string> const> keys,
            Rows rows);

    [[nodiscard]] Study const& study() const { return *study_; }
    [[nodiscard]] std::string const& key(std::size_t point) const { return (*keys_)[point]; }
    // No point before it has its key.
    [[nodiscard]] bool is_first_of_key(std::size_t point) const { return first_of_key_[point]; }
    // Runs 0 .. runs(p) - 1 of a point count.
    [[nodiscard]] std::int64_t runs(std::size_t point) const { return wanted_.runs[point]; }
    // All runs that count are there, failed ones included.
    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] std::size_t failed(std::size_t point) const;
    // `run` may be static_run.
    [[nodiscard]] RunState state(std::size_t point, std::int64_t run) const {
        return rows_.state(row_keys_[point], run);
    }
    // The same of any key, as of points with changed inputs.
    [[nodiscard]] RunState state(std::string const& key, std::int64_t run) const {
        return rows_.state(row_key(key), run);
    }
    // The whole row, read from its shard; nothing: not there. For many rows, see each_run().
    [[nodiscard]] std::optional<Row> row(std::size_t point, std::int64_t run) const {
        return rows_.row(row_keys_[point], run);
    }
    // By summary_keys(); nothing where the run is missing or failed or has no such figure. Soon found for
    // held_columns(), else read from a shard.
    [[nodiscard]] std::optional<double> figure(std::size_t point, std::int64_t run,
                                               std::size_t column) const {
        return rows_.figure(row_keys_[point], run, column);
    }
    [[nodiscard]] std::optional<double> figure(std::string const& key, std::int64_t run,
                                               std::size_t column) const {
        return rows_.figure(row_key(key), run, column);
    }
    // Of the runs that count, those with the figure.
    [[nodiscard]] std::vector<double> figures(std::size_t point, std::size_t column) const;
    // The same of two points: the runs that have it at both.
    struct Pairs {
        std::vector<double> a, b;
    };
    [[nodiscard]] Pairs pairs(std::size_t a, std::size_t b, std::size_t column) const;
    // The mean of a - b over these; nothing: there are none.
    [[nodiscard]] std::optional<double> mean_difference(std::size_t a, std::size_t b,
                                                        std::size_t column) const;
    [[nodiscard]] std::optional<double> mean(std::size_t point, std::size_t column) const;
    // Calls with each run that counts and has figures, by point and run.
    void each_run(std::function<void(std::size_t point, std::int64_t run,
                                     std::vector<double> const& figures)> const& visit) const;

    // Adds a row. Which runs count is asked again by decide().
    void add(Row row) { rows_.add(std::move(row)); }
    // Runs that are asked for and not there, by point; those that failed are taken to be there. Of points
    // with one key only those of the first.
    [[nodiscard]] std::vector<std::vector<std::int64_t>> missing() const;
    void decide();
    // One for each future; empty without a selection.
    [[nodiscard]] std::vector<ProcedureResult> procedures() const;

private:
    std::shared_ptr<Study const> study_;
    std::shared_ptr<std::vector<std::string> const> keys_;
    std::vector<RowKey> row_keys_;  // of keys_
    Rows rows_;
    std::vector<std::size_t> baselines_;
    std::vector<bool> first_of_key_;
    std::optional<SelectionProcedures> procedures_;
    Wanted wanted_;
    bool complete_{false};
};

// Every figure of one point's runs that count, read at once: for tables of all figures.
class PointFigures {
public:
    PointFigures(Results const& results, std::size_t point);

    // Of the runs with the figure.
    [[nodiscard]] std::vector<double> figures(std::size_t column) const;
    [[nodiscard]] std::optional<double> mean(std::size_t column) const;
    [[nodiscard]] std::size_t runs() const { return rows_.size(); }
    // The mean difference from another point's, over the runs that both have; nothing: none.
    [[nodiscard]] std::optional<double> apart_from(PointFigures const& other, std::size_t column) const;

private:
    std::vector<Row> rows_;  // by run
};

// The columns that statistics of a study ask for again and again.
[[nodiscard]] std::vector<std::size_t> held_columns(Study const& study);
// The rows of a folder, with this release's figures; those that their shard does not have are absent.
[[nodiscard]] Rows read_our_rows(system::Folder const& folder, std::vector<std::size_t> columns);
// Of a folder that is a store. `metrics`: figures that will be asked for beside the study's own.
[[nodiscard]] Results read_results(system::Folder const& folder, std::vector<Metric> const& metrics = {});

}  // namespace meridian::study
