// Jobs that services may send away and jobs that they may not, at the brain under easy, by hand. Ten accelerators,
// of which services hold two by night; jobs that cannot be preempted have three at most. Times are seconds.
#include "tests/support/service_world.hpp"
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::seconds;
using testing::AskedJobs;
using testing::list;
using testing::starts;
using testing::Times;

namespace {

constexpr ClassId fixed{0}, preemptible{1};

Scenario easy_night() {
    Scenario s = testing::night_and_day(true);
    s.discipline = {"easy", {}};
    return s;
}

}  // namespace

TEST_CASE("a preemptible job reserves nothing of what is left to the others", "[waiting]") {
    // Job 0, fixed, holds two to 7205, job 1 three to 3610; three are free. Job 2 (4 wide, preemptible) is to start at
    // 3610, which leaves two over, and one of the three for fixed jobs. At 30 job 3 (preemptible) takes one of the two
    // for long, job 4 (fixed) the other.
    Scenario s = easy_night();
    list(s, seconds{5}, 2, seconds{7200}, fixed);
    list(s, seconds{10}, 3, seconds{3600}, preemptible);
    list(s, seconds{20}, 4, seconds{100}, preemptible);
    list(s, seconds{30}, 1, seconds{7200}, preemptible);
    list(s, seconds{30}, 1, seconds{7200}, fixed);
    CHECK(starts(s) == Times{5, 10, 3610, 30, 30});
}

TEST_CASE("a fixed job cannot count on what preemptible ones free", "[waiting]") {
    // A second pool of two. In the first job 0, fixed, holds two to 3605, job 1, preemptible, one to 110, and job 2, fixed,
    // the last of the three to 14; so job 3, fixed, takes one of the second to 500. Job 4 (2 wide, fixed) has one of the
    // three to 3605: it is to start in the second at 500. Job 5, fixed, takes the last of the three and is not in its
    // way.
    Scenario s = easy_night();
    testing::add_pool(s, 2);
    list(s, seconds{5}, 2, seconds{3600}, fixed);
    list(s, seconds{10}, 1, seconds{100}, preemptible);
    list(s, seconds{12}, 1, seconds{2}, fixed);
    list(s, seconds{12}, 1, seconds{488}, fixed);
    list(s, seconds{20}, 2, seconds{100}, fixed);
    list(s, seconds{30}, 1, seconds{7200}, fixed);
    CHECK(starts(s) == Times{5, 10, 12, 12, 500, 30});
}

TEST_CASE("what the next reservation leaves to fixed jobs goes to those whom the former one kept out",
          "[waiting]") {
    // Job 0 holds seven to 100; one is free. Job 1 (4 wide, preemptible) is put off until 60. Job 2 (3 wide, fixed) is to
    // start at 100 and leaves five over, none of them to fixed jobs: job 3 waits. At 60 job 1 is to start at 100, and
    // leaves three to fixed jobs: job 3 starts.
    Scenario s = easy_night();
    list(s, seconds{0}, 7, seconds{100}, preemptible);
    list(s, seconds{5}, 4, seconds{100}, preemptible);
    list(s, seconds{10}, 3, seconds{100}, fixed);
    list(s, seconds{20}, 1, seconds{7200}, fixed);
    AskedJobs jobs;
    jobs.deferred[1] = {1, SimTime{seconds{60}}};
    CHECK(starts(s, jobs) == Times{0, 100, 7260, 60});
}

TEST_CASE("a forgetful brain counts what it has given to fixed jobs against a reservation", "[waiting]") {
    // Looks at 100, 200 s. Job 0, fixed, holds two of three to 605, seen at 700: job 1 (3 wide, fixed) is to start at 605.
    // Job 2, fixed, takes the last of the three from 120 to 130. The brain, which does not see that, gives nothing to job
    // 3, fixed and long: at 605 job 1 needs all three. Jobs 1 and 3 are placed at 700, and job 3 starts when job 1 ends.
    Scenario s = easy_night();
    s.sensing.interval = seconds{100};
    s.sensing.optimistic = false;
    list(s, seconds{5}, 2, seconds{600}, fixed);
    list(s, seconds{110}, 3, seconds{100}, fixed);
    list(s, seconds{120}, 1, seconds{10}, fixed);
    list(s, seconds{125}, 1, seconds{7200}, fixed);
    CHECK(starts(s) == Times{5, 700, 120, 800});
}

TEST_CASE("what services have taken meanwhile breaks the plan", "[waiting]") {
    // Job 0 holds three to 13:00, when job 1 (8 wide) is to start. At 12:00 services take the five that are free. Job 2 (3
    // wide) comes at 13:00 and takes what is freed then: job 1 has to wait for services to need less.
    Scenario s = testing::night_and_day(true);
    list(s, seconds{10}, 3, hours{13} - seconds{10}, preemptible);
    list(s, seconds{20}, 8, seconds{100}, preemptible);
    list(s, hours{13}, 3, seconds{100}, preemptible);
    for (std::string const name : {"easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s)[2] == 13 * 3600.0);
    }
}
