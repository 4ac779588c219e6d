// Whether accelerators keep up with their work, by hand.
#include "sim/observe/load_meter.hpp"

#include <chrono>
#include <vector>

#include "models/workload/value.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/service_world.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using namespace std::chrono_literals;
using observe::LoadMeter;
using observe::LoadTally;
using observe::LoadVerdict;
using std::chrono::hours;

namespace {

// One site of 8 accelerators and a window of 10 h, so that a cycle lasts an hour.
struct LoadFixture {
    LoadFixture() { set_window(0h, 10h); }
    void set_window(Duration begin, Duration end) {
        scenario.warmup = begin;
        scenario.horizon = end;
        scenario.bin = 1h;
    }
    JobId wait(int width, int runtime_h) { return outlook.add_job(width, hours{runtime_h}); }
    void reject(JobId id, state::Reason why) {
        outlook.state.jobs.depart(id, SimTime{}, {state::Outcome::rejected, why});
    }
    // Does `before` of each hour of the window, from the second instant between cycles on.
    template <class BeforeHour>
    std::vector<LoadTally> measure(BeforeHour const& before) {
        LoadMeter meter{scenario, outlook.state};
        meter.window_opened(SimTime{scenario.warmup});
        int hour = 0;
        for (SimTime now{scenario.warmup + 1h}; now <= SimTime{scenario.horizon}; now += 1h) {
            before(meter, hour++);
            meter.bin_ended(now);
        }
        return meter.finish();
    }

    testing::Outlook outlook{testing::one_site(8, hours{10})};
    Scenario scenario{outlook.scenario};
};

}  // namespace

TEST_CASE_METHOD(LoadFixture, "work that comes and is not done makes an overload", "[load]") {
    // Each hour 8 accelerators for 2 h more: 16 accelerator-hours an hour, as much in every cycle.
    auto const tallies = measure([&](LoadMeter&, int) { wait(8, 2); });
    REQUIRE(tallies.size() == 2);
    CHECK(tallies[0].verdict == LoadVerdict::overloaded);
    CHECK(tallies[0].confidence == 1.0);
    CHECK(tallies[0].growth.mean == Approx(16.0));
    CHECK(tallies[0].growth.count == 10);
    CHECK(tallies[0].waiting_h == Approx(160.0));
    CHECK(tallies[0].accelerators == Approx(8.0));
    // What waits at the brain is no site's.
    CHECK(tallies[1].site == SiteId{0});
    CHECK(tallies[1].verdict == LoadVerdict::stable);
    CHECK(tallies[1].waiting_h == 0.0);
}

TEST_CASE_METHOD(LoadFixture, "what waits is a backlog if it takes as long to clear as to run", "[load]") {
    int const width = GENERATE(4, 8);
    wait(width, 10);
    auto const tallies = measure([](LoadMeter&, int) {});
    // 10 h on 4 or 8 of 8 accelerators.
    CHECK(tallies[0].clear_h == 10.0 * width / 8.0);
    CHECK(tallies[0].runtime_h == 10.0);
    CHECK(tallies[0].growth.mean == 0.0);
    CHECK(tallies[0].verdict == (width == 8 ? LoadVerdict::backlogged : LoadVerdict::stable));
    CHECK(tallies[0].confidence == 1.0);
}

TEST_CASE_METHOD(LoadFixture, "growth in one cycle of ten may be chance", "[load]") {
    // Increments of 8 and nine times 0: mean 0.8, standard error sqrt(6.4/10) = 0.8. Growth of 1 % of 8 accelerators is
    // none: t = (0.8 - 0.08) / 0.8 = 0.9 with 9 degrees of freedom, which a larger value has the chance 0.1957 of.
    auto const tallies = measure([&](LoadMeter&, int hour) {
        if (hour == 0) wait(1, 8);
    });
    CHECK(tallies[0].growth.mean == Approx(0.8));
    CHECK(tallies[0].verdict == LoadVerdict::open);
    CHECK(tallies[0].confidence.value() == Approx(0.1957).margin(1e-4));
}

TEST_CASE_METHOD(LoadFixture, "what is rejected for want of room is unserved", "[load]") {
    auto const why = GENERATE(state::Reason::sites_in_reach_are_full, state::Reason::data_may_not_leave);
    auto const tallies = measure([&](LoadMeter& meter, int) {
        JobId const id = wait(4, 3);
        meter.job_rejected(outlook.job(id), why);
        reject(id, why);
    });
    bool const wants_room = why == state::Reason::sites_in_reach_are_full;
    CHECK(tallies[0].growth.mean == Approx(wants_room ? 12.0 : 0.0));
    CHECK(tallies[0].waiting_h == 0.0);
    CHECK(tallies[0].verdict == (wants_room ? LoadVerdict::overloaded : LoadVerdict::stable));
}

TEST_CASE_METHOD(LoadFixture, "requests that no site has room for are unserved", "[load]") {
    // One of ten requests a second, and what was counted of half an hour is taken back.
    scenario = testing::service_line({10.0}, 4, "home");
    set_window(0h, 10h);
    double const hours_each = accelerator_hours_per_request(scenario.services[ServiceId{0}]);
    state::ServiceFlow flow;
    flow.service = ServiceId{0};
    flow.rate = 10.0;
    flow.rejected = 1.0;
    auto const tallies = measure([&](LoadMeter& meter, int) {
        meter.requests_arrived(flow, 5400.0);
        meter.requests_arrived(flow, -1800.0);
    });
    CHECK(tallies[0].growth.mean == Approx(3600.0 * hours_each));
}

TEST_CASE_METHOD(LoadFixture, "what waits at a site is the site's", "[load]") {
    auto const tallies = measure([&](LoadMeter&, int) {
        JobId const id = wait(8, 2);
        outlook.job(id).site = SiteId{0};
        outlook.job(id).pool = PoolId{0};
        outlook.state.jobs.commit(id, SimTime{}, false);
    });
    CHECK(tallies[1].verdict == LoadVerdict::overloaded);
    CHECK(tallies[1].growth.mean == Approx(16.0));
}

TEST_CASE_METHOD(LoadFixture, "cycles are days in a long window, counted back from its end", "[load]") {
    // 5 d 12 h from 3:00 on: the first instant is 15:00 of the first day, and five days follow.
    set_window(3h, 135h);
    auto const tallies = measure([&](LoadMeter&, int) { wait(1, 1); });
    CHECK(tallies[0].growth.count == 5);
    CHECK(tallies[0].growth.mean == Approx(1.0));
    CHECK(tallies[0].waiting_h == Approx(132.0));
}

TEST_CASE_METHOD(LoadFixture, "a window of three bins is too short for a verdict", "[load]") {
    scenario.horizon = 3h;
    auto const tallies = measure([&](LoadMeter&, int) { wait(8, 2); });
    CHECK(tallies[0].growth.count == 3);
    CHECK_FALSE(tallies[0].verdict);
    CHECK_FALSE(tallies[0].confidence);
}
