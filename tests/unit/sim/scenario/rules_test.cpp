// Rules in scenario files: what is wrong with them, how those of several files add up, and what keys of points follow.
#include <algorithm>

#include "tests/support/catch.hpp"
#include "tests/support/places.hpp"
#include "tests/support/rule_worlds.hpp"
#include "tests/unit/sim/scenario/expected_problem.hpp"

namespace meridian::testing {
namespace {

struct BadRules {
    char const* rules;
    char const* where;
    char const* wrong;
    char const* fix;
};

scenario::Reading read_rules(WrittenFiles const& folder, std::string const& rules) {
    auto const text =
        std::string{good_scenario} + "tiers: [{name: hub}, {name: edge}]\nrules:\n" + rules + "\n";
    auto const tiered =
        std::string{text}.replace(text.find("node: beijing, tariff"), 14, "node: beijing, tier: hub,");
    return scenario::read_scenario(folder.write("s.yaml", tiered), {}, shipped_vocabulary());
}

}  // namespace

TEST_CASE("what is wrong with a rule is said with its place and a fix", "[scenario][rules]") {
    WrittenFiles const folder;
    for (BadRules const& bad : {
             BadRules{"  - {name: a, measure: pue, at_most: 1.3}\n  - {name: a, measure: pue, at_most: 1.2}",
                      "s.yaml:27:12", "two rule records named 'a'", "the first is in line 26"},
             BadRules{"  - {name: a, measure: green_shares, at_least: 80 %}", "s.yaml:26:24",
                      "the rule 'a' is on a measure that there is not: 'green_shares'",
                      "did you mean 'green_share'?"},
             BadRules{"  - {name: a, measure: pue}", "s.yaml:26:5", "has neither 'at_least' nor 'at_most'",
                      "add 'at_least: "},
             BadRules{"  - {name: a, measure: pue, at_least: 1.1, at_most: 1.3}", "s.yaml:26:53",
                      "has both 'at_least' and 'at_most'", "write two rules"},
             BadRules{"  - {name: a, measure: pue, at_most: 80 %}", "s.yaml:26:38", "at_most of the rule 'a'",
                      ""},
             BadRules{"  - {name: a, measure: green_share, at_least: 80 kW}", "s.yaml:26:47",
                      "at_least of the rule 'a'", ""},
             BadRules{"  - {name: a, measure: cost_cny_total, at_most: 80 s}", "s.yaml:26:49",
                      "at_most of the rule 'a'", ""},
             BadRules{"  - {name: a, measure: pue, at_most: 1.3, scope: {classes: [batch]}}", "s.yaml:26:60",
                      "has a scope 'classes', which 'pue' does not take",
                      "it takes 'tiers', 'provinces', 'outside_provinces', 'states'"},
             BadRules{"  - {name: a, measure: pue, at_most: 1.3, scope: {place: x}}", "s.yaml:26:51", "place",
                      ""},
             BadRules{"  - {name: a, measure: events, at_most: 5, scope: {tiers: [hub]}}", "s.yaml:26:59",
                      "has a scope 'tiers', which 'events' does not take", "remove 'scope'"},
             BadRules{"  - {name: a, measure: pue, at_most: 1.3, scope: {tiers: [hubs]}}", "s.yaml:26:59",
                      "there is no tier 'hubs'", "did you mean 'hub'?"},
             BadRules{"  - {name: a, measure: pue, at_most: 1.3, scope: {tiers: []}}", "s.yaml:26:58",
                      "has an empty list 'tiers'", "name one at least"},
             BadRules{"  - {name: a, measure: pue, at_most: 1.3, scope: {states: [planned]}}", "s.yaml:26:60",
                      "names the state 'planned' of sites", "write one of: existing, committed, candidate"},
             BadRules{"  - {name: a, measure: pue, at_most: 1.3, scope: {provinces: [Hebei]}}",
                      "s.yaml:26:63", "names the province 'Hebei', in which no node lies",
                      "give nodes their 'province'"},
             BadRules{"  - {name: a, measure: domestic_share, at_least: 1, scope: {stacks: [cannn]}}",
                      "s.yaml:26:70", "there is no stack 'cannn'", "did you mean 'cann'?"},
             BadRules{"  - {name: a, measure: slo_attainment, at_least: 1, scope: {classes: [bach]}}",
                      "s.yaml:26:71", "there is no class 'bach'", "did you mean 'batch'?"},
             BadRules{"  - {name: a, measure: hub_share, at_least: 60 %}", "s.yaml:26:5",
                      "'hub_share' needs a scope",
                      "add one of 'tiers', 'provinces', 'outside_provinces' under 'scope'"},
             BadRules{"  - {name: a, measure: users_within_share, at_least: 1, scope: {within: 5 ms}}",
                      "s.yaml:26:64", "has no 'path' in its scope", "'path: one_way' or 'path: round_trip'"},
             BadRules{"  - {name: a, measure: users_within_share, at_least: 1, scope: {within: 7 ms, path: "
                      "one_way}}",
                      "s.yaml:26:73", "asks for a latency circle of '7 ms'", "write 1 ms, 5 ms or 20 ms"},
             BadRules{"  - {name: a, measure: pue, at_most: 1.3, worst_of: region}", "s.yaml:26:53",
                      "asks for the worst region, and 'pue' is not counted by region", "write one of 'site'"},
             BadRules{"  - {name: a, measure: events, at_most: 5, worst_of: site}", "s.yaml:26:54",
                      "asks for the worst site", "remove 'worst_of'"},
             BadRules{"  - {name: a, measure: pue, at_most: 1.3, status: soon}", "s.yaml:26:51", "status",
                      ""},
             BadRules{"  - {measure: pue, at_most: 1.3}", "s.yaml:26:5", "has no 'name'", "add 'name: "},
         }) {
        CAPTURE(bad.rules);
        auto const reading = read_rules(folder, bad.rules);
        std::string all;
        for (auto const& problem : reading.problems)
            all += folder.shortened(words(problem)) + "\n";
        CAPTURE(all);
        CHECK_FALSE(reading.scenario.has_value());
        REQUIRE(reading.problems.size() == 1);
        CHECK(folder.shortened(words(reading.problems.front())).starts_with(std::string{bad.where} + ": "));
        CHECK_THAT(reading.problems.front().wrong, Catch::Contains(bad.wrong));
        CHECK_THAT(reading.problems.front().fix, Catch::Contains(bad.fix));
        CHECK_FALSE(reading.problems.front().fix.empty());
    }
}

TEST_CASE("rules of included files add up, and those of one name merge key by key", "[scenario][rules]") {
    WrittenFiles const folder;
    folder.write("base.yaml", good_scenario);
    folder.write("first.yaml",
                 "rules:\n  - {name: a, measure: pue, at_most: 1.5, source: S1, grade: A}\n"
                 "  - {name: b, measure: pue, at_most: 1.4}\n");
    folder.write("second.yaml",
                 "rules: [{name: c, measure: green_share, at_least: 80 %, status: monitored}]\n");
    auto const file =
        folder.write("s.yaml",
                     "include: [base.yaml, first.yaml, second.yaml]\n"
                     "rules: [{name: d, measure: events, at_most: 9}, {name: b, at_most: 1.3}]\n");
    auto const reading = scenario::read_scenario(file, {}, shipped_vocabulary());
    auto const& s = good(folder, reading);
    std::vector<std::string> names;
    for (Rule const& rule : s.rules)
        names.push_back(rule.text.name);
    CHECK(names == std::vector<std::string>{"a", "b", "c", "d"});
    CHECK(s.rules[1].text.limit == 1.3);
    CHECK(s.rules[1].text.measure == "pue");
    CHECK(s.rules[2].text.status == RuleStatus::monitored);
    CHECK_FALSE(s.rules[2].text.decides());
    // Where they come from stands with the other assumptions.
    CHECK(std::ranges::find(s.provenance, "rules.a", &Provenance::what) != s.provenance.end());
    // A table serves as well.
    folder.write("rules.csv",
                 "name,measure,at_most,scope.states,worst_of\na,pue,1.2,candidate committed,site\n");
    auto const table = folder.write("t.yaml", "include: base.yaml\nrules: {table: rules.csv}\n");
    auto const from_table = scenario::read_scenario(table, {}, shipped_vocabulary());
    auto const& t = good(folder, from_table);
    REQUIRE(t.rules.size() == 1);
    CHECK(t.rules[0].scope.states == std::vector{SiteState::candidate, SiteState::committed});
    CHECK(t.rules[0].worst_of == WorstOf::site);
    // One run is taken for another where only what is asked of a measure differs, not where it measures otherwise.
    auto const figures = [&](std::string const& rule) {
        auto const text = "include: base.yaml\nrules: [{name: a, measure: pue, " + rule + "}]\n";
        return figures_yaml(
            scenario::read_scenario(folder.write("u.yaml", text), {}, shipped_vocabulary()).resolved);
    };
    CHECK(figures("at_most: 1.2") ==
          figures("at_most: 1.3, status: expired, date: 2025-01, display_name: x, name_zh: x"));
    CHECK(figures("at_most: 1.2") != figures("at_most: 1.2, worst_of: site"));
}

TEST_CASE("a rule on a class is on its part that may not leave its province too", "[scenario][rules]") {
    WrittenFiles const folder;
    auto text = good_but("runtime: 2 h}", "runtime: 2 h, residency: {within: city, share: 10 %}}");
    text += "rules: [{name: a, measure: slo_attainment, at_least: 90 %, scope: {classes: [batch]}}]\n";
    auto const reading = scenario::read_scenario(folder.write("s.yaml", text), {}, shipped_vocabulary());
    auto const& s = good(folder, reading);
    REQUIRE(s.classes.size() == 2);
    CHECK(s.rules.at(0).scope.classes == std::vector{ClassId{0}, ClassId{1}});
}

TEST_CASE("the national packs are read, and each rule of theirs has a source and a date",
          "[scenario][rules]") {
    auto const file = std::filesystem::path{source_folder} / "scenarios/national/quarter_rules.yaml";
    auto const reading = scenario::read_scenario(file, {}, shipped_vocabulary());
    REQUIRE(reading.scenario.has_value());
    std::array<int, 3> by_status{};
    for (Rule const& rule : reading.scenario->rules) {
        CAPTURE(rule.text.name);
        ++by_status[static_cast<std::size_t>(rule.text.status)];
        CHECK_FALSE(rule.text.source.empty());
        CHECK_FALSE(rule.text.date.empty());
        CHECK_FALSE(rule.text.name_zh.empty());
    }
    CHECK(by_status == std::array{7, 3, 5});
}

}  // namespace meridian::testing
