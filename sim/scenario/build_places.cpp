#include <algorithm>

#include <fmt/format.h>

#include "models/map/great_circle.hpp"
#include "sim/scenario/scenario_builder.hpp"

namespace meridian::scenario {
namespace {

// Of a link without length and delay: the great circle times route_factor. Reports what that needs.
void derive_length(ScenarioBuilder& b, Link& link, LinkRecord const& in) {
    if (!link.a.valid() || !link.b.valid() || link.a == link.b) return;
    auto const report = [&](std::string const& why, std::string_view or_add) {
        b.problems.add(in.location(),
                       fmt::format("the link '{}' has neither 'length' nor 'delay', and {}", link.name, why),
                       fmt::format("add 'length: 148 km', or 'delay: 1 ms', or {}", or_add));
    };
    for (NodeId const end : {link.a, link.b}) {
        if (!b.in.nodes[end.index].good({"latitude", "longitude"})) return;
    }
    for (NodeId const end : {link.a, link.b}) {
        if (!b.nodes[end].has_coordinates)
            return report(fmt::format("its node '{}' has no coordinates", b.nodes[end].name),
                          "'latitude' and 'longitude' to the node");
    }
    if (!b.in.written("route_factor"))
        return report("the scenario has no 'route_factor'",
                      "'route_factor: 1.4' to the scenario, for great circles times that");
    link.length = b.in.route_factor * great_circle(b.nodes[link.a], b.nodes[link.b]);
    link.length_is_derived = true;
    if (link.length.count() > 0.0) return;
    report("its nodes have the same coordinates", "other coordinates to one of them");
}

void set_delay(ScenarioBuilder& b, Link& link, LinkRecord const& in) {
    if (in.written("delay") || !in.good({"delay", "length"})) return;
    if (!in.written("length")) derive_length(b, link, in);
    double const delay = link.length.count() * b.in.fibre_delay_ns_per_km;
    if (delay > static_cast<double>(longest_duration.count())) {
        b.problems.add(in.location(), fmt::format("the link '{}' delays by more than 100 years", link.name),
                       "write a shorter 'length' or a smaller 'fibre_delay'");
        return;
    }
    link.delay = Measured<Duration>::from(delay);
}

void add_node(ScenarioBuilder& b, RecordOf<Node> const& in) {
    Node node = in.value;
    b.node_names.add(node.name, in, b.problems);
    node.key = key_of(in, node.name);
    bool const has_latitude = in.written("latitude");
    bool const has_longitude = in.written("longitude");
    node.has_coordinates = has_latitude && has_longitude;
    if (has_latitude != has_longitude && in.good({"latitude", "longitude"})) {
        auto const missing = has_latitude ? "longitude" : "latitude";
        b.problems.add(in.location(), fmt::format("the node '{}' has no '{}'", node.name, missing),
                       fmt::format("add '{}', or remove the other coordinate too", missing));
    }
    b.nodes.add(std::move(node));
}

void add_link(ScenarioBuilder& b, LinkRecord const& in) {
    Link link = in.value;
    link.a = b.node_names.id<NodeId>(in.a, b.problems);
    link.b = b.node_names.id<NodeId>(in.b, b.problems);
    // Without its nodes it has no name that others could know it by.
    if (in.lacks("name") && link.a.valid() && link.b.valid()) link.name = in.a.value + "-" + in.b.value;
    link.key = key_of(in, link.name);
    set_delay(b, link, in);
    if (link.a.valid() && link.a == link.b) {
        b.problems.add(in.location("b"),
                       fmt::format("both ends of the link '{}' are '{}'", link.name, in.b.value),
                       "name two different nodes");
    }
    b.link_names.add(link.name, in, b.problems);
    b.links.add(std::move(link));
    b.scenario.link_capital.add(bought(in, "capital", in.capital));
}

// Whether the site has its power when the run starts.
bool is_energised(ScenarioBuilder const& b, SiteRecord const& in) {
    return !in.energised || *in.energised <= b.scenario.start_unix_s;
}

void add_site(ScenarioBuilder& b, SiteRecord const& in) {
    Site site = in.value;
    site.key = key_of(in, site.name);
    site.node = b.node_names.id<NodeId>(in.node, b.problems);
    site.tier = b.tier_names.id<TierId>(in.tier, b.problems);
    if (in.lacks("tier")) {
        if (b.scenario.tiers.size() == 1) site.tier = TierId{0};
        if (b.scenario.tiers.size() > 1) {
            b.problems.add(
                in.location(), fmt::format("the site '{}' has no 'tier'", site.name),
                fmt::format("add 'tier: {}' or another of the tiers", b.scenario.tiers[TierId{0}].name));
        }
    }
    site.tariff = b.tariff_names.id<TariffId>(in.tariff, b.problems);
    site.grid = b.grid_names.id<GridId>(in.grid, b.problems);
    site.climate = b.climate_names.id<ClimateId>(in.climate, b.problems);
    site.cooling = b.cooling_names.id<CoolingId>(in.cooling, b.problems);
    site.energised = is_energised(b, in);
    if (!site.energised) site.storage = Bytes{0};
    b.site_names.add(site.name, in, b.problems);
    b.scenario.sites.add(std::move(site));
}

void check_least(ScenarioBuilder& b) {
    bool const all_known = std::ranges::all_of(b.in.pools, [](PoolRecord const& in) {
        return in.good({"site", "servers", "width"});
    });
    if (!all_known || !b.in.good("pools")) return;
    std::vector<std::int64_t> accelerators(b.scenario.sites.size(), 0);
    for (std::size_t p = 0; p < b.in.pools.size(); ++p) {
        SiteId const s = b.scenario.pools[PoolId{static_cast<std::uint32_t>(p)}].site;
        if (!s.valid()) return;  // it may be of any site
        accelerators[s.index] += b.in.pools[p].value.servers * b.in.pools[p].value.width;
    }
    for (SiteId const s : b.scenario.sites.keys()) {
        Site const& site = b.scenario.sites[s];
        if (!site.tier.valid()) continue;
        Tier const& tier = b.scenario.tiers[site.tier];
        if (accelerators[s.index] >= tier.least_accelerators) continue;
        b.problems.add(
            b.in.sites[s.index].location(),
            fmt::format("the site '{}' has {} accelerators, and a site of the tier '{}' has at least {}",
                        site.name, accelerators[s.index], tier.name, tier.least_accelerators),
            "make its pools larger, take another tier, or lower 'least_accelerators'");
    }
}

void add_pool(ScenarioBuilder& b, PoolRecord const& in) {
    constexpr std::int64_t most_accelerators = 1'000'000'000;
    Pool pool = in.value;
    pool.site = b.site_names.id<SiteId>(in.site, b.problems);
    pool.accelerator = b.accelerator_names.id<AcceleratorId>(in.accelerator, b.problems);
    if (in.lacks("name") && pool.site.valid() && pool.accelerator.valid())
        pool.name = in.site.value + "/" + in.accelerator.value;
    pool.key = key_of(in, pool.name);
    if (in.good({"servers", "width"}) && pool.servers * pool.width > most_accelerators) {
        b.problems.add(
            in.location("servers"),
            fmt::format("the pool '{}' has {} x {} accelerators", pool.name, pool.servers, pool.width),
            "write at most 1,000,000,000 of them");
    }
    if (pool.site.valid() && !b.scenario.sites[pool.site].energised) pool.servers = 0;
    b.pool_names.add(pool.name, in, b.problems);
    b.scenario.pools.add(std::move(pool));
}

// Power is counted in whole microwatts: the busy pools together must be far from the end of int64.
void check_total_power(ScenarioBuilder& b) {
    constexpr double most = 1e18;  // uW
    double total = 0.0;
    for (auto const& pool : b.scenario.pools) {
        if (!pool.accelerator.valid()) continue;
        auto const each = b.scenario.accelerators[pool.accelerator].busy_power.count();
        total +=
            static_cast<double>(each) * static_cast<double>(pool.servers) * static_cast<double>(pool.width);
        if (total <= most) continue;
        b.problems.add(b.in.pools.front().location(), "the busy pools together draw more than 1000 GW",
                       "check the 'servers' and 'width' of the pools and the 'busy_power' of their models");
        return;
    }
}

}  // namespace

void build_map(ScenarioBuilder& b) {
    b.node_names.reserve(b.in.nodes.size());
    b.link_names.reserve(b.in.links.size());
    for (auto const& in : b.in.nodes)
        add_node(b, in);
    for (auto const& in : b.in.links)
        add_link(b, in);
}

void build_sites(ScenarioBuilder& b) {
    for (auto const& in : b.in.tiers) {
        b.tier_names.add(in.value.name, in, b.problems);
        Tier tier = in.value;
        tier.facility_per_kw = bought(in, "facility", in.facility);
        b.scenario.tiers.add(std::move(tier));
    }
    if (b.scenario.tiers.empty()) {
        b.tier_names.add("site");
        b.scenario.tiers.add(Tier{"site", {}, 0, 0.0});
    }
    b.site_names.reserve(b.in.sites.size());
    b.pool_names.reserve(b.in.pools.size());
    for (auto const& in : b.in.sites)
        add_site(b, in);
    for (auto const& in : b.in.pools)
        add_pool(b, in);
    check_total_power(b);
    check_least(b);
    if (!b.in.sites.empty() || !b.in.good("sites")) return;
    b.problems.add(b.start_of_file(), "there is no site", "write at least one record under 'sites'");
}

}  // namespace meridian::scenario
