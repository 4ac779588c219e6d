#include "sim/state/state.hpp"

#include <utility>

#include "sim/setup/acceptance.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using state::Job;
using state::JobPhase;
using state::State;

namespace {

constexpr ClassId work{0};
constexpr PoolId pool{0};
constexpr SiteId site{0};

Milliaccelerators cards(std::int64_t n) {
    return Milliaccelerators{n * 1000};
}

JobId add_job(State& state, std::int64_t width) {
    JobDescription what;
    what.workload_class = work;
    what.origin = RegionId{0};
    what.width = cards(width);
    JobId const id = state.jobs.add(what, SimTime{});
    state.jobs[id].site = site;
    state.jobs[id].pool = pool;
    return id;
}

}  // namespace

TEST_CASE("promised room is not offered twice", "[state]") {
    Scenario const scenario = testing::one_site(8, std::chrono::hours{1});
    State state{scenario};
    CHECK(state.has_room(work, cards(8), pool));
    JobId const id = add_job(state, 5);
    state.reserve(state.jobs[id]);
    CHECK(state.has_room(work, cards(3), pool));
    CHECK_FALSE(state.has_room(work, cards(4), pool));
    CHECK(state.can_start(state.jobs[id]));  // it is not in its own way
}

TEST_CASE("a power limit is shared by what runs and what is promised", "[state]") {
    // 8 accelerators, 0 W idle and 1 kW busy, behind a limit of 5 kW: a job of 6 can never run.
    Scenario scenario = testing::one_site(8, std::chrono::hours{1});
    scenario.sites[site].power_limit = Microwatts{5'000'000'000};
    State state{scenario};
    CHECK(state.widest(work, pool) == 5000);
    CHECK(state.could_run(work, cards(5), pool));
    CHECK_FALSE(state.could_run(work, cards(6), pool));
    JobId const first = add_job(state, 3);
    JobId const second = add_job(state, 3);
    state.reserve(state.jobs[first]);
    CHECK_FALSE(state.has_room(work, cards(3), pool));
    state.allocate(state.jobs[first], SimTime{});
    state.jobs.start(first, SimTime{});
    CHECK(state.site(site).power_uw == 3'000'000'000);
    CHECK_FALSE(state.can_start(state.jobs[second]));
    state.release(state.jobs[first]);
    CHECK(state.can_start(state.jobs[second]));
    CHECK(state.site(site).power_uw == 0);
}

TEST_CASE("power adds up at the end of its range", "[state]") {
    // 1e9 accelerators of 1 kW draw 1000 GW, the most that a scenario may have: 1e18 uW. Twenty jobs of all of
    // them are promised 2e19 uW, more than an int64 holds.
    Scenario scenario = testing::one_site(1'000'000'000, std::chrono::hours{1});
    scenario.sites[site].power_limit = Microwatts{1'000'000'000'000'000'000};
    State state{scenario};
    CHECK(state.widest(work, pool) == 1'000'000'000'000);
    CHECK(state.has_room(work, cards(1'000'000'000), pool));
    std::vector<JobId> jobs;
    for (int i = 0; i < 20; ++i) {
        jobs.push_back(add_job(state, 1'000'000'000));
        state.reserve(state.jobs[jobs.back()]);
    }
    CHECK_FALSE(state.has_room(work, cards(1), pool));
    state.allocate(state.jobs[jobs.front()], SimTime{});
    CHECK(state.site(site).power_uw == 1'000'000'000'000'000'000);
    CHECK(state.site(site).power_headroom_uw() == -1);
    CHECK_FALSE(state.can_start(state.jobs[jobs.back()]));
}

TEST_CASE("storage that is promised is not offered, and is taken only if it is there", "[state]") {
    Scenario scenario = testing::one_site(1, std::chrono::hours{1});
    scenario.sites[site].storage = Bytes{100};
    State state{scenario};
    CHECK_FALSE(state.could_store(site, Bytes{101}));
    state.reserve_storage(site, Bytes{60});
    CHECK(state.has_storage(site, Bytes{40}));
    CHECK_FALSE(state.has_storage(site, Bytes{41}));
    CHECK(state.allocate_storage(SimTime{}, site, Bytes{60}));
    state.reserve_storage(site, Bytes{60});
    CHECK_FALSE(state.allocate_storage(SimTime{}, site, Bytes{60}));
    // 120 of 100 are used or promised. Who wants none lacks none.
    CHECK(state.has_storage(site, Bytes{0}));
    CHECK_FALSE(state.has_storage(site, Bytes{1}));
    state.release_storage(SimTime{}, site, Bytes{60});
    CHECK(state.allocate_storage(SimTime{}, site, Bytes{60}));
}

TEST_CASE("the recount finds each kind of broken book", "[state]") {
    Scenario const scenario = testing::one_site(8, std::chrono::hours{1});
    State state{scenario};
    JobId const id = add_job(state, 5);
    CHECK(broken_laws(state, scenario).empty());
    SECTION("a job that runs without having been allocated anything") {
        state.jobs.start(id, SimTime{});
        CHECK(broken_laws(state, scenario).size() == 2);  // the pool's room and the site's power
    }
    SECTION("a promise without a job") {
        state.reserve(state.jobs[id]);
        CHECK(broken_laws(state, scenario).size() == 2);  // the pool's promise and the site's power
    }
    SECTION("a preemptible job, counted as a non-preemptible one") {
        state.reserve(state.jobs[id]);
        state.jobs.commit(id, SimTime{}, false);
        CHECK(broken_laws(state, scenario).empty());
        Scenario other = scenario;
        other.classes[ClassId{0}].preemptible = other.serving.lends = true;
        CHECK(broken_laws(state, other).size() == 1);
    }
    SECTION("storage retained for a job of a class that retains nothing") {
        state.reserve_storage(site, Bytes{1});
        REQUIRE(state.allocate_storage(SimTime{}, site, Bytes{1}));
        CHECK(broken_laws(state, scenario).size() == 1);  // used by no job
        state.retain_storage(site, Bytes{1});
        CHECK(broken_laws(state, scenario).size() == 1);
        Scenario other = scenario;
        other.classes[ClassId{0}].retains_input = true;
        CHECK(broken_laws(state, other).empty());
    }
    SECTION("any of what is scanned, at another value than its row says") {
        // Nothing changes it but by refreshing it from the row.
        auto& levels = const_cast<state::Levels&>(state.levels());
        auto const is_found = [&](auto& scanned) {
            auto const right = std::exchange(scanned, scanned - 1);
            std::size_t const broken = broken_laws(state, scenario).size();
            scanned = right;
            return broken == 1 && broken_laws(state, scenario).empty();
        };
        CHECK(is_found(levels.load[pool]));
        CHECK(is_found(levels.room[pool]));
        CHECK(is_found(levels.headroom[pool]));
        CHECK(is_found(levels.storage[pool]));
    }
    SECTION("storage promised to nobody") {
        state.reserve_storage(site, Bytes{1});
        CHECK(broken_laws(state, scenario).size() == 1);
    }
}

TEST_CASE("slots of jobs that have left are used again, under new numbers", "[state]") {
    Scenario const scenario = testing::one_site(8, std::chrono::hours{1});
    State state{scenario};
    JobId const first = add_job(state, 1);
    state.jobs.depart(first, SimTime{}, {});
    JobId const second = add_job(state, 1);
    CHECK(second == first);
    CHECK(state.jobs[second].number == 1);
    CHECK(state.jobs.alive() == 1);
    CHECK(state.jobs.slots().size() == 1);
}

TEST_CASE("a class accepts accelerators by kind of work, stack and model", "[setup]") {
    Accelerator inference_only;
    inference_only.stack = "cann";
    inference_only.efficiency[WorkKind::inference] = 0.7;
    AcceleratorId const id{3};
    WorkloadClass c;
    c.kind = WorkKind::training;
    CHECK_FALSE(accepts(c, id, inference_only));
    c.kind = WorkKind::inference;
    CHECK(accepts(c, id, inference_only));
    c.stacks = {"cuda"};
    CHECK_FALSE(accepts(c, id, inference_only));
    c.stacks = {"cuda", "cann"};
    CHECK(accepts(c, id, inference_only));
    c.models = {AcceleratorId{2}};
    CHECK_FALSE(accepts(c, id, inference_only));
    c.models = {AcceleratorId{2}, AcceleratorId{3}};
    CHECK(accepts(c, id, inference_only));
}
