// The reference scheduler over a network, by hand and against the one for a single pool.
#include "tests/support/catch.hpp"
#include "tests/support/network_work.hpp"
#include "tests/support/seeds.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using testing::NetworkPolicy;
using testing::reference_network_starts;
using testing::Starts;

namespace {

// Sites on a line, 1,000 ns from each to the next, each with one pool of so many accelerators; the region is
// at the first. Policy nearest_user.
Scenario line_of(std::vector<std::int64_t> const& pools) {
    Scenario s = testing::one_site(1, Duration{1});
    Site const plan = s.sites[SiteId{0}];
    s.sites = {};
    s.pools = {};
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    for (std::int64_t const accelerators : pools) {
        std::string const name = std::to_string(nodes.size());
        Site site = plan;
        site.name = site.key = name;
        site.node = nodes.add({name, name, 0.0, 0.0});
        s.pools.add({name, name, s.sites.add(site), AcceleratorId{0}, accelerators, 1});
        if (nodes.size() == 1) continue;
        Link link;
        link.name = link.key = name;
        link.a = NodeId{site.node.index - 1};
        link.b = site.node;
        link.capacity = BytesPerSecond{1e9};
        link.delay = Duration{1000};
        links.add(link);
    }
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    return s;
}

// Estimate -1: the work itself.
void list(Scenario& s, std::int64_t arrival, std::int64_t width, std::int64_t work,
          std::int64_t estimate = -1) {
    testing::list_job(s, Duration{arrival});
    JobDescription& job = s.listed_jobs.back().job;
    job.width = Milliaccelerators{width * 1000};
    job.runtime = Duration{work};
    job.estimate = Duration{estimate < 0 ? work : estimate};
}

}  // namespace

TEST_CASE("the reference holds back who comes later, but for best_effort", "[network_reference]") {
    // Two accelerators. The first job holds one until 600, so the wide second starts at 600 and the third at
    // 1,200; under best_effort the third takes the other at 20 and holds the second up until 620.
    Scenario s = line_of({2});
    list(s, 0, 1, 600);
    list(s, 10, 2, 600);
    list(s, 20, 1, 600);
    for (char const* name : {"fcfs", "priority", "shortest_first", "easy", "conservative"}) {
        CAPTURE(name);
        CHECK(reference_network_starts({.name = name}, s) == Starts{0, 600, 1200});
    }
    CHECK(reference_network_starts({.name = "fcfs_skip", .passes = 0}, s) == Starts{0, 600, 1200});
    CHECK(reference_network_starts({.name = "fcfs_skip", .depth = 1}, s) == Starts{0, 600, 1200});
    CHECK(reference_network_starts({.name = "fcfs_skip", .passes = 1}, s) == Starts{0, 620, 20});
    CHECK(reference_network_starts({.name = "best_effort"}, s) == Starts{0, 620, 20});
}

TEST_CASE("a job that waits closes only the pools that could run it", "[network_reference]") {
    // The second job waits for the first pool, the only one that is wide enough. The third goes to the other;
    // the fourth waits for either, and the other is free first after the second job has the first pool at
    // 600.
    Scenario s = line_of({2, 1});
    list(s, 0, 2, 600);
    list(s, 1, 2, 600);
    list(s, 2, 1, 600);
    list(s, 3, 1, 600);
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, 600, 2, 602});
}

TEST_CASE("a pass counts where the job that is passed could have run", "[network_reference]") {
    // One pass is allowed. The third job passes the second in the first pool and closes it to the others; the
    // fourth goes to the other pool, which is no pass. The fifth waits for that one, until 603: when the
    // third has ended at 602 the second takes the first pool.
    Scenario s = line_of({2, 1});
    list(s, 0, 1, 600);
    list(s, 1, 2, 600);
    list(s, 2, 1, 600);
    list(s, 3, 1, 600);
    list(s, 4, 1, 600);
    CHECK(reference_network_starts({.name = "fcfs_skip", .passes = 1}, s) == Starts{0, 602, 2, 3, 603});
}

