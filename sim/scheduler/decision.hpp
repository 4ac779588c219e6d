// What a policy may answer. A decision is a value and carries its reason; the policy changes nothing.
#pragma once

#include <utility>
#include <variant>
#include <vector>

#include "models/units/ids.hpp"
#include "models/units/time.hpp"
#include "sim/state/reason.hpp"

namespace meridian::scheduler {

using state::Reason;

struct Place {  // commits the job to the pool's queue, whether or not there is room now
    SiteId site;
    PoolId pool;  // none for a job that needs no accelerators
};
struct Wait {
    Reason why;
};  // stays at the brain; its group is asked again when room is freed
struct Defer {
    SimTime until;
};
struct Refuse {
    Reason why;
};
using Decision = std::variant<Place, Wait, Defer, Refuse>;

// The answers of one call, in the order given.
class Decisions {
public:
    void add(JobId job, Decision decision) { rows_.emplace_back(job, decision); }
    void clear() { rows_.clear(); }
    [[nodiscard]] std::vector<std::pair<JobId, Decision>> const& rows() const { return rows_; }

private:
    std::vector<std::pair<JobId, Decision>> rows_;
};

}  // namespace meridian::scheduler
