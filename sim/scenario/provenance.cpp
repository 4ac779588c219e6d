#include <utility>

#include <fmt/format.h>

#include "sim/scenario/paths.hpp"
#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

void add_row(ScenarioBuilder& b, std::string what, NamedDraft const& record) {
    if (!record.written("source") && !record.written("grade") && !record.written("note")) return;
    Provenance& row = b.scenario.provenance.emplace_back(record.origin);
    row.what = std::move(what);
}

template <class Record>
void add_rows(ScenarioBuilder& b, std::string_view table, std::vector<Record> const& records,
              NameIndex const& names) {
    for (std::size_t i = 0; i < records.size(); ++i)
        add_row(b, fmt::format("{}.{}", table, names.names()[i]), records[i]);
}

}  // namespace

void build_provenance(ScenarioBuilder& b) {
    PathIndex const paths{*b.in.draft};
    for (auto const& in : b.in.provenance) {
        auto const& what = in.value.what;
        if (in.good("what") && !paths.exists(what)) {
            b.problems.add(in.location("what"), fmt::format("this scenario has no '{}'", what),
                           paths.fix_for(what));
        }
        b.scenario.provenance.push_back(in.value);
    }
    add_rows(b, "tiers", b.in.tiers, b.tier_names);
    add_rows(b, "accelerators", b.in.accelerators, b.accelerator_names);
    add_rows(b, "climates", b.in.climates, b.climate_names);
    add_rows(b, "coolings", b.in.coolings, b.cooling_names);
    add_rows(b, "grids", b.in.grids, b.grid_names);
    add_rows(b, "tou", b.in.tou, b.tou_names);
    add_rows(b, "tariffs", b.in.tariffs, b.tariff_names);
    add_rows(b, "nodes", b.in.nodes, b.node_names);
    add_rows(b, "links", b.in.links, b.link_names);
    add_rows(b, "sites", b.in.sites, b.site_names);
    add_rows(b, "pools", b.in.pools, b.pool_names);
    add_rows(b, "regions", b.in.regions, b.region_names);
    add_rows(b, "curves", b.in.curves, b.curve_names);
    add_rows(b, "classes", b.in.classes, b.class_names);
    add_rows(b, "services", b.in.services, b.service_names);
    add_rows(b, "demand_events", b.in.demand_events, b.demand_event_names);
    add_rows(b, "calendar", b.in.calendar, b.calendar_names);
    add_rows(b, "rules", b.in.rules, b.rule_names);
    add_row(b, "future", b.in.future);
}

}  // namespace meridian::scenario
