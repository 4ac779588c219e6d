// meridian screen: what arithmetic says, and how far playing is from it.
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/e2e/outcome.hpp"
#include "tests/support/catch.hpp"

namespace meridian::testing {
namespace {

std::vector<std::string> cells(std::string const& line) {
    std::vector<std::string> all{""};
    for (char const c : line) {
        if (c == ',') {
            all.emplace_back();
        } else {
            all.back() += c;
        }
    }
    return all;
}

}  // namespace

TEST_CASE("screen gives what can be worked out by hand") {
    // chat.yaml without playing it: chat holds 12 h x 7 + 12 h x 3 = 120 accelerator hours of 240 and works
    // 96; two jobs of 4 x 10 h find room on average: 80. IT energy: 24 kWh idle + 176 h x 0.5 kW = 112 kWh.
    CommandResult const answer = run_meridian({"screen", source("scenarios/tiny/chat.yaml"), "--csv"});
    REQUIRE(answer.exit_code == 0);
    auto const lines = lines_of(answer.out);
    REQUIRE(lines.size() == 2);
    auto const keys = cells(lines[0]);
    auto const values = cells(lines[1]);
    REQUIRE(keys.size() == values.size());
    std::map<std::string, std::string> found;
    for (std::size_t i = 0; i < keys.size(); ++i)
        found[keys[i]] = values[i];
    CHECK(found.at("scenario") == "chat");
    CHECK(std::stod(found.at("accelerator_hours_held")) == Approx(200.0));
    CHECK(std::stod(found.at("accelerator_hours_active")) == Approx(176.0));
    CHECK(std::stod(found.at("accelerator_hours_unmet")) == Approx(0.0));
    CHECK(std::stod(found.at("energy_kwh_it")) == Approx(112.0));
    CHECK(std::stod(found.at("energy_kwh_overhead")) == Approx(22.4));
    CHECK(std::stod(found.at("cost_cny_total")) == Approx(67.2));
    CHECK(found.count("cost_cny_capital") == 0);  // there are no prices
}

TEST_CASE("screen says what finds no room") {
    // Chat leaves 120 accelerator hours; two jobs of 4 x 20 h ask for 160.
    CommandResult const full =
        run_meridian({"screen", source("scenarios/tiny/chat.yaml"), "--set", "classes.batch.runtime=20 h"});
    CHECK(full.exit_code == 0);
    CHECK_THAT(full.out, Catch::Contains("chat: 40 accelerator-hours of jobs beyond the capacity"));
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

TEST_CASE("playing a week of a layout comes close to its estimate") {
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
