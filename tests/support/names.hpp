// The names of components, for tests that go through all of them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/setup/component.hpp"

namespace meridian::testing {

inline std::vector<std::string> names(std::span<ComponentDoc const> components) {
    std::vector<std::string> all;
    for (ComponentDoc const& one : components)
        all.emplace_back(one.name);
    return all;
}

}  // namespace meridian::testing
