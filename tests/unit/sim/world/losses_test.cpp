// Sites, pools and power that are lost under work, by hand.
#include <algorithm>
#include <chrono>
#include <ostream>

#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;

namespace {

constexpr SiteId near{0}, far{1};
constexpr ClassId work{0};

// When jobs were where, and how they ended.
struct JobCourse final : state::RunListener {
    void job_started(SimTime now, state::Job const& job) override {
        starts.push_back({job.number, now, job.site});
    }
    void job_departed(SimTime now, state::Job const& job, state::Departure const& how) override {
        ends.push_back({job.number, now, how.outcome});
    }
    struct Start {
        std::uint64_t job;
        SimTime when;
        SiteId site;
        friend bool operator==(Start const&, Start const&) = default;
        friend std::ostream& operator<<(std::ostream& out, Start const& one) {
            return out << "job " << one.job << " at site " << one.site.index << " at "
                       << one.when.time_since_epoch().count() << " ns";
        }
    };
    struct End {
        std::uint64_t job;
        SimTime when;
        state::Outcome how;
        friend bool operator==(End const&, End const&) = default;
        friend std::ostream& operator<<(std::ostream& out, End const& one) {
            return out << "job " << one.job << " ends at " << one.when.time_since_epoch().count() << " ns";
        }
    };
    std::vector<Start> starts;
    std::vector<End> ends;
};

struct PlayedLosses {
    JobCourse course;
    observe::Ledger ledger;
};

PlayedLosses play_audited(Scenario const& scenario) {
    PlayedLosses out;
    world::RunOptions options;
    options.listeners = {&out.course};
    out.ledger = testing::play(scenario, std::move(options));
    for (observe::AuditRow const& row : out.ledger.audit) {
        CAPTURE(row.law.key, row.residual);
        CHECK(row.holds());
    }
    return out;
}

void lose(Scenario& scenario, Asset asset, Duration from, std::optional<Duration> until, double left = 0.0) {
    FailureEvent event = FailureEvent::once(asset, from, until, left);
    event.name = event.key = "e" + std::to_string(scenario.events.size());
    scenario.events.add(std::move(event));
}

// Users, and a site of 8 accelerators with them; another of 8 is 1 ms away over a link of 1 GB/s.
Scenario two_sites(Duration runtime) {
    Scenario s = testing::one_site(8, runtime);
    NodeId const node = testing::add_far_node(s, "there", 1.0, 1ms);
    Site other = s.sites[near];
    other.name = other.key = "far";
    other.node = node;
    s.sites.add(other);
    s.pools.add({"far pool", "far pool", far, AcceleratorId{0}, 8, 1});
    return s;
}

void list(Scenario& s, Duration arrival, std::int64_t width) {
    testing::list_job(s, arrival);
    s.listed_jobs.back().job.width = Milliaccelerators{width * 1000};
    s.listed_jobs.back().job.draw = s.listed_jobs.size();
}

}  // namespace

TEST_CASE("a job whose site is lost begins again elsewhere", "[world][losses]") {
    // 10 h of work from 0 h; the site is lost at 4 h; again 10 h at the other, to 14 h.
    Scenario s = two_sites(10h);
    list(s, 0h, 8);
    lose(s, Asset::of(near), 4h, std::nullopt);
    s.classes[work].on_failure = FailureRule::requeue;
    auto const [course, ledger] = play_audited(s);
    CHECK(course.starts == std::vector<JobCourse::Start>{{0, SimTime{}, near}, {0, SimTime{4h}, far}});
    CHECK(course.ends == std::vector<JobCourse::End>{{0, SimTime{14h}, state::Outcome::completed}});
    // 8 x 4 h of work are lost; held 8 x 14 h.
    CHECK(ledger.classes[work].accelerator_hours_held == Approx(8.0 * 14.0));
    CHECK(ledger.classes[work].accelerator_hours_lost == Approx(8.0 * 4.0));
    CHECK(ledger.classes[work].places_lost == 1);
    // 8 accelerators are out for the other 20 h of the day. 1 kW busy, nothing idle.
    CHECK(ledger.sites[near].accelerator_hours_out == Approx(8.0 * 20.0));
    CHECK(ledger.sites[near].energy.it_kwh == Approx(8.0 * 4.0));
    CHECK(ledger.sites[far].energy.it_kwh == Approx(8.0 * 10.0));
}

