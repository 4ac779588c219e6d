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

}  // namespace meridian::testing
