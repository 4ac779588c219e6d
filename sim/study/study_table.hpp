// A table of a study, declared once: its file, what a row is, and how each column follows from a record. Files, their
// list in `meridian schema --output` and what reports read come from the declaration. What a column is called and what
// its figures are, the glossary knows by its key.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "models/statistics/intervals.hpp"
#include "sim/report/result_folder.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/report/table/result_cell.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/study/finding.hpp"
#include "sim/study/study.hpp"
#include "sim/system/atomic_file.hpp"
#include "sim/system/interruption.hpp"

namespace meridian::study {

using report::ResultCell;

// Without which there is no such table. `rows`: the file is there only where it has rows.
enum class TableNeeds : std::uint8_t {
    nothing,
    rules,
    selection,
    budget,
    inputs,
    sensitivity,
    removed_sites,
    added_sites,
    losses,
    rows,
};
// Whether the study defines the table.
[[nodiscard]] bool is_met(TableNeeds needs, Study const& study);

// Who reads it beside people.
enum class TableUse : std::uint8_t {
    comparison,  // reports and `compare --json`
    report,      // reports
    points,      // reports: of very many points or runs the first
    file,        // nobody, or who knows its name
};

// Of what a table has a column. A key is "<metric>_low" where there is one for each metric, and such columns that stand
// side by side come together for one metric after the other.
enum class ColumnOf : std::uint8_t { every_study, study_with_rules, axis, metric, figure };

struct CellContext {
    Study const& study;
    std::size_t index{0};  // of the axis or metric, or of the figure among summary_keys()
};

template <class Record>
struct StudyColumn {
    std::string_view key;
    ResultCell (*cell)(Record const&, CellContext const&);
    ColumnOf of{};
    std::string_view meaning{};  // empty: the glossary says it
};

template <class Record>
struct StudyTable {
    std::string_view name;  // "kpis": its file is kpis.csv
    std::string_view row;   // what a row is
    std::span<StudyColumn<Record> const> columns;
    TableNeeds needs{};
    TableUse use{};

    [[nodiscard]] std::string file() const { return std::string{name} + ".csv"; }
};

// The same without its records.
struct ColumnText {
    std::string_view key;
    ColumnOf of{};
    std::string_view meaning;
};
struct StudyTableText {
    std::string_view name, row;
    TableNeeds needs{};
    TableUse use{};
    std::vector<ColumnText> columns;

    [[nodiscard]] std::string file() const { return std::string{name} + ".csv"; }
};
template <class Record>
[[nodiscard]] StudyTableText text_of(StudyTable<Record> const& table) {
    StudyTableText text{table.name, table.row, table.needs, table.use, {}};
    for (StudyColumn<Record> const& column : table.columns)
        text.columns.push_back({column.key, column.of, column.meaning});
    return text;
}

// The columns that a table has in a study.
struct BoundColumn {
    std::string key;        // in the file
    std::size_t column{0};  // among those declared
    std::size_t index{0};   // see CellContext
};
[[nodiscard]] std::vector<BoundColumn> bound_columns(StudyTableText const& table, Study const& study);
[[nodiscard]] std::string csv_head(std::vector<BoundColumn> const& columns);

// The columns and rows of a table in a study.
template <class Record>
class TableRows {
public:
    // Both outlive it.
    TableRows(StudyTable<Record> const& table, Study const& study)
        : table_{table}, study_{study}, columns_{bound_columns(text_of(table), study)} {}

