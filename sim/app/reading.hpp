// What `run` and `validate` share: reading a scenario with the options that change it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/scenario_reader.hpp"

namespace meridian::app {

struct ScenarioArguments {
    std::vector<std::string> layouts;  // overlay files
    std::vector<std::string> set;
    std::optional<std::string> policy, network, seed, run;
    bool allow_large{false};       // runs that take very long
    bool allow_unservable{false};  // work that no site could do: it is rejected
    bool allow_plugins{false};     // policies whose files do not lie beside the scenario

    // All of them; later ones win.
    [[nodiscard]] std::vector<scenario::Override> overrides() const;
    // The options as a shell takes them, each behind a space.
    [[nodiscard]] std::string command_text() const;
};

[[nodiscard]] scenario::Reading read(std::string const& file, ScenarioArguments const& with,
                                     bool quiet = false);

// Prints them to standard error, the first of each kind or `all`.
void report_warnings(std::vector<scenario::Problem> const& warnings, bool all = false);

// Prints what is wrong to standard error, in the same way; true if nothing is.
[[nodiscard]] bool report_problems(std::vector<scenario::Problem> const& problems, bool all = false);

}  // namespace meridian::app
