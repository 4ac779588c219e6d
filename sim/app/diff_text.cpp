#include "sim/app/diff_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sim/report/table/number_words.hpp"
#include "sim/report/table/terminal_table.hpp"

namespace meridian::app {
namespace {

using report::FigureKind;
using report::Language;
using report::ResultTable;
using scenario::ListDifference;
using scenario::RecordChange;
using scenario::RecordDifference;
using scenario::ValueDifference;
using scenario::ValueKind;

constexpr std::size_t most_names = 8;    // of added or removed records in a line
constexpr std::size_t most_values = 20;  // rows of values
constexpr std::size_t most_figures = 18;

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}",
                       report::for_people(static_cast<double>(number), FigureKind::count, Language::en),
                       number == 1 ? one : many);
}

std::string plural(std::string_view noun) {
    if (noun == "class") return "classes";
    if (noun == "tou") return "tou records";
    return fmt::format("{}s", noun);
}

std::string records(std::size_t number, ListDifference const& list) {
    return counted(number, list.noun, plural(list.noun));
}

std::string_view word_of(RecordChange change) {
    switch (change) {
        case RecordChange::changed:
            return "changed";
        case RecordChange::added:
            return "added";
        case RecordChange::removed:
            return "removed";
    }
    return "";
}

std::string_view word_of(ValueKind kind) {
    switch (kind) {
        case ValueKind::figure:
            return "figure";
        case ValueKind::price:
            return "price";
        case ValueKind::annotation:
            return "annotation";
    }
    return "";
}

bool is_annotation(RecordDifference const& record, ValueDifference const& value) {
    return value.kind == ValueKind::annotation || record.list == "provenance";
}

// "34 sites instead of 6 (31 added, 3 removed)", "2 of 34 sites replaced"
std::string words_of(ListDifference const& list) {
    if (list.a == list.b) return fmt::format("{} of {} replaced", list.added, records(list.b, list));
    auto const number = records(list.b, list);
    if (list.added == 0 || list.removed == 0) return fmt::format("{} instead of {}", number, list.a);
    return fmt::format("{} instead of {} ({} added, {} removed)", number, list.a, list.added, list.removed);
}

void add_accelerators(std::vector<std::string>& parts, scenario::AcceleratorShift const& shift) {
    if (shift.a != shift.b)
        parts.push_back(fmt::format(
            "{} instead of {}", counted(static_cast<std::size_t>(shift.b), "accelerator", "accelerators"),
            report::for_people(static_cast<double>(shift.a), FigureKind::count, Language::en)));
    if (shift.moved > 0)
        parts.push_back(
            fmt::format("{} of accelerators moved",
                        report::for_people(shift.moved_share(), FigureKind::share, Language::en)));
}

void add_values(std::vector<std::string>& parts, scenario::ValueCounts const& counts) {
    if (counts.prices > 0)
        parts.push_back(counted(counts.prices, "price", "prices") +
                        (counts.prices == 1 ? " differs" : " differ"));
    if (counts.figures > 0)
        parts.push_back(fmt::format("{}{} {}", counts.figures, counts.prices > 0 ? " other" : "",
                                    counts.figures == 1 ? "value differs" : "values differ"));
    if (counts.annotations > 0)
        parts.push_back(fmt::format(
            "{} {}, which no run depends on", counts.annotations,
            counts.annotations == 1 ? "name, source or note differs" : "names, sources or notes differ"));
}

// A row for each record that is there in one alone, and for each value of those in both; annotations last.
ResultTable differences_table(scenario::ScenarioDifference const& found) {
    ResultTable table{
        "differences",
        {"record", "record_name", "record_change", "scenario_key", "value_a", "value_b", "value_kind"}};
    std::vector<report::ResultRow> last;
    for (RecordDifference const& record : found.records) {
        std::string const noun = record.list.empty() ? "scenario" : record.noun;
        if (record.change != RecordChange::changed)
            table.rows.push_back({noun, record.name, word_of(record.change), "", "", "", ""});
        for (ValueDifference const& value : record.values) {
            bool const is_last = is_annotation(record, value);
            auto const kind = word_of(is_last ? ValueKind::annotation : value.kind);
            (is_last ? last : table.rows)
                .push_back({noun, record.name, word_of(record.change), value.key, value.a, value.b, kind});
        }
    }
    std::ranges::move(last, std::back_inserter(table.rows));
    return table;
}

ResultTable lists_table(scenario::ScenarioDifference const& found) {
    ResultTable table{
        "lists", {"list", "records_a", "records_b", "records_added", "records_removed", "records_changed"}};
    for (ListDifference const& list : found.lists)
        table.rows.push_back({list.list, list.a, list.b, list.added, list.removed, list.changed});
    return table;
}

class DiffText {
public:
    DiffText(DiffSides const& sides, DiffFindings const& found, bool all, report::OutputStyle const& style)
        : sides_{sides}, found_{found}, all_{all}, style_{style} {}

    [[nodiscard]] std::string text() const {
        std::string out = side("A: ", sides_.a) + side("B: ", sides_.b) + "\n";
        if (found_.scenarios.empty()) {
            out += found_.figures ? "The scenarios have no differences.\n" : "no differences\n";
        } else {
            out += report::paragraph(summary_of(found_) + ".", style_) + names() + values();
        }
        return out + figures();
    }

private:
    [[nodiscard]] std::string side(std::string_view head, DiffSide const& one) const {
        return report::paragraph(fmt::format("{} ({})", one.label, one.title), style_, head, 3,
                                 report::Emphasis::strong);
    }
    [[nodiscard]] std::string title(std::string_view words) const {
        return "\n" + report::emphasised(words, report::Emphasis::strong, style_) + "\n";
    }

