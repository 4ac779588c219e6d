// What takes long is reported with its figure before it is run.
#include "sim/setup/effort.hpp"

#include "tests/support/service_world.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

using namespace meridian;
using namespace meridian::testing;

namespace {

scenario::Reading read_large(std::filesystem::path const& file, std::string const& set) {
    scenario::ReadOptions options;
    options.overrides.push_back({"--set #1", set});
    options.allow_large = true;
    return read(file, options);
}

}  // namespace

TEST_CASE("the arrivals, epochs and hours of a run are counted from its scenario", "[scenario][effort]") {
    WrittenFiles const folder;
    auto const reading = read(folder.write("s.yaml", good_scenario));
    Scenario const& day = good(folder, reading);
    // 10 /h over 1 d: 240.
    CHECK(expected_arrivals(day) == Approx(240.0));
    auto const effort = effort_of(day);
    REQUIRE(effort.loads.size() == 7);
    for (Load const& load : effort.loads) {
        CAPTURE(load.what);
        if (load.what == "hours") CHECK(load.count == Approx(24.0));
        if (load.what == "arrivals") CHECK(load.seconds == Approx(240 * 5e-6));
        if (load.what == "epochs of services") CHECK(load.count == 0.0);
    }
    CHECK(effort.seconds() < run_seconds.warned);
}

TEST_CASE("epochs of services on many sites are foreseen as what they take", "[scenario][effort]") {
    // A year of 5 min epochs: 105,120 of them. One service, 500 regions and 500 sites: 0.1 us + 1,000 x 0.02 us each,
    // 2.1 s in all.
    Scenario year = service_line(std::vector<double>(500, 1.0), 10, "home");
    year.horizon = std::chrono::hours{365 * 24};
    year.serving.epoch = std::chrono::minutes{5};
    auto const loads = effort_of(year).loads;
    auto const epochs = std::ranges::find(loads, "epochs of services", &Load::what);
    REQUIRE(epochs != loads.end());
    CHECK(epochs->count == Approx(105'120));
    CHECK(epochs->seconds == Approx(105'120 * 20.1e-6));
    // With noise no epoch is like another: 0.1 us + 1,000 x 5 us each.
    year.services[ServiceId{0}].variability.cv = 0.1;
    auto const noisy = effort_of(year).loads;
    CHECK(std::ranges::find(noisy, "epochs of services", &Load::what)->seconds ==
          Approx(105'120 * 5000.1e-6));
}

TEST_CASE("a run of hours is an error unless it is allowed, one of minutes a warning", "[scenario][effort]") {
    WrittenFiles const folder;
    auto const file = folder.write("s.yaml", good_scenario);
    // 86400 s x 1e9 /s = 8.64e13 arrivals.
    std::string const endless = "classes.batch.arrivals.rate=1e9 /s";
    check_problem(
        folder, read_set(file, {endless}),
        {"--set #1:1:29", "with 8.64e+13 arrivals", "lower the rates of 'arrivals', or add --allow-large"});
    auto const allowed = read_large(file, endless);
    REQUIRE(allowed.scenario);
    REQUIRE(allowed.large.size() == 1);
    CHECK_THAT(allowed.large.front().wrong, Catch::Contains("a run takes about"));
    // 86400 s x 1000 /s x 5 us = 432 s: more than a minute, less than an hour.
    auto const warned = read_set(file, {"classes.batch.arrivals.rate=1000 /s"});
    REQUIRE(warned.scenario);
    REQUIRE(warned.large.size() == 1);
    CHECK_THAT(warned.large.front().wrong, Catch::Contains("8.64e+07 arrivals"));
    CHECK(warned.warnings.back() == warned.large.front());
    // A tenth of a second between samples for 100 years: 3.16e10 samples.
    auto const sampled =
        read_set(file, {"sensing={interval: 100 ms}", "horizon=36525 d", "timeseries_bin=1 d"});
    REQUIRE(sampled.problems.size() == 1);
    CHECK_THAT(sampled.problems.front().wrong, Catch::Contains("3.16e+10 samples of the network"));
}
