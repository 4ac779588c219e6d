// The shortest paths without a circle between two nodes, in order (Yen, Finding the k shortest loopless paths
// in a network, Management Science 17, 1971; each spur from where its path left the earlier ones: Lawler, A
// procedure for computing the k best solutions, Management Science 18, 1972). Searches are A* with the exact
// distances of the whole map as bounds.
//
// The order is that of ShortestPaths: by latency, then hops; of equals, going back from the last node, by the
// smaller previous node, then the smaller link. It is total, so the answer is a function of the map's tables.
#pragma once

#include <memory>
#include <vector>

#include "models/map/national_map.hpp"
#include "models/map/path_watch.hpp"

namespace meridian {

class KShortestPaths {
public:
    // `map` and `watch` outlive this. Without a watch no search is reported.
    explicit KShortestPaths(NationalMap const& map, PathWatch* watch = nullptr);
    ~KShortestPaths();
    KShortestPaths(KShortestPaths const&) = delete;
    KShortestPaths& operator=(KShortestPaths const&) = delete;

    // Up to `most` paths, fewer if there are no more; their arcs in the order in which they are walked. None
    // has a link of `without` (by link; empty: all links may be used). Precondition: from != to.
    // O(most x hops) searches, each of O(links x log nodes) at most.
    [[nodiscard]] std::vector<std::vector<ArcId>> find(NodeId from, NodeId to, std::size_t most,
                                                       std::vector<bool> const& without = {});

private:
    class Search;
    std::unique_ptr<Search> search_;
};

}  // namespace meridian
