// The services of a run without the run: a site of ten accelerators whose users ask 1 /s by night and 5 /s by day.
#include "sim/service/service_loop.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/service_world.hpp"
#include "tests/support/start_times.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

constexpr PoolId pool{0};
constexpr SiteId site{0};
constexpr ClassId fixed{0}, preemptible{1};
using testing::night_and_day;

struct ServiceNotices final : state::RunListener {
    void service_resized(SimTime, SiteId, std::int64_t by) override { sizes.push_back(by / 1000); }
    void epoch_began(SimTime, SimTime end, std::span<state::ServiceFlow const> of,
                     std::span<state::ServiceUse const>) override {
        ends.push_back(end);
        rejected.push_back(of.front().rejected);
    }
    std::vector<std::int64_t> sizes;  // of replicas, which are of one accelerator
    std::vector<SimTime> ends;
    std::vector<double> rejected;
};

struct ServiceLoopFixture final : service::ServiceActions {
    explicit ServiceLoopFixture(Scenario scenario) : outlook{std::move(scenario)} {
        outlook.state.listeners.add(heard);
        loop.emplace(service::ServiceLoop::Parts{outlook.scenario, outlook.geography, outlook.series,
                                                 outlook.paths, outlook.state, *this});
    }
    void set_epoch_timer(SimTime when) override { timers.push_back(when); }
    void set_service_rates(SimTime, std::span<double const>) override {}
    void replicas_released(SiteId at) override { released_at.push_back(at); }
    void preempt(JobId job) override {
        preempted.push_back(job);
        outlook.state.release(outlook.job(job));
        outlook.state.jobs.preempt(job, SimTime{}, {});
        loop->released(job);
    }
    // A job that runs on so many accelerators.
    JobId run(std::int64_t accelerators, ClassId c, PoolId at = pool) {
        JobId const id = outlook.add_job(accelerators, hours{100}, c);
        state::Job& job = outlook.job(id);
        job.site = site;
        job.pool = at;
        outlook.state.reserve(job);
        outlook.state.allocate(job, SimTime{});
        outlook.state.jobs.start(id, SimTime{});
        loop->started(id);
        return id;
    }
    [[nodiscard]] std::int64_t serving() const { return outlook.state.pool(pool).serving / 1000; }

    testing::Outlook outlook;
    ServiceNotices heard;
    std::vector<SimTime> timers;
    std::vector<SiteId> released_at;
    std::vector<JobId> preempted;
    std::optional<service::ServiceLoop> loop;
};

}  // namespace

// By night 1 /s takes two replicas (see service_policies_test). By day 5 /s is 5 Erlang: at most 0.95 of the slots
// busy asks for at least 6 replicas; Erlang C of 6 is 0.588, drain 1 /s, constant work halves the wait:
// P(W > 2 s) = 0.588 e^-4 = 1.1 %, too much; of 7, C is 0.324, drain 2 /s: 0.324 e^-8 = 0.01 %.
constexpr std::int64_t by_night = 2, by_day = 7;

TEST_CASE("services that lend nothing hold what they need at their peak", "[service]") {
    ServiceLoopFixture f{night_and_day(false)};
    CHECK(f.timers == std::vector{SimTime{}});
    f.loop->epoch(SimTime{});
    CHECK(f.serving() == by_day);
    CHECK(f.timers.back() == SimTime{hours{1}});
    f.loop->epoch(SimTime{hours{1}});
    f.loop->epoch(SimTime{hours{13}});
    CHECK(f.heard.sizes == std::vector{by_day});  // once and for all
    CHECK(f.heard.ends == std::vector{SimTime{hours{1}}, SimTime{hours{2}}, SimTime{hours{14}}});
    CHECK(f.released_at.empty());
    // No job is ever given any of it.
    CHECK(f.outlook.state.widest(fixed, pool) == (10 - by_day) * 1000);
    CHECK(f.outlook.state.widest(preemptible, pool) == (10 - by_day) * 1000);
}

