#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "models/units/nearest_name.hpp"
#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

// Of the farthest people: the way to the rim of the disc.
Duration access_spread(ScenarioBuilder& b, RegionRecord const& in) {
    double const delay = in.access_radius.count() * b.in.route_factor * b.in.fibre_delay_ns_per_km;
    if (delay <= static_cast<double>(longest_duration.count())) return Measured<Duration>::from(delay);
    b.problems.add(in.location(),
                   fmt::format("people of the region '{}' are more than 100 years away", in.value.name),
                   "write a shorter 'access_radius' or a smaller 'fibre_delay'");
    return Duration{0};
}

bool has_mass(RegionRecord const& region, std::string const& name) {
    return std::ranges::find(region.masses.value, name, &NamedNumber::name) != region.masses.value.end();
}

// The masses that regions use, in order, and in how many regions each stands.
struct UsedMasses {
    std::vector<std::string> names;
    std::map<std::string, std::size_t> regions;
};

UsedMasses used_masses(std::vector<RegionRecord> const& regions) {
    UsedMasses used;
    for (auto const& region : regions) {
        for (auto const& mass : region.masses.value) {
            if (++used.regions[mass.name] == 1) used.names.push_back(mass.name);
        }
    }
    return used;
}

// The mass that a region lacks and of which `name` seems to be a misspelling; empty if there is none.
std::string meant_mass(RegionRecord const& region, std::string const& name, UsedMasses const& used) {
    std::vector<std::string> others;
    bool is_later = false;
    for (std::string const& other : used.names) {
        is_later = is_later || other == name;
        auto const uses = used.regions.at(other), own = used.regions.at(name);
        if (other != name && (uses > own || (uses == own && !is_later)) && !has_mass(region, other))
            others.push_back(other);
    }
    return nearest_name(name, others);
}

// Takes the names that regions use and reports those that seem to be misspelt.
void name_used_masses(ScenarioBuilder& b) {
    constexpr std::size_t most_compared = 100;  // more names than that are no list of masses
    auto const used = used_masses(b.in.regions);
    std::set<std::string> misspelt;
    for (auto const& region : b.in.regions) {
        for (auto const& mass : region.masses.value) {
            if (used.names.size() < 2 || used.names.size() > most_compared) continue;
            auto const meant = meant_mass(region, mass.name, used);
            if (meant.empty()) continue;
            misspelt.insert(mass.name);
            b.problems.add(mass.where,
                           fmt::format("the region '{}' has a mass '{}' and no '{}', as others have",
                                       region.value.name, mass.name, meant),
                           fmt::format("did you mean '{}'?", meant));
        }
    }
    for (std::string const& name : used.names) {
        if (!misspelt.contains(name)) b.mass_names.add(name);
    }
    if (!misspelt.empty()) b.mass_names.expect_unreadable();
}

// The names of the masses: those listed, or those that regions use, in order.
void name_masses(ScenarioBuilder& b) {
    std::set<std::string> seen;
    for (auto const& mass : b.in.masses.value) {
        if (!seen.insert(mass.text).second) {
            b.problems.add(mass.where, fmt::format("duplicate mass '{}'", mass.text), "remove it");
            continue;
        }
        b.mass_names.add(mass.text);
    }
    bool const all_read = std::ranges::all_of(b.in.regions, [](RegionRecord const& in) {
        return in.good({"masses", ""});
    });
    if (!all_read || !b.in.good({"masses", "regions"})) b.mass_names.expect_unreadable();
    if (!b.in.masses.written()) name_used_masses(b);
    b.scenario.masses = b.mass_names.names();
}

void set_masses(ScenarioBuilder& b, DemandRegion& region, RegionRecord const& in) {
    if (b.in.masses.written() && !b.in.masses.good) return;
    region.masses.assign(b.scenario.masses.size(), 0.0);
    std::vector<bool> written(b.scenario.masses.size(), false);
    bool all_known = in.good("masses");
    for (auto const& mass : in.masses.value) {
        auto const index = b.mass_names.find(Item{mass.name, mass.where}, b.problems);
        all_known = all_known && index;
        if (!index) continue;
        region.masses[*index] = mass.value;
        written[*index] = true;
    }
    for (std::size_t m = 0; all_known && m < written.size(); ++m) {
        if (written[m]) continue;
        auto const& name = b.scenario.masses[m];
        b.problems.add(in.location(), fmt::format("the region '{}' has no mass '{}'", region.name, name),
                       fmt::format("add 'masses: {{{}: 0}}' or its value", name));
    }
}

}  // namespace

void build_regions(ScenarioBuilder& b) {
    name_masses(b);
    for (auto const& in : b.in.regions) {
        DemandRegion region = in.value;
        region.key = key_of(in, region.name);
        region.node = b.node_names.id<NodeId>(in.node, b.problems);
        region.access_spread = access_spread(b, in);
        set_masses(b, region, in);
        b.region_names.add(region.name, in, b.problems);
        b.scenario.regions.add(std::move(region));
    }
    if (!b.in.regions.empty() || !b.in.good("regions")) return;
    b.problems.add(b.start_of_file(), "there is no region", "write at least one record under 'regions'");
}

}  // namespace meridian::scenario
