// What a pluggable component (policy, queue discipline, transfer model) says of itself: the reader
// checks scenario files against it, and `meridian policies` prints it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "models/units/parse.hpp"
#include "sim/setup/parameter_value.hpp"
#include "sim/setup/rule.hpp"

namespace meridian {

struct ParameterDoc {
    std::string_view name;
    Dimension dimension;
    std::string_view default_text;  // as a scenario would write it; empty: no value by default
    double low;                     // inclusive, in the base unit of the dimension
    double high;                    // inclusive
    std::string_view doc;
    std::span<std::string_view const> words{};  // if any: the value is one of these
};

struct ComponentDoc {
    std::string_view name;
    std::string_view summary;  // one line: the rule
    std::span<ParameterDoc const> parameters;
    std::string_view source{};    // where the rule was published, or what it is a plain form of
    std::string_view en{}, zh{};  // its display names
};

// A number in the base unit of the parameter's dimension, as the type of that dimension. Requires a parameter
// that is no word, and a whole number where the dimension is counted.
[[nodiscard]] ParameterValue parameter_value(ParameterDoc const& parameter, double number);
// The value of `default_text`; nothing if there is no default.
[[nodiscard]] std::optional<ParameterValue> default_of(ParameterDoc const& parameter);

// The parameters, and the defaults of those that are missing.
[[nodiscard]] ParameterValues with_defaults(ParameterValues parameters, ComponentDoc const& component);

// What a scenario may name.
struct Vocabulary {
    std::span<ComponentDoc const> policies;
    std::span<ComponentDoc const> disciplines;
    std::span<ComponentDoc const> networks;
    std::span<ComponentDoc const> service_policies;
    std::span<MeasureDoc const> measures{};  // of rules
};

}  // namespace meridian
