#include "sim/document/run_map.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

namespace meridian::document {
namespace {

using report::MapLayer;

// Rows of `table` by their cell `key`.
std::map<std::string, ResultRow const*> rows_by(ResultTable const& table, std::string_view key) {
    std::map<std::string, ResultRow const*> rows;
    for (ResultRow const& row : table.rows)
        rows.emplace(table.text(row, key), &row);
    return rows;
}

void join(ResultTable& layer, ResultTable const& run, std::string_view key) {
    auto const rows = rows_by(run, key);
    for (std::size_t c = 0; c < run.columns.size(); ++c) {
        if (run.columns[c].key == key) continue;
        std::size_t const to = layer.column_or_new(run.columns[c]);
        for (ResultRow& row : layer.rows) {
            auto const found = rows.find(layer.text(row, key));
            if (found != rows.end()) row[to] = (*found->second)[c];
        }
    }
}

// Active accelerator-hours of those there; the table has those held and their share of those there.
void add_utilisation(ResultTable& sites) {
    std::size_t const to =
        sites.column_or_new(ResultColumn::of("utilisation", "active accelerator-hours, of those there"));
    for (ResultRow& row : sites.rows) {
        auto const held = sites.figure(row, "accelerator_hours_held");
        auto const active = sites.figure(row, "accelerator_hours_active");
        auto const allocation = sites.figure(row, "allocation");
        if (!held || !active || !allocation) continue;
        row[to] = *held > 0.0 ? *active * *allocation / *held : 0.0;
    }
}

// Whole where both are; nothing counts as zero.
ResultCell sum_of(ResultCell const& a, ResultCell const& b) {
    if (a.empty()) return b;
    if (a.whole() && b.whole()) return *a.whole() + *b.whole();
    return a.figure().value_or(0.0) + b.figure().value_or(0.0);
}

// Sums of a table's figures by region.
class RegionSums {
public:
    RegionSums(Tables const& tables, std::string_view table) : table_{find_table(tables, table)} {}

    [[nodiscard]] bool known() const { return table_ != nullptr && !table_->empty(); }
    // Nothing where no row of the region that `takes` has the figure.
    template <class Takes>
    [[nodiscard]] ResultCell sum(std::string const& region, std::string_view key, Takes const& takes) const {
        ResultCell all;
        for (ResultRow const& row : table_->rows) {
            ResultCell const& cell = table_->cell(row, key);
            if (cell.figure() && table_->text(row, "region") == region && takes(row)) all = sum_of(all, cell);
        }
        return all;
    }
    [[nodiscard]] ResultCell sum(std::string const& region, std::string_view key) const {
        return sum(region, key, [](ResultRow const&) { return true; });
    }
    // The mean of `key` over the rows that have it, by their figure `weight`.
    [[nodiscard]] ResultCell mean(std::string const& region, std::string_view key,
                                  std::string_view weight) const {
        double all = 0.0, weights = 0.0;
        for (ResultRow const& row : table_->rows) {
            auto const figure = table_->figure(row, key);
            if (!figure || table_->text(row, "region") != region) continue;
            double const by = table_->figure(row, weight).value_or(0.0);
            all += *figure * by;
            weights += by;
        }
        return weights > 0.0 ? ResultCell{all / weights} : ResultCell{};
    }
    [[nodiscard]] std::string const& text(ResultRow const& row, std::string_view key) const {
        return table_->text(row, key);
    }

private:
    ResultTable const* table_;
};

// Fills a column of the regions by their name.
template <class Cell>
void fill(ResultTable& regions, std::string_view key, Cell const& cell) {
    std::size_t const to =
        regions.column_or_new(ResultColumn::of(key, "of its users, over classes or services"));
    for (ResultRow& row : regions.rows)
        row[to] = cell(regions.text(row, "region"));
}

void add_region_figures(ResultTable& regions, Tables const& tables) {
    if (RegionSums const jobs{tables, "demand"}; jobs.known()) {
        for (std::string_view const key :
             {"jobs_arrived", "jobs_completed", "jobs_rejected", "jobs_unfinished"})
            fill(regions, key, [&](std::string const& region) { return jobs.sum(region, key); });
        fill(regions, "slo_attainment",
             [&](std::string const& region) { return jobs.mean(region, "slo_attainment", "jobs_arrived"); });
    }
    if (RegionSums const requests{tables, "services"}; requests.known()) {
        constexpr std::array<std::array<std::string_view, 2>, 3> columns{
            {{"requests_arrived", "requests"}, {"requests_rejected", "rejected"}, {"requests_late", "late"}}};
        for (auto const& column : columns)
            fill(regions, column[0],
                 [&](std::string const& region) { return requests.sum(region, column[1]); });
        fill(regions, "request_slo_attainment",
             [&](std::string const& region) { return requests.mean(region, "slo_attainment", "requests"); });
    }
    if (RegionSums const value{tables, "value"}; value.known()) {
        auto const sum = [&](std::string const& region, bool served) {
            return value.sum(region, "value_cny", [&](ResultRow const& row) {
                return (value.text(row, "outcome") == "served") == served;
            });
        };
        fill(regions, "value_served_cny", [&](std::string const& region) { return sum(region, true); });
        fill(regions, "value_lost_cny", [&](std::string const& region) { return sum(region, false); });
    }
}

}  // namespace

void add_run_figures(std::vector<MapLayer>& layers, Tables const& tables) {
    for (MapLayer& layer : layers) {
        if (layer.entity == "region") {
            add_region_figures(layer.table, tables);
            continue;
        }
        ResultTable const* const run = find_table(tables, layer.table.name);
        if (run != nullptr) join(layer.table, *run, layer.entity);
        if (layer.entity == "site") add_utilisation(layer.table);
    }
}

}  // namespace meridian::document
