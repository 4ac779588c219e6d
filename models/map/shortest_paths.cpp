#include "models/map/shortest_paths.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <limits>
#include <utility>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

namespace meridian {
namespace {

// Latency first, then hops: as every arc has one hop, distance grows along every arc, even where
// links have no delay, so that predecessors can never form a circle.
struct Distance {
    std::int64_t latency_ns{0};
    std::int64_t hops{0};
    friend constexpr auto operator<=>(Distance const&, Distance const&) = default;
};
constexpr Distance nowhere{std::numeric_limits<std::int64_t>::max(), 0};

struct Plus {
    constexpr Distance operator()(Distance a, Distance b) const {
        return {a.latency_ns + b.latency_ns, a.hops + b.hops};
    }
};

struct Weight {
    Distance distance;
};
using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Weight>;

Graph graph_of(NationalMap const& map) {
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    std::vector<Weight> weights;
    ends.reserve(map.arcs().size());
    weights.reserve(map.arcs().size());
    for (NationalMap::Arc const& arc : map.arcs()) {
        ends.emplace_back(arc.from.index, arc.to.index);
        weights.push_back(Weight{{arc.latency.count(), 1}});
    }
    return Graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), weights.begin(),
                 map.nodes().size());
}

std::vector<Distance> distances_from(Graph const& graph, NodeId source) {
    std::vector<Distance> distance(boost::num_vertices(graph), nowhere);
    auto const index = boost::get(boost::vertex_index, graph);
    boost::dijkstra_shortest_paths(
        graph, source.index,
        boost::distance_map(boost::make_iterator_property_map(distance.begin(), index))
            .weight_map(boost::get(&Weight::distance, graph))
            .distance_compare(std::less<>{})
            .distance_combine(Plus{})
            .distance_inf(nowhere)
            .distance_zero(Distance{}));
    return distance;
}

}  // namespace

// Dijkstra gives the distances; which of several equally near predecessors counts is decided here, by
// the smaller previous node, then the smaller arc (two arcs between the same nodes are of two links).
ShortestPaths::ShortestPaths(NationalMap const& map, std::span<NodeId const> sources)
    : map_{&map}, row_of_(map.nodes().size(), no_row) {
    Graph const graph = graph_of(map);
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
            if (Plus{}(before, {arc.latency.count(), 1}) != distance[arc.to.index]) continue;
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

PathTable::PathTable(NationalMap const& map, ShortestPaths const& shortest)
    : map_{&map}, shortest_{&shortest} {}

// Where both ends are sources, the path is the one from the smaller node, so that both directions run
// over the same links.
PathId PathTable::between(NodeId from, NodeId to) {
    std::size_t const nodes = map_->nodes().size();
    if (known_.empty()) known_.resize(nodes * nodes);
    PathId& known = known_[from.index * nodes + to.index];
    if (known.valid()) return known;

    bool const forward = shortest_->is_source(from) && (!shortest_->is_source(to) || from < to);
    Path path;
    path.bottleneck = BytesPerSecond{std::numeric_limits<double>::infinity()};
    if (from != to) path.arcs = forward ? shortest_->arcs(from, to) : shortest_->arcs(to, from);
    if (!forward) {
        std::ranges::reverse(path.arcs);
        std::ranges::transform(path.arcs, path.arcs.begin(), NationalMap::reversed);
    }
    for (ArcId const arc : path.arcs) {
        path.latency += map_->arcs()[arc].latency;
        Link const& link = map_->links()[NationalMap::link_of(arc)];
        path.bottleneck = std::min(path.bottleneck, link.usable());
        path.price += link.price;
    }
    known = paths_.add(std::move(path));
    return known;
}

}  // namespace meridian
