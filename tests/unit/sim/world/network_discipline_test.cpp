// One discipline for the network, by hand: who starts when, of jobs that wait at the brain.
#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::seconds;

using testing::add_pool;
using testing::add_site;
using testing::list;
using testing::starts;
using testing::Times;

namespace {

// Lets wide jobs wait though there is room.
class NarrowOnly final : public scheduler::OneJobPolicy {
    [[nodiscard]] scheduler::Decision decide_one(state::Job const& job,
                                                 scheduler::View const& view) override {
        auto const place = view.room(job, SiteId{0});
        if (!place || job.what.width.count() > 1000)
            return scheduler::Wait{state::Reason::sites_in_reach_are_full};
        return *place;
    }
};

}  // namespace

TEST_CASE("a narrow job passes a wide one at the brain only if the discipline lets it",
          "[network_discipline]") {
    // Two accelerators; widths 1, 2, 1 at 0, 10, 20 s, 600 s of work each. The third may pass the second once it
    // comes, but would then keep it waiting until 620 s.
    Scenario s = testing::one_site(2, seconds{600});
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{10}, 2, seconds{600});
    list(s, seconds{20}, 1, seconds{600});
    for (std::string const name : {"fcfs", "easy", "conservative", "priority", "shortest_first"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 600, 1200});
    }
    s.discipline = {"fcfs_skip", {{"passes", 0}}};
    CHECK(starts(s) == Times{0, 600, 1200});
    s.discipline = {"fcfs_skip", {}};
    CHECK(starts(s) == Times{0, 620, 20});
    s.discipline = {"best_effort", {}};
    CHECK(starts(s) == Times{0, 620, 20});
}

TEST_CASE("jobs decided together keep the order, too", "[network_discipline]") {
    // The same under min_cost_flow, which decides every 10 s for all that wait: at 0, 600 and 1200 s.
    Scenario s = testing::one_site(2, seconds{600});
    s.policy = {Selection{"min_cost_flow", {{"period", std::chrono::seconds{10}}}}};
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{10}, 2, seconds{600});
    list(s, seconds{20}, 1, seconds{600});
    for (std::string const name : {"fcfs", "easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 600, 1200});
    }
    s.discipline = {"best_effort", {}};
    CHECK(starts(s) == Times{0, 620, 20});
}

TEST_CASE("a brain that sees old figures keeps the order, too", "[network_discipline]") {
    // It looks every 60 s, and has what it saw 5 s later: the end at 600 s is seen at 605 s, that at 1205 s at 1265 s.
    Scenario s = testing::one_site(2, seconds{600});
    s.sensing = {seconds{60}, seconds{5}, true, {}};
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{10}, 2, seconds{600});
    list(s, seconds{20}, 1, seconds{600});
    for (std::string const name : {"fcfs", "easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 605, 1265});
    }
}

TEST_CASE("easy reserves where the first job is expected to start first", "[network_discipline]") {
    // Pools of 4 and 2. To 100 s job 0 holds the first pool, to 40 s job 1 the second. Job 2 (2 wide) is to have
    // the second at 40 s. Job 3 (1 wide, 20 s, from 10 s) has no room. At 40 s job 2 starts.
    // Job 4 (4 wide, 50 s) waits for the first pool, to 100 s; job 5 (1 wide, from 60 s) has no room before the
    // second pool is free at 80 s. It is expected to end at 180 s, but the second is not where job 4 waits.
    Scenario s = testing::one_site(4, seconds{100});
    add_pool(s, 2);
    s.discipline = {"easy", {}};
    list(s, seconds{0}, 4, seconds{100});
    list(s, seconds{0}, 2, seconds{40});
    list(s, seconds{5}, 2, seconds{40});
    list(s, seconds{50}, 4, seconds{50});
    list(s, seconds{60}, 1, seconds{100});
    CHECK(starts(s) == Times{0, 0, 40, 100, 80});
}

