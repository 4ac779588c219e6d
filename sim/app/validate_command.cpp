// meridian validate FILE...
#include <cstdio>

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

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

int validate(ValidateArguments const& given) {
    int worst = fine;
    for (std::string const& file : given.files) {
        scenario::Reading const reading = read(file, given.with);
        std::fflush(stdout);  // so that a log that takes both keeps them in order
        for (scenario::Problem const& problem : reading.problems) {
            fmt::print(stderr, "{}\n", scenario::words(problem));
        }
        if (!reading.problems.empty()) {
            fmt::print("{}: {}\n", file, counted(reading.problems.size(), "mistake", "mistakes"));
            worst = input_wrong;
            continue;
        }
        Scenario const& s = *reading.scenario;
        fmt::print("{}: fine\n  {}, {}, {}, {}, {}, {}\n", file, counted(s.sites.size(), "site", "sites"),
                   counted(s.pools.size(), "pool", "pools"), counted(s.map.links().size(), "link", "links"),
                   counted(s.regions.size(), "region", "regions"),
                   counted(s.classes.size(), "class", "classes"),
                   counted(s.listed_jobs.size(), "listed job", "listed jobs"));
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
