// meridian validate FILE...: scenarios, and studies by validate_study()
#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/app/commands.hpp"
#include "sim/app/exit_codes.hpp"
#include "sim/app/json_output.hpp"
#include "sim/app/problem_text.hpp"
#include "sim/app/reading.hpp"
#include "sim/app/validate_study.hpp"
#include "sim/setup/listed_jobs.hpp"
#include "sim/study/read_study.hpp"
#include "sim/system/console.hpp"

namespace meridian::app {
namespace {

struct NamedCount {
    std::size_t number;
    std::string_view one, many;

    [[nodiscard]] std::string words() const { return fmt::format("{} {}", number, number == 1 ? one : many); }
};

std::array<NamedCount, 6> sizes(Scenario const& s) {
    return {NamedCount{s.sites.size(), "site", "sites"}, {s.pools.size(), "pool", "pools"},
            {s.map.links().size(), "link", "links"},     {s.regions.size(), "region", "regions"},
            {s.classes.size(), "class", "classes"},      {listed_job_count(s), "listed job", "listed jobs"}};
}

void add_sizes(ValidationTables& all, Scenario const& scenario) {
    for (NamedCount const& one : sizes(scenario)) {
        std::string key{one.many == "classes" ? "workload_classes" : one.many};
        std::ranges::replace(key, ' ', '_');
        all.add_size(key, one.number);
    }
}

void print_sizes(std::string const& file, scenario::Reading const& reading) {
    if (!reading.scenario) {
        console::print("{}: {}\n", file, count_words(reading.problems, "error"));
        return;
    }
    console::print("{}: {}\n ", file,
                   reading.warnings.empty() ? "OK" : count_words(reading.warnings, "warning"));
    std::string_view before;
    for (NamedCount const& one : sizes(*reading.scenario))
        console::print("{} {}", std::exchange(before, ","), one.words());
    console::print("\n");
}

ExitCode validate_scenario(std::string const& file, ValidateArguments const& given, ValidationTables& all) {
    if (given.pilot) {
        console::print_error("{}: --pilot is for studies, and this is none\n  fix: leave it out\n", file);
        return ExitCode::invalid_input;
    }
    scenario::Reading const reading = read(file, given.with);
    console::flush();  // so that a log that takes both streams keeps them in order
    print_problems(reading.problems, {}, given.all);
    report_warnings(reading.warnings, given.all);
    if (given.json) {
        all.add_file(file, "scenario", reading.problems, reading.warnings);
        if (reading.scenario) add_sizes(all, *reading.scenario);
    } else {
        print_sizes(file, reading);
    }
    if (!reading.scenario) return ExitCode::invalid_input;
    return given.strict && !reading.warnings.empty() ? ExitCode::answer_is_no : ExitCode::success;
}

}  // namespace

ExitCode validate(ValidateArguments const& given) {
    ExitCode worst = ExitCode::success;
    ValidationTables all;
    for (std::string const& file : given.files) {
        worst = std::max(worst, study::is_study(file) ? validate_study(file, given, all)
                                                      : validate_scenario(file, given, all));
    }
    if (given.json)
        print_tables_json("validate", nlohmann::ordered_json::object(),
                          {all.files, all.problems, all.equal_points});
    return worst;
}

}  // namespace meridian::app
