// The states of a job, one by one, without a run: the test is the brain, the clock and the network.
#include "sim/world/job_life.hpp"

#include "sim/scheduler/disciplines/registry.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using state::JobPhase;
using std::chrono::hours;
using world::JobTimer;

namespace {

constexpr SiteId only_site{0};
constexpr PoolId pool{0};
constexpr scheduler::Placement there{only_site, pool};

struct Timer {
    SimTime when;
    JobTimer timer;
    std::uint32_t subject;
    friend bool operator==(Timer const&, Timer const&) = default;
};

// What a listener hears of jobs, a word each.
struct JobNotices final : state::RunListener {
    void job_arrived(SimTime, state::Job const&) override { words += "arrived "; }
    void job_deferred(SimTime, state::Job const&) override { words += "deferred "; }
    void job_returned(SimTime, state::Job const&) override { words += "returned "; }
    void job_committed(SimTime, state::Job const&, bool conflict) override {
        words += conflict ? "conflict " : "committed ";
    }
    void job_staging(SimTime, state::Job const&) override { words += "staging "; }
    void job_ready(SimTime, state::Job const&) override { words += "ready "; }
    void job_started(SimTime, state::Job const&) override { words += "started "; }
    void job_preempted(SimTime, state::Job const&, state::Progress const&) override { words += "preempted "; }
    void job_interrupted(SimTime, state::Job const&, state::Progress const&) override {
        words += "interrupted ";
    }
    void job_withdrawn(SimTime, state::Job const&) override { words += "withdrawn "; }
    void job_ended(SimTime, state::Job const&, state::Progress const&) override { words += "ended "; }
    void job_departed(SimTime, state::Job const&, state::Departure const& how) override {
        constexpr std::array outcomes{"completed ", "rejected ", "lost ", "unfinished "};
        words += outcomes[static_cast<std::size_t>(how.outcome)];
    }
    void job_stands(state::WindowMark, state::Job const& job, state::Progress const& progress) override {
        stands.emplace_back(job.number, progress.done);
    }
    std::string words;
    std::vector<std::pair<std::uint64_t, Duration>> stands;
};

// One site of 8 accelerators; jobs of `work` take an hour.
struct JobLifeFixture final : world::JobLifeActions {
    explicit JobLifeFixture(Scenario scenario = testing::one_site(8, hours{1}))
        : outlook{std::move(scenario)} {
        outlook.state.listeners.add(heard);
    }
    std::uint64_t set_job_timer(SimTime when, JobTimer timer, std::uint32_t subject) override {
        timers.push_back({when, timer, subject});
        return timers.size() - 1;
    }
    void send(transfer::TransferRequest const& request) override { sent.push_back(request); }
    PathId output_path(state::Job const&) override { return {}; }
    void wait_for_decision(JobId job) override { waiting.push_back(job); }
    void started(JobId job) override { running.push_back(job); }
    void released(JobId job) override { std::erase(running, job); }
    void withdrawn(JobId) override {}
    void room_freed(SiteId) override { ++rooms_freed; }
    void cancel_transfer(JobId job) override { cancelled.push_back(job); }
    void hold_transfer(JobId job) override { held.push_back(job); }
    void release_transfer(JobId job) override { std::erase(held, job); }
    void place_again(JobId job, scheduler::Placement place) override { life.commit(job, place); }
    SimTime known_at(SimTime lost) const override { return lost + known_after; }

    JobId arrive(std::int64_t width, Bytes input = Bytes{0}, NodeId home = NodeId{0}) {
        JobDescription what;
        what.workload_class = ClassId{0};
        what.origin = RegionId{0};
        what.width = Milliaccelerators{width * 1000};
        what.runtime = what.estimate = hours{1};
        what.input = input;
        what.input_home = home;
        life.arrive(what);
        return waiting.back();
    }
    void at(Duration since_start) { outlook.view.advance(SimTime{since_start}); }
    [[nodiscard]] JobPhase phase(JobId id) const { return outlook.state.jobs[id].phase; }
    [[nodiscard]] std::int64_t free() const { return outlook.state.pool(pool).free / 1000; }

    testing::Outlook outlook;
    JobNotices heard;
    std::vector<Timer> timers;  // a timer's serial is its place
    std::vector<transfer::TransferRequest> sent;
    std::vector<JobId> waiting, running, cancelled, held;
    Duration known_after{};  // a loss
    int rooms_freed{0};
    std::unique_ptr<scheduler::Discipline> discipline =
        scheduler::make_discipline(outlook.scenario.discipline, outlook.scenario);
    scheduler::Sensor sensor{Sensing{}, outlook.state};
    world::JobLife life{
        {outlook.scenario, outlook.service_times, outlook.state, outlook.view, sensor, *discipline, *this}};
};

}  // namespace

