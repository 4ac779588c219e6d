#include "sim/scheduler/sensor.hpp"

#include <utility>

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using scheduler::Sensor;
using std::chrono::hours;

namespace {

// One pool of 10 accelerators at a site with 1,000 bytes of storage.
Scenario ten_cards() {
    Scenario scenario = testing::one_site(10, hours{1});
    scenario.sites[SiteId{0}].storage = Bytes{1000};
    return scenario;
}

constexpr PoolId pool{0};
constexpr SiteId site{0};

// As the world does: the job is promised, and the brain's sensor hears of it.
void commit(testing::Outlook& outlook, Sensor& sensor, std::int64_t accelerators, Bytes input) {
    JobId const id = outlook.add_job(accelerators, hours{1});
    state::Job& job = outlook.job(id);
    job.what.input = input;
    job.site = site;
    job.pool = pool;
    job.expected = hours{1};
    outlook.state.reserve(job);
    outlook.state.reserve_storage(site, input);
    sensor.decided(job);
}

}  // namespace

TEST_CASE("without an interval the sensor shows the present", "[sensor]") {
    testing::Outlook outlook{ten_cards()};
    Sensor const sensor{Sensing{}, outlook.state};
    REQUIRE(sensor.sees_the_present());
    CHECK(sensor.seen().room[pool] == 10'000.0);
    outlook.hold(pool, 4);
    CHECK(sensor.seen().room[pool] == 6'000.0);
}

TEST_CASE("what services hold when the run begins is known from the start", "[sensor]") {
    testing::Outlook outlook{ten_cards()};
    Sensor sensor{Sensing{.interval = hours{1}, .delay = hours{1}, .optimistic = false, .decision_time = {}},
                  outlook.state};
    outlook.state.resize_service(SimTime{}, pool, 6000);
    sensor.begin(outlook.state);
    CHECK(sensor.seen().room[pool] == 4'000.0);  // 10 - 6
    sensor.sample(outlook.state);
    std::vector<SiteId> changed;
    sensor.arrive(changed);
    CHECK(changed.empty());  // nothing has changed since
}

TEST_CASE("what is seen is as old as the look that arrived last", "[sensor]") {
    testing::Outlook outlook{ten_cards()};
    Sensor sensor{Sensing{.interval = hours{1}, .delay = hours{1}, .optimistic = false, .decision_time = {}},
                  outlook.state};
    sensor.begin(outlook.state);
    std::vector<SiteId> changed;
    outlook.hold(pool, 4);
    CHECK(sensor.seen().room[pool] == 10'000.0);  // as at the start
    sensor.sample(outlook.state);                 // 6 free
    outlook.hold(pool, 5);
    sensor.sample(outlook.state);                 // 1 free
    CHECK(sensor.seen().room[pool] == 10'000.0);  // both looks are on their way
    sensor.arrive(changed);
    CHECK(changed == std::vector{site});
    CHECK(sensor.seen().room[pool] == 6'000.0);
    CHECK(sensor.seen().load[pool] == 0.4);
    sensor.arrive(changed);
    CHECK(sensor.seen().room[pool] == 1'000.0);
    sensor.sample(outlook.state);
    sensor.arrive(changed);
    CHECK(changed.empty());  // nothing happened between the looks
}

TEST_CASE("an optimistic brain counts on its own decisions until a look knows of them", "[sensor]") {
    testing::Outlook outlook{ten_cards()};
    Sensor sensor{Sensing{.interval = hours{1}, .delay = hours{1}, .optimistic = true, .decision_time = {}},
                  outlook.state};
    sensor.begin(outlook.state);
    std::vector<SiteId> changed;
    sensor.sample(outlook.state);  // 10 free, taken before the decision
    commit(outlook, sensor, 3, Bytes{300});
    CHECK(sensor.seen().room[pool] == 7'000.0);
    CHECK(sensor.seen().has_storage(site, Bytes{700}));
    CHECK_FALSE(sensor.seen().has_storage(site, Bytes{701}));
    sensor.sample(outlook.state);  // 7 free, knows of it
    commit(outlook, sensor, 2, Bytes{0});
    sensor.arrive(changed);  // the look of 10 free; both decisions are younger
    CHECK(sensor.seen().room[pool] == 5'000.0);
    sensor.arrive(changed);  // 7 free, less the second decision
    CHECK(sensor.seen().room[pool] == 5'000.0);
    CHECK_FALSE(sensor.seen().has_storage(site, Bytes{701}));
    sensor.sample(outlook.state);
    sensor.arrive(changed);
    CHECK(sensor.seen().room[pool] == 5'000.0);
    CHECK(outlook.state.levels().room[pool] == 5'000.0);
}

TEST_CASE("what non-preemptible jobs hold is as old as the rest of what is seen", "[sensor]") {
    // Six of ten accelerators are set apart for services, so such jobs have four. The class is one of theirs.
    testing::Outlook outlook{ten_cards()};
    outlook.state.set_apart(pool, 6000);
    bool const optimistic = GENERATE(false, true);
    CAPTURE(optimistic);
    Sensor sensor{
        Sensing{.interval = hours{1}, .delay = hours{1}, .optimistic = optimistic, .decision_time = {}},
        outlook.state};
    sensor.begin(outlook.state);
    scheduler::View const seen{{outlook.scenario, outlook.geography, outlook.series, outlook.service_times,
                                outlook.state, sensor.seen(), outlook.paths}};
    std::vector<SiteId> changed;
    state::Job const four =
        outlook.job(outlook.add_job(4, hours{1}));  // a copy: jobs added later move the table
    CHECK(seen.room_for_non_preemptible(pool) == 4000);
    outlook.hold(pool, 2);
    CHECK(seen.room_for_non_preemptible(pool) == 4000);  // not seen yet
    CHECK(seen.has_room(four, pool));
    CHECK_FALSE(outlook.view.has_room(four, pool));
    sensor.sample(outlook.state);          // 4 - 2
    commit(outlook, sensor, 1, Bytes{0});  // its own decision, younger than the sample
    CHECK(seen.room_for_non_preemptible(pool) == (optimistic ? 3000 : 4000));
    sensor.arrive(changed);
    CHECK(seen.room_for_non_preemptible(pool) == (optimistic ? 1000 : 2000));
    CHECK_FALSE(seen.has_room(four, pool));
    sensor.sample(outlook.state);  // 4 - 2 - 1
    sensor.arrive(changed);
    CHECK(seen.room_for_non_preemptible(pool) == 1000);
    CHECK(outlook.state.room_for_non_preemptible(pool) == 1000);
}

TEST_CASE("a brain that is not optimistic does not see its own decisions", "[sensor]") {
    testing::Outlook outlook{ten_cards()};
    Sensor sensor{
        Sensing{.interval = hours{1}, .delay = Duration{0}, .optimistic = false, .decision_time = {}},
        outlook.state};
    sensor.begin(outlook.state);
    commit(outlook, sensor, 3, Bytes{300});
    CHECK(sensor.seen().room[pool] == 10'000.0);
    CHECK(sensor.seen().has_storage(site, Bytes{1000}));
}

// What policies keep of a pool is made again when the count has changed, so no row may change without it.
TEST_CASE("every change of what is seen of a pool is counted", "[sensor]") {
    testing::Outlook outlook{ten_cards()};
    Sensor sensor{Sensing{.interval = hours{1}, .delay = hours{1}, .optimistic = true, .decision_time = {}},
                  outlook.state};
    sensor.begin(outlook.state);
    std::vector<SiteId> changed;
    std::uint32_t seen = sensor.seen().changes[pool];
    auto const has_changed = [&] {
        std::uint32_t const before = std::exchange(seen, sensor.seen().changes[pool]);
        return before != seen;
    };
    outlook.hold(pool, 4);
    CHECK_FALSE(has_changed());
    sensor.sample(outlook.state);
    commit(outlook, sensor, 3, Bytes{0});
    CHECK(has_changed());  // its own decision
    sensor.sample(outlook.state);
    sensor.arrive(changed);
    CHECK(has_changed());  // the jobs held, beside the decision
    sensor.arrive(changed);
    CHECK(has_changed());  // a look that knows of the decision: the same room, of other jobs
    sensor.sample(outlook.state);
    sensor.arrive(changed);
    CHECK_FALSE(has_changed());

    std::uint32_t held = outlook.state.levels().changes[pool];
    auto const is_counted = [&] {
        std::uint32_t const before = std::exchange(held, outlook.state.levels().changes[pool]);
        return before != held;
    };
    state::Job& job = outlook.job(outlook.add_job(1, hours{1}));
    job.site = site;
    job.pool = pool;
    outlook.state.reserve(job);
    CHECK(is_counted());
    outlook.state.allocate(job, outlook.view.now());
    CHECK(is_counted());
    outlook.state.release(job);
    CHECK(is_counted());
    outlook.state.resize_service(outlook.view.now(), pool, 500);
    CHECK(is_counted());
}