TEST_CASE("a job that may be passed waits longer than under fcfs by more than the longest work",
          "[network_reference]") {
    // Two accelerators, load (5 x 100 + 2 x 10) / (2 x 360) = 0.72. Under fcfs the wide job starts at 100.
    // With ten passes each narrow one comes before the one before it has ended: it starts when the last ends,
    // at 460, and waits 459 where 99 + 100 = 199 would be the longest work more.
    Scenario s = line_of({2});
    list(s, 0, 1, 100);
    list(s, 1, 2, 10);
    for (std::int64_t const arrival : {90, 180, 270, 360})
        list(s, arrival, 1, 100);
    CHECK(testing::network_load(s) == Approx(0.7222).margin(1e-4));
    CHECK(testing::longest_work(s) == 100);
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, 100, 110, 180, 270, 360});
    CHECK(reference_network_starts({.name = "fcfs_skip"}, s) == Starts{0, 460, 90, 180, 270, 360});
    // With two passes: after those at 90 and 180 nobody else, so at 280.
    CHECK(reference_network_starts({.name = "fcfs_skip", .passes = 2}, s) ==
          Starts{0, 280, 90, 180, 290, 360});
}

TEST_CASE("the reservation of easy is at the pool that is free first", "[network_reference]") {
    // Two pools of three; two of each are held, until 100 and 300. The third job, of width three, reserves
    // the first pool at 100 with nothing to spare. The fourth would hold it until 220, so it goes to the
    // other pool; the fifth is over at 100 and starts in the first; the sixth finds nothing free until the
    // third ends at 150.
    Scenario s = line_of({3, 3});
    list(s, 0, 2, 100);
    list(s, 0, 2, 300);
    list(s, 10, 3, 50);
    list(s, 20, 1, 200);
    list(s, 20, 1, 80);
    list(s, 20, 1, 81);
    CHECK(reference_network_starts({.name = "easy"}, s) == Starts{0, 0, 100, 20, 20, 150});
    // Only the first two that wait are looked at: the fourth, and when it has started the fifth, which is the
    // second then. Where only the first is looked at, the fourth waits for the third and takes the last of
    // the other pool at 100; the fifth and sixth wait until 150.
    CHECK(reference_network_starts({.name = "easy", .depth = 2}, s) == Starts{0, 0, 100, 20, 20, 150});
    CHECK(reference_network_starts({.name = "easy", .depth = 1}, s) == Starts{0, 0, 100, 100, 150, 150});
}

TEST_CASE("reservations of conservative move to the pool that is free earlier", "[network_reference]") {
    // The third job reserves the first pool at 100, the fourth the first after it, at 200. The second ends at
    // 60 in place of 300: the third moves to its pool and starts; the fourth moves to 100.
    Scenario s = line_of({2, 2});
    list(s, 0, 2, 100);
    list(s, 0, 2, 60, 300);
    list(s, 10, 2, 100);
    list(s, 20, 1, 50);
    CHECK(reference_network_starts({.name = "conservative"}, s) == Starts{0, 0, 60, 100});
    // Had it ended as expected, they would have kept theirs.
    s.listed_jobs[1].job.runtime = Duration{300};
    CHECK(reference_network_starts({.name = "conservative"}, s) == Starts{0, 0, 100, 200});
}

TEST_CASE("the policy says where in the reference", "[network_reference]") {
    // The nearest pool holds both narrow jobs, so three of its four are not free before 100. The least loaded
    // pool is the first, then the second: 1/4 against 0.
    Scenario s = line_of({4, 2});
    list(s, 0, 1, 100);
    list(s, 0, 1, 100);
    list(s, 1, 3, 100);
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, 0, 100});
    testing::use_policy(s, NetworkPolicy::least_loaded_wait);
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, 0, 1});
    // Equal load: the nearer.
    list(s, 2, 2, 100);
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, 0, 1, 100});
}