TEST_CASE("two of four pools are lost", "[world][losses]") {
    // Four pools of 2; four jobs of 2 accelerators and 6 h. At 2 h the first two pools are lost, for 3 h.
    Scenario s = testing::one_site(2, 6h);
    for (int i = 1; i < 4; ++i)
        s.pools.add({"pool" + std::to_string(i), "pool" + std::to_string(i), near, AcceleratorId{0}, 2, 1});
    for (int i = 0; i < 4; ++i)
        list(s, 0h, 2);
    lose(s, Asset::of(PoolId{0}), 2h, 5h);
    lose(s, Asset::of(PoolId{1}), 2h, 5h);
    auto const [course, ledger] = play_audited(s);
    // The first two jobs wait at the brain until 5 h and begin again, as they have no checkpoint.
    CHECK(course.starts.size() == 6);
    CHECK(course.starts[4] == JobCourse::Start{0, SimTime{5h}, near});
    CHECK(course.starts[5] == JobCourse::Start{1, SimTime{5h}, near});
    CHECK(course.ends == std::vector<JobCourse::End>{{2, SimTime{6h}, state::Outcome::completed},
                                                     {3, SimTime{6h}, state::Outcome::completed},
                                                     {0, SimTime{11h}, state::Outcome::completed},
                                                     {1, SimTime{11h}, state::Outcome::completed}});
    CHECK(ledger.sites[near].accelerator_hours_out == Approx(4.0 * 3.0));
}

TEST_CASE("a remote checkpoint is moved and the job goes on elsewhere", "[world][losses]") {
    // A checkpoint each hour, kept at the home of the data, node 0. Lost at 4.5 h with 4 h done. 3.6 TB take 3,600 s
    // and 1 ms; 10 min of restart; 6 h are left.
    Scenario s = two_sites(10h);
    list(s, 0h, 8);
    lose(s, Asset::of(near), 4h + 30min, std::nullopt);
    WorkloadClass& c = s.classes[work];
    c.checkpoint = 1h;
    c.restart = 10min;
    c.checkpoints = CheckpointPlace::remote;
    c.checkpoint_size = Bytes{3'600'000'000'000};
    s.listed_jobs.front().job.input_home = NodeId{1};
    // From node 1, which is not lost: nothing is moved to the other site, which is there.
    CHECK(play_audited(s).course.ends ==
          std::vector<JobCourse::End>{{0, SimTime{4h + 30min + 10min + 6h}, state::Outcome::completed}});

    s.regions[RegionId{0}].node = NodeId{0};
    Table<NodeId, Node> nodes = s.map.nodes();
    nodes.add({"store", "store", 0.0, 2.0});
    Table<LinkId, Link> links = s.map.links();
    Link more = links[LinkId{0}];
    more.name = more.key = "store";
    more.a = NodeId{2};
    links.add(more);
    s.map = NationalMap{nodes, links, Duration{0}};
    s.listed_jobs.front().job.input_home = NodeId{2};
    CHECK(play_audited(s).course.ends ==
          std::vector<JobCourse::End>{
              {0, SimTime{4h + 30min + 3600s + 1ms + 10min + 6h}, state::Outcome::completed}});
}

TEST_CASE("a checkpoint at a lost site is of use there alone", "[world][losses]") {
    Scenario s = two_sites(10h);
    list(s, 0h, 8);
    s.classes[work].checkpoint = 1h;
    lose(s, Asset::of(near), 4h + 30min, 6h);
    SECTION("the job begins again elsewhere") {
        CHECK(play_audited(s).course.ends ==
              std::vector<JobCourse::End>{{0, SimTime{14h + 30min}, state::Outcome::completed}});
    }
    SECTION("it waits for its site and goes on") {
        s.classes[work].on_failure = FailureRule::wait;
        auto const played = play_audited(s);
        CHECK(played.course.starts.back() == JobCourse::Start{0, SimTime{6h}, near});
        CHECK(played.course.ends ==
              std::vector<JobCourse::End>{{0, SimTime{12h}, state::Outcome::completed}});
    }
    SECTION("the brain places it there again, where it goes on") {
        lose(s, Asset::of(far), 1h, std::nullopt);
        CHECK(play_audited(s).course.ends ==
              std::vector<JobCourse::End>{{0, SimTime{12h}, state::Outcome::completed}});
    }
}

TEST_CASE("jobs are lost by their rule or when their tries are used up", "[world][losses]") {
    Scenario s = two_sites(10h);
    list(s, 0h, 8);
    list(s, 0h, 1);
    lose(s, Asset::of(near), 2h, std::nullopt);
    SECTION("by rule") {
        s.classes[work].on_failure = FailureRule::lose;
        auto const [course, ledger] = play_audited(s);
        CHECK(course.ends.front() == JobCourse::End{0, SimTime{2h}, state::Outcome::lost});
        CHECK(ledger.classes[work].lost == 1);
        CHECK(ledger.classes[work].completed == 1);
        CHECK(ledger.classes[work].unfinished() == 0);
        auto const lost = static_cast<std::size_t>(state::Reason::place_lost);
        CHECK(ledger.value.jobs(work, RegionId{0}).rejected[lost].hours == Approx(80.0));
    }
    SECTION("by tries") {
        s.classes[work].tries = 1;
        s.pools[PoolId{1}].servers = 16;
        lose(s, Asset::of(far), 3h, 4h);
        // The first loses two places, the second, at the other site, one.
        auto const [course, ledger] = play_audited(s);
        CHECK(course.ends.front() == JobCourse::End{0, SimTime{3h}, state::Outcome::lost});
        CHECK(course.ends.back() == JobCourse::End{1, SimTime{14h}, state::Outcome::completed});
    }
}