    [[nodiscard]] std::vector<BoundColumn> const& columns() const { return columns_; }
    [[nodiscard]] report::ResultRow row(Record const& record) const {
        report::ResultRow cells;
        cells.reserve(columns_.size());
        for (BoundColumn const& bound : columns_)
            cells.push_back(table_.columns[bound.column].cell(record, {study_, bound.index}));
        return cells;
    }

private:
    StudyTable<Record> const& table_;
    Study const& study_;
    std::vector<BoundColumn> columns_;
};

template <class Record>
using RecordsOf = std::span<std::type_identity_t<Record> const>;

template <class Record>
[[nodiscard]] report::ResultTable result_table(StudyTable<Record> const& table, RecordsOf<Record> records,
                                               Study const& study) {
    TableRows<Record> const rows{table, study};
    report::ResultTable all{std::string{table.name}, {}};
    for (BoundColumn const& column : rows.columns())
        all.columns.push_back(report::ResultColumn::of(column.key));
    for (Record const& record : records)
        all.rows.push_back(rows.row(record));
    return all;
}

// The text of its file.
template <class Record>
[[nodiscard]] std::string csv(StudyTable<Record> const& table, RecordsOf<Record> records,
                              Study const& study) {
    TableRows<Record> const rows{table, study};
    std::string out = csv_head(rows.columns());
    for (Record const& record : records) {
        system::checkpoint();
        report::append_csv_line(out, rows.row(record));
    }
    return out;
}

// Writes the file of a table that the study defines. One that needs rows and has none is removed. Throws SystemError.
template <class Record>
void write_table(system::Folder const& folder, StudyTable<Record> const& table, RecordsOf<Record> rows,
                 Study const& study) {
    if (!is_met(table.needs, study)) return;
    if (rows.empty() && table.needs == TableNeeds::rows) return folder.remove(table.file());
    system::replace_file(folder, table.file(), csv(table, rows, study));
}

// As a study's folder holds it; nothing where it does not. No more than `most` rows are read. Throws SystemError.
[[nodiscard]] std::optional<report::ResultTable> read_table(report::ResultFolder const& folder,
                                                            std::string const& file,
                                                            std::size_t most = SIZE_MAX);
template <class Record>
[[nodiscard]] std::optional<report::ResultTable> read_table(report::ResultFolder const& folder,
                                                            StudyTable<Record> const& table) {
    return read_table(folder, table.file());
}

// Cells as tables of studies hold them: yes and no, words of an enumeration, nothing of what there is not.
template <class Value>
[[nodiscard]] ResultCell to_cell(Value const& value) {
    if constexpr (std::same_as<Value, bool>) {
        return value ? "yes" : "no";
    } else if constexpr (std::is_enum_v<Value>) {
        return words(value);
    } else if constexpr (requires { value.has_value(); }) {
        return value ? to_cell(*value) : ResultCell{};
    } else {
        return ResultCell{value};
    }
}
inline std::optional<double> mean_value(MeanEstimate const& estimate) {
    return estimate.count > 0 ? std::optional{estimate.mean} : std::nullopt;
}
inline std::optional<double> low_end(std::optional<Interval> const& interval) {
    return interval ? std::optional{interval->low} : std::nullopt;
}
inline std::optional<double> high_end(std::optional<Interval> const& interval) {
    return interval ? std::optional{interval->high} : std::nullopt;
}
inline std::optional<double> low_of(MeanEstimate const& estimate) {
    return low_end(estimate.interval);
}
inline std::optional<double> high_of(MeanEstimate const& estimate) {
    return high_end(estimate.interval);
}

template <class First>
struct RecordOf;
template <class Value, class Record>
struct RecordOf<Value Record::*> {
    using Type = Record;
};
template <class Value, class Record>
struct RecordOf<Value (*)(Record const&)> {
    using Type = Record;
};
template <class Value, class Record>
struct RecordOf<Value (*)(Record const&, CellContext const&)> {
    using Type = Record;
};

template <auto... Path, class Value>
[[nodiscard]] ResultCell cell_at(Value const& value) {
    if constexpr (sizeof...(Path) == 0) {
        return to_cell(value);
    } else {
        return []<auto Next, auto... Rest>(Value const& from) {
            return cell_at<Rest...>(std::invoke(Next, from));
        }
        .template operator()<Path...>(value);
    }
}

// column<&WhyRow::difference, low_of>("difference_low"): from the record by members and functions, one after the other.
// The first may be a function of the record and its context.
template <auto First, auto... Path>
[[nodiscard]] constexpr auto column(std::string_view key, std::string_view meaning = {},
                                    ColumnOf of = ColumnOf::every_study) {
    using Record = typename RecordOf<decltype(First)>::Type;
    return StudyColumn<Record>{
        key,
        [](Record const& record, CellContext const& at) -> ResultCell {
            if constexpr (std::invocable<decltype(First), Record const&, CellContext const&>) {
                return cell_at<Path...>(std::invoke(First, record, at));
            } else {
                return cell_at<First, Path...>(record);
            }
        },
        of, meaning};
}

// Columns that many tables share.
template <class Record>
inline constexpr StudyColumn<Record> metric_column{
    "metric",
    [](Record const&, CellContext const& at) -> ResultCell { return at.study.metrics.front().key; }};
template <class Record>
inline constexpr StudyColumn<Record> baseline_column{
    "baseline", [](Record const&, CellContext const& at) -> ResultCell {
        return at.study.names(at.study.baseline, Role::compared);
    }};
template <class Record>
inline constexpr StudyColumn<Record> ruled_out_column = column<&Record::ruled_out>(
    "ruled_out", "what it stands by the rules, where others stand better", ColumnOf::study_with_rules);

}  // namespace meridian::study
