#include "sim/report/table/terminal_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "models/units/split.hpp"
#include "sim/report/table/cell_text.hpp"
#include "sim/report/table/display_width.hpp"

namespace meridian::report {
namespace {

constexpr std::size_t gap = 2;  // between columns
constexpr std::size_t fewest_columns = 2;

struct PrintedColumn {
    std::string head, unit;
    std::vector<std::string> cells;    // by row
    std::vector<Emphasis> emphasis{};  // by row; empty: none
    bool is_text{false};
    std::size_t width{0};
    std::vector<std::string> head_lines{};
};

std::size_t widest(std::vector<std::string> const& lines) {
    std::size_t most = 0;
    for (std::string const& line : lines)
        most = std::max(most, display_width(line));
    return most;
}

std::size_t longest_word(std::string_view text) {
    std::size_t most = 0;
    for (std::string_view const word : split(text, ' '))
        most = std::max(most, display_width(word));
    return most;
}

// A column whose rows are all of the same figure is written as one of its kind.
ResultColumn as_one_kind(ResultTable const& table, std::vector<ResultRow const*> const& rows,
                         std::size_t at) {
    ResultColumn column = table.columns[at];
    if (column.kind_by == KindBy::column) return column;
    for (std::string_view const by : {"metric", "key", "figure", "unit"}) {
        std::string const& first = table.text(*rows.front(), by);
        bool const alike =
            std::ranges::all_of(rows, [&](ResultRow const* row) { return table.text(*row, by) == first; });
        if (!alike) return column;
    }
    auto const kind = quantity_of_cell(table, *rows.front(), at);
    if (kind == FigureKind::text) return column;
    column.kind_by = KindBy::column;
    column.quantity = kind;
    return column;
}

Emphasis emphasis_of(std::string_view word) {
    constexpr std::array good{"better", "robust", "likely", "pass", "passes"};
    constexpr std::array bad{"worse", "fail", "fails", "failed", "rejected"};
    if (std::ranges::find(good, word) != good.end()) return Emphasis::good;
    return std::ranges::find(bad, word) != bad.end() ? Emphasis::bad : Emphasis::none;
}

class TableLayout {
public:
    TableLayout(TerminalTable const& printed, OutputStyle const& style)
        : printed_{printed}, style_{style}, table_{printed.table.name, {}}, rows_{printed.rows} {
        if (rows_.empty()) {
            for (ResultRow const& row : printed.table.rows)
                rows_.push_back(&row);
        }
        all_rows_ = rows_.size();
        rows_.resize(std::min(rows_.size(), printed.most_rows));
    }

    [[nodiscard]] std::string text() {
        if (rows_.empty()) return {};
        read_columns();
        if (columns_.empty()) return {};
        fit();
        std::string out = heads();
        for (std::size_t r = 0; r < rows_.size(); ++r)
            out += row_lines(r);
        return out + rest();
    }

private:
    // Interval ends are written into one column behind the other.
    [[nodiscard]] std::optional<std::size_t> high_end_of(std::size_t low) const {
        std::string const& figure = table_.columns[low].interval_of;
        if (figure.empty() || !table_.columns[low].key.ends_with("low")) return std::nullopt;
        for (std::size_t i = 0; i < table_.columns.size(); ++i) {
            if (table_.columns[i].interval_of == figure && table_.columns[i].key.ends_with("high")) return i;
        }
        return std::nullopt;
    }

    void read_columns() {
        ResultTable const& whole = printed_.table;
        for (std::size_t i = 0; i < whole.columns.size(); ++i)
            table_.columns.push_back(as_one_kind(whole, rows_, i));
        std::vector<std::string> keys = printed_.columns;
        if (keys.empty()) {
            for (ResultColumn const& column : whole.columns)
                keys.push_back(column.key);
        }
        std::vector<std::size_t> taken;
        for (std::string const& key : keys) {
            auto const at = whole.column(key);
            if (!at || std::ranges::find(taken, *at) != taken.end()) continue;
            taken.push_back(*at);
            bool const is_empty =
                std::ranges::all_of(rows_, [&](ResultRow const* row) { return (*row)[*at].empty(); });
            if (is_empty) continue;
            auto const high = high_end_of(*at);
            columns_.push_back(printed_column(*at));
            if (!high) continue;
            taken.push_back(*high);
            add_high_end(columns_.back(), *high);
        }
    }

