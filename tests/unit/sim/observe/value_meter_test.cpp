#include "sim/observe/value_meter.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using observe::ValueMeter;
using observe::ValueTally;
using std::chrono::hours;

namespace {

constexpr SimTime at_hour(int h) {
    return SimTime{hours{h}};
}

// A job of 2 accelerators for 5 h, 10 accelerator-hours, that arrived at 3:00; a class at 4 CNY/acc-h.
struct ValueFixture {
    ValueFixture() {
        WorkloadClass& c = scenario.classes[ClassId{0}];
        c.value = CnyPerAcceleratorHour{4.0};
        job.what.workload_class = ClassId{0};
        job.what.origin = RegionId{0};
        job.what.width = Milliaccelerators{2000};
        job.what.runtime = hours{5};
        job.arrival = at_hour(3);
        job.site = SiteId{0};
    }
    WorkloadClass& the_class() { return scenario.classes[ClassId{0}]; }
    static ValueTally of_jobs(ValueMeter& meter) { return meter.take().jobs(ClassId{0}, RegionId{0}); }

    Scenario scenario{testing::one_site(8, hours{5})};
    state::Job job;
};

}  // namespace

TEST_CASE_METHOD(ValueFixture, "work within its objective is worth its hours", "[value]") {
    the_class().objective = hours{6};
    ValueMeter meter{scenario};
    meter.completed(at_hour(9), job);
    auto const value = meter.take();
    ValueTally const& tally = value.jobs(ClassId{0}, RegionId{0});
    CHECK(tally.demanded.hours == 10.0);
    CHECK(tally.demanded.cny == 40.0);
    CHECK(tally.served.cny == 40.0);
    CHECK(tally.late.cny == 0.0);
    CHECK(value.served_cny[SiteId{0}] == 40.0);
}

TEST_CASE_METHOD(ValueFixture, "late work keeps a share of its value", "[value]") {
    // Due at 9:00, done at 11:00: 2 h late. Half of 40 remains at once, and falls to nothing in 8 h:
    // 0.5 x (1 - 2/8) = 0.375: 15 served, 25 lost, and 6.25 of 10 accelerator-hours.
    the_class().objective = hours{6};
    the_class().late_value = {0.5, hours{8}};
    ValueMeter meter{scenario};
    meter.completed(at_hour(11), job);
    ValueTally const tally = of_jobs(meter);
    CHECK(tally.served.cny == Approx(15.0));
    CHECK(tally.late.cny == Approx(25.0));
    CHECK(tally.late.hours == Approx(6.25));
}

TEST_CASE_METHOD(ValueFixture, "rejected and unfinished work is lost, by its reason", "[value]") {
    ValueMeter meter{scenario};
    meter.rejected(job, state::Reason::data_may_not_leave);
    meter.unfinished(job);  // it runs
    job.phase = state::JobPhase::waiting;
    job.waited_because = state::Reason::sites_in_reach_are_full;
    meter.unfinished(job);
    ValueTally const tally = of_jobs(meter);
    CHECK(tally.demanded.cny == 120.0);
    CHECK(tally.served.cny == 0.0);
    CHECK(tally.rejected[static_cast<std::size_t>(state::Reason::data_may_not_leave)].cny == 40.0);
    CHECK(tally.unfinished[observe::under_way].cny == 40.0);
    CHECK(tally.unfinished[static_cast<std::size_t>(state::Reason::sites_in_reach_are_full)].cny == 40.0);
}

TEST_CASE_METHOD(ValueFixture, "the value follows the hour of arrival", "[value]") {
    // A curve of mean 1: 1.5 in the first 12 hours of a day, 0.5 in the others. Arrived at 3:00: 6 CNY/acc-h.
    Curve curve;
    for (std::size_t h = 0; h < curve.weight.size(); ++h)
        curve.weight[h] = h % 24 < 12 ? 1.5 : 0.5;
    the_class().value_curve = scenario.curves.add(curve);
    ValueMeter meter{scenario};
    meter.completed(at_hour(20), job);
    job.arrival = at_hour(15);
    meter.completed(at_hour(20), job);
    CHECK(of_jobs(meter).served.cny == Approx(60.0 + 20.0));
}

