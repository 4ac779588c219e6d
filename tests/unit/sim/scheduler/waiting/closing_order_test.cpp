// How often a job has been passed at the brain, by hand: jobs that leave and come back. Times are seconds.
#include "tests/support/service_world.hpp"
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::seconds;
using testing::AskedJobs;
using testing::list;
using testing::starts;
using testing::Times;

TEST_CASE("fcfs_skip: a job that comes back has been passed as often as the next of its group",
          "[closing_order]") {
    // Two accelerators, two passes. Job 0 holds one to 1000. Job 1 (2 wide) is put off until 50; job 2, alike, waits, and
    // job 3 passes it at 30. At 50 job 1 comes back to the front: job 3 would have passed it. Job 4 passes both at
    // 60. So job 5, at 80, may not: it starts when job 2 ends, at 1200.
    Scenario s = testing::one_site(2, seconds{100});
    s.discipline = {"fcfs_skip", {{"passes", 2}}};
    list(s, seconds{0}, 1, seconds{1000});
    list(s, seconds{10}, 2, seconds{100});
    list(s, seconds{20}, 2, seconds{100});
    list(s, seconds{30}, 1, seconds{10});
    list(s, seconds{60}, 1, seconds{10});
    list(s, seconds{80}, 1, seconds{10});
    AskedJobs jobs;
    jobs.deferred[1] = {1, SimTime{seconds{50}}};
    CHECK(starts(s, jobs) == Times{0, 1000, 1100, 30, 60, 1200});
}

TEST_CASE("fcfs_skip: what comes back behind nobody of its group has not been passed", "[closing_order]") {
    // The same, but job 2 (1 wide, at 30) finds nobody waiting, and goes. Job 1 is passed at 60 for the first time, at 80
    // for the second; job 5, at 90, may not.
    Scenario s = testing::one_site(2, seconds{100});
    s.discipline = {"fcfs_skip", {{"passes", 2}}};
    list(s, seconds{0}, 1, seconds{1000});
    list(s, seconds{10}, 2, seconds{100});
    list(s, seconds{30}, 1, seconds{10});
    list(s, seconds{60}, 1, seconds{10});
    list(s, seconds{80}, 1, seconds{10});
    list(s, seconds{90}, 1, seconds{10});
    AskedJobs jobs;
    jobs.deferred[1] = {1, SimTime{seconds{50}}};
    CHECK(starts(s, jobs) == Times{0, 1000, 30, 60, 80, 1100});
}

TEST_CASE("fcfs_skip: a job that services preempt has been passed as often as the next of its group",
          "[closing_order]") {
    // Ten accelerators, of which services take two by night and seven by day; two passes. Job 0 holds two, job 1 five
    // from 10 on; so one is free. Job 2, like job 1, waits, and job 3 passes it at 30. At 12:00 services take those of
    // job 1, which comes back before job 2, and one is free as before. Job 4 passes both. So job 5 may not, until job 2
    // has started: not before services need less again, at 24:00.
    constexpr hours noon{12};
    Scenario s = testing::night_and_day(true);
    s.horizon = hours{48};
    s.discipline = {"fcfs_skip", {{"passes", 2}}};
    constexpr ClassId preemptible{1};
    s.classes[preemptible].checkpoint_rule = CheckpointRule::given;
    s.classes[preemptible].checkpoint = hours{1};
    list(s, seconds{5}, 2, hours{40});
    list(s, seconds{10}, 5, hours{14}, preemptible);
    list(s, seconds{20}, 5, hours{1}, preemptible);
    list(s, seconds{30}, 1, seconds{10}, preemptible);
    list(s, noon + seconds{10}, 1, seconds{10}, preemptible);
    list(s, noon + seconds{30}, 1, seconds{10}, preemptible);
    Times const found = starts(s);
    CHECK(found[3] == 30.0);
    CHECK(found[4] == 12 * 3600.0 + 10);
    CHECK(found[1] == 24 * 3600.0);  // again
    CHECK(found[5] > 24 * 3600.0);
    CHECK(found[5] == found[2]);
}

TEST_CASE("the next of a group is not asked for when the first leaves and no room is left",
          "[closing_order]") {
    // One accelerator, jobs of 100 at 0, 10, 20: nobody is asked for job 2 until it can start.
    Scenario s = testing::one_site(1, seconds{100});
    for (int i = 0; i < 3; ++i)
        list(s, seconds{10 * i}, 1, seconds{100});
    for (std::string const name : {"best_effort", "fcfs", "fcfs_skip", "easy"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        AskedJobs jobs;
        CHECK(starts(s, jobs) == Times{0, 100, 200});
        CHECK(jobs.asked[1] == 2);
        CHECK(jobs.asked[2] == 1);
    }
}
