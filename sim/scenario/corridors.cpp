#include "sim/scenario/corridors.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <set>
#include <utility>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>

namespace meridian::scenario {
struct LinkLengths {
    double delay_s;
    double slowness;  // seconds a byte
};
using CorridorGraph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, LinkLengths>;

namespace {

// By node: the least length of a path from any of the sources.
template <class Extend>
std::vector<double> search(CorridorGraph const& graph, std::vector<NodeId> const& sources,
                           double LinkLengths::*length, Extend extend) {
    constexpr double none = std::numeric_limits<double>::infinity();
    std::set<std::size_t> begins;
    for (NodeId const node : sources)
        begins.insert(node.index);
    std::vector<double> best(boost::num_vertices(graph), none);
    auto const index = boost::get(boost::vertex_index, graph);
    boost::dijkstra_shortest_paths(graph, begins.begin(), begins.end(), boost::dummy_property_map{},
                                   boost::make_iterator_property_map(best.begin(), index),
                                   boost::get(length, graph), index, std::less<>{}, extend, none, 0.0,
                                   boost::dijkstra_visitor<>{},
                                   boost::make_two_bit_color_map(boost::num_vertices(graph), index));
    return best;
}

}  // namespace

struct Corridors::Graph {
    CorridorGraph links;
    double router_s;
};

Corridors::Corridors(std::size_t nodes, Table<LinkId, Link> const& links, Duration router_delay)
    : graph_{std::make_unique<Graph>(Graph{CorridorGraph{}, in_seconds(router_delay).count()})} {
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    std::vector<LinkLengths> stretches;
    for (Link const& link : links) {
        LinkLengths const stretch{in_seconds(link.delay).count(), 1.0 / link.usable().count()};
        ends.emplace_back(link.a.index, link.b.index);
        ends.emplace_back(link.b.index, link.a.index);
        stretches.insert(stretches.end(), 2, stretch);
    }
    graph_->links = CorridorGraph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(),
                                  stretches.begin(), nodes);
}

Corridors::~Corridors() = default;

Nearness Corridors::from(std::vector<NodeId> const& sources) const {
    Nearness near{delays_from(sources),
                  search(graph_->links, sources, &LinkLengths::slowness,
                         [](double so_far, double slowness) { return std::max(so_far, slowness); })};
    for (double& slowness : near.rate)
        slowness = 1.0 / slowness;
    return near;
}

std::vector<double> Corridors::delays_from(std::vector<NodeId> const& sources) const {
    return search(
        graph_->links, sources, &LinkLengths::delay_s,
        [router_s = graph_->router_s](double so_far, double delay_s) { return so_far + delay_s + router_s; });
}

}  // namespace meridian::scenario
