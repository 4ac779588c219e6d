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
