// Which accelerators a workload class can use.
#pragma once

#include <algorithm>

#include "models/compute/accelerator.hpp"
#include "models/workload/workload.hpp"

namespace meridian {

// The accelerator can do the kind of work, and its stack and model are among those accepted.
[[nodiscard]] inline bool accepts(WorkloadClass const& c, AcceleratorId id, Accelerator const& a) {
    bool const stack =
        c.stacks.empty() || std::find(c.stacks.begin(), c.stacks.end(), a.stack) != c.stacks.end();
    bool const model = c.models.empty() || std::find(c.models.begin(), c.models.end(), id) != c.models.end();
    return can_do(a, c.kind) && stack && model;
}

}  // namespace meridian
