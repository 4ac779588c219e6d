// The conformance checks over the built-in policies. What breaks the contract: tests/e2e/plugin_test.cpp.
#include "sim/conformance/policy_check.hpp"

#include <string>
#include <vector>

#include "sim/scheduler/policies/registry.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using conformance::CheckVerdict;
using conformance::PolicyCheck;

TEST_CASE("every built-in policy keeps the contract by the conformance checks",
          "[contract][conformance][many_runs]") {
    for (ComponentDoc const& policy : scheduler::policies()) {
        CAPTURE(policy.name);
        auto const verdicts =
            PolicyCheck{Selection{std::string{policy.name}, {}, {}, {}}, {7, 3, 2000}}.run();
        CHECK(verdicts.size() == 7);
        for (CheckVerdict const& one : verdicts) {
            CAPTURE(one.check);
            CHECK_FALSE(one.failure.has_value());
            CHECK(one.worlds >= 1);
        }
    }
}
