#include <cmath>

#include "models/map/national_map.hpp"
#include "models/map/path_table.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using namespace std::chrono_literals;

namespace {

struct Corridor {
    unsigned a, b;
    Duration delay;
    double capacity{1e9};
    double usable_share{1.0};
};

NationalMap map_of(std::size_t nodes, std::vector<Corridor> const& corridors, Duration router = 0ns) {
    Table<NodeId, Node> node_table(nodes);
    Table<LinkId, Link> links;
    for (Corridor const& c : corridors) {
        Link link;
        link.a = NodeId{c.a};
        link.b = NodeId{c.b};
        link.delay = c.delay;
        link.capacity = BytesPerSecond{c.capacity};
        link.usable_share = c.usable_share;
        links.add(link);
    }
    return {std::move(node_table), std::move(links), router};
}

std::vector<NodeId> all_nodes(NationalMap const& map) {
    std::vector<NodeId> all;
    for (NodeId const n : map.nodes().keys()) {
        all.push_back(n);
    }
    return all;
}

std::vector<unsigned> nodes_on(NationalMap const& map, NodeId source, std::vector<ArcId> const& arcs) {
    std::vector<unsigned> walked{source.index};
    for (ArcId const a : arcs) {
        CHECK(map.arcs()[a].from.index == walked.back());
        walked.push_back(map.arcs()[a].to.index);
    }
    return walked;
}

using Walk = std::vector<unsigned>;

}  // namespace

TEST_CASE("a link makes two arcs, each with the link's delay and one router") {
    auto const map = map_of(3, {{0, 1, 2ms}, {2, 1, 3ms}}, 50us);
    REQUIRE(map.arcs().size() == 4);
    CHECK(map.arcs()[ArcId{2}].from == NodeId{2});
    CHECK(map.arcs()[ArcId{3}].from == NodeId{1});
    CHECK(map.arcs()[ArcId{3}].latency == 3050us);
    CHECK(NationalMap::link_of(ArcId{3}) == LinkId{1});
    CHECK(NationalMap::reversed(ArcId{3}) == ArcId{2});
}

TEST_CASE("the path of least latency wins over the one of fewer hops") {
    // 0-1-2 takes 1 + 1 = 2 ms, 0-2 takes 3 ms.
    auto const map = map_of(3, {{0, 2, 3ms}, {0, 1, 1ms}, {1, 2, 1ms}});
    ShortestPaths const paths(map, std::vector{NodeId{0}});
    CHECK(paths.latency(NodeId{0}, NodeId{2}) == 2ms);
    CHECK(nodes_on(map, NodeId{0}, paths.arcs(NodeId{0}, NodeId{2})) == Walk{0, 1, 2});
    CHECK(paths.arcs(NodeId{0}, NodeId{0}).empty());
    CHECK(paths.is_source(NodeId{0}));
    CHECK_FALSE(paths.is_source(NodeId{2}));
}

TEST_CASE("ties go to fewer hops, then the smaller previous node, then the smaller link") {
    SECTION("fewer hops") {
        auto const map = map_of(3, {{0, 1, 1ms}, {1, 2, 1ms}, {0, 2, 2ms}});
        ShortestPaths const paths(map, std::vector{NodeId{0}});
        CHECK(nodes_on(map, NodeId{0}, paths.arcs(NodeId{0}, NodeId{2})) == Walk{0, 2});
    }
    SECTION("smaller previous node, although its links come later") {
        auto const map = map_of(4, {{0, 2, 1ms}, {2, 3, 1ms}, {0, 1, 1ms}, {1, 3, 1ms}});
        ShortestPaths const paths(map, std::vector{NodeId{0}});
        CHECK(nodes_on(map, NodeId{0}, paths.arcs(NodeId{0}, NodeId{3})) == Walk{0, 1, 3});
    }
    SECTION("smaller of two parallel links") {
        auto const map = map_of(2, {{0, 1, 2ms}, {1, 0, 1ms}, {0, 1, 1ms}});
        ShortestPaths const paths(map, std::vector{NodeId{0}});
        CHECK(paths.arcs(NodeId{0}, NodeId{1}) == std::vector{ArcId{3}});  // link 1, from b to a
    }
}

TEST_CASE("links without delay make no circles") {
    auto const map = map_of(4, {{0, 1, 0ns}, {1, 2, 0ns}, {2, 0, 0ns}, {2, 3, 0ns}});
    ShortestPaths const paths(map, all_nodes(map));
    CHECK(paths.latency(NodeId{0}, NodeId{3}) == 0ns);
    CHECK(nodes_on(map, NodeId{0}, paths.arcs(NodeId{0}, NodeId{3})) == Walk{0, 2, 3});
    CHECK(nodes_on(map, NodeId{3}, paths.arcs(NodeId{3}, NodeId{1})) == Walk{3, 2, 1});
}

