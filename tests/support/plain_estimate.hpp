// The static estimate of listed jobs, word by word: every job asks every pool of every site.
#pragma once

#include "sim/setup/scenario.hpp"

namespace meridian::testing {

struct PlainEstimate {
    double held_h{0.0};
    double unmet_h{0.0};
};

// Preconditions: no services, no calendar, no arrivals by rate.
[[nodiscard]] PlainEstimate plain_estimate(Scenario const& scenario);

}  // namespace meridian::testing
