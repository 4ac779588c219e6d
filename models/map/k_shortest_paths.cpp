#include "models/map/k_shortest_paths.hpp"

#include <algorithm>
#include <cassert>
#include <compare>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <utility>

#include <boost/range/iterator_range.hpp>

#include "models/map/path_graph.hpp"

namespace meridian {
namespace {

using Arcs = std::vector<ArcId>;
using Edge = boost::graph_traits<PathGraph>::edge_descriptor;
using Vertex = boost::graph_traits<PathGraph>::vertex_descriptor;

constexpr std::size_t bytes_of_distances = std::size_t{256} << 20;

// A path that may be the next, and where it leaves the earlier path that it was made from.
struct Deviation {
    Distance distance;
    Arcs arcs;
    std::size_t spur{0};  // arcs that they have in common
};

}  // namespace

class KShortestPaths::Search {
public:
    Search(NationalMap const& map, PathWatch* watch)
        : map_{map},
          watch_{watch},
          graph_{path_graph(map)},
          to_target_(map.nodes().size()),
          most_targets_{std::max<std::size_t>(
              bytes_of_distances / (sizeof(Distance) * std::max<std::size_t>(map.nodes().size(), 1)), 1)},
          distance_(map.nodes().size()),
          reached_in_(map.nodes().size(), 0),
          on_root_(map.nodes().size(), false),
          barred_(map.arcs().size(), false) {}

    std::vector<Arcs> find(NodeId from, NodeId to, std::size_t most, std::vector<bool> const& without) {
        target_ = to;
        find_distances_to(to);
        without_ = &without;
        auto const before = [this](Deviation const& a, Deviation const& b) {
            if (a.distance != b.distance) return a.distance < b.distance;
            return goes_before(a.arcs, b.arcs);
        };
        std::set<Deviation, decltype(before)> candidates{before};
        std::vector<Arcs> found;
        if (auto first = best({}, from)) candidates.insert({distance_of(*first), *first, 0});
        while (!candidates.empty()) {
            Deviation const next = std::move(candidates.extract(candidates.begin()).value());
            found.push_back(next.arcs);
            if (found.size() == most) break;
            add_spurs(from, next, found, candidates);
        }
        return found;
    }

private:
    void find_distances_to(NodeId target) {
        if (!to_target_[target.index].empty()) return;
        if (targets_.size() == most_targets_) {  // the oldest goes
            to_target_[targets_.front().index] = {};
            targets_.pop_front();
        }
        if (watch_ != nullptr) watch_->search_begins();
        to_target_[target.index] = distances_from(graph_, target);
        targets_.push_back(target);
    }

    // Paths that leave `next` where no candidate has left it yet.
    template <class Candidates>
    void add_spurs(NodeId from, Deviation const& next, std::vector<Arcs> const& found,
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

    [[nodiscard]] Distance distance_at(NodeId node) const {
        return reached_in_[node.index] == search_ ? distance_[node.index] : nowhere;
    }

    // The root and the first, in order, of the paths on from its end; nothing if there is none. A* with
    // bounds that never fall along an arc, so a node that is taken up has its distance. All that may be as
    // near as the target are taken up before it ends: the ways back from the target to choose from are
    // complete.
    std::optional<Arcs> best(Arcs const& root, NodeId start) {
        auto const& to_target = to_target_[target_.index];
        if (to_target[start.index] == nowhere) return std::nullopt;
        if (watch_ != nullptr) watch_->search_begins();
        ++search_;
        open_.clear();
        reach(start, Distance{});
        while (!open_.empty() && open_.front().bound <= distance_at(target_)) {
            std::ranges::pop_heap(open_, std::greater<>{});
            Open const next = open_.back();
            open_.pop_back();
            Distance const so_far = distance_[next.node.index];
            if (next.bound != AddDistance{}(so_far, to_target[next.node.index]))
                continue;  // it was nearer since
            for (Edge const& out :
                 boost::make_iterator_range(boost::out_edges(Vertex{next.node.index}, graph_))) {
                ArcId const arc = graph_[out].arc;
                NodeId const to = map_.arcs()[arc].to;
                Distance const distance = AddDistance{}(so_far, graph_[out].distance);
                if (distance < distance_at(to) && may_use(arc)) reach(to, distance);
            }
        }
        if (distance_at(target_) == nowhere) return std::nullopt;
        return walked(root, start);
    }

    void reach(NodeId node, Distance distance) {
        Distance const bound = AddDistance{}(distance, to_target_[target_.index][node.index]);
        if (bound == nowhere) return;
        reached_in_[node.index] = search_;
        distance_[node.index] = distance;
        open_.push_back({bound, node});
        std::ranges::push_heap(open_, std::greater<>{});
    }

    // From the target back: of the arcs on a shortest way, from the smaller node, then the smaller arc.
    [[nodiscard]] Arcs walked(Arcs const& root, NodeId start) const {
        Arcs back;
        for (NodeId at = target_; at != start;) {
            ArcId last;
            for (Edge const& out : boost::make_iterator_range(boost::out_edges(Vertex{at.index}, graph_))) {
                ArcId const arc = NationalMap::reversed(graph_[out].arc);  // into `at`
                NodeId const before = map_.arcs()[arc].from;
                Distance const distance = distance_at(before);
                if (distance == nowhere || !may_use(arc) ||
                    AddDistance{}(distance, graph_[out].distance) != distance_at(at))
                    continue;
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

    struct Open {
        Distance bound;  // of the ways over the node
        NodeId node;
        friend auto operator<=>(Open const&, Open const&) = default;
    };

    NationalMap const& map_;
    PathWatch* watch_;
    PathGraph graph_;
    std::vector<std::vector<Distance>> to_target_;  // by target; empty: not asked for, or not kept
    std::deque<NodeId> targets_;                    // whose distances are kept, the oldest first
    std::size_t most_targets_;
    NodeId target_;
    std::vector<bool> const* without_{nullptr};
    std::uint64_t search_{0};                // number of the search
    std::vector<Distance> distance_;         // by node, of the search that last reached it
    std::vector<std::uint64_t> reached_in_;  // the number of that search
    std::vector<Open> open_;                 // a heap
    std::vector<bool> on_root_;              // nodes that the root has passed
    std::vector<bool> barred_;               // arcs by which earlier paths go on
};

KShortestPaths::KShortestPaths(NationalMap const& map, PathWatch* watch)
    : search_{std::make_unique<Search>(map, watch)} {}
KShortestPaths::~KShortestPaths() = default;

std::vector<std::vector<ArcId>> KShortestPaths::find(NodeId from, NodeId to, std::size_t most,
                                                     std::vector<bool> const& without) {
    assert(from != to && most > 0);
    return search_->find(from, to, most, without);
}

}  // namespace meridian
