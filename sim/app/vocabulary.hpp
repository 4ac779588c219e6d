// What scenario files may name in this build.
#pragma once

#include "sim/report/rule_measures.hpp"
#include "sim/scheduler/disciplines/registry.hpp"
#include "sim/scheduler/policies/registry.hpp"
#include "sim/service/service_policy.hpp"
#include "sim/setup/component.hpp"
#include "sim/transfer/transfer_model.hpp"

namespace meridian::app {

[[nodiscard]] inline Vocabulary vocabulary() {
    return {scheduler::policies(), scheduler::disciplines(), transfer::models(), service::service_policies(),
            report::rule_measures()};
}

}  // namespace meridian::app
