// The decisions on one job among very many, through an index that may be missing, stale, damaged or impossible to write.
#include "sim/report/decision_log.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

namespace meridian::testing {
namespace {

constexpr std::string_view head =
    "answer,time_s,job,class,origin,policy,decision,reason,site,pool,chosen,score,excluded_by,path,name\n";

// An answer with two candidates.
std::string answer(std::uint64_t number, std::uint64_t job, std::string_view name = {}) {
    auto const begin = fmt::format("{},{},{},batch,Tianjin,nearest_user,place,", number, 10 * number, job);
    return fmt::format("{0},near,near/card,1,0.5,,,{1}\n{0},far,far/card,0,1.5,,,{1}\n", begin, name);
}

system::Folder folder_at(TemporaryFolder const& files) {
    return system::Folder::open(files.path());
}

std::vector<std::string> answers_of(report::ResultTable const& rows) {
    std::vector<std::string> all;
    for (auto const& row : rows.rows)
        all.push_back(rows.written(row, "answer"));
    return all;
}

}  // namespace

TEST_CASE("a job among 10^6 rows of decisions is found with all its answers", "[why]") {
    // Answer i is on job 7919 i mod 100003, a prime: each job has two or three of the 250,000 answers, far apart.
    constexpr std::uint64_t answers = 250'000;
    constexpr std::uint64_t jobs = 100'003;
    TemporaryFolder const files;
    std::string text{head};
    for (std::uint64_t i = 0; i < answers; ++i) {
        for (int candidate = 0; candidate < 4; ++candidate)
            text += fmt::format("{},{},{},batch,Tianjin,nearest_user,place,,site{},,{},,,,\n", i, i,
                                i * 7919 % jobs, candidate, candidate == 0 ? 1 : 0);
    }
    write_file(files.file("decisions.csv"), text);
    for (bool const was_kept : {false, true}) {
        report::DecisionLog log{folder_at(files)};
        CHECK(log.index().was_kept() == was_kept);
        CHECK(log.index().size() == answers);
        CHECK(log.jobs().size() == jobs);
        for (std::uint64_t const job :
             {std::uint64_t{0}, std::uint64_t{7919}, jobs - 1, std::uint64_t{50'000}}) {
            std::vector<std::string> expected;
            for (std::uint64_t i = 0; i < answers; ++i) {
                if (i * 7919 % jobs == job) expected.insert(expected.end(), 4, std::to_string(i));
            }
            CHECK(expected.size() >= 8);
            CHECK(answers_of(log.decisions_on(job)) == expected);
        }
        CHECK(log.decisions_on(jobs).empty());
    }
}

TEST_CASE("an index of other decisions is made again", "[why]") {
    TemporaryFolder const files;
    write_file(files.file("decisions.csv"), std::string{head} + answer(0, 3) + answer(1, 5) + answer(2, 3));
    CHECK(answers_of(report::DecisionLog{folder_at(files)}.decisions_on(3)) ==
          std::vector<std::string>{"0", "0", "2", "2"});
    REQUIRE(std::filesystem::exists(files.file("decisions.index")));
    write_file(files.file("decisions.csv"), std::string{head} + answer(0, 5) + answer(1, 3));
    report::DecisionLog later{folder_at(files)};
    CHECK_FALSE(later.index().was_kept());
    CHECK(answers_of(later.decisions_on(3)) == std::vector<std::string>{"1", "1"});
    // Of the same size and time, but with other jobs at the places that it knows.
    auto const time = std::filesystem::last_write_time(files.file("decisions.csv"));
    write_file(files.file("decisions.csv"), std::string{head} + answer(0, 3) + answer(1, 5));
    std::filesystem::last_write_time(files.file("decisions.csv"), time);
    report::DecisionLog same{folder_at(files)};
    CHECK(same.index().was_kept());
    CHECK(answers_of(same.decisions_on(3)) == std::vector<std::string>{"0", "0"});
}

TEST_CASE("a damaged index, and one that cannot be written, change no answer", "[why]") {
    TemporaryFolder const files;
    write_file(files.file("decisions.csv"), std::string{head} + answer(0, 3) + answer(1, 5));
    static_cast<void>(report::DecisionLog{folder_at(files)});
    std::string const index = read_file(files.file("decisions.index"));
    std::string flipped = index;
    flipped.back() = static_cast<char>(flipped.back() ^ 1);
    for (std::string const& damaged : {flipped, index.substr(0, index.size() - 1), index + "x", std::string{},
                                       std::string{"Meridian index 1"}, std::string(200, '\xff')}) {
        write_file(files.file("decisions.index"), damaged);
        report::DecisionLog log{folder_at(files)};
        CHECK_FALSE(log.index().was_kept());
        CHECK(answers_of(log.decisions_on(5)) == std::vector<std::string>{"1", "1"});
        CHECK(read_file(files.file("decisions.index")) == index);
    }
    std::filesystem::remove(files.file("decisions.index"));
    std::filesystem::create_directories(files.file("decisions.index/not_empty"));
    for (int again = 0; again < 2; ++again) {
        report::DecisionLog log{folder_at(files)};
        CHECK_FALSE(log.index().was_kept());
        CHECK(answers_of(log.decisions_on(3)) == std::vector<std::string>{"0", "0"});
    }
}

TEST_CASE("jobs are found by name and class, with commas and quotation marks in them", "[why]") {
    TemporaryFolder const files;
    std::string const other = "2,20,9,\"a, \"\"b\"\"\",Tianjin,nearest_user,reject,why,,,0,,,,\n";
    write_file(files.file("decisions.csv"), std::string{head} + answer(0, 3, "\"big, red\"") +
                                                answer(1, 5, "red") + other + answer(3, 3, "\"big, red\""));
    report::DecisionLog const log{folder_at(files)};
    using Numbers = std::vector<std::uint64_t>;
    CHECK(log.jobs_named("big, red") == Numbers{3});
    CHECK(log.jobs_named("red") == Numbers{5});
    CHECK(log.jobs_named("blue").empty());
    CHECK(log.jobs_of_class("batch") == Numbers{3, 5});
    CHECK(log.jobs_of_class("a, \"b\"") == Numbers{9});
    CHECK(log.jobs() == Numbers{3, 5, 9});
    CHECK_FALSE(log.departure_of(3).has_value());  // there is no jobs.csv
    // Jobs that no policy was asked for are in jobs.csv alone.
    write_file(files.file("jobs.csv"),
               "number,class,outcome,name\n12,batch,rejected,red\n3,batch,completed,\"big, red\"\n");
    CHECK(log.jobs() == Numbers{3, 5, 9, 12});
    CHECK(log.jobs_named("red") == Numbers{5, 12});
    CHECK(log.jobs_of_class("batch") == Numbers{3, 5, 12});
    REQUIRE(log.departure_of(3).has_value());
    CHECK(log.departure_of(3)->written(log.departure_of(3)->rows.front(), "outcome") == "completed");
    CHECK_FALSE(log.departure_of(1).has_value());
}

TEST_CASE("a decisions.csv that is none is refused with its line", "[why]") {
    TemporaryFolder const files;
    write_file(files.file("decisions.csv"), "when,who\n");
    CHECK_THROWS_WITH(report::DecisionLog{folder_at(files)}, Catch::Contains("it has other columns"));
    write_file(files.file("decisions.csv"), std::string{head} + answer(0, 3) + "half a li\n");
    CHECK_THROWS_WITH(report::DecisionLog{folder_at(files)}, Catch::Contains("line 4: it is no decision"));
    write_file(files.file("decisions.csv"), std::string{head});
    report::DecisionLog log{folder_at(files)};
    CHECK(log.jobs().empty());
    CHECK(log.decisions_on(0).empty());
}

}  // namespace meridian::testing
