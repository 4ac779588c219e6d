// Services whose sites and pools are lost, closed and come back: requests counted by hand.
#include "tests/support/catch.hpp"
#include "tests/support/service_run.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

constexpr PoolId near{0}, far{1};

void check(RequestCounts const& counts, double seconds, double lost, double rejected, double late) {
    CHECK(counts.asked == Approx(2.0 * seconds).epsilon(1e-12));
    CHECK(counts.lost == Approx(lost).margin(1e-9));
    CHECK(counts.rejected == Approx(rejected).margin(1e-9));
    CHECK(counts.late() == Approx(late).margin(1e-9));
    CHECK(counts.in_time == Approx(2.0 * seconds - rejected - late).epsilon(1e-12));
}

}  // namespace

TEST_CASE("requests are lost until failover, then rejected until replicas have started",
          "[service][failure]") {
    ServiceRun run{failover_pair()};
    run.run_to(701s);  // between the epochs of 600 s and 900 s
    REQUIRE(run.serving(far) == 2);
    run.leave(far, 0);
    CHECK(run.serving(far) == 0);
    run.run_to(1000s);
    // Lost: 1 /s from 701 s to 851 s. Since then both regions ask the near site, whose two replicas answer 1.9 of 2 /s.
    // A third one has been taken at 851 s.
    CHECK(run.serving(near) == 3);
    check(run.counts(), 1000, 150, 150 + 0.1 * 149, 0.95 * 149);
    run.run_to(2000s);
    // It answers from 1031 s on: 18 were rejected; late are 0.95 /s for 180 s and 1 /s for 969 s.
    check(run.counts(), 2000, 150, 168, 171 + 969);
    // The far site is back. Its two replicas take until 2180 s; until then the near one answers all.
    run.leave(far, 10);
    run.run_to(2100s);
    CHECK(run.serving(far) == 2);
    CHECK(run.serving(near) == 3);
    run.run_to(3600s);
    CHECK(run.serving(far) == 2);
    CHECK(run.serving(near) == 2);
    check(run.counts(), 3600, 150, 168, 171 + 969 + 180);
}

TEST_CASE("a loss that is over before anyone knows costs its time and a start-up", "[service][failure]") {
    ServiceRun run{failover_pair()};
    run.run_to(701s);
    run.leave(far, 0);
    run.run_to(751s);
    run.leave(far, 10);
    run.run_to(3600s);
    // Rejected are 1 /s for 50 s and, while the site is whole and its replicas start, for 180 s.
    check(run.counts(), 3600, 50, 230, 0);
    CHECK(run.serving(near) == 2);
    CHECK(run.serving(far) == 2);
}

TEST_CASE("a part of a pool that is lost takes its share of the replicas", "[service][failure]") {
    ServiceRun run{failover_pair()};
    run.run_to(701s);
    // One of two replicas stays and answers 0.95 /s. The plan has room for both again in what is left; without `lends`
    // no accelerator is held back, so it is taken at once.
    run.leave(far, 1);
    run.run_to(851s);
    CHECK(run.serving(far) == 1);
    check(run.counts(), 851, 0.05 * 150, 0.05 * 150, 0);
    // `home` sends all to the nearest site that can hold a replica.
    run.run_to(3600s);
    check(run.counts(), 3600, 0.05 * 2899, 0.05 * 2899, 0);
}

TEST_CASE("requests leave a pool that closes without being rejected", "[service][failure]") {
    ServiceRun run{failover_pair()};
    run.run_to(701s);
    run.close(far, true);
    run.run_to(750s);
    CHECK(run.serving(near) == 3);  // the third one starts
    CHECK(run.serving(far) == 2);
    run.run_to(890s);  // it has started at 881 s
    CHECK(run.serving(far) == 0);
    run.run_to(1500s);
    run.leave(far, 0);  // nothing is there
    run.run_to(2000s);
    check(run.counts(), 2000, 0, 0, 2000 - 881);
    run.close(far, false);
    run.leave(far, 10);
    run.run_to(3600s);
    check(run.counts(), 3600, 0, 0, 2180 - 881);
    CHECK(run.serving(near) == 2);
    CHECK(run.serving(far) == 2);
}

TEST_CASE("a notice that is shorter than the start-up helps as far as it goes", "[service][failure]") {
    ServiceRun run{failover_pair()};
    run.run_to(701s);
    run.close(far, true);
    run.run_to(761s);
    run.leave(far, 0);
    run.run_to(3600s);
    // What is announced needs no detection: from 761 s to 881 s two replicas answer 1.9 of 2 /s.
    check(run.counts(), 3600, 0, 0.1 * 120, 0.95 * 120 + (3600 - 881));
}

TEST_CASE("failures at the begin of an epoch cut nothing", "[service][failure]") {
    ServiceRun run{failover_pair()};
    run.run_to(600s);
    run.leave(far, 0);
    run.run_to(1200s);
    check(run.counts(), 1200, 150, 150 + 0.1 * 180, 0.95 * 180 + (1200 - 930));
}

TEST_CASE("services that lend preempt jobs for replicas at a failover", "[service][failure]") {
    Scenario s = failover_pair();
    s.serving.lends = true;
    s.serving.reclaim_time = 1min;
    s.classes[ClassId{0}].preemptible = true;
    ServiceRun run{std::move(s)};
    run.run_to(701s);
    JobId const job = run.outlook.add_job(8, 100h);
    state::Job& held = run.outlook.job(job);
    held.site = SiteId{0};
    held.pool = near;
    run.outlook.state.reserve(held);
    run.outlook.state.allocate(held, run.now);
    run.outlook.state.jobs.start(job, run.now);
    run.loop->started(job);
    run.leave(far, 0);
    run.run_to(851s);
    CHECK(run.preempted.empty());
    run.run_through(851s);
    CHECK(run.preempted == std::vector{job});
    CHECK(run.serving(near) == 3);
    run.run_to(1200s);
    // Reclaim and start-up: the third answers from 1091 s on.
    check(run.counts(), 1200, 150, 150 + 0.1 * 240, 0.95 * 240 + (1200 - 1091));
}

TEST_CASE("without lends jobs keep what they run beside replicas of a failover", "[service][failure]") {
    ServiceRun run{failover_pair()};
    run.run_to(701s);
    run.outlook.hold(near, 8);
    run.leave(far, 0);
    run.run_to(3600s);
    CHECK(run.serving(near) == 2);
    check(run.counts(), 3600, 150, 150 + 0.1 * (3600 - 851), 0.95 * (3600 - 851));
}

TEST_CASE("where no site is left requests are lost", "[service][failure]") {
    ServiceRun run{failover_pair()};
    run.run_to(701s);
    run.leave(far, 0);
    run.leave(near, 0);
    run.run_to(3600s);
    check(run.counts(), 3600, 2.0 * (3600 - 701), 2.0 * (3600 - 701), 0);
}

TEST_CASE("services move away from a site that has lost power", "[service][failure]") {
    Scenario s = failover_pair("overflow");
    for (Site& site : s.sites)
        site.power_limit = Microwatts{10'000'000'000};
    ServiceRun run{std::move(s)};
    run.run_to(701s);
    run.loop->pool_lost(run.now, far, 0);
    run.outlook.state.set_power_limit(run.outlook.view.now(), SiteId{1}, 0);
    run.loop->capacity_changed(run.now);
    run.run_to(3600s);
    CHECK(run.serving(far) == 0);
    CHECK(run.serving(near) == 3);
    CHECK(run.counts().lost == Approx(150.0));
}
