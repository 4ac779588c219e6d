// A study's folder. What has been run is kept as rows in shards, to which sweeps only ever append, each to
// one of its own; all tables are made of them again. So a sweep may die at any instant: a row is there whole
// or not at all.
//
//     study.json         what is studied: axes, points and their keys
//     shards/N-*.rows    the keys of its figures; a row per run: key, run, how it went, wall time, every figure. Each
//                        line has a check sum. A figure that a shard does not have is absent in its runs.
//
// Made of the rows whenever a sweep ends: the tables of study_tables.hpp, results.sqlite with points and runs, and
// failed/ with the scenarios of points with failed runs. Once all runs are there: representative_runs/, whole runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/system/atomic_file.hpp"

namespace meridian::study {

inline constexpr int store_format = 4;
inline constexpr char const* shards_folder = "shards";
inline constexpr std::int64_t static_run = -1;  // the row of a point's static estimate

struct NamedFigure {
    std::string name;
    double value{0.0};

    friend bool operator==(NamedFigure const&, NamedFigure const&) = default;
};

// What one run of a point came to.
struct Row {
    std::string key;  // of the point
    std::int64_t run{0};
    double wall_s{0.0};
    std::string failure;          // why there are no figures; empty: there are
    std::vector<double> figures;  // by summary_keys(); NaN: absent
    // What the figures are made of, by names of the scenario: see run_parts.hpp. Only those that are not zero.
    std::vector<NamedFigure> parts{};

    [[nodiscard]] bool ok() const { return failure.empty(); }
};

// The first line of a shard, with a line end: the keys of the figures of its rows, in their order.
[[nodiscard]] std::string figures_line(std::vector<std::string> const& keys);
// Nothing if the line is another one.
[[nodiscard]] std::optional<std::vector<std::string>> figure_keys(std::string_view line_without_sum);
// Those of summary.json.
[[nodiscard]] std::vector<std::string> our_figures();

// How a row stands in a shard, with a line end.
[[nodiscard]] std::string row_text(Row const& row);
// Nothing if the line was cut or damaged.
[[nodiscard]] std::optional<Row> parse_row(std::string_view line);

// The check sum of a row: XXH3 with 64 bits (xxHash 0.8).
[[nodiscard]] std::uint64_t row_sum(std::string_view text);

// A line of a shard and the check sum behind it; nothing if there is none.
struct SummedText {
    std::string_view text;
    std::uint64_t sum{0};
};
[[nodiscard]] std::optional<SummedText> split_check_sum(std::string_view line);

// The words of a line without its check sum.
struct RowParts {
    std::string_view key;
    std::int64_t run{0};
    bool ok{false};
    std::string_view wall_s;
    std::string_view rest;   // every figure with a space between; or why there are none
    std::string_view named;  // the parts, "name=value" with a space between
};
[[nodiscard]] RowParts row_parts(std::string_view text);

// The first of the figures with a space between, and the space behind it, taken off. "-" is absent.
[[nodiscard]] std::string_view take_figure(std::string_view& figures);
[[nodiscard]] double figure_of(std::string_view word);  // NaN: absent
[[nodiscard]] std::vector<NamedFigure> named_figures(std::string_view words);

// A file of rows that one process writes, under a name that no other has, on whichever host: no lock is
// needed, and no host appends to what another writes. It is there once its first row is.
class Shard {
public:
    // A new one in the study's folder, of rows with these figures. Throws SystemError.
    explicit Shard(system::Folder const& folder, std::vector<std::string> const& figures = our_figures());

    // Throws SystemError, as when the disk is full.
    void append(Row const& row);
    // Throws SystemError if somebody has removed the file, and so the rows.
    void check_still_there() const;

private:
    void publish();

    std::string name_;
    system::NewFile file_;
    std::string first_line_;  // until it is written with the first row
    bool published_{false};
};

// What is in a folder that a study is to be swept into.
enum class FolderKind {
    fresh,    // nothing, or an empty folder
    store,    // of this format and these figures
    foreign,  // something else
    other_version,
    damaged,  // a study whose study.json is not what was written; a sweep writes it again
};
[[nodiscard]] FolderKind folder_kind(std::filesystem::path const& folder);

}  // namespace meridian::study
