#include "sim/document/layout_tables.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>
#include <vector>

namespace meridian::document {
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
std::optional<double> sum_of(ResultTable const* table, std::string const& alternative,
                             std::string_view column) {
    if (table == nullptr || !table->column(column)) return std::nullopt;
    std::optional<double> sum;
    for (ResultRow const& row : table->rows) {
        if (table->text(row, "alternative") == alternative)
            sum = sum.value_or(0.0) + table->figure(row, column).value_or(0.0);
    }
    return sum;
}

}  // namespace

ResultTable layouts_table(ResultTable const& kpis) {
    ResultTable table{"layouts", {"future", "alternative", "response", "runs"}};
    std::map<std::string, std::size_t> column;
    std::map<std::pair<std::string, std::string>, std::size_t> row_of;
    for (ResultRow const& row : kpis.rows) {
        std::string const& key = kpis.text(row, "key");
        if (column.try_emplace(key, table.columns.size()).second) {
            for (char const* const end : {"", "_low", "_high"})
                table.columns.push_back(ResultColumn::of(key + end));
        }
        auto const [at, is_new] =
            row_of.try_emplace({kpis.text(row, "future"), kpis.text(row, "alternative")}, table.rows.size());
        if (is_new)
            table.rows.push_back({kpis.text(row, "future"), kpis.text(row, "alternative"),
                                  kpis.text(row, "response"), kpis.cell(row, "runs")});
        ResultRow& out = table.rows[at->second];
        std::size_t const first = column.at(key);
        out.resize(std::max(out.size(), first + 3));
        out[first] = kpis.cell(row, "mean");
        out[first + 1] = kpis.cell(row, "low");
        out[first + 2] = kpis.cell(row, "high");
    }
    for (ResultRow& row : table.rows)
        row.resize(table.columns.size());
    return table;
}

ResultTable layouts_of_run(ResultTable const& figures, std::string const& alternative) {
    ResultTable table{"layouts", {"alternative"}};
    table.rows.push_back({alternative});
    for (ResultRow const& row : figures.rows) {
        table.columns.push_back(ResultColumn::of(figures.text(row, "key")));
        table.rows.front().push_back(figures.cell(row, "value"));
    }
    return table;
}

ResultTable abatement(ResultTable const& layouts, std::string const& baseline) {
    ResultTable table{"abatement", {"future", "alternative", "by", "tonnes_avoided", "cny", "cny_per_tonne"}};
    std::map<std::string, ResultRow const*> base;  // by future
    for (ResultRow const& row : layouts.rows) {
        if (layouts.text(row, "alternative") == baseline) base[layouts.text(row, "future")] = &row;
    }
    // Without a price: "not given", not nothing.
    auto const add = [&](ResultRow const& row, char const* by, double tonnes, std::optional<double> cny) {
        ResultCell const absent{cny ? "" : "not given"};
        table.rows.push_back({layouts.text(row, "future"), layouts.text(row, "alternative"), by, tonnes,
                              cny ? ResultCell{*cny} : absent,
                              cny && tonnes > 0.0 ? ResultCell{*cny / tonnes} : absent});
    };
    for (ResultRow const& row : layouts.rows) {
        auto const location = layouts.figure(row, "carbon_kg_location");
        auto const market = layouts.figure(row, "carbon_kg_market");
        auto const green = layouts.figure(row, "cost_cny_green");
        auto const cost = layouts.figure(row, "cost_cny_total");
        auto const found = base.find(layouts.text(row, "future"));
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

ResultTable board_table(ResultTable const& layouts, std::string const& future, ResultTable const* sites,
                        ResultTable const* peaks) {
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
    ResultTable table{"board", {"alternative"}};
    for (Item const& item : items) {
        std::string const name{item.key == std::string_view{"cost_cny_total"} ? "cost_cny" : item.key};
        for (char const* const end : ends)
            table.columns.push_back(ResultColumn::of(name + (item.per_year ? "_per_year" : "") + end));
    }
    for (char const* const column : {"upfront_cny", "it_kw_all_busy", "facility_kw_peak"})
        table.columns.push_back(ResultColumn::of(column));
    for (ResultRow const& row : layouts.rows) {
        if (layouts.column("future") && layouts.text(row, "future") != future) continue;
        std::string const& alternative = layouts.text(row, "alternative");
        ResultRow out{alternative};
        auto const window_s = layouts.figure(row, "window_s");
        for (Item const& item : items) {
            for (char const* const end : ends) {
                std::string const column = std::string{item.key} + end;
                auto const value = layouts.figure(row, column);
                if (!item.per_year) out.push_back(layouts.cell(row, column));
                if (item.per_year)
                    out.push_back(value && window_s ? ResultCell{*value * (seconds_per_year / *window_s)}
                                                    : ResultCell{});
            }
        }
        std::optional<double> upfront;
        for (char const* const of : {"existing", "committed", "candidate", "network"}) {
            if (auto const cny = layouts.figure(row, std::string{"upfront_cny_"} + of))
                upfront = upfront.value_or(0.0) + *cny;
        }
        out.emplace_back(upfront);
        out.emplace_back(sum_of(sites, alternative, "it_kw_all_busy"));
        out.emplace_back(sum_of(peaks, alternative, "facility_kw_peak"));
        table.rows.push_back(std::move(out));
    }
    return table;
}

std::optional<ResultTable> curve_table(ResultTable const& comparison, ResultTable const* against_best,
                                       std::string_view metric) {
    ResultTable table{
        "curve", {"metric", "future", "x", "unit", "alternative", "response", "mean", "low", "high", "flat"}};
    std::map<std::pair<std::string, std::string>, bool> apart;  // from the best, by future and alternative
    if (against_best != nullptr) {
        for (ResultRow const& row : against_best->rows) {
            std::string const& verdict = against_best->text(row, "verdict");
            apart[{against_best->text(row, "future"), against_best->text(row, "alternative")}] =
                verdict == "better" || verdict == "worse";
        }
    }
    std::optional<std::string> unit;
    for (ResultRow const& row : comparison.rows) {
        if (comparison.text(row, "metric") != metric) continue;
        std::string const& alternative = comparison.text(row, "alternative");
        auto const amount = amount_of(alternative);
        if (!amount || (unit && *unit != amount->unit)) return std::nullopt;
        unit = amount->unit;
        auto const found = apart.find({comparison.text(row, "future"), alternative});
        std::string const flat = found == apart.end() ? "" : found->second ? "no" : "yes";
        table.rows.push_back({std::string{metric}, comparison.text(row, "future"), amount->x, amount->unit,
                              alternative, comparison.text(row, "response"), comparison.cell(row, "mean"),
                              comparison.cell(row, "low"), comparison.cell(row, "high"), flat});
    }
    if (table.rows.size() < 2) return std::nullopt;
    return table;
}

}  // namespace meridian::document
