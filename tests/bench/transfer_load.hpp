// The same transfers for every model: 40 places in a ring with 40 random chords, 50 GB/s in each direction, 4
// ms a link, random pairs by shortest paths, exponential sizes of 50 GB in the mean, Poisson arrivals.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "models/map/path_table.hpp"

namespace meridian::bench {

inline constexpr std::size_t places = 40;
inline constexpr BytesPerSecond capacity{50e9};
inline constexpr Duration link_latency{4'000'000};
inline constexpr double mean_size = 50e9;

inline NationalMap transfer_map() {
    Table<NodeId, Node> nodes;
    for (std::size_t n = 0; n < places; ++n)
        nodes.add({std::to_string(n), std::to_string(n), 0.0, 0.0});
    Table<LinkId, Link> links;
    auto const add = [&](std::size_t a, std::size_t b) {
        Link link;
        link.name = link.key = std::to_string(links.size());
        link.a = NodeId{static_cast<std::uint32_t>(a)};
        link.b = NodeId{static_cast<std::uint32_t>(b)};
        link.capacity = capacity;
        link.delay = link_latency;
        links.add(link);
    };
    for (std::size_t n = 0; n < places; ++n)
        add(n, (n + 1) % places);
    std::mt19937_64 chords{1};
    while (links.size() < 2 * places) {
        std::size_t const x = chords() % places;
        std::size_t const y = chords() % places;
        if (x != y) add(x, y);
    }
    return NationalMap{std::move(nodes), std::move(links), Duration{0}};
}

struct Transfer {
    std::int64_t when_ns;
    NodeId from, to;
    std::int64_t bytes;
};

// `load`: use of the hottest link, if none made another wait.
inline std::vector<Transfer> transfers(NationalMap const& map, PathTable& paths, std::size_t count,
                                       double load) {
    std::vector<double> pairs(map.arcs().size());  // by arc
    for (NodeId const a : map.nodes().keys()) {
        for (NodeId const b : map.nodes().keys()) {
            for (ArcId const arc : paths[paths.between(a, b)].arcs)
                pairs[arc.index] += 1.0;
        }
    }
    double const hottest =
        *std::max_element(pairs.begin(), pairs.end()) / static_cast<double>(places * (places - 1));
    double const per_second = load * capacity.count() / (hottest * mean_size);
    std::mt19937_64 bits{20'250'101};
    auto const any = [&] { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; };
    std::vector<Transfer> all;
    double now_s = 0.0;
    for (std::size_t i = 0; i < count; ++i) {
        now_s += -std::log(any()) / per_second;
        auto const from = static_cast<std::uint32_t>(bits() % places);
        auto const to = static_cast<std::uint32_t>((from + 1 + bits() % (places - 1)) % places);
        all.push_back({static_cast<std::int64_t>(now_s * 1e9), NodeId{from}, NodeId{to},
                       1 + static_cast<std::int64_t>(-std::log(any()) * mean_size)});
    }
    return all;
}

inline std::vector<NodeId> all_nodes(NationalMap const& map) {
    std::vector<NodeId> all;
    for (NodeId const n : map.nodes().keys())
        all.push_back(n);
    return all;
}

}  // namespace meridian::bench
