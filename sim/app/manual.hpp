// Manual pages in roff with the macros of man(7), made from the declared commands and options.
#pragma once

#include <string>
#include <vector>

#include "sim/app/command_words.hpp"

namespace meridian::app {

// "meridian.1", "meridian-run.1".
[[nodiscard]] std::string manual_file(CommandWords const& command);

// The page of one of the commands.
[[nodiscard]] std::string manual_page(CommandWords const& command, std::vector<CommandWords> const& all);

}  // namespace meridian::app
