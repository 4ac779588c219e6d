#include <string>
#include <string_view>

#include <fmt/format.h>

#include "sim/app/completions.hpp"

namespace meridian::app {
namespace {

// The script reads the words before the cursor and finds what is due at it: the value of an option, or the argument at
// a position. What those take is looked up in the three tables that follow.
constexpr std::string_view head =
    R"script(# Completion of meridian for bash, as `meridian completion bash` prints it.

# Puts into COMPREPLY what begins as $1 does: of the words $3, and of files ($2 has f), YAML files (s) or folders (d).
_meridian_offer() {
    local IFS=$'\n'
    COMPREPLY=($(IFS=' '; compgen -W "$3" -- "$1"))
    [[ $2 == *f* ]] && COMPREPLY+=($(compgen -f -- "$1"))
    [[ $2 == *s* ]] && COMPREPLY+=($(compgen -f -X '!*.yaml' -- "$1") $(compgen -f -X '!*.yml' -- "$1"))
    [[ $2 == *[sd]* && $2 != *f* ]] && COMPREPLY+=($(compgen -d -- "$1"))
    [[ -n $2 ]] && compopt -o filenames 2>/dev/null
    return 0
}
)script";

constexpr std::string_view body = R"script(
_meridian() {
    local cur=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} before= option= due=0 position=0 i
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        _meridian_offer "$cur" '' "$(_meridian_options '')"
        return
    fi
    for ((i = 2; i < COMP_CWORD; ++i)); do
        before=${COMP_WORDS[i - 1]}
        if [[ ${COMP_WORDS[i]} == = ]]; then
            [[ $before == -* ]] || ((++i))  # of PATH=VALUE
        elif ((due > 0)); then
            ((--due))
        elif [[ ${COMP_WORDS[i]} == -* ]]; then
            option=${COMP_WORDS[i]}
            due=$(_meridian_values "$command" "$option")
        else
            ((++position))
        fi
    done
    [[ $cur == = ]] && cur=
    if ((due > 0)); then
        _meridian_value "$command" "$option"
    elif [[ ${COMP_WORDS[COMP_CWORD - 1]} == = || ${COMP_WORDS[COMP_CWORD]} == = ]]; then
        return
    elif [[ $cur == -* ]]; then
        _meridian_offer "$cur" '' "$(_meridian_options "$command")"
    else
        _meridian_argument "$command" "$position"
    fi
}
complete -F _meridian meridian
)script";

std::string joined_names(CommandWords const& command) {
    std::string all;
    for (OptionWords const& option : command.options) {
        for (std::string const& name : option.names)
            all += (all.empty() ? "" : " ") + name;
    }
    return all;
}

// 'run --out'|'run -o'
std::string pattern(CommandWords const& command, OptionWords const& option) {
    std::string text;
    for (std::string const& name : option.names)
        text += fmt::format("{}'{} {}'", text.empty() ? "" : "|", command.name, name);
    return text;
}

std::string offer(ValueWords const& value) {
    std::string kinds;
    if (value.takes_file) kinds += 'f';
    if (value.takes_scenario) kinds += 's';
    if (value.takes_folder) kinds += 'd';
    return fmt::format("_meridian_offer \"$cur\" '{}' '{}'", kinds, fmt::join(value.choices, " "));
}

std::string options_table(std::vector<CommandWords> const& commands) {
    std::string text =
        "\n# The options of a subcommand; of none: the subcommands, too.\n_meridian_options() {\n"
        "    case $1 in\n";
    for (CommandWords const& command : commands) {
        std::string names = joined_names(command);
        if (command.name.empty()) {
            for (std::size_t i = commands.size(); i-- > 1;)
                names = commands[i].name + " " + names;
        }
        text += fmt::format("        '{}') echo '{}' ;;\n", command.name, names);
    }
    return text + "    esac\n}\n";
}

std::string values_table(std::vector<CommandWords> const& commands) {
    std::string text = "\n# How many values follow an option.\n_meridian_values() {\n    case \"$1 $2\" in\n";
    for (CommandWords const& command : commands) {
        for (OptionWords const& option : command.options) {
            if (option.values > 0)
                text += fmt::format("        {}) echo {} ;;\n", pattern(command, option), option.values);
        }
    }
    return text + "        *) echo 0 ;;\n    esac\n}\n";
}

std::string value_table(std::vector<CommandWords> const& commands) {
    std::string text = "\n_meridian_value() {\n    case \"$1 $2\" in\n";
    for (CommandWords const& command : commands) {
        for (OptionWords const& option : command.options) {
            if (option.values > 0)
                text += fmt::format("        {}) {} ;;\n", pattern(command, option), offer(option.value));
        }
    }
    return text + "    esac\n}\n";
}

std::string argument_table(std::vector<CommandWords> const& commands) {
    std::string text = "\n_meridian_argument() {\n    case \"$1 $2\" in\n";
    for (CommandWords const& command : commands) {
        std::size_t position = 0;
        for (PositionalWords const& positional : command.positionals) {
            for (ValueWords const& value : positional.values)
                text +=
                    fmt::format("        '{} '{}) {} ;;\n", command.name,
                                positional.is_repeatable ? "*" : std::to_string(position++), offer(value));
        }
    }
    return text + "    esac\n}\n";
}

}  // namespace

std::string shell_quoted(std::string_view text) {
    std::string all;
    for (char const c : text)
        all += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return all;
}

std::string bash_completion(std::vector<CommandWords> const& commands) {
    return std::string{head} + options_table(commands) + values_table(commands) + value_table(commands) +
           argument_table(commands) + std::string{body};
}

}  // namespace meridian::app
