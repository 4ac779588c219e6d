#include "models/map/k_shortest_paths.hpp"

#include <algorithm>
#include <cassert>
#include <functional>
#include <optional>
#include <set>

#include <boost/graph/astar_search.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/range/iterator_range.hpp>

#include "models/map/path_graph.hpp"

namespace meridian {
namespace {

using Arcs = std::vector<ArcId>;
using Edge = boost::graph_traits<PathGraph>::edge_descriptor;
using Vertex = boost::graph_traits<PathGraph>::vertex_descriptor;

// A path that may be the next, and where it leaves the earlier path that it was made from.
struct Candidate {
    Distance distance;
    Arcs arcs;
    std::size_t spur{0};  // arcs that they have in common
};

}  // namespace

class KShortestPaths::Search {
public:
    explicit Search(NationalMap const& map)
        : map_{map},
          graph_{path_graph(map)},
          to_target_(map.nodes().size()),
          distance_(map.nodes().size()),
          bound_(map.nodes().size()),
          colour_(map.nodes().size()),
          on_root_(map.nodes().size(), false),
          barred_(map.arcs().size(), false) {}

    std::vector<Arcs> find(NodeId from, NodeId to, std::size_t most, std::vector<bool> const& without) {
        target_ = to;
        if (to_target_[to.index].empty()) to_target_[to.index] = distances_from(graph_, to);
        without_ = &without;
        auto const before = [this](Candidate const& a, Candidate const& b) {
            if (a.distance != b.distance) return a.distance < b.distance;
            return goes_before(a.arcs, b.arcs);
        };
        std::set<Candidate, decltype(before)> candidates{before};
        std::vector<Arcs> found;
        if (auto first = best({}, from)) candidates.insert({distance_of(*first), *first, 0});
        while (!candidates.empty()) {
            Candidate const next = std::move(candidates.extract(candidates.begin()).value());
            found.push_back(next.arcs);
            if (found.size() == most) break;
            add_spurs(from, next, found, candidates);
        }
        return found;
    }

private:
    // Paths that leave `next` where no candidate has left it yet.
    template <class Candidates>
    void add_spurs(NodeId from, Candidate const& next, std::vector<Arcs> const& found,
                   Candidates& candidates) {
        for (std::size_t spur = 0; spur < next.arcs.size(); ++spur) {
            NodeId const at = spur == 0 ? from : map_.arcs()[next.arcs[spur - 1]].to;
            if (spur >= next.spur) {
                Arcs const root{next.arcs.begin(), next.arcs.begin() + static_cast<std::ptrdiff_t>(spur)};
                Arcs barred;
                for (Arcs const& earlier : found) {
                    if (earlier.size() > spur && std::equal(root.begin(), root.end(), earlier.begin()))
                        barred.push_back(earlier[spur]);
                }
                for (ArcId const arc : barred)
                    barred_[arc.index] = true;
                if (auto const path = best(root, at)) candidates.insert({distance_of(*path), *path, spur});
                for (ArcId const arc : barred)
                    barred_[arc.index] = false;
            }
            on_root_[at.index] = true;
        }
        std::fill(on_root_.begin(), on_root_.end(), false);
    }

    [[nodiscard]] bool may_use(ArcId arc) const {
        LinkId const link = NationalMap::link_of(arc);
        if (!without_->empty() && (*without_)[link.index]) return false;
        return !barred_[arc.index] && !on_root_[map_.arcs()[arc].to.index];
    }

    struct MayUse {
        Search const* search{nullptr};
        bool operator()(Edge const& edge) const { return search->may_use(search->graph_[edge].arc); }
    };
    struct Arrived {};
    // Ends a search when all that is as near as the target has been looked at.
    struct UntilTarget : boost::default_astar_visitor {
        explicit UntilTarget(Search const& search) : search_{&search} {}
        template <class Graph>
        void examine_vertex(Vertex v, Graph const&) const {
            if (search_->bound_[v] > search_->distance_[search_->target_.index]) throw Arrived{};
        }
        Search const* search_;
    };

