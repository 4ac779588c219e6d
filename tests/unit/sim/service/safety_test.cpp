// Planning for a quantile of the forecast: what pooling saves, against closed forms; and where excess goes.
#include <cmath>
#include <map>

#include "models/map/shortest_paths.hpp"
#include "sim/service/fleet.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/service_world.hpp"

using namespace meridian;
using namespace meridian::testing;
using namespace std::chrono_literals;

namespace {

struct FleetOf {
    explicit FleetOf(Scenario in) : scenario{std::move(in)} {}

    static std::vector<NodeId> nodes(Scenario const& s) {
        std::vector<NodeId> all;
        for (Site const& site : s.sites)
            all.push_back(site.node);
        return all;
    }
    std::int64_t wanted() {
        std::int64_t all = 0;
        for (std::int64_t const replicas : fleet.wanted(SimTime{}))
            all += replicas;
        return all;
    }

    Scenario scenario;
    ShortestPaths shortest{scenario.map, nodes(scenario)};
    Geography geography{scenario, shortest};
    SiteSeries series{scenario};
    service::Fleet fleet{scenario, geography, series};
};

// n regions that ask 130,200 /s together (2 x 3 x 7 x 31 x 100), each with a site that could hold all; a replica of one
// accelerator carries 0.95 /s. With an objective of an hour replicas are as many as carry the rate.
constexpr double all_rate = 130'200.0;

std::int64_t accelerators(std::size_t n, std::string const& policy, double correlation, double error = 0.02) {
    Scenario s = service_line(std::vector<double>(n, all_rate / static_cast<double>(n)), 300'000, policy);
    s.services[ask].objective = 1h;
    s.services[ask].variability.regional_correlation = correlation;
    s.serving.forecast = {ForecastKind::same_hour_last_week, error};
    if (error > 0.0) s.serving.plan_for = 0.999;
    return FleetOf{std::move(s)}.wanted();
}

}  // namespace

// One pool of mean m = 130,200 / 0.95 = 137,053 accelerators whose demand has the standard deviation 2 %: 99.9 % need
// m (1 + 3.0902 x 0.02), 8,471 more. n pools of m / n and 2 % each need n times m / n (1 + 3.0902 x 0.02); where they err
// independently one pool for all needs m (1 + 3.0902 x 0.02 / sqrt(n)). With lognormal errors of mean 1 the factor is
// exp(3.0902 s - s^2 / 2), s^2 = ln(1 + cv^2): 1.0635 for 1.0618.
TEST_CASE("one pool for n needs a safety that is smaller by the root of n", "[service][demand]") {
    std::size_t const n = GENERATE(1U, 3U, 14U, 31U);
    CAPTURE(n);
    auto const regions = static_cast<double>(n);
    double const mean = all_rate / 0.95;
    auto const needed = [](double cv) {
        double const variance = std::log(1.0 + cv * cv);
        return std::exp(3.090232306167813 * std::sqrt(variance) - variance / 2.0);
    };
    auto const apart = static_cast<double>(accelerators(n, "home", 0.0));
    auto const pooled = static_cast<double>(accelerators(n, "pooled", 0.0));
    // Whole accelerators: at most one more at each site.
    CHECK(apart == Approx(mean * needed(0.02)).margin(regions));
    CHECK(pooled == Approx(mean * needed(0.02 / std::sqrt(regions))).margin(1.0));
    // The law with normal errors, which the lognormal ones exceed by up to z cv / 2 = 3 % of the safety.
    CHECK(apart - mean == Approx(3.0902 * 0.02 * mean).epsilon(0.035));
    CHECK(pooled - mean == Approx(3.0902 * 0.02 * mean / std::sqrt(regions)).epsilon(0.035));
    CHECK((apart - mean) / (pooled - mean) == Approx(std::sqrt(regions)).epsilon(0.035));
}

TEST_CASE("where regions err together one pool saves nothing", "[service][demand]") {
    std::size_t const n = GENERATE(3U, 14U, 31U);
    CAPTURE(n);
    std::int64_t const apart = accelerators(n, "home", 1.0);
    std::int64_t const pooled = accelerators(n, "pooled", 1.0);
    CHECK(apart - pooled < static_cast<std::int64_t>(n));
    CHECK(apart >= pooled);
    // Half correlated, one pool needs nearly sqrt(rho + (1 - rho) / n) of the safety.
    double const mean = all_rate / 0.95;
    double const half = static_cast<double>(accelerators(n, "pooled", 0.5)) - mean;
    double const share = std::sqrt(0.5 + 0.5 / static_cast<double>(n));
    CHECK(half / (static_cast<double>(pooled) - mean) == Approx(share).epsilon(0.02));
}

TEST_CASE("without an error replicas are planned for the forecast", "[service][demand]") {
    CHECK(accelerators(3, "home", 0.0, 0.0) == 3 * 45685);  // 43,400 / 0.95 = 45,684.2
}

namespace {

// What comes: 5 /s from the first region, 1 /s from the others.
struct Dispatch {
    explicit Dispatch(std::string const& policy, ParameterValues parameters,
                      std::vector<std::int64_t> const& ready)
        : of{scenario(policy, std::move(parameters))} {
        service::RateTable came{1, 3, 1.0};
        came(ask, RegionId{0}) = 5.0;
        for (state::ServiceFlow const& flow : of.fleet.serve(SimTime{}, ready, came).flows) {
            rate[flow.region.index][flow.site.index] += flow.rate;
            rejected += flow.rejected;
        }
    }
    static Scenario scenario(std::string const& policy, ParameterValues parameters) {
        Scenario s = service_line({1, 1, 1}, 10, policy);
        s.service_policies[ask].parameters = std::move(parameters);
        return s;
    }
    FleetOf of;
    std::map<std::uint32_t, std::map<std::uint32_t, double>> rate;  // by region and site
    double rejected{0.0};
};

}  // namespace

// Two replicas at each site carry 1.9 /s. Of the 5 /s at the first site 3.1 are too many; the others have 0.9 to spare.
TEST_CASE("what replicas cannot carry goes where the policy may send it, and is rejected beyond",
          "[service][demand]") {
    Dispatch home{"home", {}, {2, 2, 2}};
    CHECK(home.rate[0][0] == 5.0);
    CHECK(home.rejected == Approx(3.1));
    // 2 ms there and back reach the second site, 4 ms the third.
    Dispatch near{"overflow", {{"load", 0.9}, {"rtt", 3ms}}, {2, 2, 2}};
    CHECK(near.rate[0][0] == Approx(4.1));
    CHECK(near.rate[0][1] == Approx(0.9));
    CHECK(near.rejected == Approx(2.2));
    Dispatch far{"overflow", {{"load", 0.9}, {"rtt", 4ms}}, {2, 2, 2}};
    CHECK(far.rate[0][2] == Approx(0.9));
    CHECK(far.rejected == Approx(1.3));
    // With enough replicas all stay where the policy sends them; with none at home all leave.
    Dispatch enough{"overflow", {{"load", 0.9}, {"rtt", 4ms}}, {6, 2, 2}};
    CHECK(enough.rate[0] == std::map<std::uint32_t, double>{{0, 5.0}});
    CHECK(enough.rejected == 0.0);
    Dispatch none{"overflow", {{"load", 0.9}, {"rtt", 4ms}}, {0, 8, 2}};
    CHECK(none.rate[0] == std::map<std::uint32_t, double>{{1, 5.0}});
    CHECK(none.rejected == 0.0);
}

TEST_CASE("a pool that is short sends on to sites that have replicas for other reasons",
          "[service][demand]") {
    // All 7 /s go to the first site, which is 3 ms from all of them together, the second 6; its replica carries 0.95,
    // the six of the second 5.7.
    Dispatch pooled{"pooled", {{"sites", 1}}, {1, 6, 0}};
    double at_first = 0.0;
    for (auto& [region, sites] : pooled.rate)
        at_first += sites[0];
    CHECK(at_first - pooled.rejected == Approx(0.95));
    CHECK(pooled.rejected == Approx(0.35));
}