TEST_CASE("a job without data goes from the brain to its end", "[job_life]") {
    JobLifeFixture f;
    JobId const id = f.arrive(8);
    CHECK(f.phase(id) == JobPhase::waiting);
    f.life.commit(id, there);
    CHECK(f.phase(id) == JobPhase::ready);
    CHECK(f.free() == 8);  // reserved, and not yet allocated
    REQUIRE(f.life.may_start());
    f.life.start_ready();
    CHECK_FALSE(f.life.may_start());
    CHECK(f.free() == 0);
    CHECK(f.running == std::vector{id});
    CHECK(f.timers == std::vector{Timer{SimTime{hours{1}}, JobTimer::work_end, id.index}});
    f.at(hours{1});
    f.life.end_work(id, 0);
    CHECK(f.free() == 8);
    CHECK(f.running.empty());
    CHECK(f.rooms_freed == 1);
    CHECK(f.outlook.state.jobs.alive() == 0);
    CHECK(f.outlook.state.jobs.departures().completed == 1);
    CHECK(f.heard.words == "arrived committed staging ready started ended completed ");
}

TEST_CASE("data go to the site before the work, and home after it", "[job_life]") {
    // The region's node is 0, the site's node 1.
    Scenario s = testing::one_site(8, hours{1});
    Table<NodeId, Node> nodes;
    nodes.add({"a", "a", 30.0, 110.0});
    nodes.add({"b", "b", 31.0, 110.0});
    Table<LinkId, Link> links;
    Link link;
    link.name = link.key = "ab";
    link.a = NodeId{0};
    link.b = NodeId{1};
    link.capacity = BytesPerSecond{1e9};
    links.add(link);
    s.map = NationalMap{std::move(nodes), std::move(links), Duration{0}};
    s.sites[only_site].node = NodeId{1};
    JobLifeFixture f{std::move(s)};
    JobId const id = f.arrive(1, Bytes{5});
    f.outlook.job(id).what.output = Bytes{7};
    f.life.commit(id, there);
    CHECK(f.phase(id) == JobPhase::staging);
    REQUIRE(f.sent.size() == 1);
    CHECK(f.sent[0].from == NodeId{0});
    CHECK(f.sent[0].to == NodeId{1});
    CHECK(f.sent[0].size == Bytes{5});
    CHECK_FALSE(f.life.may_start());
    f.life.transfer_arrived(id);
    CHECK(f.phase(id) == JobPhase::ready);
    f.life.start_ready();
    f.at(hours{1});
    f.life.end_work(id, 0);
    CHECK(f.phase(id) == JobPhase::sending);
    CHECK(f.free() == 8);  // before the output leaves
    REQUIRE(f.sent.size() == 2);
    CHECK(f.sent[1].to == NodeId{0});
    CHECK(f.sent[1].size == Bytes{7});
    f.life.transfer_arrived(id);
    CHECK(f.outlook.state.jobs.departures().completed == 1);
    CHECK(f.outlook.state.site(only_site).storage_used == 0);
}

TEST_CASE("a job that runs beyond its estimate is overdue until it ends", "[job_life]") {
    JobLifeFixture f;
    JobId const id = f.arrive(2);
    f.outlook.job(id).what.estimate = std::chrono::minutes{20};
    f.life.commit(id, there);
    f.life.start_ready();
    REQUIRE(f.timers ==
            std::vector{Timer{SimTime{hours{1}}, JobTimer::work_end, id.index},
                        Timer{SimTime{std::chrono::minutes{20}}, JobTimer::expected_end, id.index}});
    f.at(std::chrono::minutes{20});
    f.life.run_over(id, 0);  // of another timer
    CHECK(f.outlook.state.pool(pool).overdue == 0);
    f.life.run_over(id, 1);
    CHECK(f.outlook.state.pool(pool).overdue == 2000);
    f.at(hours{1});
    f.life.end_work(id, 0);
    CHECK(f.outlook.state.pool(pool).overdue == 0);
    CHECK(f.outlook.state.pool(pool).running_ends == 0);
}

TEST_CASE("a job starts once those before it have made room", "[job_life]") {
    JobLifeFixture f;
    JobId const first = f.arrive(6);
    JobId const second = f.arrive(4);
    f.life.commit(first, there);
    f.life.commit(second, there);
    f.life.start_ready();
    CHECK(f.phase(second) == JobPhase::ready);
    f.at(hours{1});
    f.life.end_work(first, 0);
    REQUIRE(f.life.may_start());
    f.life.start_ready();
    CHECK(f.phase(second) == JobPhase::running);
    CHECK(f.timers.back() == Timer{SimTime{hours{2}}, JobTimer::work_end, second.index});
}

TEST_CASE("a deferral is no part of the wait at the brain", "[job_life]") {
    JobLifeFixture f;
    JobId const id = f.arrive(1);
    f.at(hours{1});
    f.life.defer(id, SimTime{hours{4}});
    CHECK(f.timers == std::vector{Timer{SimTime{hours{4}}, JobTimer::deferral_end, id.index}});
    f.at(hours{4});
    f.life.end_deferral(id);
    CHECK(f.phase(id) == JobPhase::waiting);
    CHECK(f.waiting == std::vector{id, id});
    CHECK(f.outlook.job(id).deferred == hours{3});
    CHECK(f.outlook.job(id).away == hours{3});
    CHECK(f.heard.words == "arrived deferred returned ");
}

