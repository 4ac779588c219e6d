// Small worlds whose every instant is worked out by hand.
#include "sim/world/world.hpp"

#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/start_times.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::seconds;
using testing::list;

namespace {

// Keeps every job as it left, by number.
struct Departed final : state::RunListener {
    void job_departed(SimTime now, state::Job const& job, state::Departure const& how) override {
        jobs.push_back(job);
        outcomes.push_back(how.outcome);
        left.push_back(now);
    }
    [[nodiscard]] state::Job const& number(std::uint64_t n) const {
        return *std::find_if(jobs.begin(), jobs.end(),
                             [&](state::Job const& job) { return job.number == n; });
    }
    std::vector<state::Job> jobs;
    std::vector<state::Outcome> outcomes;
    std::vector<SimTime> left;
};

struct Played {
    observe::Ledger ledger;
    Departed departed;

    // When the n-th job to arrive started its work.
    [[nodiscard]] double started_s(std::uint64_t n) const {
        return in_seconds(departed.number(n).started).count();
    }
};

Played play_world(Scenario const& scenario, std::unique_ptr<scheduler::Policy> policy = nullptr) {
    Played played;
    world::RunOptions options;
    options.policy = std::move(policy);
    options.listeners = {&played.departed};
    played.ledger = testing::play(scenario, std::move(options));
    for (observe::AuditRow const& row : played.ledger.audit) {
        CAPTURE(row.law.key, row.residual);
        CHECK(row.holds());
    }
    return played;
}

ClassId add_class(Scenario& s, int priority) {
    WorkloadClass c = s.classes[ClassId{0}];
    c.name = c.key = "class" + std::to_string(s.classes.size());
    c.priority = priority;
    return s.classes.add(c);
}

// A second site like the first at a node 1000 km (4.9 ms) away, over a link of 1 GB/s.
void add_far_site(Scenario& s, std::int64_t accelerators) {
    NodeId const far = testing::add_far_node(s, "far", 10.0, Duration{4'900'000}, Kilometres{1000.0});
    Site site = s.sites[SiteId{0}];
    site.name = site.key = "far";
    site.node = far;
    SiteId const id = s.sites.add(site);
    s.pools.add({"far pool", "far pool", id, AcceleratorId{0}, accelerators, 1});
}

}  // namespace

TEST_CASE("under priority the smaller number goes first, then the earlier arrival", "[world]") {
    // One card, busy from 0 s to 100 s. Waiting: job 1 (priority 1, 10 s), job 2 (priority 0, 20 s), job 3
    // (priority 0, 30 s), each 100 s long: they start at 100 s, 200 s, 300 s in the order 2, 3, 1.
    Scenario s = testing::one_site(1, seconds{100});
    s.discipline.name = "priority";
    s.classes[ClassId{0}].priority = 1;
    ClassId const urgent = add_class(s, 0);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{10}, 1, seconds{100});
    list(s, seconds{20}, 1, seconds{100}, urgent);
    list(s, seconds{30}, 1, seconds{100}, urgent);
    Played const played = play_world(s);
    CHECK(played.started_s(2) == 100.0);
    CHECK(played.started_s(3) == 200.0);
    CHECK(played.started_s(1) == 300.0);
}

TEST_CASE("of jobs that arrive together the smaller priority number is asked for first, under priority",
          "[world]") {
    // Both at 5 s, the less urgent listed first; one card. The brain decides when all of the instant's
    // arrivals are there: the urgent one starts at 5 s, the other at 15 s.
    Scenario s = testing::one_site(1, seconds{10});
    s.discipline.name = "priority";
    s.classes[ClassId{0}].priority = 1;
    ClassId const urgent = add_class(s, 0);
    list(s, seconds{5}, 1, seconds{10});
    list(s, seconds{5}, 1, seconds{10}, urgent);
    Played const played = play_world(s);
    CHECK(played.started_s(1) == 5.0);
    CHECK(played.started_s(0) == 15.0);
}

