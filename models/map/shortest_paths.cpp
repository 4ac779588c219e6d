#include "models/map/shortest_paths.hpp"

#include <algorithm>
#include <cassert>
#include <memory>
#include <utility>

#include "models/map/path_graph.hpp"

namespace meridian {
namespace {

constexpr std::size_t bytes_of_trees = std::size_t{256} << 20;

}  // namespace

struct ShortestPaths::Graph {
    PathGraph arcs;
};

ShortestPaths::ShortestPaths(NationalMap const& map, std::span<NodeId const> sources, PathWatch* watch)
    : map_{&map},
      watch_{watch},
      graph_{std::make_shared<Graph const>(Graph{path_graph(map)})},
      is_source_(map.nodes().size(), false),
      tree_of_(map.nodes().size(), no_tree) {
    for (NodeId const source : sources)
        is_source_[source.index] = true;
    std::size_t const bytes =
        std::max<std::size_t>(map.nodes().size(), 1) * (sizeof(Duration) + sizeof(ArcId));
    most_trees_ = std::max<std::size_t>(bytes_of_trees / bytes, 1);
}

std::vector<Distance> ShortestPaths::search(NodeId source) const {
    if (watch_ != nullptr) watch_->search_begins();
    ++searches_;
    return distances_from(graph_->arcs, source);
}

// Dijkstra gives the distances; which of several equally near predecessors counts is decided here, by
// the smaller previous node, then the smaller arc (two arcs between the same nodes are of two links).
void ShortestPaths::fill(Tree& tree) const {
    std::vector<Distance> const distance = search(tree.source);
    tree.latency.clear();
    for (Distance const& d : distance)
        tree.latency.push_back(d != nowhere ? Duration{d.latency_ns} : unreachable);
    tree.last.assign(distance.size(), ArcId{});
    for (ArcId const a : map_->arcs().keys()) {
        auto const& arc = map_->arcs()[a];
        Distance const before = distance[arc.from.index];
        if (before == nowhere) continue;
        if (AddDistance{}(before, {arc.latency.count(), 1}) != distance[arc.to.index]) continue;
        ArcId& last = tree.last[arc.to.index];
        if (!last.valid() || arc.from < map_->arcs()[last].from) last = a;
    }
}

ShortestPaths::Tree const& ShortestPaths::tree(NodeId source) const {
    assert(is_source(source));
    if (tree_of_[source.index] != no_tree) return trees_[tree_of_[source.index]];
    Tree made;
    made.source = source;
    fill(made);
    std::size_t slot = trees_.size();
    if (slot < most_trees_) {
        trees_.push_back(std::move(made));
    } else {
        slot = oldest_;
        oldest_ = (oldest_ + 1) % most_trees_;
        tree_of_[trees_[slot].source.index] = no_tree;
        trees_[slot] = std::move(made);
    }
    tree_of_[source.index] = static_cast<std::uint32_t>(slot);
    return trees_[slot];
}

Duration ShortestPaths::latency(NodeId source, NodeId node) const {
    return tree(source).latency[node.index];
}

std::vector<ArcId> ShortestPaths::arcs(NodeId source, NodeId node) const {
    Tree const& from_source = tree(source);
    assert(from_source.latency[node.index] != unreachable);
    std::vector<ArcId> walked;
    for (NodeId at = node; at != source; at = map_->arcs()[walked.back()].from)
        walked.push_back(from_source.last[at.index]);
    std::ranges::reverse(walked);
    return walked;
}

std::vector<Duration> ShortestPaths::latencies_from(NodeId node) const {
    std::vector<Duration> latencies;
    for (Distance const& d : search(node))
        latencies.push_back(d != nowhere ? Duration{d.latency_ns} : unreachable);
    return latencies;
}

}  // namespace meridian
