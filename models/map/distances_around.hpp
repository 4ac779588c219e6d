// Latencies from chosen nodes to all others over the links that are not down, kept as links fail and come back.
//
// A row is searched again only where it may have changed: if a link that went down lies on a shortest path from its
// source (it is tight: latency to one end + link = latency to the other), or a link that came back is shorter than the
// paths between its ends (latency to one end + link < latency to the other).
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "models/map/national_map.hpp"
#include "models/map/path_watch.hpp"

namespace meridian {

struct Distance;  // of path_graph.hpp

class DistancesAround {
public:
    // All links are up. `map` and `watch` outlive it; without a watch no search is reported. O(sources x links x
    // log nodes), in time, and O(sources x nodes) in memory.
    DistancesAround(NationalMap const& map, std::vector<NodeId> sources, PathWatch* watch = nullptr);
    ~DistancesAround();
    DistancesAround(DistancesAround const&) = delete;
    DistancesAround& operator=(DistancesAround const&) = delete;

    // `down`: by link. The rows that were searched again, in order; their latencies may be what they were. Valid until
    // the next call.
    [[nodiscard]] std::span<std::size_t const> update(std::vector<bool> const& down);
    [[nodiscard]] std::vector<NodeId> const& sources() const { return sources_; }
    // One way, from the source of a row; ShortestPaths::unreachable where no whole path leads.
    [[nodiscard]] Duration latency(std::size_t row, NodeId node) const;

private:
    struct Graph;
    void search(std::size_t row);
    [[nodiscard]] bool may_change(std::size_t row, std::vector<LinkId> const& changed) const;

    NationalMap const& map_;
    std::vector<NodeId> sources_;
    PathWatch* watch_;
    std::unique_ptr<Graph> graph_;
    std::vector<std::vector<Distance>> rows_;
    std::vector<bool> down_;            // by link
    std::vector<std::size_t> renewed_;  // reused
};

}  // namespace meridian
