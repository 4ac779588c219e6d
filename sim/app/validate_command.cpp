// meridian validate FILE...: scenarios, and studies by validate_study()
#include <algorithm>

#include <fmt/format.h>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/reading.hpp"
#include "sim/app/validate_study.hpp"
#include "sim/setup/listed_jobs.hpp"
#include "sim/study/read_study.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

}  // namespace

ExitCode validate(ValidateArguments const& given) {
    ExitCode worst = ExitCode::success;
    for (std::string const& file : given.files) {
        if (study::is_study(file)) {
            worst = std::max(worst, validate_study(file, given));
            continue;
        }
        if (!given.diff.empty() || given.pilot) {
            console::print_error(
                "{}: --diff and --pilot are for studies, and this is none\n  fix: leave them out\n", file);
            return ExitCode::invalid_input;
        }
        scenario::Reading const reading = read(file, given.with);
        console::flush();  // so that a log that takes both keeps them in order
        for (scenario::Problem const& problem : reading.problems) {
            console::print_error("{}\n", scenario::words(problem));
        }
        report_warnings(reading.warnings);
        if (!reading.problems.empty()) {
            console::print("{}: {}\n", file, counted(reading.problems.size(), "error", "errors"));
            worst = std::max(worst, ExitCode::invalid_input);
            continue;
        }
        if (given.strict && !reading.warnings.empty()) worst = std::max(worst, ExitCode::answer_is_no);
        Scenario const& s = *reading.scenario;
        auto const judgement =
            reading.warnings.empty() ? "OK" : counted(reading.warnings.size(), "warning", "warnings");
        console::print(
            "{}: {}\n  {}, {}, {}, {}, {}, {}\n", file, judgement, counted(s.sites.size(), "site", "sites"),
            counted(s.pools.size(), "pool", "pools"), counted(s.map.links().size(), "link", "links"),
            counted(s.regions.size(), "region", "regions"), counted(s.classes.size(), "class", "classes"),
            counted(listed_job_count(s), "listed job", "listed jobs"));
    }
    return worst;
}

}  // namespace meridian::app
