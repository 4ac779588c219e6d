#include "sim/scheduler/disciplines/registry.hpp"

namespace meridian::scheduler {

#define MERIDIAN_COMPONENT(name) extern DisciplineComponent const name##_component;
#include "discipline_table.inc"
#undef MERIDIAN_COMPONENT

namespace {

Registry<Discipline, DisciplineContext> const& registry() {
    static Registry<Discipline, DisciplineContext> const all{"discipline",
                                                             {
#define MERIDIAN_COMPONENT(name) &name##_component,
#include "discipline_table.inc"
#undef MERIDIAN_COMPONENT
                                                             }};
    return all;
}

}  // namespace

std::span<ComponentDoc const> disciplines() {
    return registry().docs();
}

std::unique_ptr<Discipline> make_discipline(Selection const& selection, Scenario const& scenario) {
    return registry().make(selection, {scenario});
}

}  // namespace meridian::scheduler
