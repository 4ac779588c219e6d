#include <array>
#include <stdexcept>

#include "sim/service/service_policy.hpp"

// Each policy's file defines its ComponentDoc and how it is made. A new policy is one file and one line.
#define MERIDIAN_SERVICE_POLICIES(row) row(home) row(cheapest_within_rtt) row(pooled) row(overflow)

namespace meridian::service {

#define DECLARE(name)                     \
    extern ComponentDoc const name##_doc; \
    std::unique_ptr<ServicePolicy> make_##name(ServicePolicyContext const&);
MERIDIAN_SERVICE_POLICIES(DECLARE)
#undef DECLARE

std::span<ComponentDoc const> service_policies() {
#define DOC(name) name##_doc,
    static std::array const docs{MERIDIAN_SERVICE_POLICIES(DOC)};
#undef DOC
    return docs;
}

std::unique_ptr<ServicePolicy> make_service_policy(Selection const& selection) {
#define MAKE(policy)                                                               \
    if (selection.name == #policy) {                                               \
        return make_##policy({with_defaults(selection.parameters, policy##_doc)}); \
    }
    MERIDIAN_SERVICE_POLICIES(MAKE)
#undef MAKE
    throw std::logic_error{"service policy '" + selection.name + "' is not in the table"};
}

}  // namespace meridian::service
