// What services may use of the network, and how long their replicas take to start.
#pragma once

#include <algorithm>

#include "sim/service/service_paths.hpp"
#include "sim/setup/scenario.hpp"

namespace meridian::service {

struct ServiceSupply {
    Table<PoolId, std::int64_t> accelerators;  // whole ones
    SiteLatencies latencies;
};

// Everything is in service. Both outlive it.
[[nodiscard]] inline ServiceSupply whole_supply(Scenario const& scenario, Geography const& geography) {
    ServiceSupply supply{{}, {scenario, geography}};
    for (Pool const& pool : scenario.pools)
        supply.accelerators.add(pool.servers * pool.width);
    return supply;
}

// From taking accelerators until a replica on them answers.
[[nodiscard]] inline Duration start_up(Scenario const& scenario, ServiceId service) {
    Serving const& serving = scenario.serving;
    return scenario.services[service].start_up + (serving.lends ? serving.reclaim_time : Duration{0});
}

[[nodiscard]] inline Duration longest_start_up(Scenario const& scenario) {
    Duration longest{};
    for (ServiceId const v : scenario.services.keys())
        longest = std::max(longest, start_up(scenario, v));
    return longest;
}

}  // namespace meridian::service
