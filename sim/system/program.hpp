// Other programs of the machine.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace meridian::system {

// Where a program stands, looked for along PATH; the first of these that is there.
[[nodiscard]] std::optional<std::filesystem::path> find_program(std::span<std::string_view const> names);

struct ProgramOutcome {
    int exit_code{-1};   // 128 + signal if one ended it, also ours when it took too long
    std::string output;  // what it wrote to both of its streams, the end of it
};

// Runs a program with these arguments and no input, and waits for it, at most so many seconds. Throws
// SystemError if it cannot be started, Interrupted if a signal asks this process to end: then it is ended,
// too.
[[nodiscard]] ProgramOutcome run_program(std::filesystem::path const& program,
                                         std::vector<std::string> const& arguments, double at_most_s);

// Whether this process may do everything.
[[nodiscard]] bool is_superuser();

}  // namespace meridian::system
