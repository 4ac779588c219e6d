// Shortest paths by one-way latency, from chosen sources to every node (Dijkstra, Boost.Graph).
//
// Ties are broken by fewer hops, then by the smaller previous node, then by the smaller link, so the
// answer depends on the order of the map's tables and on nothing else.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "models/map/national_map.hpp"
#include "models/map/path_watch.hpp"

namespace meridian {

struct Distance;  // of path_graph.hpp

// The tree of a source is searched for when it is first asked for: O(links x log nodes). Trees of 12 bytes a
// node are kept up to about 256 MB; beyond that the oldest is dropped, and searched for again when needed.
class ShortestPaths {
public:
    ShortestPaths() = default;
    // `map` and `watch` outlive this. Without a watch no search is reported. O(nodes + links).
    ShortestPaths(NationalMap const& map, std::span<NodeId const> sources, PathWatch* watch = nullptr);

    // One-way latency between a source and any node. Paths are the same in both directions.
    [[nodiscard]] Duration latency(NodeId source, NodeId node) const;
    [[nodiscard]] bool reaches(NodeId source, NodeId node) const {
        return latency(source, node) != unreachable;
    }
    // The arcs to walk from `source` to `node`, in order; empty if they are the same node.
    // Precondition: reaches(source, node).
    [[nodiscard]] std::vector<ArcId> arcs(NodeId source, NodeId node) const;
    [[nodiscard]] bool is_source(NodeId node) const { return is_source_[node.index]; }

    // Between any node and all others, by node; `unreachable` where no path leads. Nothing is kept.
    [[nodiscard]] std::vector<Duration> latencies_from(NodeId node) const;

    [[nodiscard]] PathWatch* watch() const { return watch_; }
    // How often a tree or a row of latencies was searched for.
    [[nodiscard]] std::size_t searches() const { return searches_; }

    static constexpr Duration unreachable{Duration::max()};

private:
    static constexpr std::uint32_t no_tree = ~std::uint32_t{0};
    struct Graph;  // of Boost.Graph, which is slow to parse
    struct Tree {
        NodeId source;
        std::vector<Duration> latency;  // by node
        std::vector<ArcId> last;        // the arc that enters the node on the path from the source
    };
    [[nodiscard]] Tree const& tree(NodeId source) const;
    [[nodiscard]] std::vector<Distance> search(NodeId source) const;
    void fill(Tree& tree) const;

    NationalMap const* map_{nullptr};
    PathWatch* watch_{nullptr};
    std::shared_ptr<Graph const> graph_;
    std::vector<bool> is_source_;
    std::size_t most_trees_{1};
    mutable std::vector<std::uint32_t> tree_of_;  // by node: into trees_, or no_tree
    mutable std::vector<Tree> trees_;
    mutable std::size_t oldest_{0};  // of trees_, once they are as many as may be kept
    mutable std::size_t searches_{0};
};

}  // namespace meridian
