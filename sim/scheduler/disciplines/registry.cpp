#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {

#include "discipline_table.inc"

std::span<ComponentDoc const> disciplines() {
    return registry().docs();
}

std::unique_ptr<Discipline> make_discipline(Selection const& selection, Scenario const& scenario) {
    return registry().make(selection, {scenario});
}

}  // namespace meridian::scheduler
