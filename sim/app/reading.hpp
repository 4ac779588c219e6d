// What `run` and `validate` share: reading a scenario with the options that change it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "sim/scenario/scenario_reader.hpp"

namespace meridian::app {

struct ScenarioArguments {
    std::vector<std::string> set;
    std::optional<std::string> policy, network, seed, run;

    // All of them as path=value texts, in the order of precedence.
    [[nodiscard]] std::vector<std::string> overrides() const;
};

void add_scenario_options(CLI::App& command, ScenarioArguments& with);

[[nodiscard]] scenario::Reading read(std::string const& file, ScenarioArguments const& with);

// Prints what is wrong to standard error; true if nothing is.
[[nodiscard]] bool tell_problems(scenario::Reading const& reading);

}  // namespace meridian::app
