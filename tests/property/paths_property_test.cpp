// The k shortest paths, against every path that there is.
#include <algorithm>
#include <random>

#include "models/map/path_table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/seeds.hpp"

using namespace meridian;

namespace {

using Arcs = std::vector<ArcId>;

// 2 to 7 nodes, links at random, some side by side; delays from a few values, so that many paths are equally
// long, or from many.
NationalMap random_map(std::mt19937_64& dice) {
    auto const up_to = [&](std::uint64_t most) { return static_cast<std::uint32_t>(dice() % (most + 1)); };
    std::uint32_t const nodes = 2 + up_to(5);
    std::uint64_t const longest = up_to(1) == 0 ? 2 : 1000;
    Table<LinkId, Link> links;
    for (std::uint32_t count = 1 + up_to(2 * nodes); count > 0; --count) {
        Link link;
        link.a = NodeId{up_to(nodes - 1)};
        link.b = NodeId{(link.a.index + 1 + up_to(nodes - 2)) % nodes};
        link.delay = Duration{up_to(longest)};
        link.capacity = BytesPerSecond{1e9};
        links.add(link);
    }
    return {Table<NodeId, Node>(nodes), std::move(links), Duration{up_to(1)}};
}

struct Every {
    NationalMap const& map;
    NodeId to;
    std::vector<bool> const& without;
    std::vector<Arcs> found{};
    std::vector<bool> passed = std::vector<bool>(map.nodes().size(), false);
    Arcs walked{};

    void go_on(NodeId at) {
        if (at == to) return found.push_back(walked);
        passed[at.index] = true;
        for (ArcId const a : map.arcs().keys()) {
            auto const& arc = map.arcs()[a];
            if (arc.from != at || passed[arc.to.index] || without[NationalMap::link_of(a).index]) continue;
            walked.push_back(a);
            go_on(arc.to);
            walked.pop_back();
        }
        passed[at.index] = false;
    }
};

// By latency, hops, and then back from the last node: smaller node before, smaller arc.
bool goes_before(NationalMap const& map, Arcs const& a, Arcs const& b) {
    auto const latency = [&](Arcs const& arcs) {
        Duration all{};
        for (ArcId const arc : arcs)
            all += map.arcs()[arc].latency;
        return all;
    };
    if (latency(a) != latency(b)) return latency(a) < latency(b);
    if (a.size() != b.size()) return a.size() < b.size();
    for (std::size_t i = a.size(); i-- > 0;) {
        NodeId const p = map.arcs()[a[i]].from;
        NodeId const q = map.arcs()[b[i]].from;
        if (p != q) return p < q;
        if (a[i] != b[i]) return a[i] < b[i];
    }
    return false;
}

std::vector<Arcs> every_path(NationalMap const& map, NodeId from, NodeId to,
                             std::vector<bool> const& without) {
    Every every{map, to, without};
    every.go_on(from);
    std::ranges::sort(every.found, [&](Arcs const& a, Arcs const& b) { return goes_before(map, a, b); });
    return every.found;
}

}  // namespace

TEST_CASE("the k shortest paths are the first k of all paths in order") {
    std::size_t tied = 0;
    std::size_t most_paths = 0;
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(1500); ++seed) {
        CAPTURE(seed);
        std::mt19937_64 dice{seed};
        NationalMap const map = random_map(dice);
        std::vector<bool> without(map.links().size(), false);
        if (seed % 3 == 0) without[dice() % without.size()] = true;
        KShortestPaths shortest{map};
        for (int pair = 0; pair < 3; ++pair) {
            NodeId const from{static_cast<std::uint32_t>(dice() % map.nodes().size())};
            NodeId const to{static_cast<std::uint32_t>((from.index + 1 + dice() % (map.nodes().size() - 1)) %
                                                       map.nodes().size())};
            auto all = every_path(map, from, to, without);
            most_paths = std::max(most_paths, all.size());
            std::size_t const k = 1 + dice() % 12;
            if (all.size() > k) all.resize(k);
            auto const found = shortest.find(from, to, k, without);
            REQUIRE(found == all);
            if (found.size() > 1 && found[0].size() == found[1].size()) ++tied;
        }
    }
    CHECK(5 * tied > meridian::testing::last_seed(1500));
    CHECK(most_paths > 50);
}

TEST_CASE("the path table offers the shortest paths, and the shortest that is whole") {
    std::size_t detours = 0;
    std::size_t cut_off = 0;
    for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(500); ++seed) {
        CAPTURE(seed);
        std::mt19937_64 dice{seed};
        NationalMap const map = random_map(dice);
        std::vector<NodeId> const sources{NodeId{0},
                                          NodeId{static_cast<std::uint32_t>(map.nodes().size() - 1)}};
        ShortestPaths const shortest{map, sources};
        PathTable paths{map, shortest, 4};
        std::vector<bool> down(map.links().size(), false);
        for (int change = 0; change < 6; ++change) {
            LinkId const link{static_cast<std::uint32_t>(dice() % down.size())};
            down[link.index] = !down[link.index];
            paths.set_down(link, down[link.index]);
            REQUIRE(paths.any_down() == (std::ranges::find(down, true) != down.end()));
            NodeId const site = sources[dice() % 2];
            NodeId const node{static_cast<std::uint32_t>(dice() % map.nodes().size())};
            if (site == node || !shortest.reaches(site, node)) continue;
            // Both directions have the same paths: those from the site, or from the smaller of two.
            bool const both = node == sources[0] || node == sources[1];
            NodeId const from = both ? std::min(site, node) : site;
            NodeId const to = both ? std::max(site, node) : node;
            auto all = every_path(map, from, to, std::vector<bool>(down.size(), false));
            auto const whole = every_path(map, from, to, down);
            if (all.size() > 4) all.resize(4);
            auto const choices = paths.choices(from, to);
            REQUIRE(choices.size() == all.size());
            for (std::size_t i = 0; i < all.size(); ++i)
                REQUIRE(paths[choices[i]].arcs == all[i]);
            REQUIRE(choices.front() == paths.between(from, to));
            auto const around = paths.around_failures(from, to);
            auto const back = paths.around_failures(to, from);
            REQUIRE(around.has_value() == !whole.empty());
            REQUIRE(back.has_value() == !whole.empty());
            if (!around) {
                ++cut_off;
                continue;
            }
            REQUIRE(paths[*around].arcs == whole.front());
            REQUIRE(paths.is_whole(*around));
            if (*around != paths.between(from, to)) ++detours;
            Arcs turned = paths[*back].arcs;
            std::ranges::reverse(turned);
            std::ranges::transform(turned, turned.begin(), NationalMap::reversed);
            REQUIRE(turned == whole.front());
        }
    }
    CHECK(5 * detours > 2 * meridian::testing::last_seed(500));
    CHECK(5 * cut_off > meridian::testing::last_seed(500));
}
