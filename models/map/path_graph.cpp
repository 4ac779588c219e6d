#include "models/map/path_graph.hpp"

#include <functional>
#include <utility>
#include <vector>

#include <boost/graph/dijkstra_shortest_paths.hpp>

namespace meridian {

PathGraph path_graph(NationalMap const& map) {
    std::vector<std::pair<std::size_t, std::size_t>> ends;
    std::vector<ArcWeight> weights;
    ends.reserve(map.arcs().size());
    weights.reserve(map.arcs().size());
    for (ArcId const a : map.arcs().keys()) {
        NationalMap::Arc const& arc = map.arcs()[a];
        ends.emplace_back(arc.from.index, arc.to.index);
        weights.push_back(ArcWeight{{arc.latency.count(), 1}, a});
    }
    return PathGraph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), weights.begin(),
                     map.nodes().size());
}

std::vector<Distance> distances_from(PathGraph const& graph, NodeId source) {
    std::vector<Distance> distance(boost::num_vertices(graph), nowhere);
    auto const index = boost::get(boost::vertex_index, graph);
    boost::dijkstra_shortest_paths(
        graph, source.index,
        boost::distance_map(boost::make_iterator_property_map(distance.begin(), index))
            .weight_map(boost::get(&ArcWeight::distance, graph))
            .distance_compare(std::less<>{})
            .distance_combine(AddDistance{})
            .distance_inf(nowhere)
            .distance_zero(Distance{}));
    return distance;
}

}  // namespace meridian
