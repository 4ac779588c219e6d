// Each measure of rules by hand, on scenarios/tiny/rules.yaml and a world with a service.
#include "sim/report/rule_measures.hpp"

#include <nlohmann/json.hpp>

#include "sim/report/facts.hpp"
#include "sim/report/summary.hpp"
#include "sim/report/tables.hpp"
#include "sim/report/terminal.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/rule_worlds.hpp"
#include "tests/support/worlds.hpp"
#include "tests/unit/sim/scenario/written_files.hpp"

using namespace meridian;
using Catch::Contains;
using testing::WrittenFiles;

namespace {

std::string const tiny_rules = std::string{meridian::testing::source_folder} + "/scenarios/tiny/rules.yaml";

// What one rule finds in the tiny world, instead of its own rules; `rule` without its name.
struct Found {
    RuleText text;
    report::RuleResult result;
};
Found in_world(std::string const& base, std::string const& rule) {
    WrittenFiles const folder;
    auto const file = folder.write("one.yaml", "include: " + base + "\n");
    scenario::ReadOptions options;
    options.overrides.push_back({"--set #1", "rules=[{name: r, " + rule + "}]"});
    auto const reading = scenario::read_scenario(file, options, testing::shipped_vocabulary());
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(problem.wrong << " fix: " << problem.fix);
    REQUIRE(reading.scenario.has_value());
    observe::Ledger const ledger = testing::play(*reading.scenario);
    report::Facts const facts{*reading.scenario, ledger};
    REQUIRE(facts.rules.size() == 1);
    return {reading.scenario->rules.front().text, facts.rules.front()};
}
Found found(std::string const& rule) {
    return in_world(tiny_rules, rule);
}
double value(std::string const& rule) {
    auto const one = found(rule);
    INFO(rule);
    REQUIRE(one.result.value.has_value());
    return *one.result.value;
}

}  // namespace

TEST_CASE("green share and PUE of sites by hand", "[unit][report][rules]") {
    CHECK(value("measure: green_share, at_least: 80 %") == Approx(4.8 / 13.5));
    CHECK(value("measure: green_share, at_least: 80 %, scope: {tiers: [hub]}") == Approx(0.8));
    CHECK(value("measure: green_share, at_least: 80 %, scope: {states: [candidate, committed]}") == 0.0);
    CHECK(value("measure: green_share, at_least: 80 %, scope: {provinces: [North]}") == Approx(0.8));
    CHECK(value("measure: green_share, at_least: 80 %, scope: {outside_provinces: [North]}") == 0.0);
    auto const worst = found("measure: green_share, at_least: 80 %, worst_of: site");
    CHECK(worst.result.value == 0.0);
    CHECK(worst.result.worst == "shed");
    CHECK(value("measure: pue, at_most: 1.3") == Approx(1.35));
    CHECK(value("measure: pue, at_most: 1.3, scope: {tiers: [hub]}") == Approx(1.2));
    CHECK(value("measure: pue, at_most: 1.3, worst_of: site") == Approx(1.5));
    // Of a rule from below the worst is the least.
    CHECK(value("measure: pue, at_least: 1.3, worst_of: site") == Approx(1.2));
    auto const none = found("measure: pue, at_most: 1.3, scope: {states: [committed]}");
    CHECK_FALSE(none.result.value.has_value());
    CHECK_FALSE(none.result.applies);
    CHECK(none.result.why == "no site that takes part is in its scope");
}

TEST_CASE("shares of accelerators, power subscription and size of sites by hand", "[unit][report][rules]") {
    CHECK(value("measure: hub_share, at_least: 60 %, scope: {tiers: [hub]}") == 0.75);
    CHECK(value("measure: hub_share, at_least: 60 %, scope: {provinces: [South]}") == 0.25);
    CHECK(value("measure: hub_share, at_least: 60 %, scope: {outside_provinces: [South]}") == 0.75);
    CHECK(value("measure: hub_share, at_least: 60 %, scope: {tiers: [hub], states: [candidate]}") == 0.0);
    CHECK_FALSE(found("measure: hub_share, at_least: 60 %, scope: {tiers: [hub], states: [committed]}")
                    .result.applies);
    CHECK(value("measure: domestic_share, at_least: 50 %, scope: {stacks: [cann]}") == 0.75);
    CHECK(value("measure: domestic_share, at_least: 50 %, scope: {models: [chip]}") == 0.25);
    CHECK(value("measure: domestic_share, at_least: 50 %, scope: {stacks: [cann], states: [candidate]}") ==
          0.0);
    auto const worst =
        found("measure: domestic_share, at_least: 50 %, scope: {stacks: [cann]}, worst_of: site");
    CHECK(worst.result.value == 0.0);
    CHECK(worst.result.worst == "shed");
    // 3 kW of 8 kW and 1 kW of 10 kW.
    CHECK(value("measure: power_subscription, at_most: 90 %") == Approx(4.0 / 18.0));
    CHECK(value("measure: power_subscription, at_most: 90 %, worst_of: site") == Approx(0.375));
    CHECK(value("measure: site_it_power, at_most: 9 kW") == 10.0);
    CHECK(value("measure: site_it_power, at_most: 9 kW, scope: {tiers: [hub]}") == 8.0);
    CHECK(found("measure: site_it_power, at_most: 7.5 MW").text.limit == 7500.0);
}

