#include "sim/report/table/cell_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>

#include "sim/report/table/cell_words.hpp"
#include "sim/report/table/number_units.hpp"
#include "sim/report/table/number_words.hpp"
#include "sim/report/table/value_in_unit.hpp"

namespace meridian::report {
namespace {

// The interval of a figure of the table, and the figure whose unit its ends take.
FigureSetting setting_of(ResultTable const& table, ResultRow const& row, ResultColumn const& column) {
    FigureSetting setting;
    setting.with_sign = column.key.starts_with("difference") || column.key.starts_with("swing");
    std::string const& figure = column.interval_of.empty() ? column.key : column.interval_of;
    if (!table.column(figure)) return setting;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].interval_of != figure) continue;
        bool const is_low = table.columns[i].key.ends_with("low");
        (is_low ? setting.low : setting.high) = row[i].figure();
    }
    if (!column.interval_of.empty()) setting.unit_of = table.figure(row, figure);
    return setting;
}

// The figure in the unit of its quantity: the map of resources counts transport in bytes per second, people in bits.
std::optional<double> figure_of(ResultTable const& table, ResultRow const& row, std::size_t at,
                                FigureKind quantity) {
    auto const figure = row[at].figure();
    bool const in_bytes = figure && quantity == FigureKind::data_rate && table.text(row, "unit") == "bytes/s";
    return in_bytes ? *figure * 8.0 / 1e9 : figure;
}

// Whether the texts of a column stand in scenario files, whose words are not translated.
bool holds_file_text(std::string_view column_key) {
    constexpr std::array<std::string_view, 4> of_files{"record_name", "scenario_key", "value_a", "value_b"};
    return std::ranges::find(of_files, column_key) != of_files.end();
}

std::string text_for_people(ResultTable const& table, ResultRow const& row, std::size_t at, Language language,
                            DisplayNames const* names) {
    std::string text = row[at].written();
    if (holds_file_text(table.columns[at].key)) return text;
    auto const kind = entity_kind_of(table.columns[at].key);
    if (names != nullptr && !kind.empty() && names->knows(kind, text))
        return names->of(kind, text).in(language);
    auto const words = words_of_cell(text);
    return words ? words->in(language) : text;
}

std::string formatted(ResultTable const& table, ResultRow const& row, std::size_t at, Language language,
                      DisplayNames const* names, ColumnSetting const& column) {
    if (row[at].empty()) return "–";
    auto const quantity = quantity_of_cell(table, row, at);
    auto const figure = figure_of(table, row, at, quantity);
    if (quantity == FigureKind::text || !figure) return text_for_people(table, row, at, language, names);
    bool const in_unit = table.columns[at].kind_by == KindBy::unit && quantity == FigureKind::number;
    if (in_unit) return value_in_unit(*figure, table.text(row, "unit")).in(language);
    FigureSetting setting = setting_of(table, row, table.columns[at]);
    if (column.unit_of) setting.unit_of = column.unit_of;
    setting.decimals = column.decimals;
    std::string text = for_people(figure, quantity, language, setting);
    // "< 1 million" says less of a count than the count.
    bool const is_lost = text.starts_with('<') || text.starts_with('>');
    if (quantity != FigureKind::count || !is_lost || std::abs(*figure) < 1.0) return text;
    setting.unit_of.reset();
    setting.decimals = 0;
    return for_people(figure, quantity, language, setting);
}

// How the figures of a column are written alike, where its term says of which kind they are.
ColumnSetting setting_of_column(ResultTable const& table, std::vector<ResultRow const*> const& rows,
                                std::size_t at, Language language) {
    ResultColumn const& column = table.columns[at];
    if (column.kind_by != KindBy::column) return {};
    std::vector<double> figures;
    std::vector<double> halves;
    for (ResultRow const* const row : rows) {
        auto const figure = (*row)[at].figure();
        if (!figure) continue;
        FigureSetting const setting = setting_of(table, *row, column);
        figures.push_back(*figure);
        halves.push_back(setting.low && setting.high ? (*setting.high - *setting.low) / 2.0 : 0.0);
    }
    return column_setting(figures, halves, column.quantity, language);
}

}  // namespace

std::string cell_for_people(ResultTable const& table, ResultRow const& row, std::size_t at, Language language,
                            DisplayNames const* names) {
    return formatted(table, row, at, language, names, {});
}

std::vector<std::string> column_for_people(ResultTable const& table,
                                           std::vector<ResultRow const*> const& rows, std::size_t at,
                                           Language language, DisplayNames const* names) {
    ColumnSetting const alike = setting_of_column(table, rows, at, language);
    std::vector<std::string> texts;
    texts.reserve(rows.size());
    for (ResultRow const* const row : rows)
        texts.push_back(formatted(table, *row, at, language, names, alike));
    return texts;
}

ColumnTexts column_under_unit(ResultTable const& table, std::vector<ResultRow const*> const& rows,
                              std::size_t at, Language language, DisplayNames const* names) {
    ResultColumn const& column = table.columns[at];
    ColumnTexts texts{{}, column_for_people(table, rows, at, language, names)};
    if (column.kind_by != KindBy::column || column.quantity == FigureKind::text) return texts;
    double const size = std::abs(setting_of_column(table, rows, at, language).unit_of.value_or(0.0));
    std::string const unit{rung_for(size, column.quantity, language).unit};
    auto const is_in_unit = [&](std::size_t r) {
        return (*rows[r])[at].empty() || texts.cells[r].ends_with(unit);
    };
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (!is_in_unit(r)) return texts;
    }
    texts.unit = unit;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::string& cell = texts.cells[r];
        if ((*rows[r])[at].empty()) continue;
        cell.resize(cell.size() - unit.size());
        if (cell.ends_with(' ')) cell.pop_back();
    }
    return texts;
}

}  // namespace meridian::report