    // The root and the first, in order, of the paths on from its end; nothing if there is none.
    std::optional<Arcs> best(Arcs const& root, NodeId start) {
        auto const& to_target = to_target_[target_.index];
        if (to_target[start.index] == nowhere) return std::nullopt;
        boost::filtered_graph const usable{graph_, MayUse{this}};
        auto const index = boost::get(boost::vertex_index, graph_);
        try {
            boost::astar_search(
                usable, start.index, [&](Vertex v) { return to_target[v]; },
                boost::visitor(UntilTarget{*this})
                    .distance_map(boost::make_iterator_property_map(distance_.begin(), index))
                    .rank_map(boost::make_iterator_property_map(bound_.begin(), index))
                    .color_map(boost::make_iterator_property_map(colour_.begin(), index))
                    .weight_map(boost::get(&ArcWeight::distance, graph_))
                    .distance_compare(std::less<>{})
                    .distance_combine(AddDistance{})
                    .distance_inf(nowhere)
                    .distance_zero(Distance{}));
        } catch (Arrived const&) {  // the way out of a search of Boost.Graph
        }
        if (distance_[target_.index] == nowhere) return std::nullopt;
        return walked(root, start);
    }

    // From the target back: of the arcs on a shortest way, from the smaller node, then the smaller arc.
    [[nodiscard]] Arcs walked(Arcs const& root, NodeId start) const {
        Arcs back;
        for (NodeId at = target_; at != start;) {
            ArcId last;
            for (Edge const& out : boost::make_iterator_range(boost::out_edges(Vertex{at.index}, graph_))) {
                ArcId const arc = NationalMap::reversed(graph_[out].arc);  // into `at`
                NodeId const before = map_.arcs()[arc].from;
                if (!may_use(arc) ||
                    AddDistance{}(distance_[before.index], graph_[out].distance) != distance_[at.index])
                    continue;
                if (distance_[before.index] == nowhere) continue;
                bool const first = last.valid() && (map_.arcs()[last].from < before ||
                                                    (map_.arcs()[last].from == before && last < arc));
                if (!first) last = arc;
            }
            assert(last.valid());
            back.push_back(last);
            at = map_.arcs()[last].from;
        }
        Arcs arcs = root;
        arcs.insert(arcs.end(), back.rbegin(), back.rend());
        return arcs;
    }

    [[nodiscard]] Distance distance_of(Arcs const& arcs) const {
        Distance all;
        for (ArcId const arc : arcs)
            all = AddDistance{}(all, {map_.arcs()[arc].latency.count(), 1});
        return all;
    }

    // Of two paths equally long.
    [[nodiscard]] bool goes_before(Arcs const& a, Arcs const& b) const {
        auto const key = [this](ArcId arc) { return std::pair{map_.arcs()[arc].from, arc}; };
        return std::ranges::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend(), std::less<>{},
                                                    key, key);
    }

    NationalMap const& map_;
    PathGraph graph_;
    std::vector<std::vector<Distance>> to_target_;  // by target; empty until asked for
    NodeId target_;
    std::vector<bool> const* without_{nullptr};
    std::vector<Distance> distance_;  // of the last search, by node
    std::vector<Distance> bound_;     // and what is left to the target, at least
    std::vector<boost::default_color_type> colour_;
    std::vector<bool> on_root_;  // nodes that the root has passed
    std::vector<bool> barred_;   // arcs by which earlier paths go on
};

KShortestPaths::KShortestPaths(NationalMap const& map) : search_{std::make_unique<Search>(map)} {}
KShortestPaths::~KShortestPaths() = default;

std::vector<std::vector<ArcId>> KShortestPaths::find(NodeId from, NodeId to, std::size_t most,
                                                     std::vector<bool> const& without) {
    assert(from != to && most > 0);
    return search_->find(from, to, most, without);
}

}  // namespace meridian
