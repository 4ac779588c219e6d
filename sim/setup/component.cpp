#include "sim/setup/component.hpp"

#include <algorithm>
#include <variant>

namespace meridian {

ParameterValue parameter_value(ParameterDoc const& parameter, double number) {
    auto const whole = [number] { return static_cast<std::int64_t>(number); };
    switch (parameter.dimension) {
        case Dimension::count:
            return whole();
        case Dimension::duration:
            return Duration{whole()};
        case Dimension::bytes:
            return Bytes{whole()};
        default:
            return number;
    }
}

std::optional<ParameterValue> default_of(ParameterDoc const& parameter) {
    if (parameter.default_text.empty()) return std::nullopt;
    if (!parameter.words.empty()) return std::string{parameter.default_text};
    auto const value = parse_quantity(parameter.default_text, parameter.dimension);
    auto const* const parsed = std::get_if<Parsed>(&value);
    return parsed != nullptr ? std::optional{parameter_value(parameter, parsed->value)} : std::nullopt;
}

ParameterValues with_defaults(ParameterValues parameters, ComponentDoc const& component) {
    for (ParameterDoc const& parameter : component.parameters) {
        if (auto const value = default_of(parameter))
            parameters.try_emplace(std::string{parameter.name}, *value);
    }
    return parameters;
}

}  // namespace meridian
