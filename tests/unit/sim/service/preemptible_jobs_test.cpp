#include "sim/service/preemptible_jobs.hpp"

#include "tests/support/catch.hpp"

using namespace meridian;

TEST_CASE("the newest preemptible job of a pool is the one that started last of those that run",
          "[service]") {
    constexpr PoolId one{0}, other{1};
    service::PreemptibleJobs jobs{2};
    CHECK_FALSE(jobs.newest(one).valid());
    for (std::uint32_t const job : {5U, 2U, 7U})
        jobs.add(one, JobId{job});
    jobs.add(other, JobId{3});
    CHECK(jobs.newest(one) == JobId{7});
    CHECK(jobs.newest(other) == JobId{3});
    CHECK(jobs.is_newer(JobId{3}, JobId{7}));  // in whatever pools they run
    CHECK_FALSE(jobs.is_newer(JobId{5}, JobId{2}));
    SECTION("the last ends") {
        jobs.remove(one, JobId{7});
        CHECK(jobs.newest(one) == JobId{2});
    }
    SECTION("one in between ends") {
        jobs.remove(one, JobId{2});
        jobs.remove(one, JobId{7});
        CHECK(jobs.newest(one) == JobId{5});
    }
    SECTION("the first ends, and its slot is used again") {
        jobs.remove(one, JobId{5});
        jobs.add(one, JobId{5});
        CHECK(jobs.newest(one) == JobId{5});
        jobs.remove(one, JobId{5});
        CHECK(jobs.newest(one) == JobId{7});
    }
    SECTION("all end") {
        for (std::uint32_t const job : {2U, 5U, 7U})
            jobs.remove(one, JobId{job});
        CHECK_FALSE(jobs.newest(one).valid());
        CHECK(jobs.newest(other) == JobId{3});
    }
}