TEST_CASE("requests are worth what is answered in time and a share of the late", "[value]") {
    // 10 /s for 100 s at 20,000 CNY a million: 20 CNY. Rejected 2 /s: 4. In time 5 /s: 10. Late 3 /s: 6, of
    // which a quarter remains: 1.5.
    Scenario scenario = testing::service_line({1.0}, 8, "home");
    scenario.services[ServiceId{0}].value.per_request = CnyPerMillionRequests{20'000.0};
    scenario.services[ServiceId{0}].value.late_share = 0.25;
    ValueMeter meter{scenario};
    state::ServiceFlow flow{ServiceId{0}, RegionId{0}, SiteId{0}, 10.0, 2.0, 5.0, 0.0};
    meter.served(SimTime{}, flow, 100.0);
    flow = {ServiceId{0}, RegionId{0}, SiteId{}, 10.0, 10.0, 0.0, 0.0, state::Reason::data_may_not_leave};
    meter.served(SimTime{}, flow, 100.0);
    auto const value = meter.take();
    ValueTally const& tally = value.requests(ServiceId{0}, RegionId{0});
    CHECK(tally.demanded.cny == Approx(40.0));
    CHECK(tally.served.cny == Approx(11.5));
    CHECK(tally.late.cny == Approx(4.5));
    CHECK(tally.rejected[static_cast<std::size_t>(state::Reason::sites_in_reach_are_full)].cny ==
          Approx(4.0));
    CHECK(tally.rejected[static_cast<std::size_t>(state::Reason::data_may_not_leave)].cny == Approx(20.0));
    CHECK(value.served_cny[SiteId{0}] == Approx(11.5));
}

namespace {

// A job of the calendar of 2 accelerators for 20 h, 40 accelerator-hours, that opens at 0:00; the window is the day's
// hours from 4:00 on. Started at its opening it does 4 h of 20 before the window and 16 h in it.
struct CalendarFixture : ValueFixture {
    CalendarFixture() {
        scenario.warmup = hours{4};
        CalendarJob run;
        run.name = "run";
        listed.job = job.what;
        listed.job.runtime = hours{20};
        listed.job.calendar = scenario.calendar.add(run);
    }
    ValueTally of(ValueMeter::CalendarWork const& work) {
        ValueMeter meter{scenario};
        meter.calendar(listed, work);
        return of_jobs(meter);
    }
    ListedJob listed;
};

}  // namespace

TEST_CASE_METHOD(CalendarFixture, "the calendar loses by how far it falls behind in the window", "[value]") {
    ValueMeter::CalendarWork work;
    work.site = SiteId{0};
    SECTION("on time: 16 h x 2 x 4 CNY") {
        work.done_at_open = 0.2;
        work.done_at_close = 1.0;
        ValueTally const tally = of(work);
        CHECK(tally.demanded.cny == Approx(128.0));
        CHECK(tally.served.cny == Approx(128.0));
    }
    SECTION("started 6 h late, with 2 h undone by a failure: 12 of 20 h done at the close") {
        // Behind by 4 h at the opening and by 8 h at the close: 4 h lost in the window. It held 14 h, of which
        // 2 h were undone.
        work.done_at_open = 0.0;
        work.done_at_close = 0.6;
        work.held_h = 28.0;
        work.undone_h = 4.0;
        ValueTally const tally = of(work);
        CHECK(tally.demanded.cny == Approx(128.0));
        CHECK(tally.served.cny == Approx(96.0));
        CHECK(tally.interrupted.cny == Approx(16.0));
        CHECK(tally.unfinished[observe::under_way].cny == Approx(16.0));
    }
    SECTION("more undone than done: 4 of 20 h at the opening, 2 h at the close, all of it lost to failures") {
        work.done_at_open = 0.2;
        work.done_at_close = 0.1;
        work.held_h = 8.0;
        work.undone_h = 6.0;
        ValueTally const tally = of(work);
        CHECK(tally.served.cny == 0.0);
        CHECK(tally.interrupted.cny == Approx(128.0));
        CHECK(tally.unfinished[observe::under_way].cny == 0.0);
    }
    SECTION("not started: all that was planned for the window, by the reason of its wait") {
        work.site = SiteId{};
        work.waiting = state::Reason::sites_in_reach_are_full;
        ValueTally const tally = of(work);
        CHECK(tally.served.cny == 0.0);
        CHECK(tally.unfinished[static_cast<std::size_t>(state::Reason::sites_in_reach_are_full)].cny ==
              Approx(128.0));
    }
    SECTION("a start window to 10:00: 14 h are demanded of it, and more is no more value") {
        scenario.calendar[CalendarId{0}].start_by = at_hour(10);
        work.done_at_open = 0.2;
        work.done_at_close = 1.0;
        ValueTally const tally = of(work);
        CHECK(tally.demanded.cny == Approx(112.0));
        CHECK(tally.served.cny == Approx(112.0));
    }
}
