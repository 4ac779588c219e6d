// The requests of one region that one site answers during an epoch.
#pragma once

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "sim/state/reason.hpp"

namespace meridian::state {

// Rates per second.
struct ServiceFlow {
    ServiceId service;
    RegionId region;
    SiteId site;           // none: the policy routes them to no site
    double rate{0.0};      // of all requests
    double rejected{0.0};  // of rate: the site is full
    double in_time{0.0};   // of rate: answered within the objective
    double delay_s{
        0.0};  // mean over answered requests: from the request to the token that the user waits for
    Reason why_rejected{Reason::sites_in_reach_are_full};
    Duration one_way{};  // access and the path in use, mean over the region's users; 0 without a site
};

// The accelerators that a service holds at a site.
struct ServiceUse {
    ServiceId service;
    SiteId site;
    PoolId pool;
    double busy{0.0};  // accelerators' worth of work; at most those ready
};

}  // namespace meridian::state
