// meridian policies [NAME]
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "models/units/format.hpp"
#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/table/display_width.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using Json = nlohmann::ordered_json;

// Prints words in lines of at most 80 columns, the first after `head`, the others as far in as `indent`.
void print_wrapped(std::string head, std::size_t indent, std::string_view words) {
    constexpr std::size_t columns = 80;
    std::string line = std::move(head);
    while (!words.empty()) {
        std::size_t const end = std::min(words.find(' '), words.size());
        bool const first = line.find_first_not_of(' ') == std::string::npos || line.back() == ' ';
        std::size_t const width = report::display_width(line);
        if (width + (first ? 0 : 1) + report::display_width(words.substr(0, end)) > columns &&
            width > indent) {
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
    console::print("{} ({}, {})\n", component.name, component.en, component.zh);
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
        print_wrapped(fmt::format("  {:<14} ", component.name), 17,
                      fmt::format("{} ({}): {}", component.en, component.zh, component.summary));
}

Json json_of(ParameterDoc const& parameter) {
    Json object{{"name", parameter.name}, {"meaning", parameter.doc}};
    if (!parameter.words.empty()) {
        object["one_of"] = parameter.words;
    } else if (parameter.dimension == Dimension::duration) {
        object.update({{"least", parameter.low / 1e9}, {"most", parameter.high / 1e9}, {"unit", "s"}});
    } else {
        auto const units = units_of(parameter.dimension);
        object.update({{"least", parameter.low}, {"most", parameter.high}});
        if (!units.empty()) object["unit"] = units.front();
    }
    object["default"] = parameter.default_text.empty() ? Json{} : Json(parameter.default_text);
    return object;
}

Json json_of(std::span<ComponentDoc const> components, std::string_view name) {
    Json all = Json::array();
    for (ComponentDoc const& component : components) {
        if (!name.empty() && component.name != name) continue;
        Json parameters = Json::array();
        for (ParameterDoc const& parameter : component.parameters)
            parameters.push_back(json_of(parameter));
        all.push_back({{"name", component.name},
                       {"display_name", component.en},
                       {"name_zh", component.zh},
                       {"rule", component.summary},
                       {"source", component.source},
                       {"parameters", std::move(parameters)}});
    }
    return all;
}

void print_objects(Vocabulary const& known, std::string_view name) {
    print_json({{"policies", json_of(known.policies, name)},
                {"disciplines", json_of(known.disciplines, name)},
                {"networks", json_of(known.networks, name)},
                {"service_policies", json_of(known.service_policies, name)}});
}

auto kinds(Vocabulary const& known) {
    return std::array{known.policies, known.disciplines, known.networks, known.service_policies};
}

// Says so if nothing has the name; a name may stand for one of each kind.
bool check_is_known(Vocabulary const& known, std::string const& name) {
    std::vector<std::string> names;
    for (auto const components : kinds(known)) {
        for (ComponentDoc const& component : components)
            names.emplace_back(component.name);
    }
    if (name.empty() || std::ranges::find(names, name) != names.end()) return true;
    std::string const near = nearest_name(name, names);
    console::print_error("policies: '{}' is not known\n  fix: {}`meridian policies` lists all\n", name,
                         near.empty() ? "" : fmt::format("did you mean '{}'? ", near));
    return false;
}

void list_all(Vocabulary const& known) {
    list("policies: where a job goes (`policy:` in a scenario)", known.policies);
    list("queue disciplines: when it starts (`discipline:`)", known.disciplines);
    list("transfer models: how its data move (`network:`)", known.networks);
    list("service policies: where requests go (`policy:` of a service)", known.service_policies);
}

void describe_each(Vocabulary const& known, std::string_view name) {
    bool is_first = true;
    for (auto const components : kinds(known)) {
        for (ComponentDoc const& component : components) {
            if (component.name != name) continue;
            if (!is_first) console::print("\n");
            is_first = false;
            describe(component);
        }
    }
}

}  // namespace

ExitCode policies(PoliciesArguments const& given) {
    Vocabulary const known = vocabulary();
    if (!check_is_known(known, given.name)) return ExitCode::invalid_input;
    if (given.json) {
        print_objects(known, given.name);
    } else if (given.name.empty()) {
        list_all(known);
    } else {
        describe_each(known, given.name);
    }
    return ExitCode::success;
}

}  // namespace meridian::app
