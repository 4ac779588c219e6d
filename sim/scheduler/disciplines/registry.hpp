// The queue disciplines that a scenario may name.
#pragma once

#include <memory>
#include <span>

#include "sim/scheduler/discipline.hpp"
#include "sim/setup/component.hpp"

namespace meridian::scheduler {

[[nodiscard]] std::span<ComponentDoc const> disciplines();

// Precondition: `selection` names one of disciplines().
[[nodiscard]] std::unique_ptr<Discipline> make_discipline(Selection const& selection, std::size_t pools);

[[nodiscard]] std::unique_ptr<Discipline> make_fcfs(std::size_t pools);

}  // namespace meridian::scheduler
