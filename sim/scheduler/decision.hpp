// What a policy may answer. A decision is a value and carries its reason; the policy changes nothing.
#pragma once

#include <variant>

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "sim/state/reason.hpp"

namespace meridian::scheduler {

using state::Reason;

struct Placement {  // commits the job to the pool's queue, whether or not there is room now
    SiteId site;
    PoolId pool;    // none for a job that needs no accelerators
    PathId path{};  // of its input, one of view.paths(); none: the shortest that is whole
};
struct Wait {
    Reason why;
};  // stays at the brain; its group is asked again when room is freed
struct Defer {
    SimTime until;
};
struct Reject {
    Reason why;
};
using Decision = std::variant<Placement, Wait, Defer, Reject>;

}  // namespace meridian::scheduler
