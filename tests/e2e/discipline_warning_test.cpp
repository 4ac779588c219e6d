// `validate` warns of a discipline that cannot change who starts when.
#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"

namespace meridian::testing {

TEST_CASE("a discipline that changes nothing is a warning") {
    std::string const tiny = std::string{source_folder} + "/scenarios/tiny/";
    auto const validate = [&](std::string const& file, std::string const& discipline) {
        CommandResult const answer =
            run_shell("exec \"$0\" validate \"$1\" --set \"discipline=$2\"", {tiny + file, discipline});
        CHECK(answer.exit_code == 0);
        return answer.out;
    };
    CHECK_THAT(validate("two_jobs_one_pool.yaml", "easy"),
               Catch::Contains("'easy' changes nothing: all jobs are of one width"));
    CHECK_THAT(validate("two_jobs_one_pool.yaml", "priority"),
               Catch::Contains("'priority' changes nothing: all classes have the same priority"));
    CHECK_THAT(validate("archive_stays.yaml", "fcfs"),
               Catch::Contains("'fcfs' changes nothing: no job takes accelerators"));
    CHECK_THAT(validate("two_jobs_one_pool.yaml", "fcfs"), !Catch::Contains("changes nothing"));
    CHECK_THAT(validate("backfilling.yaml", "easy"), !Catch::Contains("changes nothing"));
}

}  // namespace meridian::testing
