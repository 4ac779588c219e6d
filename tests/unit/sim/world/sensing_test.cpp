// What the brain knows, and how long it thinks, by hand. One site; each job takes one accelerator.
#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::seconds;
using testing::play;

TEST_CASE("jobs wait for the brain as for a server", "[world][sensing]") {
    // 10 s an answer: the jobs of 0 s are placed at 10, 20 and 30 s, that of 100 s at 110 s.
    //   mean wait (10 + 20 + 30 + 10) / 4 = 17.5 s, all of it at the brain
    Scenario scenario = testing::one_site(4, hours{1});
    for (int const at : {0, 0, 0, 100})
        testing::list_job(scenario, seconds{at});
    scenario.sensing.decision_time.per_job = seconds{10};
    observe::ClassTally const all = play(scenario).all_classes();
    CHECK(all.wait_s.mean() == 17.5);
    CHECK(all.wait_s.max() == 30.0);
    CHECK(all.brain_wait_s.mean() == 17.5);
    CHECK(all.queue_s.max() == 0.0);
}

TEST_CASE("a batch takes the brain as long as its jobs together", "[world][sensing]") {
    // Asked at 60 s for two jobs, 10 s each: both are placed at 80 s.
    Scenario scenario = testing::one_site(4, hours{1});
    scenario.policy = {Selection{"min_cost_flow", {}}};
    scenario.sensing.decision_time.per_job = seconds{10};
    testing::list_job(scenario, seconds{30});
    testing::list_job(scenario, seconds{50});
    observe::ClassTally const all = play(scenario).all_classes();
    CHECK(all.wait_s.mean() == (50.0 + 30.0) / 2.0);
    CHECK(all.wait_s.max() == 50.0);
}

TEST_CASE("a message takes the brain a time of its own", "[world][sensing]") {
    // Alone, 3 + 2 s a job: placed at 5, 10 and 15 s. As a batch at 60 s, 3 + 2 * 2 s: placed at 67 s.
    Scenario scenario = testing::one_site(4, hours{1});
    scenario.sensing.decision_time.per_message = seconds{3};
    scenario.sensing.decision_time.per_job = seconds{2};
    SECTION("alone") {
        for (int k = 0; k < 3; ++k)
            testing::list_job(scenario, seconds{0});
        CHECK(play(scenario).all_classes().wait_s.mean() == (5.0 + 10.0 + 15.0) / 3.0);
    }
    SECTION("as a batch") {
        scenario.policy = {Selection{"min_cost_flow", {}}};
        testing::list_job(scenario, seconds{30});
        testing::list_job(scenario, seconds{50});
        CHECK(play(scenario).all_classes().wait_s.mean() == (37.0 + 17.0) / 2.0);
    }
}

TEST_CASE("room that was freed is used when a look shows it", "[world][sensing]") {
    // One card, work of 50 s, looks at 0, 100, 200 s. The first job holds the card from 1 to 51 s; the second
    // comes at 60 s. A brain that remembers its own decision waits for the look that shows the card free.
    Scenario scenario = testing::one_site(1, seconds{50});
    testing::list_job(scenario, seconds{1});
    testing::list_job(scenario, seconds{60});
    CHECK(play(scenario).all_classes().wait_s.max() == 0.0);  // it sees the present
    scenario.sensing.interval = seconds{100};
    SECTION("at once") {
        CHECK(play(scenario).all_classes().wait_s.max() == 100.0 - 60.0);
    }
    SECTION("7 s later") {
        scenario.sensing.delay = seconds{7};
        CHECK(play(scenario).all_classes().wait_s.max() == 107.0 - 60.0);
    }
}

TEST_CASE("a brain that forgets its own decisions is misled until it looks", "[world][sensing]") {
    // One card, work of 50 s. At 1 and at 2 s the brain sees the free card of its look at 0 s and sends both
    // jobs there: the second queues from 2 to 51 s, which is a conflict.
    Scenario scenario = testing::one_site(1, seconds{50});
    testing::list_job(scenario, seconds{1});
    testing::list_job(scenario, seconds{2});
    scenario.sensing.interval = seconds{100};
    scenario.sensing.optimistic = false;
    observe::ClassTally const all = play(scenario).all_classes();
    CHECK(all.conflicts == 1);
    CHECK(all.queue_s.max() == 49.0);
    CHECK(all.brain_wait_s.max() == 0.0);
}

TEST_CASE("a brain that looks once in a while knows what services hold at first", "[world][sensing]") {
    // Services hold two of ten from 0 s. The job of nine does not fit beside them, which the brain sees before its first
    // look at 100 s: it keeps the job. A picture without services would have sent it to the pool, a conflict.
    Scenario scenario = testing::night_and_day(true);
    testing::list_job(scenario, seconds{1});
    scenario.listed_jobs.back().job.workload_class = ClassId{1};
    scenario.listed_jobs.back().job.width = Milliaccelerators{9000};
    scenario.sensing.interval = seconds{100};
    observe::ClassTally const all = play(scenario).all_classes();
    CHECK(all.arrived == 1);
    CHECK(all.conflicts == 0);
    CHECK(all.placed == 0);
}

TEST_CASE("what the brain knows as the run begins is no event", "[world][sensing]") {
    // One arrival, one end, both ends of the window, 23 ends of bins within it. The look at 0 s is not counted; with an
    // interval beyond the horizon there is no other.
    Scenario scenario = testing::one_site(1, seconds{50});
    testing::list_job(scenario, seconds{1});
    std::uint64_t const present = play(scenario).events;
    CHECK(present == 1 + 1 + 2 + 23);
    scenario.sensing.interval = scenario.horizon + hours{1};
    CHECK(play(scenario).events == present);
    // The user believed 20 s: nothing happens then.
    scenario.listed_jobs.back().job.estimate = seconds{20};
    CHECK(play(scenario).events == present);
}
