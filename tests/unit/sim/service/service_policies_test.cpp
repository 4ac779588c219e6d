// Each service policy on one line of three sites, 1 ms from one to the next; a replica carries 0.95
// requests/s, a site of ten 9.5.
#include <map>

#include "models/map/shortest_paths.hpp"
#include "sim/service/fleet.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

// Requests per second from region to site.
using Routes = std::map<std::pair<std::uint32_t, std::uint32_t>, double>;

struct SitesInLine {
    Scenario scenario;
    ShortestPaths shortest{scenario.map, std::vector{NodeId{0}, NodeId{1}, NodeId{2}}};
    Geography geography{scenario, shortest};
    SiteSeries series{scenario};
    service::Fleet fleet{scenario, geography, series};

    Routes routes(std::vector<std::int64_t> const& ready = {10, 10, 10}) {
        Routes found;
        for (state::ServiceFlow const& flow : fleet.serve(SimTime{}, ready).flows)
            found[{flow.region.index, flow.site.index}] += flow.rate;
        return found;
    }
};

SitesInLine line(std::vector<double> const& rates, std::string const& policy,
                 ParameterValues parameters = {}) {
    Scenario scenario = service_line(rates, 10, policy);
    scenario.service_policies[ServiceId{0}].parameters = std::move(parameters);
    return SitesInLine{std::move(scenario)};
}

}  // namespace

TEST_CASE("home sends each region to its own site, full or not", "[service]") {
    SitesInLine at = line({20, 1, 1}, "home");
    CHECK(at.routes() == Routes{{{0, 0}, 20.0}, {{1, 1}, 1.0}, {{2, 2}, 1.0}});
    // 20 /s ask for more than ten replicas: all ten. 1 /s with 1 s of work: 1 Erlang. Two replicas: C = 1/3,
    // drain 1 /s, constant work halves the wait: P(W > 2 s) = 1/3 e^-4 = 0.6 %, within the 1 % allowed.
    auto const wanted = at.fleet.wanted(SimTime{});
    CHECK(std::vector<std::int64_t>(wanted.begin(), wanted.end()) == std::vector<std::int64_t>{10, 2, 2});
    // Of 20 /s, 9.5 are admitted.
    CHECK(at.fleet.serve(SimTime{}, std::vector<std::int64_t>{10, 2, 2}).flows[0].rejected == Approx(10.5));
}

TEST_CASE("overflow fills the near sites up to its load and sends the rest home", "[service]") {
    // 80 % of 9.5 is 7.6: region 0 fills its own site and the middle one, 1 ms away; the far one is 4 ms
    // there and back. What is left, 20 - 7.6 - 7.6, stays at home.
    SitesInLine near = line({20, 0, 0}, "overflow", {{"load", 0.8}, {"rtt", 3ms}});
    Routes const found = near.routes();
    REQUIRE(found.size() == 2);
    CHECK(found.at({0, 0}) == Approx(12.4));
    CHECK(found.at({0, 1}) == Approx(7.6));
    Routes const far = line({20, 0, 0}, "overflow", {{"load", 0.8}, {"rtt", 4ms}}).routes();
    CHECK(far.at({0, 2}) == Approx(4.8));
}

TEST_CASE("pooled opens the middle first, and more sites only when it is full", "[service]") {
    CHECK(line({1, 1, 1}, "pooled").routes() == Routes{{{0, 1}, 1.0}, {{1, 1}, 1.0}, {{2, 1}, 1.0}});
    CHECK(line({1, 1, 2}, "pooled", {{"sites", 3}}).routes().size() == 3);
    // 12 /s do not fit 9.5: a second site opens; of the ends, the first. It takes its own region's 4, the
    // middle takes 4 + 4.
    Routes const two = line({4, 4, 4}, "pooled").routes();
    CHECK(two == Routes{{{0, 0}, 4.0}, {{1, 1}, 4.0}, {{2, 1}, 4.0}});
}

TEST_CASE("cheapest_within_rtt goes where energy is cheap and not farther", "[service]") {
    Scenario scenario = service_line({1, 1, 1}, 10, "cheapest_within_rtt");
    scenario.service_policies[ServiceId{0}].parameters = {{"rtt", 2ms}};
    Tariff cheap = scenario.tariffs[TariffId{0}];
    cheap.flat_price = CnyPerKwh{0.1};
    scenario.tariffs.add(cheap);
    scenario.sites[SiteId{2}].tariff = TariffId{1};
    SitesInLine at{scenario};
    CHECK(at.routes() == Routes{{{0, 0}, 1.0}, {{1, 2}, 1.0}, {{2, 2}, 1.0}});
    // The cheap site's energy is dirty, the others' is clean: at 5 CNY/kg it costs 0.1 + 5 x 1 = 5.1 CNY/kWh.
    // Region 2 goes to the middle, the others stay at home.
    Grid grid = scenario.grids[GridId{0}];
    grid.location = KgPerKwh{0.0};
    GridId const clean = scenario.grids.add(grid);
    grid.location = KgPerKwh{1.0};
    GridId const dirty = scenario.grids.add(grid);
    for (SiteId const s : scenario.sites.keys())
        scenario.sites[s].grid = s.index == 2 ? dirty : clean;
    SitesInLine free{scenario};
    CHECK(free.routes() == at.routes());
    scenario.carbon_price = CnyPerKg{5.0};
    SitesInLine priced{scenario};
    CHECK(priced.routes() == Routes{{{0, 0}, 1.0}, {{1, 1}, 1.0}, {{2, 1}, 1.0}});
}

TEST_CASE("requests that no site can hold are rejected", "[service]") {
    Scenario scenario = service_line({1, 1, 1}, 10, "home");
    scenario.services[ServiceId{0}].replica_accelerators = 11;
    SitesInLine at{std::move(scenario)};
    for (state::ServiceFlow const& flow : at.fleet.serve(SimTime{}, std::vector<std::int64_t>(3, 0)).flows) {
        CHECK_FALSE(flow.site.valid());
        CHECK(flow.rejected == flow.rate);
    }
}
