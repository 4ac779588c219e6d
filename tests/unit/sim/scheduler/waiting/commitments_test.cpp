// When accelerators are expected to be free, by hand: jobs whose input is under way, and ends that have not been
// seen. Times are seconds.
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::seconds;
using testing::list;
using testing::starts;
using testing::Times;

namespace {

constexpr NodeId home{1};  // of the data
constexpr Bytes thirty_seconds{30'000'000'000};

// A site whose data come over a link of 1 GB/s from elsewhere.
Scenario site_with_far_data(std::int64_t accelerators) {
    Scenario s = testing::one_site(accelerators, seconds{100});
    testing::add_far_node(s, "data", 1.0);
    return s;
}

void give_input(JobDescription& job, NodeId from) {
    job.input = thirty_seconds;
    job.input_home = from;
}

// Under both disciplines that hold reservations.
void check(Scenario s, Times const& expected) {
    for (std::string const name : {"easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == expected);
    }
}

}  // namespace

TEST_CASE("a job that passes has to bring its input in time, too", "[waiting]") {
    // Two accelerators; job 0 holds one to 100, when job 1 (2 wide) is to start. Job 2 is 60 long: with its input it would
    // end at 20 + 30 + 60 = 110. It is placed when job 1 ends, and starts 30 later.
    Scenario s = site_with_far_data(2);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{10}, 2, seconds{100});
    give_input(list(s, seconds{20}, 1, seconds{60}), home);
    check(s, {0, 100, 230});
    // 50 long it ends at 100.
    s.listed_jobs[2].job.runtime = s.listed_jobs[2].job.estimate = seconds{50};
    check(s, {0, 100, 50});
}

TEST_CASE("a reservation is made where the job starts first with its input", "[waiting]") {
    // Two sites of two, the second where the data are not. To 100 job 0 holds one of the first, to 80 job 2 one of the
    // second; job 1 makes it go there. Job 3 (2 wide) could start at 100 here, at 80 + 30 there: here. So job 4 goes there.
    Scenario s = site_with_far_data(2);
    SiteId const far = testing::add_site(s, 2);
    s.sites[far].node = home;
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{0}, 1, seconds{1});
    list(s, seconds{0}, 1, seconds{80});
    give_input(list(s, seconds{10}, 2, seconds{100}), NodeId{0});
    list(s, seconds{20}, 1, seconds{1000});
    check(s, {0, 0, 0, 100, 20});
    // With the data there and the ends exchanged it could start at 80 + 30 here, at 100 there: there.
    s.listed_jobs[0].job.runtime = s.listed_jobs[0].job.estimate = seconds{80};
    s.listed_jobs[2].job.runtime = s.listed_jobs[2].job.estimate = seconds{100};
    s.listed_jobs[3].job.input_home = home;
    check(s, {0, 0, 0, 100, 20});
}

TEST_CASE("a job whose input is under way ends as much later", "[waiting]") {
    // Two accelerators. Job 0 starts at 30, with its input, and ends at 130, when job 1 (2 wide) is to start. Job 2, 120
    // long at 10, is over by then.
    Scenario s = site_with_far_data(2);
    give_input(list(s, seconds{0}, 1, seconds{100}), home);
    list(s, seconds{5}, 2, seconds{100});
    list(s, seconds{10}, 1, seconds{120});
    check(s, {30, 130, 10});
}

TEST_CASE("a job that starts later than expected ends later", "[waiting]") {
    // Four accelerators. The inputs of jobs 0 and 1 share the link: both start at 60, not at 30, and end at 160. So job 2
    // (4 wide), which was to start at 130, starts then, and job 3, 90 long at 70, is over.
    Scenario s = site_with_far_data(4);
    s.network.name = "fluid";
    give_input(list(s, seconds{0}, 1, seconds{100}), home);
    give_input(list(s, seconds{0}, 1, seconds{100}), home);
    list(s, seconds{5}, 4, seconds{100});
    list(s, seconds{70}, 1, seconds{90});
    check(s, {60, 60, 160, 70});
}

TEST_CASE("an end is counted on when a snapshot has seen it", "[waiting]") {
    // Three accelerators; a snapshot every 60, seen 5 later. Job 0 ends at 62, which that of 60 does not show; job 1 ends
    // at 610, when job 2 (3 wide) is to start. At 70 one is free, but job 3 (1000 long) would be in the way. The end of
    // job 1 is seen at 665, that of job 2, at 765, at 785.
    Scenario s = testing::one_site(3, seconds{100});
    s.sensing = {seconds{60}, seconds{5}, true, {}};
    list(s, seconds{10}, 1, seconds{52});
    list(s, seconds{10}, 1, seconds{600});
    list(s, seconds{20}, 3, seconds{100});
    list(s, seconds{70}, 1, seconds{1000});
    check(s, {10, 10, 665, 785});
}

TEST_CASE("a job in the queue of a pool ends after those before it", "[waiting]") {
    // Two pools of two. Job 0 holds one of the first to 100, job 1 the other to 1, so job 2 one of the second to 102. Job
    // 3 (2 wide, 50 long, at 10) is queued for the first: 90 accelerator-seconds ahead of it on two make 45, so it is
    // expected to end at 105. Job 4 (2 wide) is to start at the second, at 102: job 5 has no room at the first, and none
    // that is open at the second. Job 3 starts at 100, in truth, job 5 when it ends.
    Scenario s = testing::one_site(2, seconds{100});
    s.discipline = {"easy", {}};
    testing::add_pool(s, 2);
    ClassId const queued = testing::add_class(s, "queued");
    s.class_policies = Table<ClassId, PolicyChain>{s.classes.size()};
    s.class_policies[queued] = {Selection{"least_loaded", {{"when_full", "queue"}}}};
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{0}, 1, seconds{1});
    list(s, seconds{0}, 1, seconds{102});
    list(s, seconds{10}, 2, seconds{50}, queued);
    list(s, seconds{20}, 2, seconds{100});
    list(s, seconds{30}, 1, seconds{1000});
    CHECK(starts(s) == Times{0, 0, 0, 100, 102, 150});
}
