#include "sim/report/document/cell_text.hpp"

#include <algorithm>
#include <array>

#include "sim/report/document/cell_words.hpp"
#include "sim/report/document/number_words.hpp"

namespace meridian::report {
namespace {

// A figure and the columns of the ends of its interval.
struct IntervalColumns {
    std::string figure, low, high;
};

// Ends whose names are not their figure's with _low and _high behind.
std::vector<IntervalColumns> const& estimates_of_studies() {
    static std::vector<IntervalColumns> const all{{"mean", "low", "high"},
                                                  {"reference_mean", "reference_low", "reference_high"},
                                                  {"difference_at_low", "at_low_low", "at_low_high"},
                                                  {"difference_at_high", "at_high_low", "at_high_high"}};
    return all;
}

// What the column is a part of, if the table has all three.
std::optional<IntervalColumns> estimate_with(TextTable const& table, std::string const& column) {
    auto const is_whole = [&table](IntervalColumns const& e) {
        return table.column(e.figure) && table.column(e.low) && table.column(e.high);
    };
    for (IntervalColumns const& e : estimates_of_studies()) {
        bool const part = column == e.figure || column == e.low || column == e.high;
        if (part && is_whole(e)) return e;
    }
    auto stem = column;
    for (std::string_view const ending : {"_low", "_high"}) {
        if (column.ends_with(ending)) stem.resize(column.size() - ending.size());
    }
    IntervalColumns const e{stem, stem + "_low", stem + "_high"};
    return is_whole(e) ? std::optional{e} : std::nullopt;
}

// Columns of tables of studies whose figures are of the metric that the row names.
constexpr std::array<std::string_view, 18> of_metric{"mean",           "low",
                                                     "high",           "difference",
                                                     "difference_low", "difference_high",
                                                     "bootstrap_low",  "reference_mean",
                                                     "reference_low",  "bootstrap_high",
                                                     "reference_high", "regret",
                                                     "static",         "simulated",
                                                     "sample_mean",    "swing",
                                                     "reference",      "best"};
// Amounts in the unit that the row names: of the map of resources and of rules.
constexpr std::array<std::string_view, 9> of_unit{
    "stock", "used", "headroom", "limit", "value", "value_of_other", "margin", "margin_low", "margin_high"};

bool stands_in(std::span<std::string_view const> names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

// Of swings: low and high there are values of the input, not of the metric.
bool is_of_inputs(TextTable const& table) {
    return table.column("input").has_value();
}

}  // namespace

FigureKind quantity_of_unit(std::string_view unit) {
    struct Known {
        std::string_view unit;
        FigureKind quantity;
    };
    constexpr std::array<Known, 12> all{{{"bytes", FigureKind::data},
                                         {"B", FigureKind::data},
                                         {"bytes/s", FigureKind::data_rate},
                                         {"accelerators", FigureKind::count},
                                         {"classes", FigureKind::count},
                                         {"share", FigureKind::share},
                                         {"CNY", FigureKind::money},
                                         {"CNY/acc-h", FigureKind::money_per_h},
                                         {"s", FigureKind::duration},
                                         {"kWh", FigureKind::energy},
                                         {"kg", FigureKind::carbon},
                                         {"kW", FigureKind::power}}};
    auto const known = std::ranges::find(all, unit, &Known::unit);
    return known == all.end() ? FigureKind::number : known->quantity;
}

FigureKind quantity_of_column(TextTable const& table, std::size_t column) {
    std::string const& name = table.columns[column];
    return stands_in(of_unit, name) && table.column("unit") ? FigureKind::number : quantity_of(name);
}

FigureKind quantity_of_cell(TextTable const& table, Cells const& row, std::size_t column) {
    std::string const& name = table.columns[column];
    auto const own = quantity_of_column(table, column);
    if (own != FigureKind::number) return own;
    if (stands_in(of_unit, name) && table.column("unit")) return quantity_of_unit(table.cell(row, "unit"));
    bool const of_input = is_of_inputs(table) && (name == "low" || name == "high");
    auto const estimate = estimate_with(table, name);
    bool const follows = stands_in(of_metric, name) || (estimate && stands_in(of_metric, estimate->figure)) ||
                         name.starts_with("difference_at_") || name.starts_with("at_");
    if (of_input || !follows) return own;
    for (std::string_view const by : {"metric", "key", "figure"}) {
        auto const named = quantity_of(table.cell(row, by));
        if (named != FigureKind::text) return named;
    }
    return own;
}

std::string cell_for_people(TextTable const& table, Cells const& row, std::size_t column, Language language) {
    std::string const& text = row[column];
    if (text.empty()) return "–";
    auto const quantity = quantity_of_cell(table, row, column);
    auto figure = table.figure(row, table.columns[column]);
    if (quantity == FigureKind::text || !figure) {
        auto const words = words_of_cell(text);
        return words ? words->in(language) : text;
    }
    // The map of resources counts transport in bytes per second; people count it in bits.
    if (quantity == FigureKind::data_rate && table.cell(row, "unit") == "bytes/s")
        figure = *figure * 8.0 / 1e9;
    FigureSetting setting;
    std::string const& name = table.columns[column];
    setting.with_sign = name.starts_with("difference") || name.starts_with("swing");
    if (auto const estimate = estimate_with(table, name); estimate) {
        setting.low = table.figure(row, estimate->low);
        setting.high = table.figure(row, estimate->high);
        if (name != estimate->figure) setting.unit_of = table.figure(row, estimate->figure);
    }
    return for_people(figure, quantity, language, setting);
}

}  // namespace meridian::report
