// Filters and scores that are programs of one's own, in a policy that the scenario composes.
#include <filesystem>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

namespace meridian::testing {
namespace {

constexpr char const* judge = R"(
from meridian_policy import FilterScore, Policy, serve

class Judge(FilterScore):
    sees = ("places", "costs")

    def filter(self, job, names):
        assert [one["pool"] for one in job["places"]] == names, "places are those that are named"
        return {"all": names, "west": [name for name in names if "west" in name], "none": [],
                "wrong": ["nowhere"], "number": [1]}[self.parameters.get("lets", "all")]

    def score(self, job, names):
        return {"even": {}, "west": {name: 100 for name in names if "west" in name},
                "much": {name: 101 for name in names}}[self.parameters.get("likes", "even")]

class Other(Policy):
    pass

import sys
serve(Other if "other" in sys.argv else Judge)
)";

// Of the small study's layout with two sites, of which the far one is in the west; `policy` without "policy=".
CommandResult run_with(SmallStudy const& files, std::string const& policy, std::string const& out) {
    files.write("judge.py", judge);
    return run_meridian({"run", files.file("both.yaml"), "--quiet", "--log", "jobs", "--log", "decisions",
                         "--allow-plugins", "--set", "policy=" + policy, "--out", files.file(out)});
}

std::string program(SmallStudy const& files, std::string const& more = {}) {
    return fmt::format("{{command: [python3, {}{}]{}}}", files.file("judge.py"),
                       more.starts_with("other") ? ", other" : "",
                       more.starts_with("other") ? more.substr(5) : more);
}

std::string jobs_of(SmallStudy const& files, std::string const& run) {
    return read_file(files.file(run) + "/jobs.csv");
}

}  // namespace

TEST_CASE("a program that lets all pass and likes none changes nothing") {
    SmallStudy const files;
    REQUIRE(run_with(files, "nearest_user", "built_in").exit_code == 0);
    CommandResult const answer = run_with(
        files, fmt::format("{{filter: [{}], score: {{mine: {}}}}}", program(files), program(files)), "own");
    INFO(answer.err);
    REQUIRE(answer.exit_code == 0);
    CHECK(jobs_of(files, "own") == jobs_of(files, "built_in"));
}

TEST_CASE("programs filter and score places") {
    SmallStudy const files;
    std::string const filtered = program(files, ", parameters: {lets: west}");
    std::string const liked = program(files, ", weight: 2, parameters: {likes: west}");
    // All in the west: by the filter alone, and by a score of 2 that outweighs the latency, of 1 at most, where the west
    // has room.
    REQUIRE(run_with(files, fmt::format("{{filter: {}}}", filtered), "filtered").exit_code == 0);
    CHECK(jobs_of(files, "filtered").find("east") == std::string::npos);
    REQUIRE(run_with(files, fmt::format("{{score: {{latency: 1, mine: {}}}}}", liked), "liked").exit_code ==
            0);
    REQUIRE(run_with(files, "{score: {latency: 1}}", "near").exit_code == 0);
    auto const of_west = [&](std::string const& run) {
        std::size_t jobs = 0;
        for (std::string const& line : lines_of(jobs_of(files, run)))
            jobs += line.find("west") != std::string::npos ? 1U : 0U;
        return jobs;
    };
    CHECK(of_west("liked") > of_west("near") + 15);
    // Where nothing passes all are rejected, unless others are asked then.
    std::string const nothing = program(files, ", parameters: {lets: none}");
    REQUIRE(run_with(files, fmt::format("{{filter: {}}}", nothing), "none").exit_code == 0);
    CHECK(jobs_of(files, "none").find("west") == std::string::npos);
    REQUIRE(run_with(files, "nearest_user", "built_in").exit_code == 0);
    REQUIRE(run_with(files, fmt::format("{{filter: {}, then: nearest_user}}", nothing), "then").exit_code ==
            0);
    CHECK(jobs_of(files, "then") == jobs_of(files, "built_in"));
}

TEST_CASE("a run says so if a filter or a score knows true run times") {
    SmallStudy const files;
    std::string const oracle = program(files, ", knowledge: oracle");
    for (std::string const& policy :
         {fmt::format("{{filter: {}}}", oracle), fmt::format("{{score: {{mine: {}}}}}", oracle)}) {
        REQUIRE(run_with(files, policy, "oracle").exit_code == 0);
        CHECK_THAT(read_file(files.file("oracle/warnings.csv")), Catch::Contains("knows true run times"));
        std::filesystem::remove_all(files.file("oracle"));
    }
}

TEST_CASE("what is wrong with the answers of a program ends the run") {
    SmallStudy const files;
    for (auto const& [policy, words] : std::vector<std::pair<std::string, std::string>>{
             {fmt::format("{{filter: {}}}", program(files, ", parameters: {lets: wrong}")),
              "filter 'judge' failed: it named 'nowhere', which it was not asked about; it was asked about "
              "job"},
             {fmt::format("{{filter: {}}}", program(files, ", parameters: {lets: number}")),
              "a list of names"},
             {fmt::format("{{score: {{mine: {}}}}}", program(files, ", parameters: {likes: much}")),
              "score 'mine' failed: in its answer"},
             {fmt::format("{{filter: {}}}", program(files, "other")), "derive it from FilterScore"},
             {fmt::format("{{filter: {}}}", program(files, ", time_limit: 1 us")), "filter 'judge' failed"},
         }) {
        CommandResult const answer = run_with(files, policy, "out");
        CAPTURE(policy, answer.err);
        CHECK(answer.exit_code == 5);
        CHECK_THAT(answer.err, Catch::Contains(words));
        CHECK_FALSE(std::filesystem::exists(files.file("out")));
    }
}

TEST_CASE("a program that is a filter is run from beside the scenario or if it is allowed") {
    SmallStudy const files;
    TemporaryFolder const away;
    write_file(away.file("judge.py"), judge);
    std::string const policy =
        fmt::format("policy={{filter: {{command: [python3, {}]}}}}", away.file("judge.py"));
    CommandResult const answer = run_meridian(
        {"run", files.file("both.yaml"), "--quiet", "--set", policy, "--out", files.file("out")});
    CHECK(answer.exit_code == 2);
    CHECK_THAT(answer.err, Catch::Contains("does not lie beside the scenario"));
}

}  // namespace meridian::testing
