#include "sim/service/service_paths.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/dice.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

// The world without the links that are down.
Scenario without(Scenario scenario, std::vector<bool> const& down) {
    Table<NodeId, Node> nodes = scenario.map.nodes();
    Table<LinkId, Link> links;
    for (LinkId const l : scenario.map.links().keys()) {
        if (!down[l.index]) links.add(scenario.map.links()[l]);
    }
    scenario.map = NationalMap{std::move(nodes), std::move(links), scenario.map.router_delay()};
    return scenario;
}

}  // namespace

TEST_CASE("latencies over the paths in use are those of a map without what is down", "[service][map]") {
    auto const seed = static_cast<std::uint64_t>(GENERATE(range(1, 9)));
    CAPTURE(seed);
    testing::Outlook const whole{testing::random_world(seed)};
    Scenario const& scenario = whole.scenario;
    service::ServicePaths paths{scenario, whole.geography};
    testing::Dice dice{seed};
    std::vector<bool> down(scenario.map.links().size(), false);
    CHECK_FALSE(paths.update(down));
    for (int step = 0; step < 30; ++step) {
        auto const link = static_cast<std::size_t>(dice.whole(0, static_cast<std::int64_t>(down.size()) - 1));
        down[link] = !down[link];
        static_cast<void>(paths.update(down));
        testing::Outlook const rest{without(scenario, down)};
        for (RegionId const r : scenario.regions.keys()) {
            for (SiteId const s : scenario.sites.keys())
                REQUIRE(paths.latencies().latency(r, s) == rest.geography.latency(r, s));
            REQUIRE(std::ranges::equal(paths.latencies().sites_by_latency(r),
                                       rest.geography.sites_by_latency(r)));
        }
    }
    down.assign(down.size(), false);
    static_cast<void>(paths.update(down));
    for (RegionId const r : scenario.regions.keys())
        CHECK(paths.latencies().change(r, {scenario, whole.geography}) ==
              service::SiteLatencies::Change::none);
}
