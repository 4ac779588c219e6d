// EASY backfilling over a network, by hand: who is considered when, and what becomes due when the reservation
// of a former walk no longer holds. Times are seconds.
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::seconds;
using testing::AskedJobs;
using testing::list;
using testing::starts;
using testing::Times;

namespace {

Scenario easy_site(std::int64_t accelerators, std::int64_t depth = 1000) {
    Scenario s = testing::one_site(accelerators, seconds{100});
    s.discipline = {"easy", {{"depth", depth}}};
    return s;
}

}  // namespace

TEST_CASE("easy: a job that comes behind the first of its group is considered once", "[easy_order]") {
    // Three accelerators. Job 0 holds one to 100, when job 1 (3 wide) is to start. Of one group: job 2 (500 long,
    // at 20) is kept out; job 3 (71 long, at 30) would end at 101, so nobody is asked for it; job 4 (60 long, at 40)
    // ends at 100 and starts at once. Job 1 ends at 200, when jobs 2 and 3 start.
    Scenario s = easy_site(3);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{10}, 3, seconds{100});
    list(s, seconds{20}, 1, seconds{500});
    list(s, seconds{30}, 1, seconds{71});
    list(s, seconds{40}, 1, seconds{60});
    AskedJobs jobs;
    CHECK(starts(s, jobs) == Times{0, 100, 200, 200, 40});
    CHECK(jobs.asked[1] == 2);
    CHECK(jobs.asked[2] == 2);
    CHECK(jobs.asked[3] == 1);
    CHECK(jobs.asked[4] == 1);
}

TEST_CASE("easy: the job that comes into the depth when another leaves finds room elsewhere",
          "[easy_order]") {
    // Two jobs are looked at. Jobs 0 to 2 are bound to the first pool, of one accelerator, and start one after the
    // other. Job 3, bound to the second pool, which is free, comes among the first two that wait at 100.
    Scenario s = easy_site(1, 2);
    ClassId const second = testing::add_pool_of_its_own(s, 1);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{10}, 1, seconds{100});
    list(s, seconds{20}, 1, seconds{100});
    list(s, seconds{30}, 1, seconds{50}, second);
    AskedJobs jobs;
    CHECK(starts(s, jobs) == Times{0, 100, 200, 100});
    CHECK(jobs.asked[3] == 2);
}

TEST_CASE("easy: the job that comes into the depth is considered at the reserved pool", "[easy_order]") {
    // Pools of two and of one; three jobs are looked at. Job 0 holds one of the first pool to 100, when job 2 (2 wide)
    // is to start; job 1 holds the second to 50. Job 3 (500 long) is kept out of the first pool, job 4 waits for the
    // second, and job 5 (20 long, of the group of job 3) is not looked at. At 50 job 4 starts, so that job 5 is: it
    // ends at 70 and starts at once, though nothing was freed where it goes. Job 3 starts when job 2 ends.
    Scenario s = easy_site(2, 3);
    ClassId const second = testing::add_pool_of_its_own(s, 1);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{0}, 1, seconds{50}, second);
    list(s, seconds{10}, 2, seconds{100});
    list(s, seconds{20}, 1, seconds{500});
    list(s, seconds{30}, 1, seconds{100}, second);
    list(s, seconds{40}, 1, seconds{20});
    AskedJobs jobs;
    CHECK(starts(s, jobs) == Times{0, 0, 100, 200, 50, 50});
    CHECK(jobs.asked[5] == 1);
}

TEST_CASE("easy: a job that a former reservation kept out is considered when a later one does not",
          "[easy_order]") {
    // Four accelerators: job 0 holds two to 100, job 1 one to 130. Job 2 (4 wide) is put off until 60. Job 3 (3 wide) is
    // to start at 100. Of one group: job 4 (1000 long) and job 5 (60 long, at 50, until 110) are kept out. At 60 job 2
    // comes back before job 3 and is to start at 130: job 5 ends at 120 and starts.
    // The reservation lay 50 ahead of job 5 when it was compared, and lies 70 ahead now.
    Scenario s = easy_site(4);
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{0}, 1, seconds{130});
    list(s, seconds{5}, 4, seconds{100});
    list(s, seconds{10}, 3, seconds{100});
    list(s, seconds{20}, 1, seconds{1000});
    list(s, seconds{50}, 1, seconds{60});
    AskedJobs jobs;
    jobs.deferred[2] = {1, SimTime{seconds{60}}};
    CHECK(starts(s, jobs) == Times{0, 0, 130, 230, 230, 60});
}

