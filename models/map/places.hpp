// Nodes, links, sites, pools and demand regions, as records. A `key` is the identity that random streams are tied to.
// It defaults to the name; a renamed record that keeps its key keeps its random numbers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/units/display_name.hpp"
#include "models/units/ids.hpp"
#include "models/units/quantity.hpp"
#include "models/units/time.hpp"

namespace meridian {

// A node of the map; its coordinates are WGS 84 degrees.
struct Node {
    std::string name;
    std::string key;
    double latitude_deg{0.0};
    double longitude_deg{0.0};
    std::string province{};      // empty: unknown
    bool has_coordinates{true};  // without: both are 0
    DisplayName display{};
};

// A fibre corridor, full duplex: `capacity` holds in each direction on its own.
struct Link {
    std::string name;
    std::string key;
    NodeId a;
    NodeId b;
    BytesPerSecond capacity;        // > 0; what the operator has lit
    double usable_share{1.0};       // part of the capacity that this work may use, (0, 1]
    Kilometres length;              // fibre length; 0: not given
    Duration delay{};               // one-way propagation, without the router at its end
    CnyPerGigabyte price;           // per byte carried
    CnyPerGbpsMonth lease;          // for the usable capacity, whether carried or not
    JoulesPerBit energy;            // per bit carried
    Microwatts fixed_power;         // drawn whether carried or not
    bool length_is_derived{false};  // great circle x route_factor

    [[nodiscard]] BytesPerSecond usable() const { return usable_share * capacity; }
};

enum class SiteState : std::uint8_t { existing, committed, candidate };

// A data centre at a node.
struct Site {
    std::string name;
    std::string key;
    NodeId node;
    TierId tier;
    TariffId tariff;
    GridId grid;
    ClimateId climate;  // none: cooling is met at its threshold temperature
    CoolingId cooling;
    std::optional<Microwatts> power_limit;  // of IT power, idle power included; none: no limit
    std::optional<Bytes> storage;           // none: no limit
    SiteState state{SiteState::existing};
    bool energised{
        true};  // when the run starts; otherwise it takes no part, has no accelerators and costs nothing
    DisplayName display{};
};

// Equal accelerators of one model at a site: servers x width of them.
struct Pool {
    std::string name;
    std::string key;
    SiteId site;
    AcceleratorId accelerator;
    std::int64_t servers{0};
    std::int64_t width{0};  // accelerators per server

    [[nodiscard]] Milliaccelerators capacity() const { return Milliaccelerators{servers * width * 1000}; }
};

// People and data attached to a node. `masses` has one value per mass name of the scenario
// (population, gdp, ...); classes split their national arrivals by one of them.
struct DemandRegion {
    std::string name;
    std::string key;
    NodeId node;
    // One way, between the users and their node: access_delay for all of them, and access_spread more for
    // the farthest. Users are spread evenly over a disc around the node, delay grows with distance.
    Duration access_delay{};
    Duration access_spread{};
    std::vector<double> masses{};
    DisplayName display{};
};

}  // namespace meridian
