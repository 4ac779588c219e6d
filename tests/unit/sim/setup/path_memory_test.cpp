// Tables of paths grow with what is asked for, not with the square of the map.
#include <vector>

#include "models/map/path_table.hpp"
#include "sim/setup/geography.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

NodeId node(std::size_t i) {
    return NodeId{static_cast<std::uint32_t>(i)};
}

// A ring of `nodes` with a site at each.
Scenario ring(std::size_t nodes) {
    Scenario s = testing::one_site(1, std::chrono::hours{1});
    Site const site = s.sites[SiteId{0}];
    Table<NodeId, Node> all{nodes};
    Table<LinkId, Link> links;
    for (std::size_t i = 0; i < nodes; ++i) {
        Link link;
        link.name = link.key = std::to_string(i);
        link.a = node(i);
        link.b = node((i + 1) % nodes);
        link.delay = Duration{1000};
        link.capacity = BytesPerSecond{1e9};
        links.add(link);
        if (i == 0) continue;
        Site another = site;
        another.node = node(i);
        s.sites.add(another);
    }
    s.map = NationalMap{std::move(all), std::move(links), Duration{0}};
    return s;
}

std::vector<NodeId> site_nodes(Scenario const& s) {
    std::vector<NodeId> nodes;
    for (Site const& site : s.sites)
        nodes.push_back(site.node);
    return nodes;
}

struct Watch final : PathWatch {
    std::size_t searches{0};
    std::size_t allowed{~std::size_t{0}};
    void search_begins() override {
        if (++searches > allowed) throw SearchStopped{};
    }
};

}  // namespace

TEST_CASE("as many trees of paths are made as there are ends asked for", "[unit][map]") {
    constexpr std::size_t nodes = 1000;
    Scenario const scenario = ring(nodes);
    Watch watch;
    ShortestPaths const shortest{scenario.map, site_nodes(scenario), &watch};
    CHECK(shortest.searches() == 0);
    // One region: one search for the latencies of 1000 sites.
    Geography const geography{scenario, shortest};
    CHECK(shortest.searches() == 1);
    // The way around half of the ring: 500 links of 1000 ns.
    CHECK(geography.latency(RegionId{0}, SiteId{500}) == Duration{500'000});
    CHECK(geography.latency(RegionId{0}, SiteId{999}) == Duration{1000});

    // From every site to node 3 and back: paths are those from the smaller node, so trees from nodes 0 to 3.
    PathTable paths{scenario.map, shortest};
    for (std::size_t i = 0; i < nodes; ++i) {
        Duration const there = paths[paths.between(node(i), node(3))].latency;
        Duration const back = paths[paths.between(node(3), node(i))].latency;  // may move the paths before it
        CHECK(there == back);
    }
    CHECK(shortest.searches() == 1 + 4);
    CHECK(watch.searches == shortest.searches());
    // 2000 pairs, in pages of 64: one page for each way to node 3, 16 pages for the ways from it.
    CHECK(paths.room() <= 64 * (nodes + 16));
    CHECK(paths.room() < nodes * nodes / 10);
}

TEST_CASE("where regions are more than sites, latencies are searched for from the sites", "[unit][map]") {
    Scenario scenario = ring(50);
    Table<SiteId, Site> two;
    for (SiteId const s : {SiteId{0}, SiteId{20}})
        two.add(scenario.sites[s]);
    scenario.sites = std::move(two);
    for (std::uint32_t i = 1; i < 50; ++i) {
        DemandRegion region = scenario.regions[RegionId{0}];
        region.node = node(i);
        scenario.regions.add(region);
    }
    ShortestPaths const shortest{scenario.map, site_nodes(scenario)};
    Geography const geography{scenario, shortest};
    CHECK(shortest.searches() == 2);
    CHECK(geography.latency(RegionId{7}, SiteId{0}) == Duration{7'000});
    CHECK(geography.latency(RegionId{7}, SiteId{1}) == Duration{13'000});
    CHECK(geography.sites_by_latency(RegionId{19}).front() == SiteId{1});
}

TEST_CASE("a watch stops the search for paths before the next search", "[unit][map]") {
    Scenario const scenario = ring(100);
    Watch watch;
    ShortestPaths const shortest{scenario.map, site_nodes(scenario), &watch};
    PathTable paths{scenario.map, shortest, 3};
    // A tree, the distances to the target, and more than ten spurs.
    watch.allowed = 10;
    CHECK_THROWS_AS(paths.choices(node(0), node(30)), SearchStopped);
    CHECK(watch.searches == 11);
}
