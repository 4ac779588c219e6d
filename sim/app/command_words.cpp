#include "sim/app/command_words.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include "models/units/split.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/templates.hpp"

namespace meridian::app {
namespace {

bool may_be_several(CLI::Option const& option) {
    return option.get_expected_max() >= CLI::detail::expected_max_vector_size;
}

std::string in_one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

bool is_choice(std::string_view type) {
    return !type.empty() && std::ranges::all_of(type, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

void add_names(std::vector<std::string>& all, std::span<ComponentDoc const> components) {
    for (ComponentDoc const& component : components) {
        if (std::ranges::find(all, component.name) == all.end()) all.emplace_back(component.name);
    }
}

// One of the types that bars separate.
void add_type(ValueWords& value, std::string_view type, std::string_view command, Vocabulary const& known) {
    if (type == "FILE") value.takes_file = true;
    if (type == "SCENARIO" || type == "STUDY") value.takes_scenario = true;
    if (command == "diff" && (type == "A" || type == "B")) value.takes_scenario = value.takes_folder = true;
    if (type == "DIR" || type == "FOLDER") value.takes_folder = true;
    if (type == "POLICY") add_names(value.choices, known.policies);
    if (type == "NETWORK") add_names(value.choices, known.networks);
    if (type == "NAME" && command == "policies") {
        for (auto const components :
             {known.policies, known.disciplines, known.networks, known.service_policies})
            add_names(value.choices, components);
    }
    if (type == "FORMAT" && command == "export") {
        for (std::string_view const name : export_formats())
            value.choices.emplace_back(name);
    }
    if (type == "TEMPLATE") {
        for (StarterTemplate const& one : starter_templates())
            value.choices.emplace_back(one.name);
    }
    if (is_choice(type)) value.choices.emplace_back(type);
}

// Without brackets.
std::string bare(std::string_view type) {
    std::string text;
    std::ranges::copy_if(type, std::back_inserter(text), [](char c) { return c != '[' && c != ']'; });
    return text;
}

ValueWords value_of(std::string_view type, std::string_view command, Vocabulary const& known) {
    ValueWords value{.type = bare(type), .choices = {}};
    for (std::string_view const one : split(value.type, '|'))
        add_type(value, one, command, known);
    return value;
}

// What another value may be, this may be as well.
void add_value(ValueWords& value, ValueWords const& other) {
    value.takes_file = value.takes_file || other.takes_file;
    value.takes_scenario = value.takes_scenario || other.takes_scenario;
    value.takes_folder = value.takes_folder || other.takes_folder;
    value.choices.insert(value.choices.end(), other.choices.begin(), other.choices.end());
    value.type += "|" + other.type;
}

PositionalWords positional_words(CLI::Option const& option, std::string_view command,
                                 Vocabulary const& known) {
    PositionalWords words{
        usage_of(option), in_one_line(option.get_description()), may_be_several(option), {}};
    std::string const types = type_of(option);  // such as "[TEMPLATE] DIR"
    std::vector<bool> may_be_left_out;
    for (std::string_view const type : split(types, ' ')) {
        words.values.push_back(value_of(type, command, known));
        may_be_left_out.push_back(type.starts_with('['));
    }
    for (std::size_t i = words.values.size(); i-- > 1;) {  // the next may stand in its place
        if (may_be_left_out[i - 1]) add_value(words.values[i - 1], words.values[i]);
    }
    return words;
}

OptionWords option_words(CLI::Option const& option, std::string_view command, Vocabulary const& known) {
    OptionWords words;
    for (std::string const& name : option.get_snames())
        words.names.push_back("-" + name);
    for (std::string const& name : option.get_lnames())
        words.names.push_back("--" + name);
    words.about = in_one_line(option.get_description());
    bool const is_flag = option.get_expected_max() == 0 || option.get_type_size() == 0;
    if (is_flag) return words;
    words.is_repeatable = may_be_several(option);
    words.values = words.is_repeatable ? 1 : static_cast<std::size_t>(option.get_expected_max());
    words.value = value_of(option.get_type_name(), command, known);
    return words;
}

CommandWords words_of(CLI::App const& command, std::string const& name, Vocabulary const& known) {
    CommandWords words{name, in_one_line(command.get_description()), command.get_footer(), {}, {}};
    for (CLI::Option const* option : command.get_options()) {
        if (option->get_group().empty()) continue;  // hidden
        if (option->get_positional()) {
            words.positionals.push_back(positional_words(*option, name, known));
        } else {
            words.options.push_back(option_words(*option, name, known));
        }
    }
    return words;
}

// What COMMAND stands for.
void add_command_names(std::vector<CommandWords>& all) {
    for (CommandWords& command : all) {
        for (PositionalWords& positional : command.positionals) {
            for (ValueWords& value : positional.values) {
                if (value.type != "COMMAND") continue;
                for (CommandWords const& one : all)
                    if (!one.name.empty()) value.choices.push_back(one.name);
            }
        }
    }
}

class TypesOfPositionals final : public CLI::Formatter {
public:
    std::string make_option_usage(CLI::Option const* option) const override { return usage_of(*option); }
    std::string make_option_name(CLI::Option const* option, bool is_positional) const override {
        return is_positional ? type_of(*option) : CLI::Formatter::make_option_name(option, false);
    }
    std::string make_option_opts(CLI::Option const* option) const override {
        return option->get_positional() ? std::string{} : CLI::Formatter::make_option_opts(option);
    }
};

}  // namespace

std::vector<CommandWords> command_words(CLI::App const& app, Vocabulary const& known) {
    std::vector<CommandWords> all{words_of(app, "", known)};
    for (CLI::App const* command : app.get_subcommands({})) {
        if (command->get_group().empty()) continue;  // hidden
        all.push_back(words_of(*command, command->get_name(), known));
        // What all have is said of the program.
        std::string& footer = all.back().footer;
        if (footer.ends_with(app.get_footer())) footer.resize(footer.size() - app.get_footer().size());
        while (footer.ends_with('\n'))
            footer.pop_back();
    }
    add_command_names(all);
    return all;
}

std::string type_of(CLI::Option const& option) {
    std::string type = option.get_type_name();
    bool const is_declared = type != "TEXT";  // CLI11's name for any text
    return option.get_positional() && !is_declared ? option.get_name(true) : type;
}

std::string usage_of(CLI::Option const& positional) {
    std::string type = type_of(positional);
    if (type.find(' ') != std::string::npos) return type;  // several positions, with brackets of their own
    std::string const text = type + (may_be_several(positional) ? "..." : "");
    return positional.get_required() ? text : "[" + text + "]";
}

void show_types_of_positionals(CLI::App& app) {
    app.formatter(std::make_shared<TypesOfPositionals>());
}

}  // namespace meridian::app
