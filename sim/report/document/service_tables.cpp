#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "models/units/format.hpp"
#include "sim/report/document/run_tables.hpp"

namespace meridian::report {
namespace {

// Rows of a table by the cell of a column, in the order in which they come.
std::vector<std::pair<std::string, std::vector<Cells const*>>> grouped(TextTable const& table,
                                                                       std::string_view by) {
    std::vector<std::pair<std::string, std::vector<Cells const*>>> groups;
    std::map<std::string, std::size_t> at;
    for (Cells const& row : table.rows) {
        auto const [place, is_new] = at.try_emplace(table.cell(row, by), groups.size());
        if (is_new) groups.push_back({place->first, {}});
        groups[place->second].second.push_back(&row);
    }
    return groups;
}

// A class or a service: how much of what is asked for is done in time, and the three regions with least.
struct Served {
    std::string what;
    double asked{0.0};
    double in_time{0.0};
    std::vector<std::pair<double, std::string>> regions;  // share and name, of those that do not get all

    [[nodiscard]] Cells cells() const {
        constexpr std::size_t most = 3;
        Cells row{what, format_number(asked), format_number(in_time / asked)};
        for (std::size_t i = 0; i < most; ++i) {
            bool const there = i < regions.size();
            row.push_back(there ? regions[i].second : std::string{});
            row.push_back(there ? format_number(regions[i].first) : std::string{});
        }
        return row;
    }
};

void add_served(std::vector<Served>& all, TextTable const& table, std::string_view by,
                std::string_view asked) {
    for (auto const& [what, rows] : grouped(table, by)) {
        Served one{what, 0.0, 0.0, {}};
        for (Cells const* row : rows) {
            auto const share = table.figure(*row, "slo_attainment");
            double const here = table.figure(*row, asked).value_or(0.0);
            if (!share || here <= 0.0) continue;
            one.asked += here;
            one.in_time += here * *share;
            if (*share < 1.0) one.regions.emplace_back(*share, table.cell(*row, "region"));
        }
        std::ranges::stable_sort(one.regions, {}, &std::pair<double, std::string>::first);
        if (one.asked > 0.0) all.push_back(std::move(one));
    }
}

std::string ratio(std::optional<double> part, std::optional<double> whole) {
    return part && whole && *whole > 0.0 ? format_number(*part / *whole) : std::string{};
}

struct Loss {
    std::string kind, where;
    double lost;
    std::string unit;
};

void add_losses(std::vector<Loss>& losses, TextTable const* table, Loss const& like, std::string_view by,
                std::string_view column) {
    if (table == nullptr) return;
    for (auto const& [name, rows] : grouped(*table, by)) {
        double sum = 0.0;
        for (Cells const* row : rows)
            sum += table->figure(*row, column).value_or(0.0);
        if (sum > 0.0) losses.push_back({like.kind, name, sum, like.unit});
    }
}

}  // namespace

TextTable latency_circles(TextTable const& figures) {
    TextTable table{"latency_circles", {"of", "within", "way", "share"}, {}};
    std::map<std::string, std::string> value;
    for (Cells const& row : figures.rows)
        value[figures.cell(row, "key")] = figures.cell(row, "value");
    for (auto const& [of, prefix] : {std::pair{"jobs", ""}, std::pair{"requests", "requests_"}}) {
        for (std::string_view const way : {"one_way", "round_trip"}) {
            for (int const ms : {1, 5, 20}) {
                auto const found = value.find(fmt::format("{}within_{}ms_share_{}", prefix, ms, way));
                if (found != value.end())
                    table.rows.push_back({of, fmt::format("{} ms", ms), std::string{way}, found->second});
            }
        }
    }
    return table;
}

TextTable served(TextTable const* demand, TextTable const* services) {
    std::vector<Served> all;
    if (demand != nullptr) add_served(all, *demand, "class", "jobs_arrived");
    if (services != nullptr) add_served(all, *services, "service", "requests");
    std::ranges::stable_sort(all, {}, [](Served const& one) { return one.in_time / one.asked; });
    TextTable table{"served", {"what", "asked", "slo_attainment"}, {}};
    for (std::string const n : {"1", "2", "3"}) {
        table.columns.push_back("worst_" + n);
        table.columns.push_back("worst_" + n + "_share");
    }
    for (Served const& one : all)
        table.rows.push_back(one.cells());
    return table;
}

TextTable moved(TextTable const& classes) {
    TextTable table{
        "moved",
        {"class", "bytes_moved", "accelerator_hours", "bytes_per_accelerator_hour", "cny_per_it_kwh"},
        {}};
    for (Cells const& row : classes.rows) {
        auto const bytes = classes.figure(row, "bytes_moved");
        table.rows.push_back(
            {classes.cell(row, "class"), classes.cell(row, "bytes_moved"),
             classes.cell(row, "accelerator_hours"), ratio(bytes, classes.figure(row, "accelerator_hours")),
             ratio(classes.figure(row, "cost_cny_energy"), classes.figure(row, "energy_kwh_it"))});
    }
    return table;
}

TextTable bottlenecks(Tables const& tables) {
    std::vector<Loss> losses;
    TextTable const* const demand = find_table(tables, "demand");
    add_losses(losses, demand, {"jobs_rejected", {}, 0.0, "accelerator_hours"}, "class",
               "accelerator_hours_rejected");
    add_losses(losses, find_table(tables, "classes"), {"interrupted", {}, 0.0, "accelerator_hours"}, "class",
               "accelerator_hours_lost");
    add_losses(losses, find_table(tables, "services"), {"requests_rejected", {}, 0.0, "requests"}, "service",
               "rejected");
    add_losses(losses, find_table(tables, "services"), {"requests_late", {}, 0.0, "requests"}, "service",
               "late");
    add_losses(losses, find_table(tables, "sites"), {"queued", {}, 0.0, "jobs"}, "site", "jobs_queued_mean");
    std::ranges::stable_sort(losses, [](Loss const& a, Loss const& b) {
        return a.unit != b.unit ? a.unit < b.unit : a.lost > b.lost;
    });
    TextTable table{"bottlenecks", {"rank", "kind", "where", "lost", "unit"}, {}};
    std::size_t rank = 0;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        rank = i > 0 && losses[i].unit == losses[i - 1].unit ? rank + 1 : 1;
        table.rows.push_back({std::to_string(rank), losses[i].kind, losses[i].where,
                              format_number(losses[i].lost), losses[i].unit});
    }
    return table;
}

}  // namespace meridian::report
