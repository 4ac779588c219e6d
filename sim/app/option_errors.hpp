// What is wrong with the options of a command, in the words of the other errors.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace meridian::app {

struct OptionError {
    std::string wrong;
    std::string fix;
};

// `words`: the command line; the first of them names the subcommand. An option that other programs have under another
// name is answered with ours.
[[nodiscard]] OptionError option_error(CLI::App const& app, CLI::ParseError const& error,
                                       std::vector<std::string> const& words);

}  // namespace meridian::app
