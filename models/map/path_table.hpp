// The paths that transfers may use, found at first use and kept, and the links that are down.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "models/map/k_shortest_paths.hpp"
#include "models/map/pair_table.hpp"
#include "models/map/shortest_paths.hpp"

namespace meridian {

// Its arcs, latency, narrowest link and price.
struct Path {
    std::vector<ArcId> arcs;
    Duration latency{};
    BytesPerSecond bottleneck;  // of the usable capacities; infinite if there are no arcs
    CnyPerGigabyte price;       // of all its links together
};

// One end of every path is a source of `shortest`: a site's node. Precondition of all that ask for paths:
// that source reaches the other end. Both directions run over the same links.
class PathTable {
public:
    // `most_choices` > 0: that choices() offers.
    PathTable(NationalMap const& map, ShortestPaths const& shortest, std::size_t most_choices = 1);

    // The shortest path from one node to another on the whole map. Amortised O(1).
    [[nodiscard]] PathId between(NodeId from, NodeId to);
    // The shortest paths on the whole map, in the order of KShortestPaths; the first is between(). Valid
    // until the next call. Amortised O(1).
    [[nodiscard]] std::span<PathId const> choices(NodeId from, NodeId to);
    [[nodiscard]] std::size_t most_choices() const { return most_choices_; }

    // Marks a link as down or up.
    void set_down(LinkId link, bool down);
    [[nodiscard]] bool is_down(LinkId link) const { return links_down_ > 0 && down_[link.index]; }
    [[nodiscard]] bool any_down() const { return links_down_ > 0; }
    [[nodiscard]] bool is_whole(PathId path) const;  // no link of it is down
    // The shortest path without a link that is down; nothing if there is none.
    [[nodiscard]] std::optional<PathId> around_failures(NodeId from, NodeId to);

    [[nodiscard]] Path const& operator[](PathId path) const { return paths_[path]; }
    [[nodiscard]] std::size_t size() const { return paths_.size(); }
    // The number of pairs of nodes with allocated memory.
    [[nodiscard]] std::size_t room() const { return known_.room() + choices_.room(); }

private:
    struct Choices {
        std::uint32_t first{0};
        std::uint32_t count{0};  // 0: not asked for yet
    };
    // The same path both ways: found in one direction, walked back in the other.
    [[nodiscard]] bool is_forward(NodeId from, NodeId to) const;
    [[nodiscard]] std::vector<std::vector<ArcId>> find(NodeId from, NodeId to, std::size_t most,
                                                       std::vector<bool> const& without);
    PathId add(std::vector<ArcId> arcs);
    [[nodiscard]] std::size_t pair(NodeId from, NodeId to) const {
        return from.index * map_->nodes().size() + to.index;
    }

    NationalMap const* map_;
    ShortestPaths const* shortest_;
    KShortestPaths k_shortest_;
    std::size_t most_choices_;
    PairTable<PathId> known_;
    PairTable<Choices> choices_;  // into chosen_
    std::vector<PathId> chosen_;
    std::map<std::vector<ArcId>, PathId> detours_;  // those that are not between()
    std::vector<bool> down_;                        // by link
    std::size_t links_down_{0};
    std::map<std::size_t, std::optional<PathId>> around_;  // by pair, as long as the same links are down
    Table<PathId, Path> paths_;
};

}  // namespace meridian
