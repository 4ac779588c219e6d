// Reservations of many jobs at the brain, by hand. Times are seconds.
#include "tests/support/service_world.hpp"
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::seconds;
using testing::AskedJobs;
using testing::list;
using testing::starts;
using testing::Times;

TEST_CASE("a job that only the reserve of services keeps waiting closes nothing", "[conservative_order]") {
    // Ten accelerators, of which services hold two by night and never leave more than three to jobs that cannot be
    // preempted. Job 0 holds these three to 3610. Job 1 waits for one of them, though five are free. Job 2 can be
    // preempted and takes one at once.
    Scenario s = testing::night_and_day(true);
    constexpr ClassId preemptible{1};
    list(s, seconds{10}, 3, seconds{3600});
    list(s, seconds{20}, 1, seconds{100});
    list(s, seconds{30}, 1, seconds{100}, preemptible);
    for (std::string const name : {"easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{10, 3610, 30});
    }
    s.discipline = {"fcfs", {}};
    CHECK(starts(s) == Times{10, 3610, 3610});
}

TEST_CASE("a job that comes back takes its old place in the order", "[conservative_order]") {
    // Two accelerators; job 0 holds one to 100. Job 1 (2 wide) is put off until 60; job 2, alike, is to start at 100. At
    // 60 job 1 goes before it.
    Scenario s = testing::one_site(2, seconds{100});
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{5}, 2, seconds{100});
    list(s, seconds{10}, 2, seconds{100});
    for (std::string const name : {"fcfs", "fcfs_skip", "easy", "conservative", "priority"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        AskedJobs jobs;
        jobs.deferred[1] = {1, SimTime{seconds{60}}};
        CHECK(starts(s, jobs) == Times{0, 100, 200});
    }
}

TEST_CASE("conservative: a reservation that is given up lets others start at once", "[conservative_order]") {
    // Two accelerators, all held to 100. Job 1 (2 wide) is to start then, job 2 (1 wide) at 200. At 100 the policy puts job
    // 1 off until 300: job 2 starts in its place.
    Scenario s = testing::one_site(2, seconds{100});
    s.discipline = {"conservative", {}};
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{5}, 2, seconds{100});
    list(s, seconds{10}, 1, seconds{100});
    AskedJobs jobs;
    jobs.deferred[1] = {2, SimTime{seconds{300}}};
    CHECK(starts(s, jobs) == Times{0, 300, 100});
}

TEST_CASE("what services take is not counted on", "[conservative_order]") {
    // Ten accelerators, of which services hold two by night and seven by day. At 12:00 they take those of job 0 (6 wide),
    // which comes back and waits, as does job 1 (4 wide): three are free. Neither could start before services need less,
    // which nobody knows; so job 2 (3 wide) starts as it comes.
    Scenario s = testing::night_and_day(true);
    constexpr ClassId preemptible{1};
    constexpr std::chrono::minutes after_noon{12 * 60 + 10};
    list(s, seconds{10}, 6, hours{13}, preemptible);
    list(s, seconds{20}, 4, seconds{100}, preemptible);
    list(s, after_noon, 3, seconds{100}, preemptible);
    for (std::string const name : {"easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s)[2] == (12 * 60 + 10) * 60.0);
    }
}
