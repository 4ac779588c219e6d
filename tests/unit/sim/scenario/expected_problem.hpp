// What an input must be answered with: a problem or a scenario.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/unit/sim/scenario/bad_inputs.hpp"
#include "tests/unit/sim/scenario/written_files.hpp"

namespace meridian::testing {

// Checks that this problem is reported and no other one.
inline void check_problem(WrittenFiles const& folder, scenario::Reading const& reading,
                          ExpectedProblem const& expected) {
    std::string all;
    for (auto const& problem : reading.problems)
        all += folder.shortened(words(problem)) + "\n";
    CAPTURE(all);
    CHECK(reading.problems.size() == 1);
    if (reading.problems.empty()) return;
    CHECK_FALSE(reading.scenario.has_value());
    auto const& problem = reading.problems.front();
    auto const line = folder.shortened(words(problem));
    CHECK(line.starts_with(std::string{expected.where} + ": "));
    CHECK_THAT(folder.shortened(problem.wrong), Catch::Contains(std::string{expected.wrong}));
    CHECK_THAT(folder.shortened(problem.fix), Catch::Contains(std::string{expected.fix}));
}

// The scenario of a reading without problems.
inline Scenario const& good(WrittenFiles const& folder, scenario::Reading const& reading) {
    std::string all;
    for (auto const& problem : reading.problems)
        all += folder.shortened(words(problem)) + "\n";
    CAPTURE(all);
    REQUIRE(reading.problems.empty());
    REQUIRE(reading.scenario.has_value());
    return *reading.scenario;
}

// Every scenario file that is shipped, sorted. Studies are no scenarios, packs of rules and lists of candidate sites
// are parts of them.
inline std::vector<std::filesystem::path> shipped_scenarios() {
    std::vector<std::filesystem::path> all;
    for (auto const& entry : std::filesystem::recursive_directory_iterator{source("scenarios")}) {
        auto const folder = entry.path().parent_path().filename();
        bool const is_whole = folder != "studies" && folder != "rules" && folder != "candidates" &&
                              entry.path().filename() != "study.yaml";
        if (entry.path().extension() == ".yaml" && is_whole) all.push_back(entry.path());
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace meridian::testing
