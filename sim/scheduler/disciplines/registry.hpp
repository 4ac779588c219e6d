// The queue disciplines that a scenario may name.
#pragma once

#include <memory>
#include <span>

#include "sim/scheduler/discipline.hpp"
#include "sim/setup/component.hpp"

namespace meridian::scheduler {

// Sorted as in CMakeLists.txt beside this file.
[[nodiscard]] std::span<ComponentDoc const> disciplines();

// Parameters that the selection does not give have their defaults. `scenario` outlives the discipline.
// Precondition: `selection` names one of disciplines(), its parameters checked against it.
[[nodiscard]] std::unique_ptr<Discipline> make_discipline(Selection const& selection,
                                                          Scenario const& scenario);

}  // namespace meridian::scheduler