TEST_CASE("easy: a brain that takes time to think remembers when it compared a job", "[easy_order]") {
    // Eight accelerators; 10 to think. Job 0 holds four from 10 to 300, job 1 three from 20 to 385. Job 2 (8 wide) is put
    // off until 150, job 3 (5 wide) is to start at 300. Job 4 (1 wide, 1000 long) is kept out at 60. At 70 jobs 5 to 7
    // come, too wide for what is free, and job 8 (1 wide, 210 long): it is compared at 100, when the brain has thought of
    // the others, and would end at 310. At 160 job 2 waits, to start at 385, which is 225 ahead; of what is to start
    // at 300 job 8 was 200 ahead when compared. So the brain thinks of it, and places it at 170, until 380.
    Scenario s = easy_site(8);
    s.sensing.decision_time.per_job = seconds{10};
    list(s, seconds{0}, 4, seconds{290});
    list(s, seconds{0}, 3, seconds{365});
    list(s, seconds{1}, 8, seconds{100});
    list(s, seconds{2}, 5, seconds{100});
    list(s, seconds{50}, 1, seconds{1000});
    for (std::int64_t const width : {2, 3, 4})
        list(s, seconds{70}, width, seconds{1000});
    list(s, seconds{70}, 1, seconds{210});
    AskedJobs jobs;
    jobs.deferred[2] = {1, SimTime{seconds{150}}};
    Times const found = starts(s, jobs);
    CHECK(found[0] == 10.0);
    CHECK(found[1] == 20.0);
    CHECK(found[2] == 395.0);
    CHECK(found[8] == 170.0);
}

TEST_CASE("easy: a job that the policy lets wait beside free room is asked for once a walk", "[easy_order]") {
    // The same without job 3: job 3 is the one that is 60 long, at 40, and the policy does not want it the first time.
    // It is asked again when room is freed, at 100 (job 1 takes all) and at 200.
    Scenario s = easy_site(3);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{10}, 3, seconds{100});
    list(s, seconds{20}, 1, seconds{500});
    list(s, seconds{40}, 1, seconds{60});
    AskedJobs jobs;
    jobs.declined[3] = 1;
    CHECK(starts(s, jobs) == Times{0, 100, 200, 200});
    CHECK(jobs.asked[3] == 2);
}

TEST_CASE("easy: a job that comes back to the front of its group does not speak for those behind it",
          "[easy_order]") {
    // Four accelerators: job 0 holds two to 100, job 1 one to 60; job 2 (4 wide) is to start at 100. Of one group of
    // width 2: job 3 (500 long) is put off until 60, job 4 (30 long) finds one free. At 60 two are free: job 3 is back and
    // is kept out; job 4 ends at 90 and starts.
    Scenario s = easy_site(4);
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{0}, 1, seconds{60});
    list(s, seconds{10}, 4, seconds{100});
    list(s, seconds{15}, 2, seconds{500});
    list(s, seconds{20}, 2, seconds{30});
    AskedJobs jobs;
    jobs.deferred[3] = {1, SimTime{seconds{60}}};
    CHECK(starts(s, jobs) == Times{0, 0, 100, 200, 60});
}

TEST_CASE("easy: what the next reservation leaves over goes to those whom the former one kept out",
          "[easy_order]") {
    // Five accelerators: job 0 holds two to 100, job 1 two to 130. Job 2 (4 wide) is put off until 60. Job 3 (3 wide) is to
    // start at 100 and leaves nothing over: job 4 (1 wide, 500 long) waits. At 60 job 2 is to start at 130, which is
    // nearer than 100 was at 20, and leaves one over: job 4 starts.
    Scenario s = easy_site(5);
    s.classes[ClassId{0}].preemptible = true;
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{0}, 2, seconds{130});
    list(s, seconds{5}, 4, seconds{100});
    list(s, seconds{10}, 3, seconds{100});
    list(s, seconds{20}, 1, seconds{500});
    AskedJobs jobs;
    jobs.deferred[2] = {1, SimTime{seconds{60}}};
    CHECK(starts(s, jobs) == Times{0, 0, 130, 230, 60});
}

TEST_CASE("easy: a job without accelerators that waits for storage leaves the reservation to the next",
          "[easy_order]") {
    // Two accelerators. Job 0, an archive, fills the storage for good; job 1, another, waits. Job 2 holds one to 610; job 3
    // (2 wide) is to start then, so job 4 (1000 long) may not.
    Scenario s = easy_site(2);
    s.sites[SiteId{0}].storage = Bytes{10'000'000'000};
    ClassId const archives = testing::add_class(s, "archive");
    s.classes[archives].retains_input = true;
    list(s, seconds{0}, 0, seconds{0}, archives).input = Bytes{10'000'000'000};
    list(s, seconds{5}, 0, seconds{0}, archives).input = Bytes{5'000'000'000};
    list(s, seconds{10}, 1, seconds{600});
    list(s, seconds{20}, 2, seconds{100});
    list(s, seconds{30}, 1, seconds{1000});
    Times const found = starts(s);
    CHECK(found[3] == 610.0);
    CHECK(found[4] == 710.0);
}
