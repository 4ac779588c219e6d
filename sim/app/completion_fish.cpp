#include <string>
#include <string_view>

#include <fmt/format.h>

#include "sim/app/completions.hpp"

namespace meridian::app {
namespace {

constexpr std::string_view head =
    R"(# Completion of meridian for fish, as `meridian completion fish` prints it.

# Whether the subcommand is $argv[1]; with a second argument, and nothing of that list stands behind it.
function __meridian_in
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test $words[2] = $argv[1]; or return 1
    for word in $words[3..-1]
        contains -- $word (string split ' ' -- $argv[2]); and return 1
    end
    return 0
end
# YAML files and folders.
function __meridian_scenarios
    complete -C "__meridian_files "(commandline -ct) | string match -r '^[^\t]*(?:/|\.ya?ml)(?=\t|$)'
end
function __meridian_first
    test (count (commandline -opc)) -eq 1
end

complete -c meridian -f
)";

// Within '...' of fish.
std::string fish_quoted(std::string_view text) {
    std::string all;
    for (char const c : text) {
        if (c == '\'' || c == '\\') all += '\\';
        all += c;
    }
    return all;
}

// What follows -a, in '...': words and commands that list files. Empty: nothing to offer.
std::string candidates(ValueWords const& value) {
    std::string all = fmt::format("{}", fmt::join(value.choices, " "));
    auto const add = [&](std::string_view command) {
        all += (all.empty() ? "" : " ") + std::string{command};
    };
    if (value.takes_file) {
        add("(__fish_complete_path)");
    } else if (value.takes_scenario) {
        add("(__meridian_scenarios)");
    } else if (value.takes_folder) {
        add("(__fish_complete_directories)");
    }
    return all;
}

std::string option_line(std::string_view condition, OptionWords const& option) {
    std::string text = fmt::format("complete -c meridian -n '{}'", condition);
    for (std::string const& name : option.names)
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    if (option.values > 0) {
        text += " -x";  // takes a value, and no other file
        if (auto const all = candidates(option.value); !all.empty()) text += fmt::format(" -a '{}'", all);
    }
    return text + fmt::format(" -d '{}'\n", fish_quoted(option.about));
}

// Words are offered until one of them is written.
std::string positional_lines(CommandWords const& command) {
    std::string text;
    for (PositionalWords const& positional : command.positionals) {
        for (ValueWords value : positional.values) {
            auto const words = fmt::format("{}", fmt::join(value.choices, " "));
            if (!words.empty())
                text += fmt::format("complete -c meridian -n '__meridian_in {0} \"{1}\"' -a '{1}'\n",
                                    command.name, words);
            value.choices.clear();
            if (auto const files = candidates(value); !files.empty())
                text +=
                    fmt::format("complete -c meridian -n '__meridian_in {}' -a '{}'\n", command.name, files);
        }
    }
    return text;
}

}  // namespace

std::string fish_completion(std::vector<CommandWords> const& commands) {
    std::string text{head};
    for (CommandWords const& command : commands) {
        if (command.name.empty()) {
            for (OptionWords const& option : command.options)
                text += option_line("__meridian_first", option);
            continue;
        }
        text += fmt::format("\ncomplete -c meridian -n __meridian_first -a {} -d '{}'\n", command.name,
                            fish_quoted(command.about));
        std::string const condition = "__meridian_in " + command.name;
        for (OptionWords const& option : command.options)
            text += option_line(condition, option);
        text += positional_lines(command);
    }
    return text;
}

}  // namespace meridian::app
