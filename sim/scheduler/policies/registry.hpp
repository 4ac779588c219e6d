// The policies that a scenario may name.
#pragma once

#include <memory>
#include <span>

#include "sim/scheduler/brain.hpp"
#include "sim/setup/component.hpp"

namespace meridian::scheduler {

// Sorted as in CMakeLists.txt beside this file.
[[nodiscard]] std::span<ComponentDoc const> policies();

// Precondition: `selection` names one of policies(), its parameters checked against it, is composed, or has a plugin. Throws
// PluginFault.
[[nodiscard]] std::unique_ptr<Policy> make_policy(Selection const& selection, engine::RandomSource random);

// All that the scenario names. Precondition: as above, for each of them.
[[nodiscard]] Brain make_brain(Scenario const& scenario, engine::RandomSource random);

}  // namespace meridian::scheduler