TEST_CASE("services that lend follow the demand, and set their peak apart from other jobs", "[service]") {
    ServiceLoopFixture f{night_and_day(true)};
    CHECK(f.outlook.state.widest(fixed, pool) == (10 - by_day) * 1000);
    CHECK(f.outlook.state.widest(preemptible, pool) == 10'000);
    f.loop->epoch(SimTime{});
    CHECK(f.serving() == by_night);
    f.loop->epoch(SimTime{hours{12}});
    CHECK(f.serving() == by_day);
    f.loop->epoch(SimTime{hours{24}} - hours{1});
    CHECK(f.released_at.empty());
    f.loop->epoch(SimTime{hours{24}});  // the horizon, and night again
    CHECK(f.serving() == by_night);
    CHECK(f.timers.back() == SimTime{hours{25}});
    f.loop->epoch(SimTime{hours{36}});
    CHECK(f.serving() == by_day);
}

TEST_CASE("jobs that started last are preempted first, until there is room", "[service]") {
    ServiceLoopFixture f{night_and_day(true)};
    f.loop->epoch(SimTime{});
    JobId const first = f.run(3, preemptible);
    JobId const second = f.run(2, preemptible);
    JobId const third = f.run(3, preemptible);
    REQUIRE(f.outlook.state.pool(pool).free == 0);
    // Five more replicas: 3 and 2 make room for them.
    f.loop->epoch(SimTime{hours{12}});
    CHECK(f.preempted == std::vector{third, second});
    CHECK(f.serving() == by_day);
    CHECK(f.outlook.job(first).phase == state::JobPhase::running);
}

TEST_CASE("jobs that cannot be preempted keep their accelerators, and services take what is left",
          "[service]") {
    ServiceLoopFixture f{night_and_day(true)};
    f.loop->epoch(SimTime{});
    f.run(6, fixed);  // more than the services leave: no scheduler would
    JobId const other = f.run(1, preemptible);
    f.loop->epoch(SimTime{hours{12}});
    CHECK(f.preempted == std::vector{other});
    CHECK(f.serving() == 4);
    CHECK(f.heard.rejected.back() == Approx(5.0 - 4 * 0.95));
}

TEST_CASE("a job that has ended is preempted no more", "[service]") {
    ServiceLoopFixture f{night_and_day(true)};
    f.loop->epoch(SimTime{});
    JobId const first = f.run(4, preemptible);
    JobId const second = f.run(4, preemptible);
    f.outlook.state.release(f.outlook.job(second));
    f.loop->released(second);
    f.loop->epoch(SimTime{hours{12}});
    CHECK(f.preempted == std::vector{first});
}

TEST_CASE("replicas serve when they have started up", "[service]") {
    Scenario s = night_and_day(true);
    s.services[ServiceId{0}].start_up = hours{2};
    ServiceLoopFixture f{std::move(s)};
    f.loop->epoch(SimTime{});
    CHECK(f.heard.rejected.back() ==
          Approx(0.0).margin(1e-9));  // at time zero the services have been running
    for (int hour = 1; hour < 10; ++hour)
        f.loop->epoch(SimTime{hours{hour}});
    CHECK(f.serving() == by_night);
    f.loop->epoch(SimTime{hours{10}});  // two epochs ahead of the day
    CHECK(f.serving() == by_day);
    f.loop->epoch(SimTime{hours{11}});
    f.loop->epoch(SimTime{hours{12}});
    CHECK(f.heard.rejected.back() == Approx(0.0).margin(1e-9));
}

TEST_CASE("replicas stay below the site's power limit", "[service]") {
    Scenario s = night_and_day(false);
    s.sites[site].power_limit = Microwatts{4'500'000'000};  // 4.5 kW; each draws 1 kW
    ServiceLoopFixture f{std::move(s)};
    f.loop->epoch(SimTime{});
    CHECK(f.serving() == 4);
}

TEST_CASE("replicas use the site's power to its limit", "[service]") {
    Scenario s = night_and_day(false);
    s.sites[site].power_limit = Microwatts{by_day * 1'000'000'000};
    ServiceLoopFixture f{std::move(s)};
    f.loop->epoch(SimTime{});
    CHECK(f.serving() == by_day);
}

// By day from 10:00 to 11:00 alone; a replica takes two epochs to start.
TEST_CASE("replicas that start up for a coming hour are not released before it", "[service]") {
    Scenario s = night_and_day(true);
    s.services[ServiceId{0}].start_up = hours{2};
    for (std::size_t hour = 0; hour < s.curves[CurveId{0}].weight.size(); ++hour)
        s.curves[CurveId{0}].weight[hour] = hour % 24 == 10 ? 5.0 / 3.0 : 1.0 / 3.0;
    ServiceLoopFixture f{std::move(s)};
    std::vector<std::int64_t> serving;
    for (int hour = 0; hour < 13; ++hour) {
        f.loop->epoch(SimTime{hours{hour}});
        serving.push_back(f.serving());
        CHECK(f.heard.rejected.back() == Approx(0.0).margin(1e-9));
    }
    CHECK(serving == std::vector<std::int64_t>{2, 2, 2, 2, 2, 2, 2, 2, 7, 7, 7, 2, 2});
}

// The site has 8 kW: two replicas, a job of five in a pool of its own and one of one beside the replicas draw all of it.
TEST_CASE("services reclaim power from jobs of all pools of the site, the last start first", "[service]") {
    Scenario s = night_and_day(true);
    s.sites[site].power_limit = Microwatts{8'000'000'000};
    PoolId const second = testing::add_pool(s, 5);
    ServiceLoopFixture f{std::move(s)};
    f.loop->epoch(SimTime{});
    JobId const wide = f.run(5, preemptible, second);
    JobId const narrow = f.run(1, preemptible);
    // Five more replicas want 5 kW, for which the narrow one is not enough.
    f.loop->epoch(SimTime{hours{12}});
    CHECK(f.preempted == std::vector{narrow, wide});
    CHECK(f.serving() == by_day);
}

TEST_CASE("services reclaim no power that they do not need", "[service]") {
    Scenario s = night_and_day(true);
    s.sites[site].power_limit = Microwatts{12'000'000'000};
    PoolId const second = testing::add_pool(s, 5);
    ServiceLoopFixture f{std::move(s)};
    f.loop->epoch(SimTime{});
    f.run(5, preemptible, second);
    f.loop->epoch(SimTime{hours{12}});  // 7 kW and 5 kW
    CHECK(f.preempted.empty());
    CHECK(f.serving() == by_day);
}

TEST_CASE("no job is preempted for less than a replica", "[service]") {
    // A replica is five accelerators; it has started at midnight, and two are wanted by day. A fixed job of two and a
    // preemptible one of three: what both hold would be enough, what the one holds is not.
    Scenario s = night_and_day(true);
    s.services[ServiceId{0}].replica_accelerators = 5;
    s.services[ServiceId{0}].slots = 4;
    ServiceLoopFixture f{std::move(s)};
    f.loop->epoch(SimTime{});
    REQUIRE(f.serving() == 5);
    f.run(2, fixed);
    f.run(3, preemptible);
    f.loop->epoch(SimTime{hours{12}});
    CHECK(f.preempted.empty());
    CHECK(f.serving() == 5);
}

namespace {

// 1 /s, and 5 /s in two hours from 2:00.
Scenario burst(ForecastKind kind) {
    Scenario s = testing::service_line({1}, 10, "home");
    s.serving.epoch = hours{1};
    s.serving.lends = true;
    s.serving.forecast.kind = kind;
    DemandEvent rush;
    rush.name = rush.key = "rush";
    rush.factor = 5.0;
    rush.start = hours{2};
    rush.duration = hours{2};
    s.demand_events = {rush};
    return s;
}

struct Course {
    std::vector<std::int64_t> serving;
    std::vector<double> rejected;
};

Course course(Scenario scenario, int last_hour) {
    ServiceLoopFixture f{std::move(scenario)};
    Course found;
    for (int hour = 0; hour <= last_hour; ++hour) {
        f.loop->epoch(SimTime{hours{hour}});
        found.serving.push_back(f.serving());
        found.rejected.push_back(f.heard.rejected.back());
    }
    return found;
}

using Replicas = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a perfect forecast has the replicas of a burst ready", "[service][demand]") {
    Course const seen = course(burst(ForecastKind::perfect), 5);
    CHECK(seen.serving == Replicas{by_night, by_night, by_day, by_day, by_night, by_night});
    for (double const rejected : seen.rejected)
        CHECK(rejected == Approx(0.0).margin(1e-9));
}

TEST_CASE("a forecast that repeats the last epoch is late by one", "[service][demand]") {
    // From 2:00 to 3:00 two replicas carry 1.9 of 5 /s; from 4:00 to 5:00 seven answer 1 /s.
    Course const seen = course(burst(ForecastKind::last_epoch), 5);
    CHECK(seen.serving == Replicas{by_night, by_night, by_night, by_day, by_day, by_night});
    CHECK(seen.rejected[2] == Approx(3.1));
    CHECK(seen.rejected[3] == Approx(0.0).margin(1e-9));
}

TEST_CASE("start-up makes a late forecast later", "[service][demand]") {
    // Taken at 3:00, when the burst has been seen, for 4:00; released when that hour has been seen and is over.
    Scenario s = burst(ForecastKind::last_epoch);
    s.services[ServiceId{0}].start_up = hours{1};
    Course const seen = course(s, 7);
    CHECK(seen.serving == Replicas{by_night, by_night, by_night, by_day, by_day, by_day, by_night, by_night});
    CHECK(seen.rejected[2] == Approx(3.1));
    CHECK(seen.rejected[3] == Approx(3.1));
    CHECK(seen.rejected[4] == Approx(0.0).margin(1e-9));
}

TEST_CASE("the same hour of the last week foresees what comes each week", "[service][demand]") {
    Scenario s = burst(ForecastKind::same_hour_last_week);
    s.demand_events[0].duration = hours{1};
    DemandEvent again = s.demand_events[0];
    again.key = "again";
    again.start = *again.start + hours{7 * 24};
    s.demand_events.push_back(again);
    Course const seen = course(s, 7 * 24 + 4);
    CHECK(seen.rejected[2] == Approx(3.1));
    CHECK(seen.serving[2] == by_night);
    CHECK(seen.serving[7 * 24 + 2] == by_day);
    CHECK(seen.rejected[7 * 24 + 2] == Approx(0.0).margin(1e-9));
    CHECK(seen.serving[7 * 24 + 3] == by_night);
}

TEST_CASE("services that lend nothing are planned for the peak of what is known of it", "[service][demand]") {
    Scenario s = burst(ForecastKind::perfect);
    s.serving.lends = false;
    s.horizon = hours{6};
    CHECK(course(s, 3).serving == Replicas{by_day, by_day, by_day, by_day});
    s.serving.forecast.kind = ForecastKind::last_epoch;
    CHECK(course(s, 3).serving == Replicas{by_night, by_night, by_night, by_night});
}
