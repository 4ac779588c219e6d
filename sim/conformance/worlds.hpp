// Worlds made in code, for checks that need many of them or need to know every number in them.
#pragma once

#include <cstdint>
#include <string>

#include "sim/observe/ledger.hpp"
#include "sim/setup/scenario.hpp"
#include "sim/world/world.hpp"

namespace meridian::conformance {

// One node, one site with one pool of `accelerators` reference accelerators (0 W idle, 1 kW busy), one
// region, one class that takes one accelerator for exactly `runtime`; PUE 1, 1 CNY/kWh, 1 kg/kWh; a
// horizon of one day in UTC from 2025-01-01, policy nearest_user, fcfs, delay. No jobs arrive until they are
// listed or a rate is set.
[[nodiscard]] Scenario one_site(std::int64_t accelerators, Duration runtime);
// A node at the equator, at the end of a link of 1 GB/s from the first node; no router has a delay.
NodeId add_far_node(Scenario& s, std::string const& name, double longitude_deg, Duration delay = {},
                    Kilometres length = {});

// A job of the scenario's first class and region.
void list_job(Scenario& scenario, Duration arrival);

// A connected world of 2-6 sites, 2-4 classes and 1-4 regions with every feature in use: power limits,
// storage limits, several chips, gangs, transfers both ways, bursts, curves, listed jobs; load between
// light and overload. Equal seeds give equal worlds.
[[nodiscard]] Scenario random_world(std::uint64_t seed);

// A link loses capacity for a while.
struct LinkOutage {
    LinkId link;
    Duration from{};
    std::optional<Duration> until;  // none: it lasts
    double left{0.0};
};
[[nodiscard]] Table<EventId, FailureEvent> link_outages(std::vector<LinkOutage> const& outages);

// Every link fails or narrows a few times, some at the instant at which the outage before it ends; a fifth of
// them for good.
void break_links(Scenario& scenario, std::uint64_t seed);

// Sites, pools and their power are lost a few times, wholly or in part: at given times, at random, one after another, and
// with notice. Classes are of all rules on failure.
void break_sites(Scenario& scenario, std::uint64_t seed);

// Plays it to its end and gives the ledger. Throws what the world throws.
[[nodiscard]] observe::Ledger play(Scenario const& scenario, world::RunOptions options = {});

// Everything in a ledger that results are made of, as the files that would be written.
[[nodiscard]] std::string all_files(Scenario const& scenario, observe::Ledger const& ledger);

}  // namespace meridian::conformance
