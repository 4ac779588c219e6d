#include "sim/app/screen_text.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/report/summary.hpp"
#include "sim/report/table/number_words.hpp"
#include "sim/report/table/terminal_table.hpp"

namespace meridian::app {
namespace {

using report::ResultColumn;
using report::ResultRow;
using report::ResultTable;

bool all_have(std::vector<ScreenedLayout> const& layouts, std::string_view key) {
    return std::ranges::all_of(layouts, [&](ScreenedLayout const& one) {
        return std::ranges::find(one.figures, key, &report::StaticFigures::value_type::first) !=
               one.figures.end();
    });
}

// The service that meets its objective least often, if not all of them always do.
ServiceShare const* worst_service(ScreenedLayout const& layout) {
    auto const worst = std::ranges::min_element(layout.services, {}, &ServiceShare::slo_attainment);
    return worst == layout.services.end() ? nullptr : &*worst;
}

// The figures, the best first, with rank and worst service.
ResultTable ranking(Screening const& screening) {
    ResultTable table = screening.figures();
    std::size_t const at_worst = table.column_or_new(ResultColumn::of("worst_service"));
    std::size_t const at_rank = table.column_or_new(ResultColumn::of("rank"));
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (auto const* const worst = worst_service(screening.layouts[i]))
            table.rows[i][at_worst] = worst->service;
    }
    std::string_view const by = screening.ranked_by();
    double const sign = report::more_is_better(by) ? -1.0 : 1.0;
    std::ranges::stable_sort(table.rows, {}, [&](ResultRow const& row) {
        auto const figure = table.figure(row, by);
        return std::tuple{!figure, sign * figure.value_or(0.0)};
    });
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i][at_rank] = i + 1;
    return table;
}

// A row per scenario and a column for each of `parts`, a share or a count.
struct PartOfLayout {
    std::string head;
    double value{0.0};
};
template <class PartsOf>
ResultTable by_part(Screening const& screening, ResultTable const& order, report::FigureKind kind,
                    PartsOf const& parts_of) {
    ResultTable table{"parts", {"scenario"}};
    for (ResultRow const& row : order.rows) {
        std::string const& id = order.text(row, "scenario");
        auto const layout = std::ranges::find(screening.layouts, id, &ScreenedLayout::id);
        std::vector<std::pair<std::size_t, double>> cells;
        for (PartOfLayout const& part : parts_of(*layout)) {
            ResultColumn column = ResultColumn::of(part.head);
            column.head = report::Bilingual::same(part.head);
            column.quantity = kind;
            cells.emplace_back(table.column_or_new(column), part.value);
        }
        ResultRow& made = table.rows.emplace_back(table.columns.size());
        made[0] = id;
        for (auto const& [at, value] : cells)
            made[at] = value;
    }
    return table;
}

// The first column, then the others by their least figure.
std::vector<std::string> worst_first(ResultTable const& table) {
    std::vector<std::pair<double, std::string>> order;
    for (std::size_t i = 1; i < table.columns.size(); ++i) {
        double least = 1.0;
        for (ResultRow const& row : table.rows)
            least = std::min(least, row[i].figure().value_or(1.0));
        order.emplace_back(least, table.columns[i].key);
    }
    std::ranges::stable_sort(order, {}, &std::pair<double, std::string>::first);
    std::vector<std::string> keys{table.columns.front().key};
    for (auto& [least, key] : order)
        keys.push_back(std::move(key));
    return keys;
}

}  // namespace

ResultTable Screening::figures() const {
    ResultTable table{"static", {"scenario"}};
    for (ScreenedLayout const& one : layouts) {
        for (auto const& [key, value] : one.figures)
            table.column_or_new(ResultColumn::of(key));
    }
    for (ScreenedLayout const& one : layouts) {
        ResultRow& row = table.rows.emplace_back(table.columns.size());
        row[0] = one.id;
        for (auto const& [key, value] : one.figures)
            row[*table.column(key)] = value;
    }
    return table;
}

