#include "sim/setup/site_costs.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

// 10 cards of 1 kW busy; 1,000 CNY each for 4 years, 2,000 CNY/kW for 10 years, no interest, 5 % operations.
Scenario priced() {
    Scenario s = testing::one_site(10, std::chrono::hours{1});
    s.discount_rate = 0.0;
    s.card_capital = Table<AcceleratorId, std::optional<Capital>>{1, Capital{1000.0, 4}};
    s.tiers[TierId{0}].facility_per_kw = Capital{2000.0, 10};
    s.tiers[TierId{0}].operations = 0.05;
    return s;
}

constexpr SiteId site{0};

}  // namespace

TEST_CASE("a facility is bought for the power that the site can draw", "[cost]") {
    Scenario scenario = priced();
    auto costs = site_costs(scenario);
    REQUIRE(costs);
    CHECK((*costs)[site].cards_cny == 2500.0);       // 10 x 1000 / 4
    CHECK((*costs)[site].facility_cny == 2000.0);    // 10 kW x 2000 / 10
    CHECK((*costs)[site].operations_cny == 1000.0);  // 10 kW x 2000 x 5 %
    scenario.sites[site].power_limit = Microwatts{25'000'000'000};
    costs = site_costs(scenario);
    CHECK((*costs)[site].cards_cny == 2500.0);
    CHECK((*costs)[site].facility_cny == 5000.0);
    CHECK((*costs)[site].operations_cny == 2500.0);
    CHECK((*costs)[site].capital_cny() == 7500.0);
}

TEST_CASE("without all prices no capital is counted", "[cost]") {
    Scenario scenario = priced();
    SECTION("no rate") {
        scenario.discount_rate.reset();
    }
    SECTION("no card") {
        scenario.card_capital[AcceleratorId{0}].reset();
    }
    SECTION("no facility") {
        scenario.tiers[TierId{0}].facility_per_kw.reset();
    }
    CHECK_FALSE(site_costs(scenario));
}

TEST_CASE("a model that no pool has needs no price", "[cost]") {
    Scenario scenario = priced();
    scenario.accelerators.add(scenario.accelerators[AcceleratorId{0}]);
    scenario.card_capital.add(std::nullopt);
    CHECK(site_costs(scenario));
}