    [[nodiscard]] PrintedColumn printed_column(std::size_t at) const {
        ResultColumn const& column = table_.columns[at];
        auto texts = column_under_unit(table_, rows_, at, Language::en, printed_.names);
        PrintedColumn made{column.head.en, std::move(texts.unit), std::move(texts.cells)};
        made.is_text = column.kind_by == KindBy::column && column.quantity == FigureKind::text;
        if (made.is_text) {
            for (ResultRow const* const row : rows_)
                made.emphasis.push_back(emphasis_of((*row)[at].text()));
        }
        return made;
    }

    void add_high_end(PrintedColumn& low, std::size_t high) const {
        auto const other = printed_column(high);
        low.head = "interval";
        if (low.unit != other.unit) low.unit.clear();
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (low.cells[r] != "–") low.cells[r] += " to " + other.cells[r];
        }
    }

    // The widths of all columns with heads of so many lines, and texts but the names in the first that are no wider than `widest_text`.
    void set_widths(std::size_t head_lines, std::size_t widest_text) {
        auto const first_text = std::ranges::find(columns_, true, &PrintedColumn::is_text);
        auto const name = static_cast<std::size_t>(first_text - columns_.begin());
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            PrintedColumn& column = columns_[c];
            std::size_t body = widest(column.cells);
            if (column.is_text && c != name && body > widest_text) {
                std::size_t word = 0;
                for (std::string const& cell : column.cells)
                    word = std::max(word, longest_word(cell));
                body = std::clamp(word, widest_text, body);
            }
            column.width = std::max({body, display_width(column.unit), longest_word(column.head)});
            while (broken_lines(column.head, column.width).size() > head_lines)
                ++column.width;
        }
    }

    [[nodiscard]] std::size_t total_width() const {
        std::size_t total = gutter() + gap * (columns_.size() - 1);
        for (PrintedColumn const& column : columns_)
            total += column.width;
        return total;
    }
    [[nodiscard]] std::size_t gutter() const { return printed_.best != nullptr ? 2 : 0; }

    [[nodiscard]] bool try_to_fit() {
        struct Attempt {
            std::size_t head_lines, widest_text;
        };
        for (Attempt const& attempt : {Attempt{2, 40}, Attempt{3, 40}, Attempt{4, 40}, Attempt{4, 22}}) {
            set_widths(attempt.head_lines, attempt.widest_text);
            if (total_width() <= style_.columns) return true;
        }
        return false;
    }

    void fit() {
        while (!try_to_fit() && columns_.size() > fewest_columns) {
            left_out_.insert(left_out_.begin(), columns_.back().head);
            columns_.pop_back();
        }
        constexpr std::size_t least_width = 8;
        for (PrintedColumn& column : columns_) {
            std::size_t const total = total_width();
            if (total <= style_.columns || !column.is_text) continue;
            std::size_t const over = total - style_.columns;
            column.width = column.width > over + least_width ? column.width - over : least_width;
        }
        for (PrintedColumn& column : columns_)
            column.head_lines = broken_lines(column.head, column.width);
    }

    // One line of the table; the cells may be shorter than their columns.
    [[nodiscard]] std::string line(std::vector<std::string> const& cells, std::string_view mark,
                                   std::vector<Emphasis> const& emphasis) const {
        std::string out{mark.substr(0, gutter())};
        for (std::size_t c = 0; c < columns_.size(); ++c) {
            std::size_t const width = display_width(cells[c]);
            std::string const padding(columns_[c].width - std::min(width, columns_[c].width), ' ');
            bool const is_last = c + 1 == columns_.size();
            if (c > 0) out += std::string(gap, ' ');
            if (!columns_[c].is_text) out += padding;
            out += emphasised(cells[c], emphasis[c], style_);
            if (columns_[c].is_text && !is_last) out += padding;
        }
        while (out.ends_with(' '))
            out.pop_back();
        return out + "\n";
    }