TEST_CASE("attainment, rejections and latency circles of jobs by hand", "[unit][report][rules]") {
    CHECK(value("measure: slo_attainment, at_least: 90 %") == 0.5);
    CHECK(value("measure: slo_attainment, at_least: 90 %, scope: {classes: [work]}") == 0.5);
    CHECK_FALSE(found("measure: slo_attainment, at_least: 90 %, scope: {classes: [farm]}").result.applies);
    auto const region = found("measure: slo_attainment, at_least: 90 %, worst_of: region");
    CHECK(region.result.value == 0.0);
    CHECK(region.result.worst == "herders");
    auto const by_class = found("measure: slo_attainment, at_least: 90 %, worst_of: class");
    CHECK(by_class.result.value == 0.5);
    CHECK(by_class.result.worst == "work");
    CHECK(value("measure: rejected_share, at_most: 0 %") == 0.0);
    CHECK(value("measure: users_within_share, at_least: 1 %, scope: {within: 5 ms, path: one_way}") == 1.0);
    CHECK(value("measure: users_within_share, at_least: 1 %, scope: {within: 1 ms, path: one_way}") ==
          Approx(2.0 / 3.0));
    CHECK(value("measure: users_within_share, at_least: 1 %, scope: {within: 5 ms, path: round_trip}") ==
          Approx(2.0 / 3.0));
    CHECK(value("measure: users_within_share, at_least: 1 %, scope: {within: 20 ms, path: round_trip}") ==
          1.0);
    auto const worst = found(
        "measure: users_within_share, at_least: 1 %, scope: {within: 5 ms, path: round_trip}, worst_of: "
        "class");
    CHECK(worst.result.value == 0.5);
    CHECK(worst.result.worst == "work");
}

TEST_CASE("every key of the summary is a measure", "[unit][report][rules]") {
    CHECK(value("measure: jobs_completed, at_least: 3") == 3.0);
    CHECK(value("measure: wait_s_mean, at_most: 1 min") == Approx(0.0).margin(1.0));
    CHECK(found("measure: wait_s_mean, at_most: 1 min").text.limit == 60.0);
    CHECK(value("measure: carbon_kg_location, at_most: 7") == Approx(6.75));
    CHECK(found("measure: cost_cny_total, at_most: 1 MCNY").text.limit == 1e6);
    auto const absent = found("measure: cost_cny_capital, at_most: 1 MCNY");
    CHECK_FALSE(absent.result.value.has_value());
    CHECK(absent.result.applies);
    CHECK_THAT(absent.result.why, Contains("it needs a 'discount_rate'"));
    // Where a measure with a scope has the name of a key, it is that key's figure without one.
    auto const reading = scenario::read_scenario(tiny_rules, {}, testing::shipped_vocabulary());
    observe::Ledger const ledger = testing::play(*reading.scenario);
    auto const summary =
        nlohmann::json::parse(report::summary_json(report::Facts{*reading.scenario, ledger}));
    CHECK(summary["slo_attainment"] == value("measure: slo_attainment, at_least: 90 %"));
    CHECK(summary["power_subscription"] == value("measure: power_subscription, at_most: 90 %"));
    CHECK(summary["pue_mean"].get<double>() == Approx(value("measure: pue, at_most: 2")));
    CHECK(
        summary["within_5ms_share_round_trip"].get<double>() ==
        Approx(value("measure: users_within_share, at_least: 1 %, scope: {within: 5 ms, path: round_trip}")));
}

