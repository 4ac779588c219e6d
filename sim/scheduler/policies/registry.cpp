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
        if (docs[i].name == selection.name) return makers[i](PolicyContext{selection.parameters, random});
    }
    throw std::logic_error{"policy '" + selection.name + "' is not in the table"};
}

}  // namespace meridian::scheduler
