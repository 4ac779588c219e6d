// Work for a network of several sites, in whole nanoseconds and whole accelerators, and two ways to play it:
// by the program, and by a plain reference scheduler that shares no code with sim/scheduler or sim/world.
//
// A world is a Scenario whose policy is `nearest_user`, or `least_loaded` with `when_full`, with or without
// `reach`; its jobs are listed, move no data and meet no limit but accelerators. A QueueRule says the discipline.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/setup/scenario.hpp"
#include "tests/support/queue_work.hpp"

namespace meridian::testing {

enum class NetworkPolicy : std::uint8_t { nearest_user, least_loaded_wait, least_loaded_queue };

void use_policy(Scenario& scenario, NetworkPolicy policy);

// 2-5 sites with 1-2 pools of three accelerator models on a map that is connected but for a few islands, 1-3
// regions, 2-4 classes that accept different models; bursts, equal times, zero lengths, gangs as wide as the
// widest pool, estimates right and wrong; some jobs that no pool can run, by width, model, reach or for want
// of a path. Policy nearest_user or least_loaded with when_full: wait. Equal seeds give equal worlds.
[[nodiscard]] Scenario random_network(std::uint64_t seed);
// The same with arrivals apart so far that network_load() is below 0.9.
[[nodiscard]] Scenario light_network(std::uint64_t seed);
// One pool of the reference accelerator with the work's jobs in their order; powered accelerators: all.
[[nodiscard]] Scenario network_of(QueueWork const& work);

// The largest load of any set of pools that the jobs of some kind are bound to: accelerator-time of the jobs
// that can run nowhere else, on the slowest of these pools, over what the pools hold from the first arrival
// to the last.
[[nodiscard]] double network_load(Scenario const& scenario);
// The longest work of any job on any pool that could run it.
[[nodiscard]] std::int64_t longest_work(Scenario const& scenario);

[[nodiscard]] std::string words(Scenario const& scenario);

// When each job started, by its index in the list; -1: never.
[[nodiscard]] Starts play_network(QueueRule const& rule, Scenario const& scenario);
// The same by the reference scheduler, which knows nearest_user and least_loaded with when_full: wait.
[[nodiscard]] Starts reference_network_starts(QueueRule const& rule, Scenario const& scenario);

}  // namespace meridian::testing
