#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "sim/document/run_tables.hpp"

namespace meridian::document {
namespace {

// Rows of a table by the cell of a column, in the order in which they come.
std::vector<std::pair<std::string, std::vector<ResultRow const*>>> grouped(ResultTable const& table,
                                                                           std::string_view by) {
    std::vector<std::pair<std::string, std::vector<ResultRow const*>>> groups;
    std::map<std::string, std::size_t> at;
    for (ResultRow const& row : table.rows) {
        auto const [place, is_new] = at.try_emplace(table.text(row, by), groups.size());
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

    [[nodiscard]] ResultRow cells() const {
        constexpr std::size_t most = 3;
        ResultRow row{what, asked, in_time / asked};
        for (std::size_t i = 0; i < most; ++i) {
            bool const there = i < regions.size();
            row.push_back(there ? ResultCell{regions[i].second} : ResultCell{});
            row.push_back(there ? ResultCell{regions[i].first} : ResultCell{});
        }
        return row;
    }
};

void add_served(std::vector<Served>& all, ResultTable const& table, std::string_view by,
                std::string_view asked) {
    for (auto const& [what, rows] : grouped(table, by)) {
        Served one{what, 0.0, 0.0, {}};
        for (ResultRow const* row : rows) {
            auto const share = table.figure(*row, "slo_attainment");
            double const here = table.figure(*row, asked).value_or(0.0);
            if (!share || here <= 0.0) continue;
            one.asked += here;
            one.in_time += here * *share;
            if (*share < 1.0) one.regions.emplace_back(*share, table.text(*row, "region"));
        }
        std::ranges::stable_sort(one.regions, {}, &std::pair<double, std::string>::first);
        if (one.asked > 0.0) all.push_back(std::move(one));
    }
}

ResultCell ratio(std::optional<double> part, std::optional<double> whole) {
    return part && whole && *whole > 0.0 ? ResultCell{*part / *whole} : ResultCell{};
}

struct Loss {
    std::string kind, where;
    double lost;
    std::string unit;
};

void add_losses(std::vector<Loss>& losses, ResultTable const* table, Loss const& like, std::string_view by,
                std::string_view column) {
    if (table == nullptr) return;
    for (auto const& [name, rows] : grouped(*table, by)) {
        double sum = 0.0;
        for (ResultRow const* row : rows)
            sum += table->figure(*row, column).value_or(0.0);
        if (sum > 0.0) losses.push_back({like.kind, name, sum, like.unit});
    }
}

}  // namespace

ResultTable latency_circles(ResultTable const& figures) {
    ResultTable table{"latency_circles", {"of", "within_ms", "way", "share"}};
    std::map<std::string, ResultCell> value;
    for (ResultRow const& row : figures.rows)
        value[figures.text(row, "key")] = figures.cell(row, "value");
    for (auto const& [of, prefix] : {std::pair{"jobs", ""}, std::pair{"requests", "requests_"}}) {
        for (std::string_view const way : {"one_way", "round_trip"}) {
            for (int const ms : {1, 5, 20}) {
                auto const found = value.find(fmt::format("{}within_{}ms_share_{}", prefix, ms, way));
                if (found != value.end()) table.rows.push_back({of, ms, way, found->second});
            }
        }
    }
    return table;
}

ResultTable served(ResultTable const* demand, ResultTable const* services) {
    std::vector<Served> all;
    if (demand != nullptr) add_served(all, *demand, "class", "jobs_arrived");
    if (services != nullptr) add_served(all, *services, "service", "requests");
    std::ranges::stable_sort(all, {}, [](Served const& one) { return one.in_time / one.asked; });
    ResultTable table{"served", {"work", "asked", "slo_attainment"}};
    for (std::string const n : {"1", "2", "3"}) {
        table.columns.push_back(ResultColumn::of("worst_" + n));
        table.columns.push_back(ResultColumn::of("worst_" + n + "_share"));
    }
    for (Served const& one : all)
        table.rows.push_back(one.cells());
    return table;
}

ResultTable moved(ResultTable const& classes) {
    ResultTable table{"moved",
                      {"class", "jobs", "bytes_moved_all", "accelerator_hours_all",
                       "bytes_per_accelerator_hour", "cny_per_it_kwh"}};
    for (ResultRow const& row : classes.rows) {
        auto const sum = [&](std::string_view measured, std::string_view planned) {
            return classes.figure(row, measured).value_or(0.0) + classes.figure(row, planned).value_or(0.0);
        };
        double const bytes = sum("bytes_moved", "calendar_bytes_moved");
        double const hours = sum("accelerator_hours", "calendar_accelerator_hours_held");
        table.rows.push_back(
            {classes.text(row, "class"), sum("jobs_arrived", "calendar_jobs"), bytes, hours,
             ratio(bytes, hours),
             ratio(classes.figure(row, "cost_cny_energy"), classes.figure(row, "energy_kwh_it"))});
    }
    return table;
}

ResultTable value_by_work(ResultTable const& value) {
    constexpr std::array<std::string_view, 5> outcomes{"served", "late", "rejected", "unfinished",
                                                       "interrupted"};
    ResultTable table{"value_by_work", {"work", "value_served_cny"}};
    for (std::size_t i = 1; i < outcomes.size(); ++i)
        table.columns.push_back(ResultColumn::of("value_lost_cny_" + std::string{outcomes[i]}));
    for (auto const& [work, rows] : grouped(value, "work")) {
        std::array<double, outcomes.size()> sums{};
        bool any = false;
        for (ResultRow const* row : rows) {
            auto const cny = value.figure(*row, "value_cny");
            auto const outcome = std::ranges::find(outcomes, value.text(*row, "outcome"));
            if (!cny || outcome == outcomes.end()) continue;
            sums[static_cast<std::size_t>(outcome - outcomes.begin())] += *cny;
            any = true;
        }
        if (!any) continue;
        ResultRow cells{work};
        for (double const sum : sums)
            cells.push_back(sum);
        table.rows.push_back(std::move(cells));
    }
    return table;
}

ResultTable bottlenecks(Tables const& tables) {
    std::vector<Loss> losses;
    ResultTable const* const demand = find_table(tables, "demand");
    add_losses(losses, demand, {"jobs_rejected", {}, 0.0, "acc-h"}, "class", "accelerator_hours_rejected");
    add_losses(losses, demand, {"calendar_rejected", {}, 0.0, "acc-h"}, "class",
               "calendar_accelerator_hours_rejected");
    add_losses(losses, find_table(tables, "classes"), {"interrupted", {}, 0.0, "acc-h"}, "class",
               "accelerator_hours_lost");
    add_losses(losses, find_table(tables, "services"), {"requests_rejected", {}, 0.0, "requests"}, "service",
               "rejected");
    add_losses(losses, find_table(tables, "services"), {"requests_late", {}, 0.0, "requests"}, "service",
               "late");
    add_losses(losses, find_table(tables, "sites"), {"queued", {}, 0.0, "jobs"}, "site", "jobs_queued_mean");
    std::ranges::stable_sort(losses, [](Loss const& a, Loss const& b) {
        return a.unit != b.unit ? a.unit < b.unit : a.lost > b.lost;
    });
    ResultTable table{"bottlenecks", {"rank", "kind", "where", "lost", "unit"}};
    std::size_t rank = 0;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        rank = i > 0 && losses[i].unit == losses[i - 1].unit ? rank + 1 : 1;
        table.rows.push_back({rank, losses[i].kind, losses[i].where, losses[i].lost, losses[i].unit});
    }
    return table;
}

}  // namespace meridian::document
