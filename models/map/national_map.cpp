#include "models/map/national_map.hpp"

#include <cassert>
#include <utility>

namespace meridian {

NationalMap::NationalMap(Table<NodeId, Node> nodes, Table<LinkId, Link> links, Duration router_delay)
    : nodes_{std::move(nodes)}, links_{std::move(links)}, router_delay_{router_delay} {
    for (Link const& link : links_) {
        assert(link.a.index < nodes_.size() && link.b.index < nodes_.size() && link.a != link.b);
        Duration const latency = link.delay + router_delay_;
        arcs_.add(Arc{link.a, link.b, latency});
        arcs_.add(Arc{link.b, link.a, latency});
    }
}

}  // namespace meridian
