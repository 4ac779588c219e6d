// What is wrong with the options of a command, in the words of the other errors.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace meridian::app {

struct OptionError {
    std::string wrong;
    std::string fix;
};

// `first`: the first word of the command line, which names the subcommand.
[[nodiscard]] OptionError option_error(CLI::App const& app, CLI::ParseError const& error,
                                       std::string const& first);

}  // namespace meridian::app
