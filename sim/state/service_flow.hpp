// Requests on their way for an epoch: from one region to one site.
#pragma once

#include "models/units/ids.hpp"

namespace meridian::state {

// Rates per second.
struct ServiceFlow {
    ServiceId service;
    RegionId region;
    SiteId site;           // none: no site is offered to them
    double rate{0.0};      // asked
    double rejected{0.0};  // of these: the site is full
    double in_time{0.0};   // of these: answered within the objective
    double delay_s{0.0};   // mean, of those answered: from the request to the token that the user waits for
};

// What a service does with the accelerators that it holds at a site.
struct ServiceUse {
    ServiceId service;
    SiteId site;
    PoolId pool;
    double busy{0.0};  // accelerators' worth of work; at most those ready
};

}  // namespace meridian::state
