// The shortest ways over the links of a scenario from the nearest of several nodes, for warnings.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "models/map/places.hpp"
#include "models/units/ids.hpp"
#include "models/units/time.hpp"

namespace meridian::scenario {

// How near each node is to the nearest of some sources and how fast data may come from the best connected
// one: each is the best of all paths, so together they are never worse than any path.
struct Nearness {
    std::vector<double> delay_s;  // one way, routers included; infinity: not reached
    std::vector<double> rate;     // bytes/s of the widest path; infinity at a source
};

class Corridors {
public:
    Corridors(std::size_t nodes, Table<LinkId, Link> const& links, Duration router_delay);
    ~Corridors();
    Corridors(Corridors const&) = delete;
    Corridors& operator=(Corridors const&) = delete;
    Corridors(Corridors&&) = delete;
    Corridors& operator=(Corridors&&) = delete;

    // Dijkstra, once for the sum of delays and once for the narrowest link: slowness 1/rate grows along a
    // path as the delay does.
    [[nodiscard]] Nearness from(std::vector<NodeId> const& sources) const;
    // The first of the two alone.
    [[nodiscard]] std::vector<double> delays_from(std::vector<NodeId> const& sources) const;

private:
    struct Graph;  // of Boost.Graph, which is slow to parse
    std::unique_ptr<Graph> graph_;
};

}  // namespace meridian::scenario