TEST_CASE("the reference rejects what no pool within reach could run", "[network_reference]") {
    Scenario s = line_of({1, 4});
    list(s, 0, 2, 100);
    list(s, 0, 5, 100);
    list(s, 0, 1, 100);
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, -1, 0});
    s.policy.front().parameters["reach"] = Duration{999};
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{-1, -1, 0});
    s.policy.front().parameters["reach"] = Duration{1000};
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, -1, 0});
}

TEST_CASE("the order of the reference is that of the rule", "[network_reference]") {
    // One accelerator. Keys with ageing 10: 2 x 10 + 1 = 21 before 0 x 10 + 50; estimates 100 and 90.
    Scenario s = line_of({1});
    WorkloadClass urgent = s.classes[ClassId{0}];
    urgent.name = urgent.key = "urgent";
    s.classes[ClassId{0}].priority = 2;
    s.classes.add(urgent);
    list(s, 0, 1, 100);
    list(s, 1, 1, 100);
    list(s, 50, 1, 100, 90);
    s.listed_jobs.back().job.workload_class = ClassId{1};
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, 100, 200});
    CHECK(reference_network_starts({.name = "priority"}, s) == Starts{0, 200, 100});
    CHECK(reference_network_starts({.name = "priority", .ageing = 10}, s) == Starts{0, 100, 200});
    CHECK(reference_network_starts({.name = "shortest_first"}, s) == Starts{0, 200, 100});
    CHECK(reference_network_starts({.name = "best_effort"}, s) == Starts{0, 200, 100});
}

TEST_CASE("a job of zero length makes room at the instant of its start", "[network_reference]") {
    Scenario s = line_of({1});
    list(s, 5, 1, 0);
    list(s, 5, 1, 10);
    for (char const* name : {"fcfs", "easy", "conservative", "best_effort"})
        CHECK(reference_network_starts({.name = name}, s) == Starts{5, 5});
}

TEST_CASE("work takes longer on a slower pool in the reference", "[network_reference]") {
    // The second pool is half as fast, so the job in it ends at 200 and the next starts at 100 in the first.
    Scenario s = line_of({1, 1});
    Accelerator slow = s.accelerators[AcceleratorId{0}];
    slow.name = "slow";
    slow.efficiency[WorkKind::training] /= 2.0;
    s.pools[PoolId{1}].accelerator = s.accelerators.add(slow);
    list(s, 0, 1, 100);
    list(s, 0, 1, 100);
    list(s, 1, 1, 100);
    list(s, 1, 1, 100);
    CHECK(reference_network_starts({.name = "fcfs"}, s) == Starts{0, 0, 100, 200});
}

TEST_CASE("over one pool the reference is the reference for one pool", "[network_reference]") {
    std::vector<testing::QueueRule> rules{{"fcfs"}, {"shortest_first"}, {"priority"}, {"fcfs_skip"}};
    rules.push_back({.name = "priority", .ageing = 5});
    rules.push_back({.name = "priority", .ageing = 4000});
    rules.push_back({.name = "fcfs_skip", .depth = 3});
    rules.push_back({.name = "fcfs_skip", .passes = 2});
    for (char const* name : {"easy", "conservative"}) {
        for (std::int64_t const depth : {1000, 4, 1})
            rules.push_back({.name = name, .depth = depth, .count_only = true});
    }
    auto const policy = GENERATE(NetworkPolicy::nearest_user, NetworkPolicy::least_loaded_wait);
    for (testing::QueueRule const& rule : rules) {
        for (std::uint64_t seed = 1; seed <= meridian::testing::last_seed(200); ++seed) {
            testing::QueueWork work = testing::random_work(seed);
            work.powered = work.accelerators;
            Scenario s = testing::network_of(work);
            testing::use_policy(s, policy);
            CAPTURE(testing::words(rule), seed, testing::words(work));
            REQUIRE(reference_network_starts(rule, s) == testing::reference_starts(rule, work));
        }
    }
}
