#include "sim/app/reading.hpp"

#include <fmt/format.h>

#include "sim/app/vocabulary.hpp"

namespace meridian::app {

std::vector<std::string> ScenarioArguments::overrides() const {
    std::vector<std::string> all = set;
    if (policy) all.push_back("policy=" + *policy);
    if (network) all.push_back("network=" + *network);
    if (seed) all.push_back("seed=" + *seed);
    if (run) all.push_back("run=" + *run);
    return all;
}

void add_scenario_options(CLI::App& command, ScenarioArguments& with) {
    command.add_option("--set", with.set, "change a value of the scenario; may be repeated")
        ->type_name("PATH=VALUE")
        ->type_size(1)
        ->allow_extra_args(false);
    command.add_option("--policy", with.policy, "short for --set policy=P")->type_name("P");
    command.add_option("--network", with.network, "short for --set network=M")->type_name("M");
    command.add_option("--seed", with.seed, "short for --set seed=N")->type_name("N");
    command.add_option("--run", with.run, "replication number, short for --set run=N")->type_name("N");
}

scenario::Reading read(std::string const& file, ScenarioArguments const& with) {
    return scenario::read_scenario(file, scenario::ReadOptions{with.overrides()}, vocabulary());
}

bool tell_problems(scenario::Reading const& reading) {
    for (scenario::Problem const& problem : reading.problems) {
        fmt::print(stderr, "{}\n", scenario::words(problem));
    }
    if (reading.problems.empty()) return true;
    fmt::print(stderr, "{} mistake{} found; nothing was run\n", reading.problems.size(),
               reading.problems.size() == 1 ? "" : "s");
    return false;
}

}  // namespace meridian::app
