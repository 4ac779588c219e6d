#include "sim/scheduler/policies/registry.hpp"

#include <array>
#include <stdexcept>

namespace meridian::scheduler {

// Each policy's file defines its ComponentDoc and how it is made; the table is written by CMake.
#define MERIDIAN_POLICY(name)             \
    extern ComponentDoc const name##_doc; \
    std::unique_ptr<Policy> make_##name(PolicyContext const&);
#include "policy_table.inc"
#undef MERIDIAN_POLICY

namespace {

using Make = std::unique_ptr<Policy> (*)(PolicyContext const&);

constexpr Make makers[]{
#define MERIDIAN_POLICY(name) &make_##name,
#include "policy_table.inc"
#undef MERIDIAN_POLICY
};

}  // namespace

std::span<ComponentDoc const> policies() {
    static std::array const docs{
#define MERIDIAN_POLICY(name) name##_doc,
#include "policy_table.inc"
#undef MERIDIAN_POLICY
    };
    return docs;
}

std::unique_ptr<Policy> make_policy(Selection const& selection, engine::RandomSource random) {
    auto const docs = policies();
    for (std::size_t i = 0; i < docs.size(); ++i) {
        if (docs[i].name != selection.name) continue;
        return makers[i](PolicyContext{with_defaults(selection.parameters, docs[i]), random});
    }
    throw std::logic_error{"policy '" + selection.name + "' is not in the table"};
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
