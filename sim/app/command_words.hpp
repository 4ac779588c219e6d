// The subcommands and their options as they are declared to the parser, for what is made of them: help, completions
// and manual pages.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "sim/setup/component.hpp"

namespace meridian::app {

// What an option or a positional argument takes, by the name of its type: FILE, SCENARIO, STUDY, DIR, POLICY, NETWORK,
// TEMPLATE, FORMAT, COMMAND; lower-case names are the words that may be written.
struct ValueWords {
    std::string type;  // as --help shows it, without brackets; empty: no value
    bool takes_file{false};
    bool takes_scenario{false};  // a YAML file
    bool takes_folder{false};
    std::vector<std::string> choices;
};

struct OptionWords {
    std::vector<std::string> names;  // with dashes, short ones first
    std::string about;               // one line
    std::size_t values{0};           // after it; 0: a flag
    bool is_repeatable{false};
    ValueWords value;
};

struct PositionalWords {
    std::string usage;  // as in the synopsis: "[NAME]", "FILE..."
    std::string about;  // one line
    bool is_repeatable{false};
    std::vector<ValueWords> values;  // by position; the last also stands for further ones if it is repeatable
};

struct CommandWords {
    std::string name;    // empty: the program
    std::string about;   // one line
    std::string footer;  // its own; may have several lines
    std::vector<OptionWords> options;
    std::vector<PositionalWords> positionals;
};

// The program itself, then its subcommands in the order of --help. What is hidden from --help is left out.
[[nodiscard]] std::vector<CommandWords> command_words(CLI::App const& app, Vocabulary const& known);

// The name of what an option takes; of a positional argument whose type is not declared, its own name.
[[nodiscard]] std::string type_of(CLI::Option const& option);

// A positional argument as the synopsis shows it: by its type, "..." behind it if there may be several, in brackets
// if it may be left out.
[[nodiscard]] std::string usage_of(CLI::Option const& positional);

// Makes --help show positional arguments by their type.
void show_types_of_positionals(CLI::App& app);

}  // namespace meridian::app