TEST_CASE("room that is freed and work that comes at one instant meet", "[world]") {
    // One card, job 0 from 0 s to 10 s; job 1 arrives at 10 s exactly: completion before arrival, no wait.
    Scenario s = testing::one_site(1, seconds{10});
    list(s, seconds{0}, 1, seconds{10});
    list(s, seconds{10}, 1, seconds{10});
    Played const played = play_world(s);
    CHECK(played.started_s(1) == 10.0);
    CHECK(played.ledger.all_classes().wait_s.max() == 0.0);
}

TEST_CASE("under best_effort a narrow job passes a wide one that cannot use the room that was freed",
          "[world]") {
    // Four cards: jobs 0 and 1 take two each, to 100 s and 200 s. Job 2 wants four, job 3 wants two. At
    // 100 s two cards are free: job 3 starts, for 150 s. At 250 s all are free and job 2 starts.
    Scenario s = testing::one_site(4, seconds{100});
    s.discipline.name = "best_effort";
    list(s, seconds{0}, 2, seconds{100});
    list(s, seconds{0}, 2, seconds{200});
    list(s, seconds{10}, 4, seconds{50});
    list(s, seconds{20}, 2, seconds{150});
    Played const played = play_world(s);
    CHECK(played.started_s(3) == 100.0);
    CHECK(played.started_s(2) == 250.0);
}

namespace {

// Sends wide jobs to the far site only, and narrow ones anywhere; reports how often it was asked.
class Choosy final : public scheduler::OneJobPolicy {
public:
    explicit Choosy(int& asked) : asked_{asked} {}

private:
    [[nodiscard]] scheduler::Decision decide_one(state::Job const& job,
                                                 scheduler::View const& view) override {
        ++asked_;
        bool const wide = job.what.width.count() > 1000;
        for (SiteId const site : view.sites_by_latency(job.what.origin)) {
            if (wide && site == SiteId{0}) continue;
            if (auto const place = view.room(job, site)) return *place;
        }
        return scheduler::Wait{state::Reason::policy_choice};
    }
    int& asked_;
};

}  // namespace

TEST_CASE("a group that is made to wait is passed over and not asked again until room is freed", "[world]") {
    // Here 2 cards, far 2 cards. Jobs 0, 1 (one card each, to 100 s) fill here; job 2 (two cards, to 500 s)
    // takes far. Job 3 (two cards) must wait for far, job 4 (one card) for any. At 100 s both cards here are
    // freed, at one instant but one after the other, so the brain is asked once they both are: job 3 is
    // made to wait (here is not for it), job 4 starts. Asked: 0, 1, 2, 3, 4, then 3 and 4, then at 500 s
    // 3: 8 times. Job 5 arrives at 100 s and opens a group of its own class: asked, and starts: 9.
    Scenario s = testing::one_site(2, seconds{100});
    s.discipline.name = "best_effort";
    add_far_site(s, 2);
    ClassId const other = add_class(s, 0);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{0}, 2, seconds{500});
    list(s, seconds{10}, 2, seconds{10});
    list(s, seconds{20}, 1, seconds{500});
    list(s, seconds{100}, 1, seconds{500}, other);
    int asked = 0;
    Played const played = play_world(s, std::make_unique<Choosy>(asked));
    CHECK(played.started_s(4) == 100.0);
    CHECK(played.started_s(5) == 100.0);
    CHECK(played.started_s(3) == 500.0);
    CHECK(asked == 9);
}

TEST_CASE("a new group is asked for although the room that was freed is not for it", "[world]") {
    // Here 1 card, far 1 card. Job 0 holds here to 100 s, job 1 waits here (its class may not go far, for
    // want of reach). At 100 s job 1 takes the freed card, and job 2, arriving then, finds far free.
    Scenario s = testing::one_site(1, seconds{100});
    add_far_site(s, 1);
    ClassId const other = add_class(s, 1);
    list(s, seconds{0}, 1, seconds{100});
    list(s, seconds{1}, 1, seconds{1000});  // goes far at once
    list(s, seconds{2}, 1, seconds{1000});  // waits
    list(s, seconds{100}, 1, seconds{100}, other);
    Played const played = play_world(s);
    CHECK(played.started_s(1) == 1.0);
    CHECK(played.started_s(2) == 100.0);
    CHECK(played.started_s(3) == 1001.0);  // far is free again then
}

