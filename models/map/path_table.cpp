#include "models/map/path_table.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace meridian {
namespace {

void walk_back(std::vector<ArcId>& arcs) {
    std::ranges::reverse(arcs);
    std::ranges::transform(arcs, arcs.begin(), NationalMap::reversed);
}

}  // namespace

PathTable::PathTable(NationalMap const& map, ShortestPaths const& shortest, std::size_t most_choices)
    : map_{&map},
      shortest_{&shortest},
      k_shortest_{map, shortest.watch()},
      most_choices_{most_choices},
      known_{map.nodes().size()},
      choices_{map.nodes().size()},
      down_(map.links().size(), false) {
    assert(most_choices > 0);
}

// Where both ends are sources, the path is the one from the smaller node.
bool PathTable::is_forward(NodeId from, NodeId to) const {
    return shortest_->is_source(from) && (!shortest_->is_source(to) || from < to);
}

PathId PathTable::between(NodeId from, NodeId to) {
    PathId& known = known_.at(from, to);
    if (known.valid()) return known;
    std::vector<ArcId> arcs;
    bool const forward = is_forward(from, to);
    if (from != to) arcs = forward ? shortest_->arcs(from, to) : shortest_->arcs(to, from);
    if (!forward) walk_back(arcs);
    known = add(std::move(arcs));
    return known;
}

std::span<PathId const> PathTable::choices(NodeId from, NodeId to) {
    Choices& choices = choices_.at(from, to);
    if (choices.count == 0) {
        choices = {static_cast<std::uint32_t>(chosen_.size()), 1};
        chosen_.push_back(between(from, to));
        if (from != to && most_choices_ > 1) {
            auto const found = find(from, to, most_choices_, {});
            assert(found.front() == paths_[chosen_.back()].arcs);
            for (std::size_t i = 1; i < found.size(); ++i) {
                auto const [at, is_new] = detours_.try_emplace(found[i], PathId{});
                if (is_new) at->second = add(found[i]);
                chosen_.push_back(at->second);
            }
            choices.count = static_cast<std::uint32_t>(found.size());
        }
    }
    return std::span{chosen_}.subspan(choices.first, choices.count);
}

std::vector<std::vector<ArcId>> PathTable::find(NodeId from, NodeId to, std::size_t most,
                                                std::vector<bool> const& without) {
    if (is_forward(from, to)) return k_shortest_.find(from, to, most, without);
    auto found = k_shortest_.find(to, from, most, without);
    std::ranges::for_each(found, walk_back);
    return found;
}

PathId PathTable::add(std::vector<ArcId> arcs) {
    Path path{std::move(arcs), Duration{0}, BytesPerSecond{std::numeric_limits<double>::infinity()}, {}};
    for (ArcId const arc : path.arcs) {
        path.latency += map_->arcs()[arc].latency;
        Link const& link = map_->links()[NationalMap::link_of(arc)];
        path.bottleneck = std::min(path.bottleneck, link.usable());
        path.price += link.price;
    }
    return paths_.add(std::move(path));
}

void PathTable::set_down(LinkId link, bool down) {
    if (down_[link.index] == down) return;
    down_[link.index] = down;
    down ? ++links_down_ : --links_down_;
    around_.clear();
}

bool PathTable::is_whole(PathId path) const {
    return std::ranges::none_of(paths_[path].arcs,
                                [&](ArcId const arc) { return down_[NationalMap::link_of(arc).index]; });
}

std::optional<PathId> PathTable::around_failures(NodeId from, NodeId to) {
    PathId const usual = between(from, to);
    if (is_whole(usual)) return usual;
    auto const [at, is_new] = around_.try_emplace(pair(from, to), std::nullopt);
    if (!is_new) return at->second;
    auto found = find(from, to, 1, down_);
    if (found.empty()) return std::nullopt;
    auto const [detour, is_new_detour] = detours_.try_emplace(found.front(), PathId{});
    if (is_new_detour) detour->second = add(std::move(found.front()));
    at->second = detour->second;
    return at->second;
}

}  // namespace meridian
