#include "sim/scheduler/policies/registry.hpp"

#include "sim/scheduler/plugin/composed_policy.hpp"
#include "sim/scheduler/plugin/plugin_policy.hpp"

namespace meridian::scheduler {

#include "policy_table.inc"

std::span<ComponentDoc const> policies() {
    return registry().docs();
}

std::unique_ptr<Policy> make_policy(Selection const& selection, engine::RandomSource random) {
    if (selection.composed) return make_composed_policy(selection);
    if (!selection.plugin) return registry().make(selection, {random});
    std::string const& instead = selection.plugin->on_fault;
    return make_plugin_policy(selection,
                              instead.empty() ? nullptr : registry().make({instead, {}}, {random}));
}

Brain make_brain(Scenario const& scenario, engine::RandomSource random) {
    auto const chain = [&](PolicyChain const& selections) {
        std::vector<NamedPolicy> policies;
        for (Selection const& one : selections)
            policies.push_back({one.name, make_policy(one, random)});
        return policies;
    };
    Brain brain{chain(scenario.policy)};
    for (ClassId const c : scenario.class_policies.keys()) {
        if (!scenario.class_policies[c].empty()) brain.set_chain(c, chain(scenario.class_policies[c]));
    }
    return brain;
}

}  // namespace meridian::scheduler
