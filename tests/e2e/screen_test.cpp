// meridian screen: what arithmetic says, and how far playing is from it.
#include <cmath>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/csv_reader.hpp"

namespace meridian::testing {
namespace {

// Of one scenario, by key.
CsvRecord screened(Words const& words) {
    CommandResult const answer = run_meridian(joined(joined({"screen"}, words), {"--csv"}));
    REQUIRE(answer.exit_code == 0);
    auto const records = csv_records(answer.out);
    REQUIRE(records.size() == 1);
    return records.front();
}

}  // namespace

TEST_CASE("screen gives what can be worked out by hand") {
    // chat.yaml without playing it: chat holds 12 h x 7 + 12 h x 3 = 120 accelerator hours of 240 and works
    // 96; two jobs of 4 x 10 h find room on average: 80. IT energy: 24 kWh idle + 176 h x 0.5 kW = 112 kWh.
    auto const found = screened({source("scenarios/tiny/chat.yaml")});
    CHECK(found.at("scenario") == "chat");
    CHECK(std::stod(found.at("accelerator_hours_held")) == Approx(200.0));
    CHECK(std::stod(found.at("accelerator_hours_active")) == Approx(176.0));
    CHECK(std::stod(found.at("accelerator_hours_unmet")) == Approx(0.0));
    CHECK(std::stod(found.at("energy_kwh_it")) == Approx(112.0));
    CHECK(std::stod(found.at("energy_kwh_overhead")) == Approx(22.4));
    CHECK(std::stod(found.at("cost_cny_total")) == Approx(67.2));
    CHECK(found.count("cost_cny_capital") == 0);  // there are no prices
}

TEST_CASE("screen says what finds no room, and what its value is") {
    // Chat leaves 120 accelerator hours; two jobs of 4 x 20 h ask for 160.
    auto const full = screened({source("scenarios/tiny/chat.yaml"), "--set", "classes.batch.runtime=20 h"});
    CHECK(std::stod(full.at("accelerator_hours_unmet")) == Approx(40.0));
    // Three jobs of 5 x 24 h ask for 360 accelerator-hours of 240: 120 are lost, of 30 CNY each. Energy 240 x 0.4 kW =
    // 96 kWh: 48 CNY, 4.8 CNY of green premium, 24 kg of carbon: 2.4 CNY; 1100 + 46.0952381 + 3.2 CNY besides.
    auto const net = screened({source("scenarios/tiny/net_cost.yaml"), "--set", "classes.work.runtime=24 h"});
    CHECK(std::stod(net.at("value_lost_cny")) == Approx(3600.0));
    CHECK(std::stod(net.at("net_cost_cny")) == Approx(3600.0 + 1204.4952381));
    CHECK(std::stod(net.at("net_cost_cny_per_year")) == Approx(365.0 * 4804.4952381));
}

TEST_CASE("screen reports errors of all files and prints nothing else") {
    TemporaryFolder const work;
    write_file(work.file("bad.yaml"), "meridian: 1\n");
    CommandResult const answer =
        run_meridian({"screen", source("scenarios/tiny/chat.yaml"), work.file("bad.yaml"), "nowhere.yaml"});
    CHECK(answer.exit_code == 2);
    CHECK(answer.out.empty());
    CHECK_THAT(answer.err, Catch::Contains("bad.yaml:1:1: ") && Catch::Contains("no file 'nowhere.yaml'"));
}

TEST_CASE("playing a week of a layout comes close to its estimate", "[many_runs]") {
    TemporaryFolder const work;
    for (std::string const name : {"b_n3", "d_n14", "g_31"}) {
        INFO(name);
        CommandResult const answer =
            run_meridian({"run", source("scenarios/national/layouts/" + name + ".yaml"), "--out",
                          work.file("out"), "--quiet"});
        REQUIRE(answer.exit_code == 0);
        nlohmann::json const summary = json_in(work.file("out/summary.json"));
        auto const off = [&](char const* key) {
            return summary["static"][key].get<double>() / summary[key].get<double>() - 1.0;
        };
        for (char const* key : {"utilisation", "energy_kwh_it", "cost_cny_total", "request_delay_s_mean"}) {
            INFO(key << " off by " << off(key));
            CHECK(std::abs(off(key)) < 0.01);
        }
        for (char const* key : {"cost_cny_energy", "carbon_kg_location", "carbon_kg_market"}) {
            INFO(key << " off by " << off(key));
            CHECK(std::abs(off(key)) < 0.10);
        }
    }
}

}  // namespace meridian::testing