ResultTable Screening::services() const {
    ResultTable table{"services", {"scenario", "service", "slo_attainment"}};
    for (ScreenedLayout const& one : layouts) {
        for (ServiceShare const& share : one.services)
            table.rows.push_back({one.id, share.service, share.slo_attainment});
    }
    return table;
}

ResultTable Screening::gangs() const {
    ResultTable table{"gangs", {"scenario", "class", "accelerators", "jobs", "sites_that_fit"}};
    for (ScreenedLayout const& one : layouts) {
        for (GangFit const& gang : one.gangs)
            table.rows.push_back({one.id, gang.workload_class, gang.accelerators, gang.jobs, gang.sites});
    }
    return table;
}

std::string_view Screening::ranked_by() const {
    for (std::string_view const key : {std::string_view{"net_cost_cny_per_year"}, std::string_view{objective},
                                       std::string_view{"cost_cny_per_active_accelerator_hour"}}) {
        if (!key.empty() && all_have(layouts, key)) return key;
    }
    return "cost_cny_total";
}

std::string screen_text(Screening const& screening, report::OutputStyle const& style) {
    std::string_view const by = screening.ranked_by();
    ResultTable const ranked = ranking(screening);
    bool const is_ranked = ranked.rows.size() > 1;
    auto const strong = [&](std::string const& words) {
        std::string out;
        for (std::string const& line : report::broken_lines(words, style.columns))
            out += report::emphasised(line, report::Emphasis::strong, style) + "\n";
        return out;
    };
    auto const names = &screening.names;
    std::vector<std::string> columns;
    if (is_ranked) columns.emplace_back("rank");
    for (std::string_view const key :
         {std::string_view{"scenario"}, by, std::string_view{"request_slo_attainment_least"},
          std::string_view{"accelerator_hours_unmet"},
          std::string_view{"cost_cny_per_active_accelerator_hour"}, std::string_view{"utilisation"},
          std::string_view{"carbon_kg_location"}, std::string_view{"worst_service"},
          std::string_view{"carbon_kg_market"}, std::string_view{"cost_cny_energy"},
          std::string_view{"requests_within_5ms_share_one_way"},
          std::string_view{"requests_within_5ms_share_round_trip"}})
        columns.emplace_back(key);
    std::string out = strong(is_ranked ? fmt::format("Static estimate of {} layouts by {}, the {} first",
                                                     ranked.rows.size(), report::words_of(by).en,
                                                     report::more_is_better(by) ? "highest" : "lowest")
                                       : "Static estimate");
    out += report::terminal_table(
        {ranked, columns, {}, names, SIZE_MAX, is_ranked ? &ranked.rows.front() : nullptr, "with --csv"},
        style);
    if (is_ranked) out += "* the best by arithmetic\n";
    out += report::paragraph(
        "Arithmetic without queues, gangs and transfers: `meridian run` and `sweep` simulate them.", style);
    ResultTable const services =
        by_part(screening, ranked, report::FigureKind::share, [&](ScreenedLayout const& layout) {
            std::vector<PartOfLayout> parts;
            for (ServiceShare const& one : layout.services)
                parts.push_back({names->of("service", one.service).en, one.slo_attainment});
            return parts;
        });
    if (services.columns.size() > 1)
        out += "\n" + strong("SLO attainment of requests, by service") +
               report::terminal_table(
                   {services, worst_first(services), {}, names, SIZE_MAX, nullptr, "with --json"}, style);
    ResultTable const gangs =
        by_part(screening, ranked, report::FigureKind::count, [](ScreenedLayout const& layout) {
            std::vector<PartOfLayout> parts;
            for (GangFit const& one : layout.gangs)
                parts.push_back(
                    {report::for_people(one.accelerators, report::FigureKind::count, report::Language::en),
                     static_cast<double>(one.sites)});
            return parts;
        });
    if (gangs.columns.size() > 1)
        out += "\n" + strong("Sites that could hold a planned job of that width if they were empty") +
               report::terminal_table({gangs, {}, {}, names, SIZE_MAX, nullptr, "with --json"}, style);
    return out;
}

}  // namespace meridian::app
