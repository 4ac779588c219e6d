#include "models/map/shortest_paths.hpp"

#include <algorithm>
#include <cassert>

#include "models/map/path_graph.hpp"

namespace meridian {

// Dijkstra gives the distances; which of several equally near predecessors counts is decided here, by
// the smaller previous node, then the smaller arc (two arcs between the same nodes are of two links).
ShortestPaths::ShortestPaths(NationalMap const& map, std::span<NodeId const> sources)
    : map_{&map}, row_of_(map.nodes().size(), no_row) {
    PathGraph const graph = path_graph(map);
    std::size_t const nodes = map.nodes().size();
    entries_.reserve(sources.size() * nodes);
    std::uint32_t rows = 0;
    for (NodeId const source : sources) {
        if (row_of_[source.index] != no_row) continue;
        row_of_[source.index] = rows++;
        std::size_t const row = entries_.size();
        auto const distance = distances_from(graph, source);
        for (Distance const& d : distance) {
            bool const reached = d != nowhere;
            entries_.push_back({reached ? Duration{d.latency_ns} : unreachable, ArcId{}});
        }
        for (ArcId const a : map.arcs().keys()) {
            auto const& arc = map.arcs()[a];
            Distance const before = distance[arc.from.index];
            if (before == nowhere) continue;
            if (AddDistance{}(before, {arc.latency.count(), 1}) != distance[arc.to.index]) continue;
            ArcId& last = entries_[row + arc.to.index].last;
            if (!last.valid() || arc.from < map.arcs()[last].from) last = a;
        }
    }
}

ShortestPaths::Entry const& ShortestPaths::entry(NodeId source, NodeId node) const {
    assert(is_source(source) && node.index < row_of_.size());
    return entries_[row_of_[source.index] * row_of_.size() + node.index];
}

std::vector<ArcId> ShortestPaths::arcs(NodeId source, NodeId node) const {
    assert(reaches(source, node));
    std::vector<ArcId> walked;
    for (NodeId at = node; at != source; at = map_->arcs()[walked.back()].from) {
        walked.push_back(entry(source, at).last);
    }
    std::ranges::reverse(walked);
    return walked;
}

}  // namespace meridian
