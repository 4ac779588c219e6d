#include <utility>

#include <fmt/format.h>

#include "sim/scenario/building.hpp"
#include "sim/scenario/paths.hpp"

namespace meridian::scenario {
namespace {

constexpr std::size_t unverified = 4;  // of grade_words

void add_row(Building& b, std::string what, RecordInput const& record) {
    if (!record.source.written() && !record.grade.written() && !record.note.written()) return;
    auto const grade = record.grade.written() ? record.grade.value : unverified;
    b.scenario.provenance.push_back(
        Provenance{std::move(what), record.source.value, std::string{grade_words[grade]}, record.note.value});
}

template <class Input>
void add_rows(Building& b, std::string_view table, std::vector<Input> const& records,
              NameIndex const& names) {
    for (std::size_t i = 0; i < records.size(); ++i)
        add_row(b, fmt::format("{}.{}", table, names.names()[i]), records[i]);
}

}  // namespace

void build_provenance(Building& b) {
    PathIndex const paths{*b.in.draft};
    for (auto const& in : b.in.provenance) {
        if (in.what.good && !paths.exists(in.what.value)) {
            b.problems.add(in.what.draft->place(), fmt::format("this scenario has no '{}'", in.what.value),
                           paths.fix_for(in.what.value));
        }
        b.scenario.provenance.push_back(Provenance{in.what.value, in.source.value,
                                                   std::string{grade_words[in.grade.value]}, in.note.value});
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
    add_rows(b, "calendar", b.in.calendar, b.calendar_names);
    add_row(b, "future", b.in.future);
}

}  // namespace meridian::scenario
