// meridian policies [NAME]
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "models/units/nearest_name.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/table/result_table.hpp"
#include "sim/report/table/terminal_text.hpp"
#include "sim/scenario/describe.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

using report::ResultCell;
using report::ResultTable;

void describe(ComponentDoc const& component) {
    auto const style = console::output_style();
    auto const print_wrapped = [&](std::string const& head, std::size_t indent, std::string_view words) {
        console::write(report::paragraph(words, style, head, indent));
    };
    console::print("{} ({}, {})\n", component.name, component.en, component.zh);
    print_wrapped("  ", 2, component.summary);
    if (!component.source.empty()) print_wrapped("  source: ", 4, component.source);
    if (component.parameters.empty()) console::print("  no parameters\n");
    for (ParameterDoc const& parameter : component.parameters) {
        print_wrapped(fmt::format("  {}: ", parameter.name), 4, parameter.doc);
        print_wrapped("    values: ", 6, scenario::words_of(parameter));
        console::print("    default: {}\n", parameter.default_text.empty() ? "none" : parameter.default_text);
    }
}

void list(std::string_view heading, std::span<ComponentDoc const> components) {
    console::print("{}\n", heading);
    for (ComponentDoc const& component : components)
        console::write(
            report::paragraph(fmt::format("{} ({}): {}", component.en, component.zh, component.summary),
                              console::output_style(), fmt::format("  {:<14} ", component.name), 17));
}

auto kinds(Vocabulary const& known) {
    return std::array{known.policies, known.disciplines, known.networks, known.service_policies};
}

// Columns: kind, component, name, what_it_does, least, most, unit, one_of, default.
void add_parameter(ResultTable& table, std::string_view kind, std::string_view component,
                   ParameterDoc const& parameter) {
    ResultCell least;
    ResultCell most;
    ResultCell unit;
    if (parameter.words.empty()) {
        bool const is_time = parameter.dimension == Dimension::duration;  // in ns
        double const times = is_time ? 1e-9 : 1.0;
        auto const units = units_of(parameter.dimension);
        least = parameter.low * times;
        most = parameter.high * times;
        if (is_time) unit = "s";
        if (!is_time && !units.empty()) unit = units.front();
    }
    table.rows.push_back({kind, component, parameter.name, parameter.doc, least, most, unit,
                          fmt::format("{}", fmt::join(parameter.words, " ")), parameter.default_text});
}

void print_objects(Vocabulary const& known, std::string_view name) {
    ResultTable components{"components", {"kind", "name", "display_name", "name_zh", "rule", "source"}};
    ResultTable parameters{
        "parameters",
        {"kind", "component", "name", "what_it_does", "least", "most", "unit", "one_of", "default"}};
    constexpr std::array<std::string_view, 4> words{"policy", "discipline", "network", "service_policy"};
    auto const all = kinds(known);
    for (std::size_t k = 0; k < all.size(); ++k) {
        for (ComponentDoc const& component : all[k]) {
            if (!name.empty() && component.name != name) continue;
            components.rows.push_back(
                {words[k], component.name, component.en, component.zh, component.summary, component.source});
            for (ParameterDoc const& parameter : component.parameters)
                add_parameter(parameters, words[k], component.name, parameter);
        }
    }
    print_tables_json("policies", nlohmann::ordered_json::object(), {components, parameters});
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
