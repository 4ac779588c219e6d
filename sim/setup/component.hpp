// What a pluggable component (policy, queue discipline, transfer model) says of itself: the reader
// checks scenario files against it, and `meridian policies` prints it.
#pragma once

#include <map>
#include <optional>
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
    std::string_view summary;  // one line: the rule
    std::span<ParameterDoc const> parameters;
    std::string_view source{};  // where the rule was published, or what it is a plain form of
};

// The value of `default_text` as parameters hold it; nothing if there is no default.
[[nodiscard]] std::optional<double> default_of(ParameterDoc const& parameter);

// The parameters, and the defaults of those that are missing.
[[nodiscard]] std::map<std::string, double> with_defaults(std::map<std::string, double> parameters,
                                                          ComponentDoc const& component);

// What a scenario may name.
struct Vocabulary {
    std::span<ComponentDoc const> policies;
    std::span<ComponentDoc const> disciplines;
    std::span<ComponentDoc const> networks;
    std::span<ComponentDoc const> service_policies;
};

}  // namespace meridian
