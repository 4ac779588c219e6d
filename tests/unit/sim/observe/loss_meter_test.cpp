// What an assessed loss does, by hand.
#include "sim/observe/loss_meter.hpp"

#include <chrono>

#include "sim/state/job_table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace std::chrono_literals;
using observe::LossMeter;
using observe::LossTally;
using std::chrono::hours;

namespace {

constexpr SimTime hour(int h) {
    return SimTime{hours{h}};
}

// A day of one site in bins of an hour; a class of jobs of two accelerators for 5 h, 10 accelerator-hours, due in 6 h. The
// site is lost from 10:00 to 14:00.
struct LossFixture {
    LossFixture() {
        scenario.horizon = 24h;
        scenario.warmup = 0h;
        scenario.bin = 1h;
        scenario.classes[ClassId{0}].objective = hours{6};
    }
    void lose() {
        FailureEvent event = FailureEvent::once(Asset::of(SiteId{0}), 10h, 14h);
        event.assessed = LossLevels{0.9, 0.95};
        scenario.events.add(event);
    }
    static void depart(LossMeter& meter, int arrival, int end, state::Outcome how) {
        state::Job job;
        job.what.workload_class = ClassId{0};
        job.what.width = Milliaccelerators{2000};
        job.what.runtime = hours{5};
        job.arrival = hour(arrival);
        meter.job_departed(hour(end), job, {how, {}});
    }
    // A bin of the network and one of the site.
    void add_bin(int begin, double waiting, double busy) {
        observe::BinRow all;
        all.begin = hour(begin);
        all.jobs_at_brain = waiting;
        bins.push_back(all);
        observe::BinRow site;
        site.begin = hour(begin);
        site.site = SiteId{0};
        site.accelerators_busy = busy;
        bins.push_back(site);
    }

    Scenario scenario{testing::one_site(8, hours{5})};
    std::vector<observe::BinRow> bins;
};

}  // namespace

using enum state::Outcome;

TEST_CASE_METHOD(LossFixture, "without an assessed event there is no loss to speak of", "[loss]") {
    LossMeter meter{scenario};
    depart(meter, 3, 9, completed);
    CHECK_FALSE(meter.finish(bins));
    scenario.events.add(FailureEvent::once(Asset::of(SiteId{0}), 10h, 14h));
    CHECK_FALSE(meter.finish(bins));
}

TEST_CASE_METHOD(LossFixture, "work counts where it arrives, and events are read when they are needed",
                 "[loss]") {
    // Two of three before it in time, then the loss becomes known: one of two during it, one of three after it. The job of
    // 8:00 is hit by the loss and is none of them; that of 20:00 is due at 2:00, after the end.
    LossMeter meter{scenario};
    depart(meter, 0, 6, completed);
    depart(meter, 1, 7, completed);
    depart(meter, 1, 8, completed);
    lose();
    depart(meter, 8, 17, completed);
    depart(meter, 11, 17, completed);
    depart(meter, 12, 20, completed);
    depart(meter, 15, 15, rejected);
    depart(meter, 16, 17, lost);
    depart(meter, 18, 24, completed);
    depart(meter, 20, 24, unfinished);
    auto const tally = meter.finish(bins);
    REQUIRE(tally);
    CHECK(tally->before == 2.0 / 3.0);
    CHECK(tally->during == 0.5);
    CHECK(tally->after == 1.0 / 3.0);
    CHECK(tally->lowest == 0.0);
    CHECK(tally->failed);
    // The last bin below 0.95 x 2/3 is that of 16:00, which ends 7 h after the loss began.
    CHECK(tally->recovered_s == 7 * 3600.0);
    CHECK_FALSE(tally->backlog_cleared_s);  // there are no bins
}

TEST_CASE_METHOD(LossFixture, "a loss that nobody feels is over at once, and one that goes on is not",
                 "[loss]") {
    lose();
    LossMeter meter{scenario};
    depart(meter, 3, 9, completed);
    depart(meter, 11, 17, completed);
    CHECK(meter.finish(bins)->recovered_s == 0.0);
    CHECK_FALSE(meter.finish(bins)->failed);
    CHECK_FALSE(meter.finish(bins)->after);
    depart(meter, 22, 23, rejected);
    CHECK(meter.finish(bins)->failed);
    CHECK_FALSE(meter.finish(bins)->recovered_s);
}

