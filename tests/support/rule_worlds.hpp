// Scenarios with rules, read from text with what the program knows.
#pragma once

#include "sim/report/rule_measures.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/scheduler/disciplines/registry.hpp"
#include "sim/scheduler/policies/registry.hpp"
#include "sim/service/service_policy.hpp"
#include "sim/transfer/transfer_model.hpp"

namespace meridian::testing {

[[nodiscard]] inline Vocabulary shipped_vocabulary() {
    return {scheduler::policies(), scheduler::disciplines(), transfer::models(), service::service_policies(),
            report::rule_measures()};
}

}  // namespace meridian::testing
