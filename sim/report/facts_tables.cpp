#include "sim/report/facts_tables.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string_view>
#include <variant>

#include "sim/report/summary.hpp"
#include "sim/report/table_cells.hpp"

namespace meridian::report {
namespace {

ResultCell cell_of(Figure const& figure) {
    if (auto const* const whole = std::get_if<std::int64_t>(&figure)) return *whole;
    if (auto const* const real = std::get_if<double>(&figure)) return *real;
    return {};
}

using JobsByReason = std::array<std::int64_t, state::reasons.size()>;

// Rows with the jobs of each reason and their share.
ResultTable reason_table(std::string name, JobsByReason const& jobs) {
    ResultTable table{std::move(name), {"reason", "jobs", "share"}};
    double all = 0.0;
    for (std::int64_t const number : jobs)
        all += static_cast<double>(number);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (jobs[i] > 0)
            table.rows.push_back(
                {state::words(state::reasons[i]), jobs[i], static_cast<double>(jobs[i]) / all});
    }
    return table;
}

// The region where the service meets its objective least often; nothing where it is met in all, or there is only one.
struct WorstRegion {
    ResultCell name, share;
};
WorstRegion worst_region(Facts const& f, ServiceId service) {
    WorstRegion worst;
    double least = 1.0;
    std::size_t regions = 0;
    for (std::size_t i = 0; i < f.ledger.services.size(); ++i) {
        observe::ServiceTally const& tally = f.ledger.services[i];
        if (f.ledger.services.row_of(i) != service || !(tally.requests > 0.0)) continue;
        ++regions;
        if (tally.in_time / tally.requests >= least) continue;
        least = tally.in_time / tally.requests;
        worst = {f.scenario.regions[f.ledger.services.column_of(i)].name, least};
    }
    return regions > 1 ? worst : WorstRegion{};
}

}  // namespace

ResultTable result_table(TableKind const& kind, Facts const& facts) {
    ResultTable table;
    table.name = kind.file.substr(0, kind.file.find('.'));
    for (RunColumn const& column : kind.columns)
        table.columns.push_back(ResultColumn::of(column.key, column.meaning));
    std::uint32_t const rows = kind.rows(facts);
    for (std::uint32_t r = 0; r < rows; ++r) {
        ResultRow& row = table.rows.emplace_back();
        for (RunColumn const& column : kind.columns)
            row.push_back(column.cell(facts, r));
    }
    return table;
}

ResultTable result_table(std::string_view file, Facts const& facts) {
    auto const kind = std::ranges::find(tables(), file, &TableKind::file);
    assert(kind != tables().end());
    return result_table(*kind, facts);
}

ResultTable summary_table(Facts const& facts) {
    ResultTable table{"summary", {}};
    ResultRow& row = table.rows.emplace_back();
    for (SummaryKey const& key : summary_keys()) {
        table.columns.push_back(ResultColumn::of(key.name, key.meaning));
        row.push_back(cell_of(key.compute(facts)));
    }
    return table;
}

ResultTable service_totals(Facts const& f) {
    ResultTable table{"services",
                      {"service", "requests", "rejected", "late", "slo_attainment", "delay_s_mean",
                       "one_way_s_mean", "worst_1", "worst_1_share"}};
    table.columns[*table.column("worst_1")].head = {"worst region", "最差地区"};
    table.columns[*table.column("worst_1_share")].head = {"SLO attainment there", "该地区达成率"};
    for (ServiceId const service : f.scenario.services.keys()) {
        observe::ServiceTally const t = f.ledger.of_service(service);
        WorstRegion const worst = worst_region(f, service);
        table.rows.push_back({f.scenario.services[service].name, t.requests, t.rejected, t.late(),
                              ratio(t.in_time, t.requests), ratio(t.delay_s, t.answered()),
                              ratio(t.one_way_s, t.answered()), worst.name, worst.share});
    }
    return table;
}

ResultTable rejection_table(Facts const& facts) {
    return reason_table("rejections", facts.all.rejections);
}

ResultTable wait_table(Facts const& facts) {
    ResultTable table = reason_table("waits", facts.all.waits);
    std::size_t const at = table.column_or_new(ResultColumn::of("wait_s"));
    std::size_t row = 0;
    for (std::size_t i = 0; i < facts.all.waits.size(); ++i) {
        if (facts.all.waits[i] > 0) table.rows[row++][at] = facts.all.waits_s[i];
    }
    return table;
}

ResultTable gang_table(Facts const& f) {
    ResultTable table{"gangs", {"class", "accelerators", "jobs", "sites_that_fit"}};
    for (Gang const& gang : gangs(f.scenario, f.sites_that_fit))
        table.rows.push_back({f.scenario.classes[gang.workload_class].name,
                              static_cast<double>(gang.width.count()) / 1000.0, gang.jobs, gang.sites});
    return table;
}

ResultTable static_table(StaticFigures const& figures) {
    ResultTable table{"static", {}};
    ResultRow& row = table.rows.emplace_back();
    for (auto const& [key, value] : figures) {
        table.columns.push_back(ResultColumn::of(key));
        row.emplace_back(value);
    }
    return table;
}

ResultTable absent_table(Facts const& facts) {
    ResultTable table{"absent", {"key", "why"}};
    for (SummaryKey const& key : summary_keys()) {
        Figure const figure = key.compute(facts);
        auto const* const real = std::get_if<double>(&figure);
        if (real != nullptr && !std::isfinite(*real)) {
            table.rows.push_back({key.name, "it is not a finite number"});
        } else if (auto const* const absent = std::get_if<Absent>(&figure)) {
            table.rows.push_back({key.name, absent->reason});
        }
    }
    return table;
}

void add_names(DisplayNames& to, NameTable const& names) {
    for (NameRow const& row : names.rows())
        to.add(row.kind, row.id, {row.name.en, row.name.zh});
}

DisplayNames display_names(NameTable const& names) {
    DisplayNames all;
    add_names(all, names);
    all.add_any();
    return all;
}

}  // namespace meridian::report
