#include "tests/support/catch.hpp"
#include "tests/support/outlook.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;
using scheduler::Placement;
using std::chrono::hours;

namespace {

// Two sites at one node, 0.40 and 0.50 CNY/kWh, of two reference accelerators each (1 kW, an hour's work is
// 1 kWh); a third of one accelerator, whose power limit lets none of them run beside another, at 0.45.
Scenario three_prices() {
    Scenario s = testing::one_site(2, hours{1});
    s.tariffs[TariffId{0}].flat_price = CnyPerKwh{0.40};
    auto const add = [&](std::string const& name, double price) {
        Tariff tariff = s.tariffs[TariffId{0}];
        tariff.flat_price = CnyPerKwh{price};
        Site site = s.sites[SiteId{0}];
        site.name = site.key = name;
        site.tariff = s.tariffs.add(tariff);
        return s.sites.add(site);
    };
    Pool pool = s.pools[PoolId{0}];
    pool.site = add("dear", 0.50);
    s.pools.add(pool);
    SiteId const limited = add("limited", 0.45);
    s.sites[limited].power_limit = Microwatts{1'500'000'000};
    pool.site = limited;
    s.pools.add(pool);
    s.pools.add(pool);
    return s;
}

}  // namespace

TEST_CASE("min_cost_flow fills the cheap places first, and waits when all are full", "[policy]") {
    // Places: two at 0.40, one at 0.45 (1.5 kW carry one of the four accelerators there), two at 0.50. Six
    // jobs: 2 x 0.40 + 0.45 + 2 x 0.50 CNY, and one waits.
    testing::Outlook outlook{three_prices()};
    std::vector<JobId> jobs;
    for (int j = 0; j < 6; ++j)
        jobs.push_back(outlook.add_job(1, hours{1}));
    auto const policy = testing::policy("min_cost_flow");
    auto const answers = outlook.ask(*policy, jobs);
    std::vector<int> at(3, 0);
    double cny = 0.0;
    std::size_t waiting = 0;
    for (std::size_t j = 0; j < jobs.size(); ++j) {
        auto const* const place = std::get_if<Placement>(&answers[j].decision);
        if (place == nullptr) {
            ++waiting;
            continue;
        }
        ++at[place->site.index];
        cny += outlook.view.footprint(outlook.job(jobs[j]), *place).energy_cny;
    }
    CHECK(at == std::vector{2, 2, 1});
    CHECK(cny == Approx(2.25));
    CHECK(waiting == 1);
}

TEST_CASE("min_cost_flow leaves alone what is set apart for services", "[policy]") {
    // One of the two places at 0.40 is set apart: of two jobs that services may not preempt, one goes there and
    // one to the limited site at 0.45.
    testing::Outlook outlook{three_prices()};
    outlook.state.set_apart(PoolId{0}, 1000);
    std::vector const jobs{outlook.add_job(1, hours{1}), outlook.add_job(1, hours{1})};
    auto const policy = testing::policy("min_cost_flow");
    auto const answers = outlook.ask(*policy, jobs);
    CHECK(testing::site_of(answers[0]) == SiteId{0});
    CHECK(testing::site_of(answers[1]) == SiteId{2});
}

TEST_CASE("min_cost_flow places wide jobs before narrow ones", "[policy]") {
    // The narrow job came first and would take the cheap place; then the wide one would pay 2 x 0.50 + 0.40 =
    // 1.40 CNY where 2 x 0.40 + 0.45 = 1.25 will do.
    testing::Outlook outlook{three_prices()};
    std::vector const jobs{outlook.add_job(1, hours{1}), outlook.add_job(2, hours{1})};
    auto const policy = testing::policy("min_cost_flow");
    auto const answers = outlook.ask(*policy, jobs);
    CHECK(testing::site_of(answers[0]) == SiteId{2});
    CHECK(testing::site_of(answers[1]) == SiteId{0});
}

TEST_CASE("min_cost_flow looks at no more jobs than it may, the oldest first", "[policy]") {
    testing::Outlook outlook{three_prices()};
    std::vector const jobs{outlook.add_job(1, hours{1}), outlook.add_job(1, hours{1})};
    auto const policy = testing::policy("min_cost_flow", {{"jobs", 1}});
    auto const answers = outlook.ask(*policy, jobs);
    CHECK(testing::site_of(answers[0]) == SiteId{0});
    CHECK(std::holds_alternative<scheduler::Wait>(answers[1].decision));
}

TEST_CASE("min_cost_flow sends jobs without accelerators where their data fit", "[policy]") {
    Scenario scenario = three_prices();
    scenario.sites[SiteId{0}].storage = Bytes{1000};
    testing::Outlook outlook{std::move(scenario)};
    std::vector const jobs{outlook.add_job(0, hours{0}), outlook.add_job(0, hours{0})};
    for (JobId const id : jobs)
        outlook.job(id).what.input = Bytes{600};
    auto const policy = testing::policy("min_cost_flow");
    auto const answers = outlook.ask(*policy, jobs);
    // Both cost nothing anywhere: the nearest, listed first, has storage for one.
    CHECK(testing::site_of(answers[0]) == SiteId{0});
    REQUIRE(testing::site_of(answers[1]));
    CHECK(testing::site_of(answers[1]) != SiteId{0});
}

TEST_CASE("min_cost_flow decides at the multiples of its period", "[policy][world]") {
    // period 60 s: the job of 10 s is asked for at 60 s, that of 70 s at 120 s; waits of 50 s each
    Scenario scenario = testing::one_site(4, hours{1});
    scenario.policy = {Selection{"min_cost_flow", {}}};
    testing::list_job(scenario, std::chrono::seconds{10});
    testing::list_job(scenario, std::chrono::seconds{70});
    auto const all = testing::play(scenario).all_classes();
    CHECK(all.wait_s.mean() == 50.0);
    CHECK(all.wait_s.max() == 50.0);
}
