// A line of sites for tests of services: n nodes 1 ms apart, at each a site with `accelerators` and a region.
#pragma once

#include <string>

#include "tests/support/worlds.hpp"

namespace meridian::testing {

inline constexpr ServiceId ask{0};

// A service `ask` of constant work: one token at 1 /s, so a request holds a slot for 1 s; one accelerator and
// one slot in a replica, an objective of 3 s, policy `policy`. Region i asks at `rates[i]` per second, all
// hours alike. Jobs are those of one_site().
[[nodiscard]] Scenario service_line(std::vector<double> const& rates, std::int64_t accelerators,
                                    std::string const& policy);

// One site of ten accelerators and the service of service_line(): its users ask 1 /s in the first twelve hours of
// a day, which takes two replicas, and 5 /s in the others, which takes seven (see service_loop_test.cpp). An
// epoch an hour. Jobs of the first class cannot be preempted, those of the second, `preemptible`, can.
[[nodiscard]] Scenario night_and_day(bool lends);

// Two sites, each with a region that asks 1 /s. A replica answers a request in 1 s, at most 0.95 /s: two at each site,
// three where one site answers all. Requests wait and work for seconds, the objective is an hour, and a way of half an
// hour and back is more than that: answers of the other site are late, those of the own one in time. An epoch is 5 min,
// a start-up 3 min; a loss is known after 30 s and acted on after 2 min more.
[[nodiscard]] Scenario failover_pair(std::string const& policy = "home");

// A site at n0 answers users at n1, who ask 2 /s: over a link of 1.5 ms, or by n2 over two of 1 ms, all of 1 MB/s. An
// epoch, a start-up and a failover take as long as in failover_pair().
[[nodiscard]] Scenario detour_triangle();

// A curve of demand: by day, from 4:00 to 9:00, three times what it is at night.
CurveId add_day(Scenario& scenario);

// A random world (worlds.hpp) whose accelerators two services share with the jobs, some of which may be preempted. An
// epoch is 10 min, a start-up 3 min.
[[nodiscard]] Scenario served_world(std::uint64_t seed, std::string const& policy, bool lends);

}  // namespace meridian::testing
