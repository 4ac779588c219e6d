#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/suggestion.hpp"
#include "sim/scenario/warnings.hpp"

namespace meridian::scenario {
namespace {

using Used = std::vector<bool>;

template <class IdType>
void mark(Used& used, IdType id) {
    if (id.valid()) used[id.index] = true;
}

// Warns of the records that nothing uses: of each changed one at the change, of the others together.
template <class Record>
void warn_idle(std::vector<Record> const& records, Used const& used, std::vector<std::string> const& names,
               std::string_view table, std::string_view by, Problems& warnings) {
    std::vector<std::string_view> idle;
    Draft const* first = nullptr;
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (used[i]) continue;
        NamedDraft const& record = records[i];
        if (auto const* const changed = changed_by_option(*record.draft)) {
            warnings.add(
                changed->location(),
                fmt::format("this changes nothing: '{}' of the {} is used by no {}", names[i], table, by),
                fmt::format("change one that is used, or let a {} name it", by));
        } else if (!record.written("source")) {
            if (first == nullptr) first = record.draft;
            idle.push_back(names[i]);
        }
    }
    if (first == nullptr) return;
    warnings.add(first->location(),
                 listing(fmt::format("{} of the {} {} {} used by no {}", idle.size(), records.size(), table,
                                     idle.size() == 1 ? "is" : "are", by),
                         idle),
                 fmt::format("remove what is not needed, or say where it comes from with a 'source'"));
}

void warn_energy(ScenarioBuilder const& b, Problems& warnings) {
    Used climates(b.in.climates.size()), coolings(b.in.coolings.size()), grids(b.in.grids.size()),
        tariffs(b.in.tariffs.size()), tou(b.in.tou.size()), tiers(b.scenario.tiers.size());
    for (auto const& site : b.scenario.sites) {
        mark(climates, site.climate);
        mark(coolings, site.cooling);
        mark(grids, site.grid);
        mark(tariffs, site.tariff);
        mark(tiers, site.tier);
    }
    for (auto const& tariff : b.in.tariffs) {
        if (tariff.tou.written()) tou[*b.tou_names.find(tariff.tou.value)] = true;
    }
    warn_idle(b.in.tiers, tiers, b.tier_names.names(), "tiers", "site", warnings);
    warn_idle(b.in.climates, climates, b.climate_names.names(), "climates", "site", warnings);
    warn_idle(b.in.coolings, coolings, b.cooling_names.names(), "coolings", "site", warnings);
    warn_idle(b.in.grids, grids, b.grid_names.names(), "grids", "site", warnings);
    warn_idle(b.in.tariffs, tariffs, b.tariff_names.names(), "tariffs", "site", warnings);
    warn_idle(b.in.tou, tou, b.tou_names.names(), "tou", "tariff", warnings);
}

void warn_nodes(ScenarioBuilder const& b, Problems& warnings) {
    Used nodes(b.nodes.size());
    for (auto const& link : b.links) {
        mark(nodes, link.a);
        mark(nodes, link.b);
    }
    for (auto const& site : b.scenario.sites)
        mark(nodes, site.node);
    for (auto const& region : b.scenario.regions)
        mark(nodes, region.node);
    for (auto const& c : b.scenario.classes)
        mark(nodes, c.input_home.node);
    for (JobDescription const& job : b.listed.extremes())
        mark(nodes, job.input_home);
    warn_idle(b.in.nodes, nodes, b.node_names.names(), "nodes", "link, site, region or data", warnings);
}

// Masses that split no class's arrivals and attract no data.
void warn_masses(ScenarioBuilder const& b, Problems& warnings) {
    Used used(b.scenario.masses.size());
    for (auto const& c : b.scenario.classes) {
        if (c.arrivals.mass < used.size()) used[c.arrivals.mass] = true;
        if (c.input_home.kind == HomeKind::gravity) used[c.input_home.mass] = true;
    }
    for (auto const& s : b.scenario.services) {
        if (s.requests.mass < used.size()) used[s.requests.mass] = true;
    }
    if (!b.in.masses.written()) return;
    for (auto const& mass : b.in.masses.value) {
        auto const index = b.mass_names.find(mass.text);
        if (!index || used[*index]) continue;
        warnings.add(mass.where, fmt::format("the mass '{}' is used by no class and no service", mass.text),
                     fmt::format("remove it, or let a class name it: 'arrivals: {{by: {}}}'", mass.text));
    }
}

}  // namespace

Draft const* changed_by_option(Draft const& record) {
    auto const* const file = record.shared_location().file.get();
    if (file != nullptr && file->starts_with("--")) return &record;
    if (!record.is_map()) return nullptr;
    for (auto const& entry : record.entries()) {
        if (auto const* const found = changed_by_option(entry.value)) return found;
    }
    return nullptr;
}

void warn_unused(ScenarioBuilder const& b, Problems& warnings) {
    warn_energy(b, warnings);
    warn_nodes(b, warnings);
    warn_masses(b, warnings);
    Used accelerators(b.in.accelerators.size()), curves(b.in.curves.size());
    mark(accelerators, b.scenario.reference);
    for (auto const& pool : b.scenario.pools)
        mark(accelerators, pool.accelerator);
    for (auto const& c : b.scenario.classes) {
        for (auto const model : c.models)
            mark(accelerators, model);
        mark(curves, c.arrivals.curve);
    }
    for (auto const& s : b.scenario.services) {
        for (auto const model : s.models)
            mark(accelerators, model);
        mark(curves, s.requests.curve);
    }
    warn_idle(b.in.accelerators, accelerators, b.accelerator_names.names(), "accelerators", "pool", warnings);
    warn_idle(b.in.curves, curves, b.curve_names.names(), "curves", "class or service", warnings);
}

}  // namespace meridian::scenario