TEST_CASE("easy lets pass what ends in time, and what is left over", "[network_discipline]") {
    // Four accelerators; job 0 holds 2 to 100 s. Job 1 (3 wide) holds a reservation at 100 s, which leaves 1 over.
    // Job 2 (2 wide, 80 s, at 20 s) ends at 100 s and starts at once; job 3 (1 wide, 500 s, at 20 s) finds no
    // room until 100 s, when job 1 starts beside it.
    Scenario s = testing::one_site(4, seconds{100});
    s.discipline = {"easy", {}};
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{10}, 3, seconds{100});
    list(s, seconds{20}, 2, seconds{80});
    list(s, seconds{20}, 1, seconds{500});
    CHECK(starts(s) == Times{0, 100, 20, 100});
    // Were job 2 81 s long, it would have to wait for job 1; job 3 takes what is left over at once.
    s.listed_jobs[2].job.runtime = s.listed_jobs[2].job.estimate = seconds{81};
    CHECK(starts(s) == Times{0, 100, 200, 20});
}

TEST_CASE("a wide job waits a bounded time while narrow ones come", "[network_discipline]") {
    // Eight accelerators; every 10 s a narrow job of 60 s, so that about six are held at any time, for 5 hours. One job of
    // width 8 comes at 1,000 s: those that run then end within 60 s.
    Scenario s = testing::one_site(8, seconds{60});
    for (int i = 0; i < 1800; ++i)
        list(s, seconds{10 * i}, 1, seconds{60});
    list(s, seconds{1000}, 8, seconds{60});
    std::ranges::stable_sort(s.listed_jobs, {}, [](auto const& one) { return one.arrival; });
    auto const wide = static_cast<std::size_t>(
        std::ranges::find_if(s.listed_jobs, [](auto const& one) { return one.job.width.count() == 8000; }) -
        s.listed_jobs.begin());
    for (std::string const name : {"fcfs", "easy", "conservative", "priority"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s)[wide] <= 1060.0);
    }
    s.discipline = {"best_effort", {}};
    CHECK(starts(s)[wide] > 18000.0);
}

TEST_CASE("what waits for the sake of others says so", "[network_discipline]") {
    // Job 2 finds an accelerator free that is held for job 1.
    Scenario s = testing::one_site(2, seconds{600});
    s.discipline = {"fcfs", {}};
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{10}, 2, seconds{600});
    list(s, seconds{20}, 1, seconds{600});
    observe::Ledger const ledger = testing::play(s);
    auto const& waits = ledger.all_classes().waits;
    CHECK(waits[static_cast<std::size_t>(state::Reason::sites_in_reach_are_full)] == 1);
    CHECK(waits[static_cast<std::size_t>(state::Reason::behind_earlier_jobs)] == 1);
}

TEST_CASE("a job whose policy gives another reason waits for that", "[network_discipline]") {
    // The same, but the policy does not want job 2 the first time.
    Scenario s = testing::one_site(2, seconds{600});
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{10}, 2, seconds{600});
    list(s, seconds{20}, 1, seconds{600});
    testing::AskedJobs jobs;
    jobs.declined[2] = 1;
    world::RunOptions options;
    options.policy = std::make_unique<testing::AskedPolicy>(jobs);
    observe::Ledger const ledger = testing::play(s, std::move(options));
    auto const& waits = ledger.all_classes().waits;
    CHECK(waits[static_cast<std::size_t>(state::Reason::sites_in_reach_are_full)] == 1);
    CHECK(waits[static_cast<std::size_t>(state::Reason::policy_choice)] == 1);
}

TEST_CASE("a job waits for the sake of others only where its room is closed", "[network_discipline]") {
    // Four accelerators; job 0 holds one to 600 s, when job 1 (4 wide) is to start. Job 2 (2 wide, 10 s long) may pass, but
    // its policy finds no room for it.
    Scenario s = testing::one_site(4, seconds{600});
    s.discipline = {"easy", {}};
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{10}, 4, seconds{600});
    list(s, seconds{20}, 2, seconds{10});
    world::RunOptions options;
    options.policy = std::make_unique<NarrowOnly>();
    observe::Ledger const ledger = testing::play(s, std::move(options));
    auto const& waits = ledger.all_classes().waits;
    CHECK(waits[static_cast<std::size_t>(state::Reason::sites_in_reach_are_full)] == 2);
    CHECK(waits[static_cast<std::size_t>(state::Reason::behind_earlier_jobs)] == 0);
}

