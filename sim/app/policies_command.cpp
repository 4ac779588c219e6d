// meridian policies [NAME]
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "models/units/format.hpp"
#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

// Prints words in lines of at most 80 columns, the first after `head`, the others as far in as `indent`.
void print_wrapped(std::string head, std::size_t indent, std::string_view words) {
    constexpr std::size_t columns = 80;
    std::string line = std::move(head);
    while (!words.empty()) {
        std::size_t const end = std::min(words.find(' '), words.size());
        bool const first = line.find_first_not_of(' ') == std::string::npos || line.back() == ' ';
        if (line.size() + (first ? 0 : 1) + end > columns && line.size() > indent) {
            console::print("{}\n", line);
            line = std::string(indent, ' ');
        } else if (!first) {
            line += ' ';
        }
        line += words.substr(0, end);
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    console::print("{}\n", line);
}

// What a value may be: words, or a range in the first unit of its dimension.
std::string values_of(ParameterDoc const& parameter) {
    if (!parameter.words.empty()) return fmt::format("one of {}", fmt::join(parameter.words, ", "));
    if (parameter.dimension == Dimension::duration) {
        return fmt::format("{} to {} s (units: {})", format_number(parameter.low / 1e9),
                           format_number(parameter.high / 1e9),
                           fmt::join(units_of(parameter.dimension), " "));
    }
    auto const units = units_of(parameter.dimension);
    return fmt::format("{} to {}{}", format_number(parameter.low), format_number(parameter.high),
                       units.empty() ? "" : fmt::format(" (units: {})", fmt::join(units, " ")));
}

void describe(ComponentDoc const& component) {
    console::print("{}\n", component.name);
    print_wrapped("  ", 2, component.summary);
    if (!component.source.empty()) print_wrapped("  source: ", 4, component.source);
    if (component.parameters.empty()) console::print("  no parameters\n");
    for (ParameterDoc const& parameter : component.parameters) {
        print_wrapped(fmt::format("  {}: ", parameter.name), 4, parameter.doc);
        print_wrapped("    values: ", 6, values_of(parameter));
        console::print("    default: {}\n", parameter.default_text.empty() ? "none" : parameter.default_text);
    }
}

void list(std::string_view heading, std::span<ComponentDoc const> components) {
    console::print("{}\n", heading);
    for (ComponentDoc const& component : components)
        print_wrapped(fmt::format("  {:<14} ", component.name), 17, component.summary);
}

}  // namespace

ExitCode policies(std::string const& name) {
    Vocabulary const known = vocabulary();
    if (name.empty()) {
        list("policies: where a job goes (`policy:` in a scenario)", known.policies);
        list("queue disciplines: when it starts (`discipline:`)", known.disciplines);
        list("transfer models: how its data move (`network:`)", known.networks);
        list("service policies: where requests go (`policy:` of a service)", known.service_policies);
        return ExitCode::success;
    }
    std::vector<std::string> names;
    bool found = false;
    for (auto const components :
         {known.policies, known.disciplines, known.networks, known.service_policies}) {
        for (ComponentDoc const& component : components) {
            names.emplace_back(component.name);
            if (component.name != name) continue;
            if (found) console::print("\n");  // a name may stand for one of each kind
            found = true;
            describe(component);
        }
    }
    if (found) return ExitCode::success;
    std::string const near = nearest_name(name, names);
    console::print_error("policies: '{}' is not known\n  fix: {}`meridian policies` lists all\n", name,
                         near.empty() ? "" : fmt::format("did you mean '{}'? ", near));
    return ExitCode::invalid_input;
}

}  // namespace meridian::app
