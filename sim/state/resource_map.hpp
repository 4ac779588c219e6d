// The four resources: those of every site as the brain senses them, transport of every link as it is. Of each: the
// stock, what is used, what could still be used (headroom), and the limit that binds first.
//
// stock = used + headroom + what a tighter limit keeps from use, unless a pool or a store is promised more than it has,
// or a transfer model without sharing sends more than a link can: `used` counts all of it, and may exceed the stock.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/state/state.hpp"

namespace meridian::state {

// Compute in accelerators, storage in bytes, transport in bytes per second, capability in workload classes
// that the site could run.
enum class ResourceKind : std::uint8_t { compute, storage, transport, capability };

// The limit that additional use would reach first.
enum class Limit : std::uint8_t {
    nothing,
    accelerators,
    power,
    storage,
    usable_share,
    capacity,
    outage,
    hardware
};

[[nodiscard]] constexpr std::string_view words(ResourceKind kind) {
    switch (kind) {
        case ResourceKind::compute:
            return "compute";
        case ResourceKind::storage:
            return "storage";
        case ResourceKind::transport:
            return "transport";
        case ResourceKind::capability:
            return "capability";
    }
    return "";
}
[[nodiscard]] constexpr std::string_view words(Limit limit) {
    switch (limit) {
        case Limit::nothing:
            return "none";
        case Limit::accelerators:
            return "accelerators";
        case Limit::power:
            return "power_limit";
        case Limit::storage:
            return "storage";
        case Limit::usable_share:
            return "usable_share";
        case Limit::capacity:
            return "capacity";
        case Limit::outage:
            return "outage";
        case Limit::hardware:
            return "hardware";
    }
    return "";
}

struct Resource {
    double stock{0.0};
    double used{0.0};  // held and promised
    double headroom{0.0};
    Limit binding{Limit::nothing};
};

class ResourceMap {
public:
    // Reads `levels`, which may be older than `state`. All of them outlive the map.
    ResourceMap(Scenario const& scenario, State const& state, Levels const& levels)
        : scenario_{&scenario}, state_{&state}, levels_{&levels} {}

    [[nodiscard]] Resource compute(SiteId site) const;
    // Without a limit the stock is what is used, and nothing binds.
    [[nodiscard]] Resource storage(SiteId site) const;
    // One direction of a link, in use as the transfer model last measured it. The stock is that of the link without
    // outages, the headroom of what they leave.
    [[nodiscard]] Resource transport(ArcId arc) const;
    // Classes that the site could ever run; used: full_classes().
    [[nodiscard]] Resource capability(SiteId site) const;
    // Of these: the ones of which not one job of the narrowest possible width (one accelerator) could start now.
    [[nodiscard]] std::int64_t full_classes(SiteId site) const;
    [[nodiscard]] bool could_run(ClassId c, SiteId site) const;

private:
    Scenario const* scenario_;
    State const* state_;
    Levels const* levels_;
};

}  // namespace meridian::state