    [[nodiscard]] std::string heads() const {
        std::size_t most = 0;
        bool const has_units =
            std::ranges::any_of(columns_, [](PrintedColumn const& column) { return !column.unit.empty(); });
        for (PrintedColumn const& column : columns_)
            most = std::max(most, column.head_lines.size());
        std::vector<Emphasis> const strong(columns_.size(), Emphasis::strong);
        std::string out;
        for (std::size_t l = 0; l < most; ++l) {
            std::vector<std::string> cells;
            for (PrintedColumn const& column : columns_) {
                std::size_t const blank = most - column.head_lines.size();
                cells.push_back(l < blank ? std::string{} : column.head_lines[l - blank]);
            }
            out += line(cells, "  ", strong);
        }
        if (has_units) {
            std::vector<std::string> units;
            for (PrintedColumn const& column : columns_)
                units.push_back(column.unit);
            out += line(units, "  ", std::vector<Emphasis>(columns_.size(), Emphasis::weak));
        }
        std::vector<std::string> rules;
        for (PrintedColumn const& column : columns_)
            rules.emplace_back(column.width, '-');
        return out + line(rules, "  ", std::vector<Emphasis>(columns_.size(), Emphasis::weak));
    }

    [[nodiscard]] std::string row_lines(std::size_t row) const {
        bool const is_best = printed_.best != nullptr && rows_[row] == printed_.best;
        std::vector<std::vector<std::string>> broken;
        std::vector<Emphasis> emphasis;
        std::size_t most = 1;
        for (PrintedColumn const& column : columns_) {
            broken.push_back(column.is_text ? broken_lines(column.cells[row], column.width)
                                            : std::vector<std::string>{column.cells[row]});
            most = std::max(most, broken.back().size());
            Emphasis const own = column.emphasis.empty() ? Emphasis::none : column.emphasis[row];
            emphasis.push_back(own == Emphasis::none && is_best ? Emphasis::strong : own);
        }
        std::string out;
        for (std::size_t l = 0; l < most; ++l) {
            std::vector<std::string> cells;
            cells.reserve(broken.size());
            for (auto const& lines : broken)
                cells.push_back(l < lines.size() ? lines[l] : std::string{});
            out += line(cells, is_best && l == 0 ? "* " : "  ", emphasis);
        }
        return out;
    }

    // "4 more rows and 2 more columns in sites.csv: PUE, energy"
    [[nodiscard]] std::string rest() const {
        std::size_t const rows = all_rows_ - rows_.size();
        if (rows == 0 && left_out_.empty()) return {};
        std::string text;
        if (rows > 0) text = fmt::format("{} more row{}", rows, rows == 1 ? "" : "s");
        if (!left_out_.empty())
            text += fmt::format("{}{} more column{}", text.empty() ? "" : " and ", left_out_.size(),
                                left_out_.size() == 1 ? "" : "s");
        if (!printed_.rest.empty()) text += " " + printed_.rest;
        for (std::size_t i = 0; i < left_out_.size(); ++i)
            text += (i == 0 ? ": " : "; ") + left_out_[i];
        return paragraph(text, style_, std::string(gutter(), ' '), gutter());
    }

    TerminalTable const& printed_;
    OutputStyle const& style_;
    ResultTable table_;  // the columns alone
    std::vector<ResultRow const*> rows_;
    std::size_t all_rows_{0};
    std::vector<PrintedColumn> columns_;
    std::vector<std::string> left_out_;  // heads of columns that the width does not take
};

}  // namespace

std::string terminal_table(TerminalTable const& printed, OutputStyle const& style) {
    return TableLayout{printed, style}.text();
}

std::string terminal_figures(ResultTable const& table, ResultRow const& row, OutputStyle const& style,
                             DisplayNames const* names) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!row[i].empty()) width = std::max(width, display_width(table.columns[i].head.en));
    }
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (row[i].empty()) continue;
        std::string head = table.columns[i].head.en;
        head.append(width - display_width(head) + gap, ' ');
        std::string const value = cell_for_people(table, row, i, Language::en, names);
        out += head + emphasised(value, Emphasis::strong, style) + "\n";
    }
    return out;
}

}  // namespace meridian::report