TEST_CASE("measures of requests by hand", "[unit][report][rules]") {
    // Three of four requests come from the town, at the hall, and one of the desert, 4 ms one way from it.
    WrittenFiles const folder;
    auto const base = folder
                          .write("base.yaml", "include: " + tiny_rules + R"(
jobs: []
regions: [{name: people, node: town, masses: {population: 3}}, {name: herders, node: desert, masses: {population: 1}}]
accelerators:
  - {name: card, stack: cann, fp16_dense: 100 TFLOPS, efficiency: {training: 0.5, inference: 0.5}, idle_power: 0 W, busy_power: 1 kW}
  - {name: chip, stack: cuda, fp16_dense: 100 TFLOPS, efficiency: {training: 0.5}, idle_power: 0 W, busy_power: 1 kW}
services:
  - {name: chat, requests: {rate: 1 /s, by: population}, prefill: 1000 /s, models: [card], slots: 8, objective: 5 ms}
)")
                          .string();
    auto const requests = [&](std::string const& rule) {
        auto const one = in_world(base, rule);
        INFO(rule << one.result.why);
        REQUIRE(one.result.value.has_value());
        return *one.result.value;
    };
    std::string const within = "measure: requests_within_share, at_least: 90 %, scope: {path: ";
    CHECK(requests(within + "one_way, within: 1 ms}") == Approx(0.75));
    CHECK(requests(within + "one_way, within: 5 ms, services: [chat]}") == Approx(1.0));
    CHECK(requests(within + "round_trip, within: 5 ms}") == Approx(0.75));
    auto const worst = in_world(base, within + "round_trip, within: 5 ms}, worst_of: region");
    CHECK(worst.result.value == 0.0);
    CHECK(worst.result.worst == "herders");
    CHECK(requests("measure: requests_rejected_share, at_most: 1 %") == 0.0);
    // 1 ms of work: the town's within 5 ms, the desert's, 8 ms away and back, not.
    CHECK(requests("measure: request_slo_attainment, at_least: 90 %, worst_of: region") == 0.0);
    CHECK(requests("measure: request_slo_attainment, at_least: 90 %") == Approx(0.75).margin(0.01));
    auto const jobs =
        in_world(base, "measure: users_within_share, at_least: 1 %, scope: {within: 5 ms, path: one_way}");
    CHECK_FALSE(jobs.result.applies);
}

TEST_CASE("margins and outcomes", "[unit][report][rules]") {
    RuleText rule;
    rule.limit = 0.8;
    rule.is_at_least = true;
    CHECK(rule.margin(0.9) == Approx(0.1));
    CHECK(rule.margin(0.5) == Approx(-0.3));
    // What rounding may have taken is no breach, and no more than that.
    CHECK(rule.margin(0.8 * (1.0 - 1e-12)) == 0.0);
    CHECK(rule.margin(0.8 * (1.0 - 1e-8)) < 0.0);
    rule.is_at_least = false;
    CHECK(rule.margin(0.9) == Approx(-0.1));
    CHECK(rule.margin(0.8) == 0.0);
    rule.limit = 0.0;
    CHECK(rule.margin(0.0) == 0.0);
    CHECK(report::outcome(rule, {0.0, {}, true, {}}) == "pass");
    CHECK(report::outcome(rule, {0.1, {}, true, {}}) == "fail");
    CHECK(report::outcome(rule, {{}, "none", true, {}}).empty());
}

TEST_CASE("rules.csv and the terminal of the tiny world", "[unit][report][rules]") {
    auto const reading = scenario::read_scenario(tiny_rules, {}, testing::shipped_vocabulary());
    REQUIRE(reading.scenario.has_value());
    observe::Ledger const ledger = testing::play(*reading.scenario);
    report::Facts const facts{*reading.scenario, ledger};
    auto const table =
        std::ranges::find(report::tables(), std::string_view{"rules.csv"}, &report::TableKind::file);
    std::string const csv = report::csv(*table, facts);
    CHECK_THAT(csv, Contains("\ngreen_all,绿电占比,green_share,,,in_force,at_least,0.8,0.35555"));
    CHECK_THAT(csv, Contains("\ngreen_hub,枢纽绿电占比,green_share,tiers "
                             "hub,,in_force,at_least,0.8,0.8000000000000002,share,0,pass,"));
    CHECK_THAT(csv, Contains("\npue_worst,最差 PUE,pue,,site,in_force,at_most,1.5,1.5,,0,pass,shed,"));
    CHECK_THAT(
        csv,
        Contains("\nhub_share,枢纽加速卡占比,hub_share,tiers hub,,in_force,at_least,0.6,0.75,share,0.15"));
    CHECK_THAT(csv, Contains("\ndomestic_new,新建中心国产化率,domestic_share,states candidate; stacks "
                             "cann,,in_force,at_least,1,0,share,-1,fail,"));
    CHECK_THAT(csv, Contains("\nnear_users,5 ms 内用户占比,users_within_share,within 5 ms round trip; "
                             "classes work,,in_force,at_least,"
                             "0.4,0.5,share,0.09999999999999998,pass"));
    CHECK_THAT(csv, Contains("\nserved,最差地区服务目标达成率,slo_attainment,,region,monitored,at_least,0.9,"
                             "0,share,-0.9,fail,herders,"));
    CHECK_THAT(
        csv, Contains("\ncapital,建设投资,cost_cny_capital,,,in_force,at_most,1000000,,CNY,,,,\"it needs a"));
    std::string const text = report::terminal_text(facts, {160, false});
    CHECK_THAT(text, Contains("Rules: 4 of 8 pass\n"));
    // Those that pass are not listed; the limit stands beside the value.
    CHECK_THAT(text,
               !Contains("Green share of hubs") && Contains("Green share, all sites") && Contains("35.6 %"));
    CHECK_THAT(text, Contains("SLO attainment of the worst region") && Contains("monitored") &&
                         Contains("it needs a"));
}
