// A policy that a command line names.
#pragma once

#include <optional>
#include <string>

#include "sim/setup/scenario.hpp"

namespace meridian::app {

// A built-in policy by its name, or one of the user's by its file: a Python file, a shared library (.so) or a program.
// Nothing, and a message, if there is neither.
[[nodiscard]] std::optional<Selection> policy_target(std::string const& target);

}  // namespace meridian::app
