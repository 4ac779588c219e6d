#include "sim/service/service_policy.hpp"

namespace meridian::service {

#include "service_policy_table.inc"

std::span<ComponentDoc const> service_policies() {
    return registry().docs();
}

std::unique_ptr<ServicePolicy> make_service_policy(Selection const& selection) {
    return registry().make(selection, {});
}

}  // namespace meridian::service