    // Added and removed records by name.
    [[nodiscard]] std::string names() const {
        std::string out;
        for (auto const& [change, words] :
             {std::pair{RecordChange::added, "Only in B"}, std::pair{RecordChange::removed, "Only in A"}}) {
            std::string lines;
            for (ListDifference const& list : found_.scenarios.lists)
                lines += names_of(list, change);
            if (!lines.empty()) out += title(words) + lines;
        }
        return out;
    }

    [[nodiscard]] std::string names_of(ListDifference const& list, RecordChange change) const {
        std::size_t const number = change == RecordChange::added ? list.added : list.removed;
        if (number == 0) return {};
        std::string text;
        std::size_t shown = 0;
        for (RecordDifference const& record : found_.scenarios.records) {
            if (record.list != list.list || record.change != change) continue;
            if (!all_ && shown == most_names) break;
            text += (shown++ == 0 ? "" : ", ") + record.name;
        }
        if (shown < number) text += fmt::format(" and {} more (--all)", number - shown);
        return report::paragraph(text, style_, fmt::format("  {}: ", records(number, list)), 4);
    }

    // Record by record, those of which only annotations differ last.
    [[nodiscard]] std::string values() const {
        std::string out;
        std::size_t shown = 0;
        for (bool const of_annotations : {false, true}) {
            for (RecordDifference const& record : found_.scenarios.records)
                out += values_of(record, of_annotations, shown);
        }
        if (out.empty()) return out;
        std::size_t const all = found_.values.prices + found_.values.figures + found_.values.annotations;
        if (shown < all) out += fmt::format("  and {} more (--all)\n", all - shown);
        return title("Values that differ, A -> B") + out;
    }

    // `shown`: values so far, which it counts on.
    [[nodiscard]] std::string values_of(RecordDifference const& record, bool of_annotations,
                                        std::size_t& shown) const {
        std::string out;
        std::size_t width = 0;
        for (ValueDifference const& value : record.values)
            width = std::max(width, value.key.size());
        for (ValueDifference const& value : record.values) {
            if (is_annotation(record, value) != of_annotations) continue;
            if (!all_ && shown == most_values) break;
            ++shown;
            if (out.empty())
                out = report::paragraph(record.list.empty() ? "scenario" : record.noun + " " + record.name,
                                        style_, "  ", 4);
            std::string const words = fmt::format("{} -> {}", value.a.empty() ? "not written" : value.a,
                                                  value.b.empty() ? "not written" : value.b);
            out += report::paragraph(words, style_, fmt::format("    {:<{}}  ", value.key, width), 8);
        }
        return out;
    }

    [[nodiscard]] std::string figures() const {
        if (!found_.figures) return {};
        DiffFigures const& figures = *found_.figures;
        std::vector<report::ResultRow const*> rows;
        for (std::size_t r = 0; r < figures.table.rows.size(); ++r) {
            report::ResultRow const& row = figures.table.rows[r];
            bool const differs = figures.table.cell(row, "figure_a") != figures.table.cell(row, "figure_b");
            if (differs) rows.push_back(&row);
        }
        if (rows.empty()) return title("Figures") + "no differences\n";
        bool const is_whole = all_ || rows.size() <= most_figures;
        std::string out = title(
            figures.runs == 1
                ? std::string{"Figures, B - A"}
                : fmt::format("Figures, B - A: means of {} runs each, with intervals at {}", figures.runs,
                              report::for_people(figures.confidence, FigureKind::share, Language::en)));
        // The first are seen on a narrow terminal.
        std::vector<std::string> const of_one_run{"metric", "figure_a", "figure_b", "difference",
                                                  "difference_share"};
        std::vector<std::string> const of_runs{"metric",   "difference",       "difference_low",
                                               "figure_a", "difference_share", "figure_b"};
        out += report::terminal_table({figures.table, figures.runs == 1 ? of_one_run : of_runs, rows, nullptr,
                                       all_ ? SIZE_MAX : most_figures, nullptr,
                                       is_whole ? "on a wider terminal" : "with --all on a wider terminal"},
                                      style_);
        if (figures.runs > 1) return out;
        return out + report::paragraph(
                         "One run of each: differences may be due to chance. A study with replications says "
                         "which are significant.",
                         style_);
    }

    DiffSides const& sides_;
    DiffFindings const& found_;
    bool all_;
    report::OutputStyle const& style_;
};

}  // namespace

std::string summary_of(DiffFindings const& found) {
    std::vector<std::string> parts;
    bool const says_accelerators =
        found.accelerators.moved > 0 || found.accelerators.a != found.accelerators.b;
    auto const is_site = [](ListDifference const& list) { return list.list == "sites"; };
    auto const add_list = [&](ListDifference const& list) {
        if (list.added + list.removed > 0) parts.push_back(words_of(list));
    };
    for (ListDifference const& list : found.scenarios.lists) {
        if (is_site(list)) add_list(list);
    }
    add_accelerators(parts, found.accelerators);
    for (ListDifference const& list : found.scenarios.lists) {
        if (!is_site(list) && !(list.list == "pools" && says_accelerators)) add_list(list);
    }
    add_values(parts, found.values);
    std::string text;
    for (std::string const& part : parts)
        text += (text.empty() ? "" : "; ") + part;
    return text;
}

std::vector<ResultTable> tables_of(DiffFindings const& found) {
    std::vector<ResultTable> tables{lists_table(found.scenarios), differences_table(found.scenarios)};
    if (found.figures) tables.push_back(found.figures->table);
    return tables;
}

std::string diff_text(DiffSides const& sides, DiffFindings const& found, bool all,
                      report::OutputStyle const& style) {
    return DiffText{sides, found, all, style}.text();
}

}  // namespace meridian::app
