// A line of sites for tests of services: n nodes 1 ms apart, at each a site with `accelerators` and a region.
#pragma once

#include <string>

#include "tests/support/worlds.hpp"

namespace meridian::testing {

// A service `ask` of constant work: one token at 1 /s, so a request holds a slot for 1 s; one accelerator and
// one slot in a replica, an objective of 3 s, policy `policy`. Region i asks at `rates[i]` per second, all
// hours alike. Jobs are those of one_site().
[[nodiscard]] Scenario service_line(std::vector<double> const& rates, std::int64_t accelerators,
                                    std::string const& policy);

// One site of ten accelerators and the service of service_line(): its users ask 1 /s in the first twelve hours of
// a day, which takes two replicas, and 5 /s in the others, which takes seven (see service_loop_test.cpp). An
// epoch an hour. Jobs of the first class cannot be preempted, those of the second, `preemptible`, can.
[[nodiscard]] Scenario night_and_day(bool lends);

}  // namespace meridian::testing