TEST_CASE_METHOD(LossFixture, "between the two levels nothing has failed", "[loss]") {
    // 11 of 12 jobs at 11:00: 0.917, above 0.9 and below 0.95.
    lose();
    LossMeter meter{scenario};
    depart(meter, 3, 9, completed);
    for (int i = 0; i < 11; ++i)
        depart(meter, 11, 17, completed);
    depart(meter, 11, 18, completed);
    CHECK_FALSE(meter.finish(bins)->failed);
    CHECK(meter.finish(bins)->recovered_s == 0.0);
}

TEST_CASE_METHOD(LossFixture, "what is so every day at that time is no failure", "[loss]") {
    // Two days, the loss on the second. At 11:00 of each day one of two jobs is in time, at 3:00 all are: 2/3 before it, and
    // 1/2 at its 11:00, as on the day before. At 12:00 none is; then it fails.
    scenario.horizon = 48h;
    FailureEvent event = FailureEvent::once(Asset::of(SiteId{0}), 34h, 38h);
    event.assessed = LossLevels{0.9, 0.95};
    scenario.events.add(event);
    LossMeter meter{scenario};
    depart(meter, 3, 9, completed);
    for (int const day : {0, 24}) {
        depart(meter, day + 11, day + 17, completed);
        depart(meter, day + 11, day + 18, completed);
    }
    CHECK(meter.finish(bins)->before == 2.0 / 3.0);
    CHECK(meter.finish(bins)->lowest == 0.5);
    CHECK_FALSE(meter.finish(bins)->failed);
    CHECK(meter.finish(bins)->recovered_s == 0.0);
    // Nothing arrived at 12:00 of the day before: below 0.9 x 2/3, until 13:00, 3 h after the loss began. All is well later.
    depart(meter, 36, 43, completed);
    depart(meter, 40, 46, completed);
    CHECK(meter.finish(bins)->failed);
    CHECK(meter.finish(bins)->recovered_s == 3 * 3600.0);
}

TEST_CASE_METHOD(LossFixture, "requests are split at the begin, the end and the bins", "[loss]") {
    // Two a second, one in time; 1 h before, 4 h during and 1 h after the loss.
    scenario = testing::service_line({2.0}, 4, "home");
    scenario.horizon = 24h;
    scenario.warmup = 0h;
    scenario.bin = 1h;
    lose();
    LossMeter meter{scenario};
    state::ServiceFlow flow;
    flow.service = ServiceId{0};
    flow.rate = 2.0;
    flow.in_time = 2.0;
    meter.requests_arrived({&flow, 1}, hour(9), hour(10), 1.0);
    flow.in_time = 1.0;
    meter.requests_arrived({&flow, 1}, SimTime{10h}, SimTime{12h + 30min}, 1.0);
    flow.in_time = 2.0;
    meter.requests_arrived({&flow, 1}, SimTime{12h + 30min}, hour(15), 1.0);
    auto const tally = meter.finish(bins);
    CHECK(tally->before == 1.0);
    CHECK(*tally->during == Approx((2.5 * 0.5 + 1.5) / 4.0));
    CHECK(tally->after == 1.0);
    CHECK(*tally->lowest == Approx(0.5));
    CHECK(tally->recovered_s == 3 * 3600.0);  // the bin of 12:00 has 0.75
}

TEST_CASE_METHOD(LossFixture,
                 "a backlog is cleared when no more wait than before, and who takes over holds more",
                 "[loss]") {
    lose();
    LossMeter meter{scenario};
    for (int h = 0; h < 10; ++h)
        add_bin(h, h % 2 == 0 ? 1.0 : 0.0, 2.0);
    for (int h = 10; h < 14; ++h)
        add_bin(h, 3.0, 5.0);
    add_bin(14, 2.0, 8.0);
    add_bin(15, 1.0, 8.0);
    auto tally = meter.finish(bins);
    CHECK(tally->backlog_cleared_s == 5 * 3600.0);
    CHECK(tally->takes_over == SiteId{0});
    CHECK(tally->takeover_accelerators == Approx(3.0));
    for (int h = 16; h < 24; ++h)
        add_bin(h, 2.0, 8.0);
    CHECK_FALSE(meter.finish(bins)->backlog_cleared_s);
}