TEST_CASE("a job that waits for storage keeps no accelerators from jobs without an input",
          "[network_discipline]") {
    // Storage of 10 GB: job 0, an archive, fills it for good. Job 1 (1 wide, 5 GB) and job 2, an archive, wait
    // for it for ever; jobs 3 and 4 need accelerators alone.
    Scenario s = testing::one_site(2, seconds{600});
    s.sites[SiteId{0}].storage = Bytes{10'000'000'000};
    WorkloadClass archive = s.classes[ClassId{0}];
    archive.name = archive.key = "archive";
    archive.retains_input = true;
    ClassId const archives = s.classes.add(archive);
    list(s, seconds{0}, 0, seconds{0});
    s.listed_jobs.back().job.workload_class = archives;
    s.listed_jobs.back().job.input = Bytes{10'000'000'000};
    list(s, seconds{10}, 1, seconds{600});
    s.listed_jobs.back().job.input = Bytes{5'000'000'000};
    list(s, seconds{10}, 0, seconds{0});
    s.listed_jobs.back().job.workload_class = archives;
    s.listed_jobs.back().job.input = Bytes{5'000'000'000};
    list(s, seconds{20}, 1, seconds{600});
    list(s, seconds{30}, 1, seconds{600});
    for (std::string const name : {"easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        std::vector<double> const started = starts(s);
        CHECK(started[0] == 0.0);
        CHECK(started[3] == 20.0);
        CHECK(started[4] == 620.0);  // the other accelerator is reserved for job 1
    }
}

TEST_CASE("a job that waits for storage and power keeps its power", "[network_discipline]") {
    // 10 GB, and power for 2 of 4 accelerators. Job 1 (2 wide, 8 GB) lacks both until job 0 (1 wide, 8 GB) ends at
    // 600 s; job 2 (1 wide, no input, 3,600 s) would take the power that it needs.
    Scenario s = testing::one_site(4, seconds{600});
    s.sites[SiteId{0}].storage = Bytes{10'000'000'000};
    s.sites[SiteId{0}].power_limit = Microwatts{2'000'000'000};
    list(s, seconds{0}, 1, seconds{600}).input = Bytes{8'000'000'000};
    list(s, seconds{10}, 2, seconds{600}).input = Bytes{8'000'000'000};
    list(s, seconds{20}, 1, seconds{3600});
    for (std::string const name : {"fcfs", "easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 600, 1200});
    }
}

TEST_CASE("a job whose input fits only elsewhere does not speak for one that fits here",
          "[network_discipline]") {
    // Site 0 stores 10 GB, site 1 anything; one accelerator each, held to 100 and 1,000 s. Job 2 (20 GB) can go
    // to site 1 alone; job 3 (5 GB), else alike, takes site 0 at 100 s.
    Scenario s = testing::one_site(1, seconds{100});
    s.sites[SiteId{0}].storage = Bytes{10'000'000'000};
    add_site(s, 1);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{0}, 1, seconds{1000});
    list(s, seconds{10}, 1, seconds{50});
    s.listed_jobs.back().job.input = Bytes{20'000'000'000};
    list(s, seconds{20}, 1, seconds{50});
    s.listed_jobs.back().job.input = Bytes{5'000'000'000};
    for (std::string const name : {"best_effort", "fcfs", "fcfs_skip", "easy", "conservative", "priority"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 0, 1000, 100});
    }
}

TEST_CASE("where the first policy's site is held for earlier jobs, the second policy is asked",
          "[network_discipline]") {
    // Sites of 4 and 2. To 5 s job 0 holds the first; so job 1 gets one of the second, to 1,000 s. From 5 s job 2
    // holds one of the first, to 105 s, and from 10 s job 3 (4 wide) waits for it. Job 4 (at 20 s): least_loaded
    // answers with the first site (1/4 held, 1/2 at the second), which is held for job 3; nearest_user with the second.
    Scenario s = testing::one_site(4, seconds{100});
    add_site(s, 2);
    WorkloadClass other = s.classes[ClassId{0}];
    other.name = other.key = "other";
    ClassId const others = s.classes.add(other);
    s.class_policies = Table<ClassId, PolicyChain>{s.classes.size()};
    s.class_policies[others] = {Selection{"least_loaded", {{"when_full", "queue"}}},
                                Selection{"nearest_user", {}}};
    list(s, seconds{0}, 4, seconds{5});
    list(s, seconds{0}, 1, seconds{1000});
    list(s, seconds{5}, 1, seconds{100});
    list(s, seconds{10}, 4, seconds{100});
    list(s, seconds{20}, 1, seconds{10});
    s.listed_jobs.back().job.workload_class = others;
    for (std::string const name : {"fcfs", "conservative", "priority"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 0, 5, 105, 20});
    }
}

TEST_CASE("of jobs decided together, one whose place is held for others is asked for alone",
          "[network_discipline]") {
    // Pools of 2 and 1, min_cost_flow every 10 s. To 600 s job 0 holds one of the first pool, for which job 1 (2
    // wide, from 10 s) waits to 600 s. Job 2 (from 20 s) would have the first pool, which is held: the second.
    Scenario s = testing::one_site(2, seconds{600});
    add_pool(s, 1);
    s.policy = {Selection{"min_cost_flow", {{"period", std::chrono::seconds{10}}}}};
    list(s, seconds{0}, 1, seconds{600});
    list(s, seconds{10}, 2, seconds{600});
    list(s, seconds{20}, 1, seconds{600});
    for (std::string const name : {"fcfs", "easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 600, 20});
    }
}

TEST_CASE("a brain that takes time to think does not begin again with each job that comes",
          "[network_discipline]") {
    // It thinks for 10 s. Job 0 holds an accelerator of 8 from 10 to 100 s; job 1 (2 wide) waits, whatever is free.
    // From 99 s a job comes every 8 s. At 100 s room is freed: what the brain answers at 109 s is for job 1. Job 2 is
    // placed at 119 s, the others 10 s after each other.
    Scenario s = testing::one_site(8, seconds{90});
    s.sensing.decision_time.per_job = seconds{10};
    s.discipline = {"best_effort", {}};
    list(s, seconds{0}, 1, seconds{90});
    list(s, seconds{20}, 2, seconds{90});
    for (int i = 0; i < 5; ++i)
        list(s, seconds{99 + 8 * i}, 1, seconds{900});
    CHECK(starts(s, std::make_unique<NarrowOnly>()) == Times{10, 0, 119, 129, 139, 149, 159});
}

TEST_CASE("the end of a job that is late wakes the next as soon as it is seen", "[network_discipline]") {
    // The brain looks every 60 s and has what it saw 5 s later. Job 0, expected to end at 300 s, ends at 600 s, which
    // is seen at 605 s, just after job 2 has come and all was planned with job 0 still there. Job 1 starts at
    // 605 s; its end at 705 s is seen at 725 s.
    Scenario s = testing::one_site(1, seconds{600});
    s.sensing = {seconds{60}, seconds{5}, true, {}};
    list(s, seconds{0}, 1, seconds{600});
    s.listed_jobs.back().job.estimate = seconds{300};
    list(s, seconds{10}, 1, seconds{100});
    list(s, seconds{605}, 1, seconds{100});
    for (std::string const name : {"fcfs", "easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 605, 725});
    }
}

TEST_CASE("a reservation counts what the brain has placed since it last looked", "[network_discipline]") {
    // Six accelerators; the brain looks every 60 s, sees that 5 s later, and not its own decisions. Job 0 holds one to
    // 1,000 s, job 1 two from 70 to 570 s; job 2 (6 wide, 71 s) is to start at 1,000 s. Jobs 3 and 4 (1 wide, 800 s, 72 s)
    // end before. The end of job 0 is seen at 1,025 s.
    Scenario s = testing::one_site(6, seconds{100});
    s.sensing = {seconds{60}, seconds{5}, false, {}};
    list(s, seconds{0}, 1, seconds{1000});
    list(s, seconds{70}, 2, seconds{500});
    list(s, seconds{71}, 6, seconds{100});
    list(s, seconds{72}, 1, seconds{800});
    list(s, seconds{72}, 1, seconds{800});
    for (std::string const name : {"easy", "conservative"}) {
        CAPTURE(name);
        s.discipline = {name, {}};
        CHECK(starts(s) == Times{0, 70, 1025, 72, 72});
    }
}
