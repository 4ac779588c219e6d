// The map as a graph of Boost.Graph, and the distances that paths are compared by.
#pragma once

#include <cstdint>
#include <limits>

#include <boost/graph/compressed_sparse_row_graph.hpp>

#include "models/map/national_map.hpp"

namespace meridian {

// Latency first, then hops: as every arc has one hop, distance grows along every arc, even where links have
// no delay, so that predecessors can never form a circle.
struct Distance {
    std::int64_t latency_ns{0};
    std::int64_t hops{0};
    friend constexpr auto operator<=>(Distance const&, Distance const&) = default;
};
inline constexpr Distance nowhere{std::numeric_limits<std::int64_t>::max(), 0};

struct AddDistance {
    constexpr Distance operator()(Distance a, Distance b) const {
        if (a == nowhere || b == nowhere) return nowhere;
        return {a.latency_ns + b.latency_ns, a.hops + b.hops};
    }
};

struct ArcWeight {
    Distance distance;
    ArcId arc;
};
using PathGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, ArcWeight>;

// One vertex for each node, one edge for each arc.
[[nodiscard]] PathGraph path_graph(NationalMap const& map);

// From the source to all nodes (Dijkstra); `nowhere` where no path leads. As the map has both directions of
// every link, the distance back is the same.
[[nodiscard]] std::vector<Distance> distances_from(PathGraph const& graph, NodeId source);

}  // namespace meridian
