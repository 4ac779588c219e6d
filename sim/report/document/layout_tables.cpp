#include "sim/report/document/layout_tables.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>
#include <vector>

#include "models/units/format.hpp"

namespace meridian::report {
namespace {

constexpr double seconds_per_year = 365.0 * 86400.0;

// "20 %" -> 20 and "%"; nothing if it does not begin with a number.
struct Amount {
    double x;
    std::string unit;
};
std::optional<Amount> amount_of(std::string const& name) {
    std::size_t end = 0;
    try {
        double const x = std::stod(name, &end);
        while (end < name.size() && name[end] == ' ')
            ++end;
        return Amount{x, name.substr(end)};
    } catch (std::exception const&) {
        return std::nullopt;
    }
}

// Of an alternative, over the rows of a table of its run.
std::optional<double> sum_of(TextTable const* table, std::string const& alternative,
                             std::string_view column) {
    if (table == nullptr || !table->column(column)) return std::nullopt;
    std::optional<double> sum;
    for (Cells const& row : table->rows) {
        if (table->cell(row, "alternative") == alternative)
            sum = sum.value_or(0.0) + table->figure(row, column).value_or(0.0);
    }
    return sum;
}

std::string text(std::optional<double> x) {
    return x ? format_number(*x) : std::string{};
}

}  // namespace

TextTable layouts_table(TextTable const& kpis) {
    TextTable table{"layouts", {"future", "alternative", "response", "runs"}, {}};
    std::map<std::string, std::size_t> column;
    std::map<std::pair<std::string, std::string>, std::size_t> row_of;
    for (Cells const& row : kpis.rows) {
        std::string const& key = kpis.cell(row, "key");
        if (column.try_emplace(key, table.columns.size()).second) {
            for (char const* const end : {"", "_low", "_high"})
                table.columns.push_back(key + end);
        }
        auto const [at, is_new] =
            row_of.try_emplace({kpis.cell(row, "future"), kpis.cell(row, "alternative")}, table.rows.size());
        if (is_new)
            table.rows.push_back({kpis.cell(row, "future"), kpis.cell(row, "alternative"),
                                  kpis.cell(row, "response"), kpis.cell(row, "runs")});
        Cells& out = table.rows[at->second];
        std::size_t const first = column.at(key);
        out.resize(std::max(out.size(), first + 3));
        out[first] = kpis.cell(row, "mean");
        out[first + 1] = kpis.cell(row, "low");
        out[first + 2] = kpis.cell(row, "high");
    }
    for (Cells& row : table.rows)
        row.resize(table.columns.size());
    return table;
}

TextTable layouts_of_run(TextTable const& figures, std::string const& alternative) {
    TextTable table{"layouts", {"alternative"}, {{alternative}}};
    for (Cells const& row : figures.rows) {
        table.columns.push_back(figures.cell(row, "key"));
        table.rows.front().push_back(figures.cell(row, "value"));
    }
    return table;
}

TextTable abatement(TextTable const& layouts, std::string const& baseline) {
    TextTable table{
        "abatement", {"future", "alternative", "by", "tonnes_avoided", "cny", "cny_per_tonne"}, {}};
    std::map<std::string, Cells const*> base;  // by future
    for (Cells const& row : layouts.rows) {
        if (layouts.cell(row, "alternative") == baseline) base[layouts.cell(row, "future")] = &row;
    }
    // Without a price: "not given", not nothing.
    auto const add = [&](Cells const& row, char const* by, double tonnes, std::optional<double> cny) {
        std::string const absent = cny ? std::string{} : "not given";
        table.rows.push_back({layouts.cell(row, "future"), layouts.cell(row, "alternative"), by,
                              format_number(tonnes), cny ? format_number(*cny) : absent,
                              cny && tonnes > 0.0 ? format_number(*cny / tonnes) : absent});
    };
    for (Cells const& row : layouts.rows) {
        auto const location = layouts.figure(row, "carbon_kg_location");
        auto const market = layouts.figure(row, "carbon_kg_market");
        auto const green = layouts.figure(row, "cost_cny_green");
        auto const cost = layouts.figure(row, "cost_cny_total");
        auto const found = base.find(layouts.cell(row, "future"));
        if (location && cost && found != base.end() && found->second != &row) {
            auto const base_location = layouts.figure(*found->second, "carbon_kg_location");
            auto const base_cost = layouts.figure(*found->second, "cost_cny_total");
            if (base_location && base_cost)
                add(row, "siting", (*base_location - *location) / 1000.0, *cost - *base_cost);
        }
        if (location && market && green && *location > *market)
            add(row, "contract", (*location - *market) / 1000.0,
                layouts.figure(row, "green_cny_per_tonne_avoided") ? green : std::nullopt);
    }
    return table;
}

TextTable board_table(TextTable const& layouts, std::string const& future, TextTable const* sites,
                      TextTable const* peaks) {
    struct Item {
        char const* key;
        bool per_year;
    };
    constexpr std::array<Item, 8> items{{{"net_cost_cny_per_year", false},
                                         {"cost_cny_total", true},
                                         {"slo_attainment", false},
                                         {"request_slo_attainment_least", false},
                                         {"utilisation", false},
                                         {"carbon_kg_location", true},
                                         {"carbon_kg_market", true},
                                         {"cost_cny_per_active_accelerator_hour", false}}};
    constexpr std::array<char const*, 3> ends{"", "_low", "_high"};
    TextTable table{"board", {"alternative"}, {}};
    for (Item const& item : items) {
        std::string const name{item.key == std::string_view{"cost_cny_total"} ? "cost_cny" : item.key};
        for (char const* const end : ends)
            table.columns.push_back(name + (item.per_year ? "_per_year" : "") + end);
    }
    for (char const* const column : {"upfront_cny", "it_kw_all_busy", "facility_kw_peak"})
        table.columns.emplace_back(column);
    for (Cells const& row : layouts.rows) {
        if (layouts.column("future") && layouts.cell(row, "future") != future) continue;
        std::string const& alternative = layouts.cell(row, "alternative");
        Cells out{alternative};
        auto const window_s = layouts.figure(row, "window_s");
        for (Item const& item : items) {
            for (char const* const end : ends) {
                std::string const column = std::string{item.key} + end;
                auto const value = layouts.figure(row, column);
                if (!item.per_year) out.push_back(layouts.cell(row, column));
                if (item.per_year)
                    out.push_back(value && window_s ? format_number(*value * (seconds_per_year / *window_s))
                                                    : std::string{});
            }
        }
        std::optional<double> upfront;
        for (char const* const of : {"existing", "committed", "candidate", "network"}) {
            if (auto const cny = layouts.figure(row, std::string{"upfront_cny_"} + of))
                upfront = upfront.value_or(0.0) + *cny;
        }
        out.push_back(text(upfront));
        out.push_back(text(sum_of(sites, alternative, "it_kw_all_busy")));
        out.push_back(text(sum_of(peaks, alternative, "facility_kw_peak")));
        table.rows.push_back(std::move(out));
    }
    return table;
}

std::optional<TextTable> curve_table(TextTable const& comparison, TextTable const* against_best,
                                     std::string_view metric) {
    TextTable table{
        "curve",
        {"metric", "future", "x", "unit", "alternative", "response", "mean", "low", "high", "flat"},
        {}};
    std::map<std::pair<std::string, std::string>, bool> apart;  // from the best, by future and alternative
    if (against_best != nullptr) {
        for (Cells const& row : against_best->rows) {
            std::string const& verdict = against_best->cell(row, "verdict");
            apart[{against_best->cell(row, "future"), against_best->cell(row, "alternative")}] =
                verdict == "better" || verdict == "worse";
        }
    }
    std::optional<std::string> unit;
    for (Cells const& row : comparison.rows) {
        if (comparison.cell(row, "metric") != metric) continue;
        std::string const& alternative = comparison.cell(row, "alternative");
        auto const amount = amount_of(alternative);
        if (!amount || (unit && *unit != amount->unit)) return std::nullopt;
        unit = amount->unit;
        auto const found = apart.find({comparison.cell(row, "future"), alternative});
        std::string const flat = found == apart.end() ? "" : found->second ? "no" : "yes";
        table.rows.push_back({std::string{metric}, comparison.cell(row, "future"), format_number(amount->x),
                              amount->unit, alternative, comparison.cell(row, "response"),
                              comparison.cell(row, "mean"), comparison.cell(row, "low"),
                              comparison.cell(row, "high"), flat});
    }
    if (table.rows.size() < 2) return std::nullopt;
    return table;
}

}  // namespace meridian::report
