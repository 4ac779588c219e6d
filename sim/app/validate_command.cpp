// meridian validate FILE...
#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/reading.hpp"

namespace meridian::app {
namespace {

struct ValidateArguments {
    std::vector<std::string> files;
    ScenarioArguments with;
};

int validate(ValidateArguments const& given) {
    int worst = fine;
    for (std::string const& file : given.files) {
        scenario::Reading const reading = read(file, given.with);
        for (scenario::Problem const& problem : reading.problems) {
            fmt::print(stderr, "{}\n", scenario::words(problem));
        }
        if (!reading.problems.empty()) {
            fmt::print("{}: {} mistake{}\n", file, reading.problems.size(),
                       reading.problems.size() == 1 ? "" : "s");
            worst = input_wrong;
            continue;
        }
        Scenario const& s = *reading.scenario;
        fmt::print("{}: fine: {} sites, {} pools, {} links, {} regions, {} classes, {} listed jobs\n", file,
                   s.sites.size(), s.pools.size(), s.map.links().size(), s.regions.size(), s.classes.size(),
                   s.listed_jobs.size());
    }
    return worst;
}

}  // namespace

void add_validate(CLI::App& app, int& exit_code) {
    auto given = std::make_shared<ValidateArguments>();
    CLI::App* command = app.add_subcommand("validate", "Check scenario files; every mistake at once");
    command->add_option("files", given->files, "scenario files (YAML)")->required()->type_name("FILE");
    add_scenario_options(*command, given->with);
    command->callback([given, &exit_code] { exit_code = validate(*given); });
}

}  // namespace meridian::app