TEST_CASE("energy of small powers is exact", "[world]") {
    // 1,000 accelerators of 0.4 mW idle and 5.4 mW busy. All are busy for the first of two hours:
    // 5.4 Wh + 0.4 Wh = 5.8 Wh.
    Scenario s = testing::one_site(1000, hours{1});
    s.horizon = hours{2};
    Accelerator& chip = s.accelerators[AcceleratorId{0}];
    chip.idle_power = Microwatts{400};
    chip.busy_power = Microwatts{5'400};
    list(s, seconds{0}, 1000, hours{1});
    Played const played = play_world(s);
    CHECK(played.ledger.sites[SiteId{0}].energy.it_kwh == Approx(0.0058).epsilon(1e-14));
}

TEST_CASE("power freed in one pool lets a job of another pool of the site start", "[world]") {
    // Two pools of 1 kW cards, one each, behind a limit of 1 kW. least_loaded commits job 0 to the first
    // and job 1 to the second, which waits in that pool's queue for power: from 0 s to 50 s.
    Scenario s = testing::one_site(1, seconds{50});
    s.pools.add({"second", "second", SiteId{0}, AcceleratorId{0}, 1, 1});
    s.sites[SiteId{0}].power_limit = Microwatts{1'000'000'000};
    s.policy = {Selection{"least_loaded", {}}};
    list(s, seconds{0}, 1, seconds{50});
    list(s, seconds{0}, 1, seconds{50});
    Played const played = play_world(s);
    CHECK(played.departed.number(1).pool == PoolId{1});
    CHECK(played.started_s(1) == 50.0);
    CHECK(played.ledger.all_classes().queue_s.max() == 50.0);
}

TEST_CASE("all jobs that fit begin to stage when storage is freed", "[world]") {
    // Storage of 100 B; job 0 holds 100 B from 0 s to 50 s; jobs 1 and 2 (50 B each) are committed by
    // least_loaded and wait for storage; both stage and start at 50 s. Their data are at the site.
    Scenario s = testing::one_site(3, seconds{50});
    s.sites[SiteId{0}].storage = Bytes{100};
    s.policy = {Selection{"least_loaded", {}}};
    for (std::int64_t const bytes : {100, 50, 50}) {
        list(s, seconds{0}, 1, seconds{50});
        s.listed_jobs.back().job.input = Bytes{bytes};
    }
    Played const played = play_world(s);
    CHECK(played.started_s(0) == 0.0);
    CHECK(played.started_s(1) == 50.0);
    CHECK(played.started_s(2) == 50.0);
    CHECK(played.ledger.all_classes().stage_s.max() == 50.0);
}

namespace {

// Puts a job off by an hour, twice, then sends it to the first site.
class PutsOffTwice final : public scheduler::OneJobPolicy {
    [[nodiscard]] scheduler::Decision decide_one(state::Job const& job,
                                                 scheduler::View const& view) override {
        if (job.deferred < hours{2}) return scheduler::Defer{view.now() + hours{1}};
        return *view.possible(job, SiteId{0});
    }
};

}  // namespace

TEST_CASE("deferrals add up", "[world]") {
    // Arrives at 10 s, put off to 3610 s and to 7210 s: wait 7200 s, all of it deferral.
    Scenario s = testing::one_site(1, seconds{10});
    list(s, seconds{10}, 1, seconds{10});
    Played const played = play_world(s, std::make_unique<PutsOffTwice>());
    CHECK(played.started_s(0) == 7210.0);
    CHECK(played.ledger.all_classes().deferred_s.mean() == 7200.0);
    CHECK(played.ledger.all_classes().brain_wait_s.mean() == 0.0);
}

TEST_CASE("a drained run goes on to twice its horizon and no further", "[world]") {
    Scenario s = testing::one_site(1, seconds{10});
    s.horizon = hours{1};
    s.bin = hours{1};
    Duration const to_the_end = hours{2} - Duration{seconds{600}};
    SECTION("a job that ends at twice the horizon is completed") {
        list(s, seconds{600}, 1, to_the_end);
        Played const played = play_world(s);
        CHECK(played.ledger.all_classes().completed == 1);
        CHECK(in_seconds(played.ledger.end).count() == 7200.0);
    }
    SECTION("one that would end later is not, and the run stops there") {
        list(s, seconds{600}, 1, to_the_end + Duration{1});
        Played const played = play_world(s);
        CHECK(played.ledger.all_classes().unfinished() == 1);
        CHECK(in_seconds(played.ledger.end).count() == 7200.0);
        CHECK(played.departed.outcomes.front() == state::Outcome::unfinished);
    }
    SECTION("a cut run stops at the horizon") {
        s.end = EndRule::cut;
        list(s, seconds{600}, 1, to_the_end);
        CHECK(in_seconds(play_world(s).ledger.end).count() == 3600.0);
    }
}

TEST_CASE("measured are the jobs that arrive in [warmup, horizon)", "[world]") {
    // At 99 s (before), 100 s (first measured), 200 s (last), each 1 s long on its own card.
    Scenario s = testing::one_site(3, seconds{1});
    s.warmup = seconds{100};
    for (int const second : {99, 100, 200})
        list(s, seconds{second}, 1, seconds{1});
    CHECK(play_world(s).ledger.all_classes().arrived == 2);
}

TEST_CASE("an objective is met by a turnaround that equals it", "[world]") {
    Scenario s = testing::one_site(1, seconds{60});
    s.classes[ClassId{0}].objective = seconds{60};
    list(s, seconds{0}, 1, seconds{60});
    list(s, seconds{59}, 1, seconds{60});  // waits 1 s: 61 s
    observe::ClassTally const all = play_world(s).ledger.all_classes();
    CHECK(all.with_objective == 2);
    CHECK(all.met == 1);
}

TEST_CASE("least_loaded counts what is promised, and prefers the nearer of equals", "[world][policy]") {
    // Here 2 cards, far 2 cards, no data. Loads after each: job 0 here (tie: nearer), 1/2 against 0 so job 1
    // far, tie so job 2 here, then job 3 far. Inputs of 10 GB for the far ones take 10 s to stage: until then
    // their cards are promised, not held.
    Scenario s = testing::one_site(2, seconds{1000});
    add_far_site(s, 2);
    s.policy = {Selection{"least_loaded", {}}};
    for (int i = 0; i < 4; ++i) {
        list(s, seconds{i}, 1, seconds{1000});
        s.listed_jobs.back().job.input = Bytes{10'000'000'000};
    }
    Played const played = play_world(s);
    std::vector<std::uint32_t> sites;
    for (std::uint64_t n = 0; n < 4; ++n)
        sites.push_back(played.departed.number(n).site.index);
    CHECK(sites == std::vector<std::uint32_t>{0, 1, 0, 1});
    // 4.9 ms of latency + 10 GB at 1 GB/s; transfers are not shared under `delay`.
    CHECK(played.started_s(1) == Approx(11.0049).epsilon(1e-12));
}

namespace {

// Puts job 1 off from its arrival until 50 s; otherwise takes the nearest site with room.
class PutsOneOff final : public scheduler::OneJobPolicy {
    [[nodiscard]] scheduler::Decision decide_one(state::Job const& job,
                                                 scheduler::View const& view) override {
        if (job.number == 1 && job.deferred == Duration{0}) return scheduler::Defer{SimTime{seconds{50}}};
        if (auto const place = view.room(job, SiteId{0})) return *place;
        return scheduler::Wait{state::Reason::policy_choice};
    }
};

}  // namespace

TEST_CASE("a job that comes back from a deferral takes its old place in its group", "[world]") {
    // Four cards. Job 0 holds 2 to 1000 s, job 2 the other 2 from 6 s to 100 s. Job 1 (1 card, from 5 s) is
    // put off to 50 s; jobs 3 (4 cards, 7 s) and 4 (1 card, 10 s, like job 1) wait. At 100 s two cards are
    // free: job 1 and job 4 both start, job 3 when all are free, at 1000 s.
    Scenario s = testing::one_site(4, seconds{300});
    s.discipline.name = "best_effort";
    list(s, seconds{0}, 2, seconds{1000});
    list(s, seconds{5}, 1, seconds{300});
    list(s, seconds{6}, 2, seconds{94});
    list(s, seconds{7}, 4, seconds{10});
    list(s, seconds{10}, 1, seconds{300});
    Played const played = play_world(s, std::make_unique<PutsOneOff>());
    CHECK(played.started_s(1) == 100.0);
    CHECK(played.started_s(4) == 100.0);
    CHECK(played.started_s(3) == 1000.0);
}

TEST_CASE("a job without input waits for no storage", "[world]") {
    // 100 B of storage. Job 0 stays with 60 B for good; job 1 wants 60 B and never gets them; job 2 wants
    // none and starts at once.
    Scenario s = testing::one_site(3, seconds{10});
    s.classes[ClassId{0}].retains_input = true;
    s.sites[SiteId{0}].storage = Bytes{100};
    s.policy = {Selection{"least_loaded", {}}};
    for (std::int64_t const bytes : {60, 60, 0}) {
        list(s, seconds{0}, 1, seconds{10});
        s.listed_jobs.back().job.input = Bytes{bytes};
    }
    Played const played = play_world(s);
    CHECK(played.started_s(2) == 0.0);
    CHECK(played.ledger.all_classes().completed == 2);
    CHECK(played.ledger.sites[SiteId{0}].storage_used_peak == 60);
}

TEST_CASE("storage without a limit holds more than a 64-bit number of bytes", "[world]") {
    // 200 jobs of 10^17 B each stay: 2 x 10^19 B, beyond 2^63 = 9.2 x 10^18.
    Scenario s = testing::one_site(200, seconds{10});
    s.classes[ClassId{0}].retains_input = true;
    for (int i = 0; i < 200; ++i) {
        list(s, seconds{0}, 1, seconds{10});
        s.listed_jobs.back().job.input = Bytes{100'000'000'000'000'000};
    }
    Played const played = play_world(s);
    CHECK(played.ledger.all_classes().completed == 200);
    CHECK(static_cast<double>(played.ledger.sites[SiteId{0}].storage_used_peak) == Approx(2e19));
}

TEST_CASE("work that would end after the end of time is unfinished, not negative", "[world]") {
    // A horizon of 100 years and one card. Two jobs of 100 years come 10 s before it: one ends at 200 years
    // less 10 s; the other starts then and would end at 300 years, which int64 nanoseconds cannot hold.
    Scenario s = testing::one_site(1, seconds{10});
    s.horizon = longest_duration;
    s.bin = longest_duration;
    list(s, longest_duration - Duration{seconds{10}}, 1, longest_duration);
    list(s, longest_duration - Duration{seconds{10}}, 1, longest_duration);
    Played const played = play_world(s);
    CHECK(played.ledger.all_classes().completed == 1);
    CHECK(played.ledger.all_classes().unfinished() == 1);
    CHECK(played.ledger.end == SimTime{2 * longest_duration});
}

TEST_CASE("a nearly idle window after a busy warm-up raises no false alarm", "[world]") {
    // 8,000 cards for 800,000 s of warm-up, then 13 ms of one card: the rounding of the integrals is that of
    // the busy part.
    Scenario s = testing::one_site(8000, seconds{1});
    s.horizon = seconds{900'000};
    s.warmup = seconds{800'000};
    s.bin = s.horizon;
    list(s, seconds{1}, 3333, seconds{799'000});
    list(s, seconds{2}, 4441, seconds{799'123});
    list(s, seconds{850'000}, 1, std::chrono::milliseconds{13});
    Played const played = play_world(s);  // checks the audit
    CHECK(played.ledger.all_classes().completed == 1);
}

TEST_CASE("work and its estimate take the time of the pool that the job is committed to", "[world]") {
    // 1 h of work, believed to be 3 h, on an accelerator twice as fast as the reference: 30 min and 90 min.
    Scenario s = testing::one_site(1, hours{1});
    Accelerator fast = s.accelerators[AcceleratorId{0}];
    fast.name = "fast";
    fast.fp16_dense = FlopsPerSecond{2.0 * fast.fp16_dense.count()};
    s.pools[PoolId{0}].accelerator = s.accelerators.add(fast);
    s.classes[ClassId{0}].estimate.shape = Constant{3.0};
    testing::list_job(s, seconds{0});
    Played const played = play_world(s);
    state::Job const& job = played.departed.number(0);
    CHECK(job.work == std::chrono::minutes{30});
    CHECK(job.expected == std::chrono::minutes{90});
    CHECK(job.ends - job.started == job.work);
}
