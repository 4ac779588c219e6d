#include "models/map/distances_around.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "models/map/path_graph.hpp"
#include "models/map/shortest_paths.hpp"

namespace meridian {

// Arcs of links that are down are infinitely long.
struct DistancesAround::Graph {
    explicit Graph(NationalMap const& map) : arcs{path_graph(map)}, edge_of(map.arcs().size()) {
        auto const [first, last] = boost::edges(arcs);
        for (auto edge = first; edge != last; ++edge)
            edge_of[arcs[*edge].arc] = *edge;
    }
    void set(ArcId arc, Distance distance) { arcs[edge_of[arc]].distance = distance; }

    PathGraph arcs;
    Table<ArcId, boost::graph_traits<PathGraph>::edge_descriptor> edge_of;
};

DistancesAround::DistancesAround(NationalMap const& map, std::vector<NodeId> sources, PathWatch* watch)
    : map_{map},
      sources_{std::move(sources)},
      watch_{watch},
      graph_{std::make_unique<Graph>(map)},
      rows_(sources_.size()),
      down_(map.links().size(), false) {
    for (std::size_t row = 0; row < rows_.size(); ++row)
        search(row);
}

DistancesAround::~DistancesAround() = default;

void DistancesAround::search(std::size_t row) {
    if (watch_ != nullptr) watch_->search_begins();
    rows_[row] = distances_from(graph_->arcs, sources_[row]);
}

std::span<std::size_t const> DistancesAround::update(std::vector<bool> const& down) {
    assert(down.size() == down_.size());
    std::vector<LinkId> changed;
    for (LinkId const link : map_.links().keys()) {
        if (down[link.index] != down_[link.index]) changed.push_back(link);
    }
    down_ = down;
    renewed_.clear();
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        if (may_change(row, changed)) renewed_.push_back(row);
    }
    for (LinkId const link : changed) {
        for (ArcId const arc : NationalMap::arcs_of(link))
            graph_->set(arc, down_[link.index] ? nowhere : Distance{map_.arcs()[arc].latency.count(), 1});
    }
    for (std::size_t const row : renewed_)
        search(row);
    return renewed_;
}

bool DistancesAround::may_change(std::size_t row, std::vector<LinkId> const& changed) const {
    auto const& distance = rows_[row];
    return std::ranges::any_of(changed, [&](LinkId link) {
        return std::ranges::any_of(NationalMap::arcs_of(link), [&](ArcId arc) {
            NationalMap::Arc const& of = map_.arcs()[arc];
            Distance const by_link = AddDistance{}(distance[of.from.index], {of.latency.count(), 1});
            if (by_link == nowhere) return false;
            Distance const known = distance[of.to.index];
            return down_[link.index] ? by_link == known : by_link < known;
        });
    });
}

Duration DistancesAround::latency(std::size_t row, NodeId node) const {
    Distance const distance = rows_[row][node.index];
    return distance == nowhere ? ShortestPaths::unreachable : Duration{distance.latency_ns};
}

}  // namespace meridian
