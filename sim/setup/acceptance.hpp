// Which accelerators a workload class or a service can use.
#pragma once

#include <algorithm>

#include "models/compute/accelerator.hpp"
#include "models/workload/service.hpp"
#include "models/workload/workload.hpp"

namespace meridian {

// Its stack and model are among those that a class or service names; one that names none takes any.
template <class Wants>
[[nodiscard]] bool is_named(Wants const& w, AcceleratorId id, Accelerator const& a) {
    bool const stack =
        w.stacks.empty() || std::find(w.stacks.begin(), w.stacks.end(), a.stack) != w.stacks.end();
    bool const model = w.models.empty() || std::find(w.models.begin(), w.models.end(), id) != w.models.end();
    return stack && model;
}

// The accelerator can do the kind of work, and its stack and model are among those accepted.
[[nodiscard]] inline bool accepts(WorkloadClass const& c, AcceleratorId id, Accelerator const& a) {
    return can_do(a, c.kind) && is_named(c, id, a);
}
[[nodiscard]] inline bool accepts(Service const& s, AcceleratorId id, Accelerator const& a) {
    return can_do(a, WorkKind::inference) && is_named(s, id, a);
}

}  // namespace meridian
