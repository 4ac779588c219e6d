// Work in a process of its own: SimGrid has one engine per process, so each instance of it needs one.
#pragma once

#include <functional>
#include <string>

#include "sim/system/child_process.hpp"

namespace meridian::testing {

using Outcome = system::ChildOutcome;

// Runs `work` in a child process. Assertions of the test framework do not count in there.
[[nodiscard]] Outcome in_own_process(std::function<std::string()> const& work);

// The same for work with the transfer model `model`; the text that it returned. False if SimGrid was not
// there at build time and the model needs it: a warning has been given. Every other trouble fails the test.
[[nodiscard]] bool with_model(std::string const& model, std::function<std::string()> const& work,
                              std::string& returned);

}  // namespace meridian::testing