TEST_CASE("a site drains before planned work", "[world][losses]") {
    // Work on the near site from 5 h to 7 h, closed from 3 h. A job of 2 h at 2 h runs to its end; one that comes at
    // 3.5 h goes to the other site; one at 7.5 h to the near one.
    Scenario s = two_sites(2h);
    for (Duration const at : {120min, 210min, 450min})
        list(s, at, 8);
    lose(s, Asset::of(near), 5h, 7h);
    s.events[EventId{0}].notice = 2h;
    auto const [course, ledger] = play_audited(s);
    CHECK(course.starts == std::vector<JobCourse::Start>{{0, SimTime{2h}, near},
                                                         {1, SimTime{210min}, far},
                                                         {2, SimTime{450min}, near}});
    CHECK(ledger.classes[work].places_lost == 0);
}

TEST_CASE("a job that waits in a queue leaves it when the pool closes", "[world][losses]") {
    Scenario s = two_sites(2h);
    ParameterValues queue;
    s.policy = {Selection{"overflow", {}}};
    list(s, 0h, 8);
    lose(s, Asset::of(near), 1h, 9h);
    auto const [course, ledger] = play_audited(s);
    CHECK(course.starts.back() == JobCourse::Start{0, SimTime{1h}, far});
}

TEST_CASE("power that is short stops the jobs that started last", "[world][losses]") {
    // 1 kW each: at 60 % of 8 kW four jobs of 1 go on, as 4.8 kW are left.
    Scenario s = testing::one_site(8, 10h);
    for (int i = 0; i < 6; ++i)
        list(s, std::chrono::minutes{i}, 1);
    lose(s, Asset::power_of(near), 1h, 2h, 0.6);
    auto const [course, ledger] = play_audited(s);
    CHECK(course.starts.size() == 8);
    CHECK(course.starts[6] == JobCourse::Start{4, SimTime{2h}, near});
    CHECK(course.starts[7] == JobCourse::Start{5, SimTime{2h}, near});
    CHECK(ledger.classes[work].places_lost == 2);
}

TEST_CASE("idle accelerators that power does not keep are switched off", "[world][losses]") {
    Scenario s = testing::one_site(8, 10h);
    s.accelerators[AcceleratorId{0}].idle_power = Microwatts{100'000'000};
    lose(s, Asset::power_of(near), 12h, std::nullopt, 0.05);
    // 400 W keep four of eight idle, of 100 W each: 12 h x 0.8 kW and 12 h x 0.4 kW.
    auto const [course, ledger] = play_audited(s);
    CHECK(ledger.sites[near].energy.it_kwh == Approx(14.4));
    CHECK(ledger.sites[near].accelerator_hours_out == Approx(4.0 * 12.0));
}

TEST_CASE("the brain places work at a lost site until it knows", "[world][losses]") {
    // A snapshot every 10 min, 1 min on its way. Lost at 4 min: known right after 11 min. A job at 5 min is placed there, and
    // goes to the other site at 11 min.
    Scenario s = two_sites(2h);
    s.sensing.interval = 10min;
    s.sensing.delay = 1min;
    list(s, 0min, 4);
    list(s, 5min, 4);
    lose(s, Asset::of(near), 4min, std::nullopt);
    auto const [course, ledger] = play_audited(s);
    CHECK(course.starts == std::vector<JobCourse::Start>{{0, SimTime{}, near},
                                                         {0, SimTime{11min + 1ns}, far},
                                                         {1, SimTime{11min + 1ns}, far}});
}

TEST_CASE("data at a lost site stand still, or come from a copy", "[world][losses]") {
    // 3.6 TB from node 1 to the near site take an hour and 1 ms, over which `delay` spreads them evenly; the far site is
    // lost at 30 min for 2 h. What is left, 1,800.0005 s of them, moves after another ms.
    Scenario s = two_sites(1h);
    list(s, 0h, 8);
    s.listed_jobs.front().job.input = Bytes{3'600'000'000'000};
    s.listed_jobs.front().job.input_home = NodeId{1};
    lose(s, Asset::of(far), 30min, 150min);
    SECTION("without a copy") {
        CHECK(play_audited(s).course.starts.front() == JobCourse::Start{0, SimTime{3h + 1500us}, near});
    }
    SECTION("the copy is where it is wanted") {
        s.classes[work].input_home.copies = 2;
        CHECK(play_audited(s).course.starts.front() == JobCourse::Start{0, SimTime{30min}, near});
    }
}

TEST_CASE("what a lost site sends stands still", "[world][losses]") {
    Scenario s = two_sites(1h);
    list(s, 0h, 8);
    s.listed_jobs.front().job.output = Bytes{3'600'000'000'000};
    lose(s, Asset::of(near), 0h, 30min);
    // At the far site from 0 h to 1 h; its output would be there at 2 h and 1 ms, as above.
    lose(s, Asset::of(far), 90min, 120min);
    auto const [course, ledger] = play_audited(s);
    REQUIRE(course.ends.size() == 1);
    CHECK(course.ends.front() == JobCourse::End{0, SimTime{2h + 30min + 1500us}, state::Outcome::completed});
}