TEST_CASE("a node that no link reaches is reported as unreachable") {
    auto const map = map_of(3, {{0, 1, 1ms}});
    ShortestPaths const paths(map, std::vector{NodeId{0}, NodeId{2}, NodeId{0}});  // repeated: once
    CHECK(paths.reaches(NodeId{0}, NodeId{1}));
    CHECK_FALSE(paths.reaches(NodeId{0}, NodeId{2}));
    CHECK_FALSE(paths.reaches(NodeId{2}, NodeId{1}));
    CHECK(paths.reaches(NodeId{2}, NodeId{2}));
}

TEST_CASE("latencies are those of Floyd and Warshall on a random map with parallel links") {
    constexpr unsigned nodes = 40;
    std::uint64_t state = 11;
    auto const draw = [&](unsigned below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<unsigned>((state >> 33U) % below);
    };
    std::vector<Corridor> corridors;
    for (int i = 0; i < 90; ++i) {
        unsigned const a = draw(nodes);
        corridors.push_back({a, (a + 1 + draw(nodes - 1)) % nodes, Duration{draw(20)}});
    }
    auto const map = map_of(nodes, corridors);
    constexpr std::int64_t far = 1'000'000;
    std::vector<std::vector<std::int64_t>> d(nodes, std::vector<std::int64_t>(nodes, far));
    for (unsigned i = 0; i < nodes; ++i) {
        d[i][i] = 0;
    }
    for (Corridor const& c : corridors) {
        d[c.a][c.b] = d[c.b][c.a] = std::min(d[c.a][c.b], std::int64_t{c.delay.count()});
    }
    for (unsigned k = 0; k < nodes; ++k) {
        for (unsigned i = 0; i < nodes; ++i) {
            for (unsigned j = 0; j < nodes; ++j) {
                d[i][j] = std::min(d[i][j], d[i][k] + d[k][j]);
            }
        }
    }
    ShortestPaths const paths(map, all_nodes(map));
    PathTable table(map, paths);
    int wrong = 0;
    int reached = 0;
    for (NodeId const i : map.nodes().keys()) {
        for (NodeId const j : map.nodes().keys()) {
            bool const near = d[i.index][j.index] < far;
            if (paths.reaches(i, j) != near) ++wrong;
            if (!near) continue;
            ++reached;
            if (paths.latency(i, j).count() != d[i.index][j.index]) ++wrong;
            if (table[table.between(i, j)].latency != paths.latency(i, j)) ++wrong;
        }
    }
    CHECK(wrong == 0);
    CHECK(reached > 1000);
}

TEST_CASE("the path table makes each path once, the same in both directions") {
    // Two equally good ways from 0 to 3; one end of every path is a source.
    auto const map = map_of(
        5, {{0, 2, 1ms, 4e9}, {2, 3, 1ms, 1e10, 0.1}, {0, 1, 1ms}, {1, 3, 1ms, 3e9}, {3, 4, 1ms, 2e9}}, 10us);
    ShortestPaths const paths(map, std::vector{NodeId{0}, NodeId{3}});
    PathTable table(map, paths);
    PathId const there = table.between(NodeId{0}, NodeId{3});
    PathId const back = table.between(NodeId{3}, NodeId{0});
    CHECK(table.between(NodeId{0}, NodeId{3}) == there);
    CHECK(table.size() == 2);
    // Over node 1: links 2 (0-1) and 3 (1-3); arcs 4 and 6 there, 7 and 5 back.
    CHECK(table[there].arcs == std::vector{ArcId{4}, ArcId{6}});
    CHECK(table[back].arcs == std::vector{ArcId{7}, ArcId{5}});
    CHECK(table[there].latency == 2020us);
    CHECK(table[there].bottleneck.count() == 1e9);

    // From a node that is no source: 4 to 0 is the path from 0 turned round.
    CHECK(table[table.between(NodeId{4}, NodeId{0})].arcs == std::vector{ArcId{9}, ArcId{7}, ArcId{5}});
    // Usable capacity counts: 10e9 * 0.1 = 1e9 on link 1, of which 3 to 2 is arc 3.
    Path const narrow = table[table.between(NodeId{3}, NodeId{2})];
    CHECK(narrow.arcs == std::vector{ArcId{3}});
    CHECK(narrow.bottleneck.count() == 1e9);

    Path const nowhere = table[table.between(NodeId{3}, NodeId{3})];
    CHECK(nowhere.arcs.empty());
    CHECK(nowhere.latency == 0ns);
    CHECK(std::isinf(nowhere.bottleneck.count()));
}
