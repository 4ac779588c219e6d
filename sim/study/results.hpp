// What a study has come to so far: its runs that count, by point.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/race.hpp"
#include "sim/study/replications.hpp"
#include "sim/study/store.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_json.hpp"

namespace meridian::study {

class Results {
public:
    Results(Study study, std::vector<std::string> keys, Rows rows);

    [[nodiscard]] Study const& study() const { return study_; }
    [[nodiscard]] std::string const& key(std::size_t point) const { return keys_[point]; }
    // Runs 0 .. runs(p) - 1 of a point count.
    [[nodiscard]] std::int64_t runs(std::size_t point) const { return wanted_.runs[point]; }
    // All runs that count are there, failed ones included.
    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] std::size_t failed(std::size_t point) const;
    // nullptr: not there. `run` may be static_run.
    [[nodiscard]] Row const* row(std::size_t point, std::int64_t run) const { return row(keys_[point], run); }
    // The same of any key, as of points with changed inputs.
    [[nodiscard]] Row const* row(std::string const& key, std::int64_t run) const;
    // By summary_keys(); nothing where the run is missing or failed or has no such figure.
    [[nodiscard]] std::optional<double> figure(std::size_t point, std::int64_t run, std::size_t column) const;
    // Of the runs that count, those with the figure.
    [[nodiscard]] std::vector<double> figures(std::size_t point, std::size_t column) const;
    // The same of two points: the runs that have it at both.
    struct Pairs {
        std::vector<double> a, b;
    };
    [[nodiscard]] Pairs pairs(std::size_t a, std::size_t b, std::size_t column) const;
    [[nodiscard]] std::optional<double> mean(std::size_t point, std::size_t column) const;

    // Adds a row, and asks again which runs count when that may have changed.
    void add(Row row);
    // Runs that are asked for and not there, by point; those that failed are taken to be there. Of points
    // with one key only those of the first.
    [[nodiscard]] std::vector<std::vector<std::int64_t>> missing() const;
    void decide();
    // One for each future; empty without a selection.
    [[nodiscard]] std::vector<RaceResult> races() const;

private:
    Study study_;
    std::vector<std::string> keys_;
    Rows rows_;
    std::vector<std::size_t> baselines_;
    std::vector<bool> first_of_key_;
    std::optional<Races> races_;
    Wanted wanted_;
    bool complete_{false};
};

// The rows of a folder that have this release's figures, all of them.
[[nodiscard]] Rows read_our_rows(std::filesystem::path const& folder);
// Of a folder that is a store.
[[nodiscard]] Results read_results(std::filesystem::path const& folder);

}  // namespace meridian::study
