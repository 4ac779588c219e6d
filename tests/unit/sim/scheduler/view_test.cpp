#include "sim/scheduler/view.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using std::chrono::hours;
using std::chrono::seconds;

namespace {

// A site whose node is not that of the job's input.
SiteId elsewhere(testing::Outlook const& outlook, state::Job const& job) {
    for (SiteId const site : outlook.scenario.sites.keys()) {
        if (outlook.view.node_of(site) != job.what.input_home) return site;
    }
    return {};
}

}  // namespace

TEST_CASE("a job pays for the input that is moved, not for one that lies where it runs", "[view]") {
    testing::Outlook outlook{testing::many_sites(3)};
    state::Job& job = outlook.job(outlook.add_job(1, hours{10}));
    job.what.input = Bytes{10'000'000'000'000};
    SiteId const site = elsewhere(outlook, job);
    double const price = outlook.view.transfer_price(job.what.input_home, outlook.view.node_of(site)).count();
    REQUIRE(price > 0.0);
    // 10 TB are 10,000 GB.
    CHECK(outlook.view.footprint(job, {site, PoolId{}}).network_cny == Approx(10'000 * price));
    job.left = hours{5};  // under way since before the run, with its input
    CHECK(outlook.view.footprint(job, {site, PoolId{}}).network_cny == 0.0);
}

TEST_CASE("a job that was preempted adds the energy of what is left of it", "[view]") {
    // 1 kW busy, PUE 1: 10 h are 10 kWh and 10 CNY.
    testing::Outlook outlook{testing::one_site(8, hours{10})};
    state::Job& job = outlook.job(outlook.add_job(1, hours{10}));
    scheduler::Placement const place{SiteId{0}, PoolId{0}};
    CHECK(outlook.view.footprint(job, place).energy_kwh == Approx(10.0));
    job.preempted = 1;
    job.left = hours{1};
    CHECK(outlook.view.footprint(job, place).energy_kwh == Approx(1.0));
    CHECK(outlook.view.footprint(job, place).energy_cny == Approx(1.0));
}

TEST_CASE("a route is as fast as the class may use it", "[view]") {
    Scenario scenario = testing::many_sites(3);
    scenario.classes[ClassId{0}].transfer_cap = BytesPerSecond{1e6};
    testing::Outlook outlook{std::move(scenario)};
    outlook.state.sense_links();
    state::Job& job = outlook.job(outlook.add_job(1, hours{10}));
    job.what.input = Bytes{1'000'000'000};
    auto const route = outlook.view.fastest_input_route(job, elsewhere(outlook, job));
    // 1 GB at 1 MB/s, and the way there.
    REQUIRE(outlook.view.available_rate(route.path) > 1e6);
    CHECK(route.time == outlook.view.path(route.path).latency + seconds{1000});
}

TEST_CASE("a queue is shared by the accelerators that services leave", "[view]") {
    // Services hold 7 of 10; the other 3 are busy for an hour. 3 accelerator-hours over 3 accelerators.
    testing::Outlook outlook{testing::one_site(10, hours{1})};
    outlook.state.resize_service(SimTime{}, PoolId{0}, 7000);
    outlook.hold(PoolId{0}, 3, hours{1});
    state::Job const& job = outlook.job(outlook.add_job(1, hours{1}));
    CHECK(outlook.view.expected_queue(job, PoolId{0}) == hours{1});
    // A quarter of an hour later three quarters are left of each.
    outlook.view.advance(SimTime{std::chrono::minutes{15}});
    CHECK(outlook.view.expected_queue(job, PoolId{0}) == std::chrono::minutes{45});
}

TEST_CASE("a job beyond its expected end hides nothing of what others have left", "[view]") {
    // On 10 accelerators: 5 until 1 h by the estimate, 5 until 19 h. At 9 h the second has 50 accelerator-hours left.
    testing::Outlook outlook{testing::one_site(10, hours{1})};
    JobId const late{0};  // the first of the table
    outlook.hold(PoolId{0}, 5, hours{1});
    outlook.hold(PoolId{0}, 5, hours{19});
    outlook.view.advance(SimTime{hours{1}});
    outlook.state.run_over(late);
    outlook.view.advance(SimTime{hours{9}});
    state::Job const& job = outlook.job(outlook.add_job(1, hours{1}));
    CHECK(outlook.view.expected_queue(job, PoolId{0}) == hours{5});
    // What it holds comes back once.
    outlook.state.release(outlook.job(late));
    CHECK(outlook.state.pool(PoolId{0}).overdue == 0);
    CHECK(outlook.state.pool(PoolId{0}).free == 5000);
}
