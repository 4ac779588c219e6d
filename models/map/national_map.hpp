// The checked, immutable map: nodes and links, and the arcs (link directions) that paths are made of.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "models/map/places.hpp"
#include "models/units/ids.hpp"

namespace meridian {

class NationalMap {
public:
    struct Arc {
        NodeId from;
        NodeId to;
        Duration latency{};  // propagation of the link + one router
    };

    NationalMap() = default;
    // Precondition: every link ends at two different nodes of `nodes`.
    NationalMap(Table<NodeId, Node> nodes, Table<LinkId, Link> links, Duration router_delay);

    [[nodiscard]] Table<NodeId, Node> const& nodes() const { return nodes_; }
    [[nodiscard]] Table<LinkId, Link> const& links() const { return links_; }
    [[nodiscard]] Table<ArcId, Arc> const& arcs() const { return arcs_; }
    [[nodiscard]] Duration router_delay() const { return router_delay_; }

    [[nodiscard]] static LinkId link_of(ArcId arc) { return LinkId{arc.index / 2}; }
    [[nodiscard]] static std::array<ArcId, 2> arcs_of(LinkId link) {
        return {ArcId{2 * link.index}, ArcId{2 * link.index + 1}};
    }
    [[nodiscard]] static ArcId reversed(ArcId arc) { return ArcId{arc.index ^ 1U}; }

private:
    Table<NodeId, Node> nodes_;
    Table<LinkId, Link> links_;
    Table<ArcId, Arc> arcs_;
    Duration router_delay_{};
};

}  // namespace meridian
