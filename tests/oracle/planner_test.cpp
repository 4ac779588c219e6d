// Sums that planners know, from the tables of the national layouts: what comes out must be theirs. One kW of
// IT load, or 100,000 cards at 60 % busy, through the year 2025, without playing a job; and what services
// must come to.
#include <algorithm>
#include <map>

#include "models/cost/capital.hpp"
#include "models/map/shortest_paths.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/setup/demand.hpp"
#include "sim/setup/site_series.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/worlds.hpp"

using namespace meridian;

namespace {

// Of a kW of IT load that runs through the year.
struct Year {
    double kwh{0.0};
    double cny{0.0};
    double kg{0.0};
};

Scenario layout(std::string const& name,
                std::vector<std::string> const& changes = {"start=2025-01-01T00:00:00+08:00", "horizon=365 d",
                                                           "warmup=0 d"}) {
    scenario::ReadOptions options;
    for (std::string const& change : changes)
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
        years[scenario.sites[s].name] = {f.pue / 3600.0, f.price / 3600.0, f.carbon / 3600.0};
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

TEST_CASE("in Guangdong the night saves more than the west, and the west by night most",
          "[oracle][planner][slow]") {
    Scenario const home = layout("g_31");
    Scenario const west = layout("c_n8");
    // Of a kW that runs all year, and of one that would run in valley hours alone.
    auto const cny = [](Scenario const& at, std::string const& name) { return years_of(at).at(name).cny; };
    auto const by_night = [](Scenario const& at, std::string const& name) {
        auto const site = std::ranges::find(at.sites, name, &Site::name);
        Tariff const& tariff = at.tariffs[site->tariff];
        return tariff.flat_price.count() * tariff.multiplier[0] * years_of(at).at(name).kwh;
    };
    double const now = cny(home, "guangzhou");
    CHECK(1.0 - by_night(home, "guangzhou") / now == Approx(0.63).margin(0.02));
    CHECK(1.0 - cny(west, "zhongwei") / now == Approx(0.53).margin(0.02));
    CHECK(1.0 - by_night(west, "zhongwei") / now == Approx(0.77).margin(0.02));
}

TEST_CASE("one time zone: the peak of inference is the same for any number of provinces",
          "[oracle][planner][slow]") {
    Scenario const scenario = layout("g_31");
    std::vector<double> national(7 * 24, 0.0);
    double lowest = 1e300;
    double highest = 0.0;
    for (RegionId const r : scenario.regions.keys()) {
        std::vector<double> own(7 * 24, 0.0);
        for (ServiceId const v : scenario.services.keys()) {
            Service const& service = scenario.services[v];
            if (service.name == "cameras") continue;
            double const rate =
                service.requests.rate.count() * region_share(scenario, service.requests.mass, r);
            for (std::size_t h = 0; h < own.size(); ++h)
                own[h] += rate * scenario.curves[service.requests.curve].weight[h];
        }
        double sum = 0.0;
        for (std::size_t h = 0; h < own.size(); ++h) {
            sum += own[h];
            national[h] += own[h];
        }
        double const peak = *std::ranges::max_element(own) * 7 * 24 / sum;
        lowest = std::min(lowest, peak);
        highest = std::max(highest, peak);
    }
    double sum = 0.0;
    for (double const rate : national)
        sum += rate;
    double const peak = *std::ranges::max_element(national) * 7 * 24 / sum;
    // Chat peaks at 1.45 of its mean, offices at 1.65 x 7 / 6.2 = 1.86 on working days; the mix in between.
    CAPTURE(peak, lowest, highest);
    CHECK(peak == Approx(1.49).epsilon(0.10));
    CHECK(highest / lowest < 1.15);
    CHECK(lowest <= peak);
    CHECK(peak <= highest);
}

TEST_CASE("with accelerators without end every layout answers chat in the same time",
          "[oracle][planner][slow]") {
    // A day of each layout with ten times its servers: fibre is less than 3 % of the two seconds.
    double least = 1.0;
    double most = 0.0;
    for (std::string const name : {"a_as_announced", "b_n3", "c_n8", "d_n14", "e_n14_x20", "f_n3_31", "g_31",
                                   "h_west", "i_east", "j_clean"}) {
        Scenario scenario = layout(name, {"horizon=1 d", "warmup=0 d"});
        for (Pool& pool : scenario.pools)
            pool.servers *= 10;
        for (Site& site : scenario.sites)
            site.power_limit.reset();
        observe::Ledger const ledger = testing::play(scenario);
        auto const chat = std::ranges::find(scenario.services, "chat", &Service::name);
        auto const v = static_cast<std::uint32_t>(chat - scenario.services.begin());
        observe::ServiceTally const tally = ledger.of_service(ServiceId{v});
        CAPTURE(name);
        CHECK(tally.rejected == 0.0);
        CHECK(2.0 * tally.one_way_s / tally.answered() < 0.03 * 2.0);
        least = std::min(least, tally.in_time / tally.requests);
        most = std::max(most, tally.in_time / tally.requests);
    }
    CAPTURE(least, most);
    CHECK(most - least < 1e-3);
}

TEST_CASE(
    "moving west pays for work with little data, and how much data is a few gigabytes per accelerator-hour",
    "[oracle][planner][slow]") {
    // By arithmetic: what a busy card saves in an hour at Zhongwei, over what a gigabyte costs on the way.
    double const guangzhou = years_of(layout("g_31")).at("guangzhou").cny;
    Scenario const hubs = layout("c_n8");
    double const zhongwei = years_of(hubs).at("zhongwei").cny;
    double const saved = 0.7 * (guangzhou - zhongwei) / (365.0 * 24.0);
    auto const node = [&](std::string const& name) {
        auto const& nodes = hubs.map.nodes();
        auto const found = std::ranges::find(nodes, name, &Node::name);
        return NodeId{static_cast<std::uint32_t>(found - nodes.begin())};
    };
    ShortestPaths const shortest{hubs.map, std::vector{node("guangzhou")}};
    double lease = 0.0;  // CNY per Gbit/s and month of 30 days
    for (ArcId const arc : shortest.arcs(node("guangzhou"), node("zhongwei")))
        lease += hubs.map.links()[NationalMap::link_of(arc)].lease.count();
    double const gigabyte = lease / (30.0 * 86400.0 / 8.0);  // of a line that is always full
    CAPTURE(saved, lease, gigabyte);
    CHECK(gigabyte == Approx(0.051).epsilon(0.10));
    CHECK(saved / 0.051 == Approx(6.3).epsilon(0.05));

    // Played: a card for a day with 0.01 (pre-training), 4, 9 and 135 GB (camera video) for each hour.
    scenario::ReadOptions options;
    for (std::string const change :
         {"start=2025-10-15T00:00:00+08:00", "horizon=2 d", "warmup=0 d", "policy=cheapest", "services=[]",
          "calendar=[]", "masses=[population]",
          "regions=[{name: Guangdong, node: guangzhou, masses: {population: 1}}]",
          "links=[{a: guangzhou, b: zhongwei, capacity: 1 Tbit/s, length: 2600 km, price: 0.051 CNY/GB}]",
          "sites=[{name: home, node: guangzhou, tier: region, tariff: Guangdong, grid: Guangdong, climate: "
          "guangzhou, cooling: new_hall}, {name: west, node: zhongwei, tier: hub, tariff: Ningxia_dc, grid: "
          "Ningxia, climate: zhongwei, cooling: new_hall}]",
          "pools=[{site: home, accelerator: Ascend-910B, servers: 500, width: 8}, {site: west, accelerator: "
          "Ascend-910B, servers: 500, width: 8}]",
          "classes=[{name: card, kind: training, accelerators: 1, runtime: 24 h}]", "provenance=[]",
          "jobs=[{class: card, origin: Guangdong, at: 0 s, input: 0.24 GB}, {class: card, origin: Guangdong, "
          "at: 0 s, input: 96 GB}, {class: card, origin: Guangdong, at: 0 s, input: 216 GB}, {class: card, "
          "origin: Guangdong, at: 0 s, input: 3240 GB}]"})
        options.overrides.push_back({"--set #1", change});
    auto const reading =
        scenario::read_scenario(testing::source("scenarios/national/china.yaml"), options, app::vocabulary());
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(problem.wrong);
    REQUIRE(reading.scenario);
    struct Places final : state::RunListener {
        void job_departed(SimTime, state::Job const& job, state::Departure const&) override {
            site[job.what.input.count()] = job.site.index;
        }
        std::map<std::int64_t, std::uint32_t> site;
    } places;
    world::RunOptions run;
    run.listeners = {&places};
    static_cast<void>(testing::play(*reading.scenario, std::move(run)));
    CHECK(places.site ==
          std::map<std::int64_t, std::uint32_t>{
              {240'000'000, 1}, {96'000'000'000, 1}, {216'000'000'000, 0}, {3'240'000'000'000, 0}});
}