TEST_CASE("a rejected job leaves", "[job_life]") {
    JobLifeFixture f;
    f.life.reject(f.arrive(9), scheduler::Reason::no_pool_can_run_it);
    CHECK(f.outlook.state.jobs.alive() == 0);
    CHECK(f.outlook.state.jobs.departures().rejected == 1);
    CHECK(f.heard.words == "arrived rejected ");
}

TEST_CASE("a preempted job goes back to the brain, and its old end means nothing", "[job_life]") {
    Scenario s = testing::one_site(8, hours{1});
    s.classes[ClassId{0}].checkpoint = std::chrono::minutes{20};
    JobLifeFixture f{std::move(s)};
    JobId const id = f.arrive(8);
    f.life.commit(id, there);
    f.life.start_ready();
    f.at(std::chrono::minutes{30});
    f.life.preempt(id);
    CHECK(f.phase(id) == JobPhase::waiting);
    CHECK(f.free() == 8);
    CHECK(f.running.empty());
    CHECK(f.outlook.job(id).left == std::chrono::minutes{40});  // 20 of 30 min were saved
    CHECK(f.outlook.job(id).preempted == 1);
    CHECK(f.waiting == std::vector{id, id});
    // It starts again at 0:40 for 40 min, so its new end is after the old one.
    f.at(std::chrono::minutes{40});
    f.life.commit(id, there);
    f.life.start_ready();
    CHECK(f.timers.back() == Timer{SimTime{std::chrono::minutes{80}}, JobTimer::work_end, id.index});
    f.at(hours{1});
    f.life.end_work(id, 0);
    CHECK(f.phase(id) == JobPhase::running);
    f.at(std::chrono::minutes{80});
    f.life.end_work(id, 1);
    CHECK(f.outlook.state.jobs.departures().completed == 1);
}

TEST_CASE("the old end of a job means nothing to another in its slot, even at the same instant",
          "[job_life]") {
    JobLifeFixture f;
    JobId const first = f.arrive(8);
    f.life.commit(first, there);
    f.life.start_ready();
    f.life.preempt(first);
    f.life.reject(first, scheduler::Reason::policy_choice);
    JobId const second = f.arrive(8);
    REQUIRE(second == first);
    f.life.commit(second, there);
    f.life.start_ready();
    REQUIRE(f.timers[0].when == f.timers[1].when);
    f.at(hours{1});
    f.life.end_work(second, 0);
    CHECK(f.phase(second) == JobPhase::running);
    f.life.end_work(second, 1);
    CHECK(f.outlook.state.jobs.departures().completed == 1);
}

TEST_CASE("inputs wait for storage, and what a job releases feeds the next", "[job_life]") {
    Scenario s = testing::one_site(8, hours{1});
    s.sites[only_site].storage = Bytes{100};
    JobLifeFixture f{std::move(s)};
    JobId const first = f.arrive(1, Bytes{60});
    JobId const second = f.arrive(1, Bytes{60});
    f.life.commit(first, there);
    f.life.commit(second, there);
    CHECK(f.phase(first) == JobPhase::ready);  // its data are at the site's node
    CHECK(f.phase(second) == JobPhase::committed);
    f.life.start_ready();
    f.at(hours{1});
    f.life.end_work(first, 0);
    CHECK(f.phase(second) == JobPhase::ready);
    CHECK(f.outlook.state.site(only_site).storage_used == 60);
}

TEST_CASE("a job that ends after the run holds its accelerators until then", "[job_life]") {
    // The run ends at twice its horizon of a day; the job takes an hour from 47:30 on.
    JobLifeFixture f;
    f.at(hours{47} + std::chrono::minutes{30});
    JobId const id = f.arrive(1);
    f.life.commit(id, there);
    f.life.start_ready();
    CHECK(f.outlook.job(id).ends == SimTime::max());
    CHECK(f.timers.back().when == SimTime{hours{48} + Duration{1}});
}

TEST_CASE("where jobs stand is heard when the window opens or closes, and who is left at the end",
          "[job_life]") {
    JobLifeFixture f;
    JobId const runs = f.arrive(8);
    f.arrive(8);
    f.life.commit(runs, there);
    f.life.start_ready();
    f.at(std::chrono::minutes{15});
    f.life.mark_window(state::WindowMark::opens);
    using Stands = std::vector<std::pair<std::uint64_t, Duration>>;
    CHECK(f.heard.stands == Stands{{0, std::chrono::minutes{15}}, {1, Duration{0}}});
    f.heard.words.clear();
    f.life.leave_unfinished();
    CHECK(f.heard.words == "unfinished unfinished ");
}
