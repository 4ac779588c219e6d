#include "models/map/distances_around.hpp"

#include "models/map/shortest_paths.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

// The map without the links that are down.
NationalMap rest_of(NationalMap const& map, std::vector<bool> const& down) {
    Table<LinkId, Link> links;
    for (LinkId const l : map.links().keys()) {
        if (!down[l.index]) links.add(map.links()[l]);
    }
    return {map.nodes(), std::move(links), map.router_delay()};
}

}  // namespace

TEST_CASE("latencies around links that fail and come back are those of the rest of the map", "[map]") {
    auto const seed = static_cast<std::uint64_t>(GENERATE(range(1, 13)));
    CAPTURE(seed);
    Scenario const world = testing::random_world(seed);
    NationalMap const& map = world.map;
    std::vector<NodeId> nodes;
    for (NodeId const n : map.nodes().keys())
        nodes.push_back(n);
    DistancesAround distances{map, nodes};
    std::vector<bool> down(map.links().size(), false);
    engine::RandomSource const random{seed, 0};
    std::size_t renewed = 0;
    for (std::uint64_t step = 0; step < 40; ++step) {
        for (std::uint64_t change = 0; change < 2; ++change) {
            auto const l = random.block(1, step, change)[0] % down.size();
            down[l] = !down[l];
        }
        renewed += distances.update(down).size();
        NationalMap const rest = rest_of(map, down);
        ShortestPaths const shortest{rest, nodes};
        for (std::size_t row = 0; row < nodes.size(); ++row) {
            auto const expected = shortest.latencies_from(nodes[row]);
            for (NodeId const n : map.nodes().keys())
                REQUIRE(distances.latency(row, n) == expected[n.index]);
        }
    }
    CHECK(renewed < 40 * nodes.size());
}
