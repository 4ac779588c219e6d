// The rules of the policies word by word: asks the view for every pool of every site in reach, works out every
// score, and takes the first of the smallest. Slow; what the quick search of the policies is compared with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/scheduler/policy.hpp"

namespace meridian::testing {

// A policy with its default parameters, but for one of them.
struct PlainRule {
    std::string policy;
    std::string parameter{};  // one that is a word
    std::string word{};
};

// Those that plain_policy() knows: all but `weighted`, which has a test of its own.
[[nodiscard]] std::vector<PlainRule> plain_rules();
[[nodiscard]] std::unique_ptr<scheduler::Policy> plain_policy(PlainRule const& rule, std::uint64_t seed = 1);

}  // namespace meridian::testing
