// Completions for shells, made from the declared commands and options.
#pragma once

#include <string>
#include <vector>

#include "sim/app/command_words.hpp"

namespace meridian::app {

// Scripts that define and register the completion of `meridian`, for the shell of that name. `commands`: as
// command_words() gives them.
[[nodiscard]] std::string bash_completion(std::vector<CommandWords> const& commands);
[[nodiscard]] std::string zsh_completion(std::vector<CommandWords> const& commands);
[[nodiscard]] std::string fish_completion(std::vector<CommandWords> const& commands);

// Within quotes of such a shell: '...' with quotes inside written as \' outside of them.
[[nodiscard]] std::string shell_quoted(std::string_view text);

}  // namespace meridian::app
