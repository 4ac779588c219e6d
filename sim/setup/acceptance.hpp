// Which accelerators a workload class or a service can use.
#pragma once

#include <algorithm>
#include <optional>

#include "models/compute/accelerator.hpp"
#include "models/workload/service.hpp"
#include "models/workload/workload.hpp"
#include "sim/setup/obstacle.hpp"

namespace meridian {

// What is wrong with an accelerator model for a class or service that names the stacks and models that it
// accepts, or none to accept any; nothing if it can use it.
template <class Wants>
[[nodiscard]] std::optional<Obstacle> hardware_obstacle(Wants const& w, WorkKind kind, AcceleratorId id,
                                                        Accelerator const& a) {
    if (!can_do(a, kind)) return Obstacle::kind_of_work;
    if (!w.models.empty() && std::find(w.models.begin(), w.models.end(), id) == w.models.end())
        return Obstacle::accelerator_model;
    if (!w.stacks.empty() && std::find(w.stacks.begin(), w.stacks.end(), a.stack) == w.stacks.end())
        return Obstacle::software_stack;
    return std::nullopt;
}
[[nodiscard]] inline std::optional<Obstacle> hardware_obstacle(WorkloadClass const& c, AcceleratorId id,
                                                               Accelerator const& a) {
    return hardware_obstacle(c, c.kind, id, a);
}
[[nodiscard]] inline std::optional<Obstacle> hardware_obstacle(Service const& s, AcceleratorId id,
                                                               Accelerator const& a) {
    return hardware_obstacle(s, WorkKind::inference, id, a);
}

[[nodiscard]] inline bool accepts(WorkloadClass const& c, AcceleratorId id, Accelerator const& a) {
    return !hardware_obstacle(c, id, a);
}

}  // namespace meridian
