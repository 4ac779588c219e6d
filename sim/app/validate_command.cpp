// meridian validate FILE...
#include <cstdio>

#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/reading.hpp"

namespace meridian::app {
namespace {

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

}  // namespace

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

}  // namespace meridian::app
