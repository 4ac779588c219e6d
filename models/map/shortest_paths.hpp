// Shortest paths by one-way latency, from chosen sources to every node (Dijkstra, Boost.Graph).
//
// Ties are broken by fewer hops, then by the smaller previous node, then by the smaller link, so the
// answer depends on the order of the map's tables and on nothing else.
#pragma once

#include <span>
#include <vector>

#include "models/map/national_map.hpp"

namespace meridian {

class ShortestPaths {
public:
    ShortestPaths() = default;
    // O(sources x links x log nodes) time; 16 bytes per (source, node).
    ShortestPaths(NationalMap const& map, std::span<NodeId const> sources);

    // One-way latency between a source and any node. Paths are the same in both directions.
    [[nodiscard]] Duration latency(NodeId source, NodeId node) const { return entry(source, node).latency; }
    [[nodiscard]] bool reaches(NodeId source, NodeId node) const {
        return entry(source, node).latency != unreachable;
    }
    // The arcs to walk from `source` to `node`, in order; empty if they are the same node.
    // Precondition: reaches(source, node).
    [[nodiscard]] std::vector<ArcId> arcs(NodeId source, NodeId node) const;
    [[nodiscard]] bool is_source(NodeId node) const { return row_of_[node.index] != no_row; }

    static constexpr Duration unreachable{Duration::max()};

private:
    static constexpr std::uint32_t no_row = ~std::uint32_t{0};
    struct Entry {
        Duration latency{unreachable};
        ArcId last;  // the arc that enters the node on the path from the source
    };
    [[nodiscard]] Entry const& entry(NodeId source, NodeId node) const;

    NationalMap const* map_{nullptr};
    std::vector<std::uint32_t> row_of_;  // node -> row of entries_, or no_row
    std::vector<Entry> entries_;
};

}  // namespace meridian
