// Sums that planners know, from the tables of the national layouts: what comes out must be theirs. One kW of
// IT load, or 100,000 cards at 60 % busy, through the year 2025; no job is played.
#include <map>

#include "models/cost/capital.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/setup/site_series.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

using namespace meridian;

namespace {

// Of a kW of IT load that runs through the year.
struct Year {
    double kwh{0.0};
    double cny{0.0};
    double kg{0.0};
};

Scenario layout(std::string const& name) {
    scenario::ReadOptions options;
    for (std::string const change : {"start=2025-01-01T00:00:00+08:00", "horizon=365 d", "warmup=0 d"})
        options.overrides.push_back({"--set #1", change});
    auto reading = scenario::read_scenario(testing::source("scenarios/national/layouts/" + name + ".yaml"),
                                           options, app::vocabulary());
    REQUIRE(reading.scenario);
    return *std::move(reading.scenario);
}

std::map<std::string, Year> years_of(Scenario const& scenario) {
    SiteSeries const series{scenario};
    std::map<std::string, Year> years;
    for (SiteId const s : scenario.sites.keys()) {
        PowerFactors const f = series.it_factors(s, SimTime{}, SimTime{scenario.horizon});
        years[scenario.sites[s].name] = {f[0] / 3600.0, f[1] / 3600.0, f[2] / 3600.0};
    }
    return years;
}

}  // namespace

TEST_CASE("moving a kilowatt between provinces changes energy, money and carbon as planners know",
          "[oracle][planner][slow]") {
    auto const hubs = years_of(layout("c_n8"));
    auto const provinces = years_of(layout("g_31"));
    auto const change = [](double from, double to) { return to / from - 1.0; };

    Year const guangzhou = provinces.at("guangzhou");
    Year const zhongwei = hubs.at("zhongwei");
    CHECK(change(guangzhou.kwh, zhongwei.kwh) == Approx(-0.067).margin(0.005));
    CHECK(change(guangzhou.kg, zhongwei.kg) == Approx(0.36).margin(0.01));
    // At 0.70 and 0.36 CNY/kWh all day; by the hour, as here, the noon valley of Ningxia saves a little more.
    CHECK(change(0.70 * guangzhou.kwh, 0.36 * zhongwei.kwh) == Approx(-0.52).margin(0.01));
    CHECK(change(guangzhou.cny, zhongwei.cny) == Approx(-0.53).margin(0.02));
    // The share of green contracts at which its carbon is what it was: 1 - 1 / 1.36.
    CHECK(1.0 - guangzhou.kg / zhongwei.kg == Approx(0.265).margin(0.005));

    CHECK(change(provinces.at("beijing").kg, hubs.at("horinger").kg) == Approx(0.20).margin(0.01));
    CHECK(change(provinces.at("shanghai").kg, hubs.at("tianfu").kg) == Approx(-0.76).margin(0.01));
}

TEST_CASE("electricity is a small part of what a card costs", "[oracle][planner][slow]") {
    // A card at 60 % busy draws 0.6 x 0.7 + 0.4 x 0.16 = 0.484 kW. Moving it from Guangzhou to Zhongwei
    // halves its electricity and saves 3 to 4 % of all it costs.
    double const owning =
        Capital{200'000, 5}.per_year(0.07) + 0.7 * Capital{27'000, 15}.per_year(0.07) + 0.04 * 0.7 * 27'000;
    double const home = owning + 0.484 * years_of(layout("g_31")).at("guangzhou").cny;
    double const west = owning + 0.484 * years_of(layout("c_n8")).at("zhongwei").cny;
    CHECK(west / home - 1.0 < -0.03);
    CHECK(west / home - 1.0 > -0.04);
}

TEST_CASE("100,000 cards at 60 % busy take what planners expect, in every layout",
          "[oracle][planner][slow]") {
    auto const name = GENERATE("a_as_announced", "b_n3", "c_n8", "d_n14", "e_n14_x20", "f_n3_31", "g_31",
                               "h_west", "i_east", "j_clean");
    CAPTURE(name);
    Scenario const scenario = layout(name);
    auto const years = years_of(scenario);
    double it_kw = 0.0;
    Year all;
    for (Pool const& pool : scenario.pools) {
        if (pool.accelerator != scenario.reference) continue;
        double const kw = static_cast<double>(pool.servers * pool.width) * (0.6 * 0.7 + 0.4 * 0.16);
        Year const& one = years.at(scenario.sites[pool.site].name);
        it_kw += kw;
        all.kwh += kw * one.kwh;
        all.cny += kw * one.cny;
        all.kg += kw * one.kg;
    }
    CHECK(it_kw == Approx(48'400.0));
    CHECK(all.kwh / 1e6 > 494.0);  // GWh
    CHECK(all.kwh / 1e6 < 510.0);
    CHECK(all.kwh / (it_kw * 8760.0) > 1.166);  // PUE
    CHECK(all.kwh / (it_kw * 8760.0) < 1.202);
    CHECK(all.cny / 1e6 > 202.0);  // M CNY
    CHECK(all.cny / 1e6 < 335.0);
    double const kt = all.kg / 1e6;
    if (std::string{name} == "j_clean") {
        CHECK(kt < 140.0);  // sited for it
        return;
    }
    CHECK(kt > 264.0);
    CHECK(kt < 290.0);
}
