#include "sim/setup/component.hpp"

#include <algorithm>
#include <variant>

namespace meridian {

std::optional<double> default_of(ParameterDoc const& parameter) {
    if (parameter.default_text.empty()) return std::nullopt;
    auto const word = std::ranges::find(parameter.words, parameter.default_text);
    if (word != parameter.words.end()) return static_cast<double>(word - parameter.words.begin());
    auto const value = parse_quantity(parameter.default_text, parameter.dimension);
    auto const* const parsed = std::get_if<Parsed>(&value);
    return parsed != nullptr ? std::optional{parsed->value} : std::nullopt;
}

std::map<std::string, double> with_defaults(std::map<std::string, double> parameters,
                                            ComponentDoc const& component) {
    for (ParameterDoc const& parameter : component.parameters) {
        if (auto const value = default_of(parameter))
            parameters.try_emplace(std::string{parameter.name}, *value);
    }
    return parameters;
}

}  // namespace meridian
