// What a pluggable component (policy, queue discipline, transfer model) says of itself: the reader
// checks scenario files against it, and `meridian policies` prints it.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "models/units/parse.hpp"

namespace meridian {

struct ParameterDoc {
    std::string_view name;
    Dimension dimension;
    std::string_view default_text;  // as a scenario would write it; empty: no value by default
    double low;                     // inclusive, in the base unit of the dimension
    double high;                    // inclusive
    std::string_view doc;
    std::span<std::string_view const> words{};  // if any: the value is one of these, given as its index
};

struct ComponentDoc {
    std::string_view name;
    std::string_view summary;  // one line: the rule, and its source where it has one
    std::span<ParameterDoc const> parameters;
};

// What a scenario may name.
struct Vocabulary {
    std::span<ComponentDoc const> policies;
    std::span<ComponentDoc const> disciplines;
    std::span<ComponentDoc const> networks;
};

}  // namespace meridian
