// meridian policies [NAME]
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/vocabulary.hpp"

namespace meridian::app {
namespace {

void describe(ComponentDoc const& component) {
    fmt::print("{}\n  {}\n", component.name, component.summary);
    if (component.parameters.empty()) fmt::print("  no parameters\n");
    for (ParameterDoc const& parameter : component.parameters) {
        fmt::print("  {}: {}\n", parameter.name, parameter.doc);
        if (parameter.words.empty()) {
            fmt::print("    units: {}\n", fmt::join(units_of(parameter.dimension), " "));
        } else {
            fmt::print("    one of: {}\n", fmt::join(parameter.words, " "));
        }
        fmt::print("    default: {}\n", parameter.default_text.empty() ? "none" : parameter.default_text);
    }
}

void list(std::string_view heading, std::span<ComponentDoc const> components) {
    fmt::print("{}\n", heading);
    for (ComponentDoc const& component : components) {
        fmt::print("  {:<13} {}\n", component.name, component.summary);
    }
}

}  // namespace

int policies(std::string const& name) {
    Vocabulary const known = vocabulary();
    if (name.empty()) {
        list("policies: where a job goes (`policy:` in a scenario)", known.policies);
        list("queue disciplines: when it starts (`discipline:`)", known.disciplines);
        list("transfer models: how its data move (`network:`)", known.networks);
        return fine;
    }
    std::vector<std::string> names;
    for (auto const components : {known.policies, known.disciplines, known.networks}) {
        for (ComponentDoc const& component : components) {
            if (component.name == name) {
                describe(component);
                return fine;
            }
            names.emplace_back(component.name);
        }
    }
    std::string const near = nearest_name(name, names);
    fmt::print(stderr, "policies: '{}' is not known\n  fix: {}`meridian policies` lists all\n", name,
               near.empty() ? "" : fmt::format("did you mean '{}'? ", near));
    return input_wrong;
}

}  // namespace meridian::app
