#include "sim/service/service_policy.hpp"

namespace meridian::service {

#define MERIDIAN_COMPONENT(name) extern ServicePolicyComponent const name##_component;
#include "service_policy_table.inc"
#undef MERIDIAN_COMPONENT

namespace {

Registry<ServicePolicy, ServicePolicyContext> const& registry() {
    static Registry<ServicePolicy, ServicePolicyContext> const all{"service policy",
                                                                   {
#define MERIDIAN_COMPONENT(name) &name##_component,
#include "service_policy_table.inc"
#undef MERIDIAN_COMPONENT
                                                                   }};
    return all;
}

}  // namespace

std::span<ComponentDoc const> service_policies() {
    return registry().docs();
}

std::unique_ptr<ServicePolicy> make_service_policy(Selection const& selection) {
    return registry().make(selection, {});
}

}  // namespace meridian::service
