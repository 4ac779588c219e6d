#include <string>
#include <string_view>

#include <fmt/format.h>

#include "sim/app/completions.hpp"

namespace meridian::app {
namespace {

// `special`: characters that stand behind a backslash. Within '...' of the shell.
std::string escaped(std::string_view text, std::string_view special) {
    std::string all;
    for (char const c : text) {
        if (special.find(c) != std::string_view::npos) all += '\\';
        all += c;
    }
    return shell_quoted(all);
}

// ":message:action" of _arguments.
std::string action(ValueWords const& value) {
    std::string const message = escaped(value.type, ":");
    std::string const files = value.takes_file       ? "_files"
                              : value.takes_scenario ? "_files -g \\*.\\(yaml\\|yml\\)"
                              : value.takes_folder   ? "_files -/"
                                                     : "";
    std::string const words = fmt::format("{}", fmt::join(value.choices, " "));
    if (files.empty() && words.empty()) return fmt::format(":{}: ", message);
    if (files.empty()) return fmt::format(":{}:({})", message, words);
    if (words.empty()) return fmt::format(":{}:{}", message, files);
    return fmt::format(":{}:{{_alternative \"words:word:({})\" \"files:file:{}\"}}", message, words, files);
}

std::string option_spec(OptionWords const& option) {
    std::string const about = escaped(option.about, "[]");
    std::string values;
    for (std::size_t i = 0; i < option.values; ++i)
        values += action(option.value);
    std::string text;
    bool const has_several = option.names.size() > 1;  // names exclude each other
    for (std::string const& name : option.names) {
        std::string const before = option.is_repeatable ? "*"
                                   : has_several        ? fmt::format("({})", fmt::join(option.names, " "))
                                                        : "";
        bool const may_be_joined = option.values == 1 && name.starts_with("--");  // --out=DIR
        text += fmt::format("                '{}{}{}[{}]{}' \\\n", before, name, may_be_joined ? "=" : "",
                            about, values);
    }
    return text;
}

std::string command_case(CommandWords const& command) {
    std::string text = fmt::format("        {})\n            _arguments -S \\\n", command.name);
    for (OptionWords const& option : command.options)
        text += option_spec(option);
    std::size_t position = 0;
    for (PositionalWords const& positional : command.positionals) {
        for (ValueWords const& value : positional.values)
            text += fmt::format("                '{}{}' \\\n",
                                positional.is_repeatable ? "*" : std::to_string(++position), action(value));
    }
    return text + "                && return 0\n            ;;\n";
}

}  // namespace

std::string zsh_completion(std::vector<CommandWords> const& commands) {
    std::string text =
        "#compdef meridian\n# Completion of meridian for zsh, as `meridian completion zsh` prints it.\n\n"
        "_meridian() {\n    local -a commands options\n    commands=(\n";
    std::string options;
    std::string cases;
    for (CommandWords const& command : commands) {
        if (!command.name.empty()) {
            text += fmt::format("        '{}:{}'\n", command.name, escaped(command.about, ":"));
            cases += command_case(command);
            continue;
        }
        for (OptionWords const& option : command.options) {
            for (std::string const& name : option.names)
                options += fmt::format("        '{}:{}'\n", name, escaped(option.about, ":"));
        }
    }
    text += "    )\n    options=(\n" + options + "    )\n";
    text += R"script(    if ((CURRENT == 2)); then
        if [[ $words[2] == -* ]]; then
            _describe -o option options
        else
            _describe command commands
        fi
        return
    fi
    local command=$words[2] curcontext=$curcontext state line
    local -A opt_args
    shift words
    ((CURRENT--))
    case $command in
)script";
    text += cases;
    text += R"script(    esac
    return 1
}

if [[ $funcstack[1] == _meridian ]]; then
    _meridian "$@"  # autoloaded from fpath
else
    compdef _meridian meridian  # sourced
fi
)script";
    return text;
}

}  // namespace meridian::app
