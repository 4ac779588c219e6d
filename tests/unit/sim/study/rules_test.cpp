// Whether alternatives keep the rules of a study: by hand, on known distributions, and in the choice of the best.
#include <cmath>
#include <limits>
#include <random>

#include "sim/report/summary.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/comparison_tables.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/rule_findings.hpp"
#include "sim/study/rule_json.hpp"
#include "sim/study/rule_tables.hpp"
#include "sim/study/run_parts.hpp"
#include "sim/study/served_demand.hpp"
#include "sim/study/value_range.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using study::Finding;

namespace {

RuleText at_least(double limit) {
    RuleText rule;
    rule.name = "near";
    rule.measure = "requests_within_share";
    rule.unit = "share";
    rule.is_at_least = true;
    rule.limit = limit;
    return rule;
}

struct PolicyRuns {
    double cost;
    std::vector<double> near;  // by run; empty: no value
};

// A study of up to three layouts and two policies, three runs each.
study::Results results(std::vector<std::vector<PolicyRuns>> const& layouts, RuleText const& rule) {
    study::Study s;
    s.axes = {{"layout", study::Role::compared, {{"a", {}}, {"b", {}}, {"c", {}}}, {}, {}, {}},
              {"policy", study::Role::response, {{"fair", {}}, {"cheap", {}}}, {}, {}, {}}};
    s.baseline = {{0, 0}};
    s.reference_policy = 0;
    s.replications = {3, 3, {}, true, {}};
    s.metrics = {study::metric_of("cost_cny_total").value()};
    s.rules = {rule};
    std::size_t const near = study::metric_of("requests_within_20ms_share_one_way").value().column;
    std::vector<std::string> keys;
    study::Rows rows;
    for (std::size_t l = 0; l < layouts.size(); ++l) {
        for (std::size_t p = 0; p < layouts[l].size(); ++p) {
            s.points.push_back({{l, p}});
            keys.push_back("key" + std::to_string(keys.size()));
            for (std::int64_t run = -1; run < 3; ++run) {
                study::Row row;
                row.key = keys.back();
                row.run = run;
                row.figures.assign(report::summary_keys().size(), std::numeric_limits<double>::quiet_NaN());
                PolicyRuns const& runs = layouts[l][p];
                row.figures[s.metrics[0].column] = runs.cost + 0.01 * static_cast<double>(run);
                row.figures[study::metric_of("accelerator_hours_unserved").value().column] = 10.0;
                row.figures[study::metric_of("accelerator_hours_demanded").value().column] = 100.0;
                if (!runs.near.empty() && run >= 0) {
                    double const value = runs.near[static_cast<std::size_t>(run)];
                    row.figures[near] = value;
                    row.parts.push_back({study::rule_part(rule.name), value});
                }
                rows.add(row);
            }
        }
    }
    return {std::move(s), std::move(keys), std::move(rows)};
}

}  // namespace

TEST_CASE("a rule passes, fails or is open by the one-sided bounds of its margin", "[study][rules]") {
    RuleText const rule = at_least(0.9);
    // Margins 0.01, 0.02, 0.03: mean 0.02, standard error 0.01 / sqrt(3) = 0.0057735, Student's 95 % quantile with 2
    // degrees of freedom 2.919986: bounds 0.02 -+ 0.0168586.
    std::vector<double> const values{0.91, 0.92, 0.93};
    auto const passes = study::find_rule(rule, values, 0, 0.95);
    CHECK(passes.finding == Finding::passes);
    CHECK(passes.value == Approx(0.92));
    CHECK(passes.margin.interval.value().low == Approx(0.02 - 0.0168586).epsilon(1e-4));
    CHECK(passes.margin.interval.value().high == Approx(0.02 + 0.0168586).epsilon(1e-4));
    CHECK(passes.passed == 3);
    // At 99 % the quantile is 6.964557 and the lower bound below 0.
    CHECK(study::find_rule(rule, values, 0, 0.99).finding == Finding::open);
    CHECK(study::find_rule(at_least(0.95), values, 0, 0.95).finding == Finding::fails);
    CHECK(study::find_rule(at_least(0.93), values, 0, 0.95).finding == Finding::open);
    CHECK(study::find_rule(at_least(0.93), values, 0, 0.95).passed == 1);
    // Values that do not vary leave no doubt: at the limit the rule is kept.
    CHECK(study::find_rule(rule, std::vector{0.9, 0.9}, 0, 0.95).finding == Finding::passes);
    CHECK(study::find_rule(rule, std::vector{0.89, 0.89}, 0, 0.95).finding == Finding::fails);
    // One run says nothing, unless the layout alone decides the measure.
    CHECK(study::find_rule(rule, std::vector{0.99}, 0, 0.95).finding == Finding::open);
    RuleText fixed = rule;
    fixed.is_fixed = true;
    CHECK(study::find_rule(fixed, std::vector{0.99}, 0, 0.95).finding == Finding::passes);
    CHECK(study::find_rule(fixed, std::vector{0.8}, 0, 0.95).finding == Finding::fails);
    // Nothing that the rule is of, or no value where there should be one.
    CHECK(study::find_rule(rule, {}, 0, 0.95).finding == Finding::not_applicable);
    CHECK(study::find_rule(rule, {}, 3, 0.95).finding == Finding::open);
    CHECK(study::find_rule(rule, values, 1, 0.95).finding == Finding::open);
}

TEST_CASE("a verdict on a rule is wrong as often as its confidence allows, whatever the margin",
          "[study][rules]") {
    constexpr std::uint64_t seed = 20261129;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    RuleText const rule = at_least(0.0);
    constexpr int studies = 4000;
    constexpr double spread = 1.0;
    // The true margin, in standard deviations of a run. Of ten normal values the chance to pass at 95 % is that of
    // noncentral t above 1.833113; at 0 it is 5 %.
    for (double const margin : {-2.0, -0.2, 0.0, 0.2, 2.0}) {
        int passed = 0;
        int failed = 0;
        for (int i = 0; i < studies; ++i) {
            std::normal_distribution<double> normal{margin, spread};
            std::vector<double> values(10);
            for (double& value : values)
                value = normal(random);
            Finding const finding = study::find_rule(rule, values, 0, 0.95).finding;
            passed += finding == Finding::passes ? 1 : 0;
            failed += finding == Finding::fails ? 1 : 0;
        }
        double const passes = static_cast<double>(passed) / studies;
        double const fails = static_cast<double>(failed) / studies;
        CAPTURE(margin, passes, fails);
        // Four standard errors of a share of 5 % of 4,000 are 1.4 %.
        if (margin <= 0.0) CHECK(passes <= 0.05 + 0.014);
        if (margin >= 0.0) CHECK(fails <= 0.05 + 0.014);
        if (margin == 0.0) {
            CHECK(passes >= 0.05 - 0.014);
            CHECK(fails >= 0.05 - 0.014);
        }
        if (margin == 2.0) CHECK(passes > 0.99);
        if (margin == -2.0) CHECK(fails > 0.99);
    }
}

TEST_CASE("all rules together pass no more often than one of them may", "[study][rules]") {
    // Two rules at whose limits the network stands exactly, independent: that both pass is rarer than 5 %.
    constexpr std::uint64_t seed = 7;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::normal_distribution<double> normal{0.0, 1.0};
    RuleText const rule = at_least(0.0);
    int both = 0;
    for (int i = 0; i < 2000; ++i) {
        int passed = 0;
        for (int r = 0; r < 2; ++r) {
            std::vector<double> values(6);
            for (double& value : values)
                value = normal(random);
            passed += study::find_rule(rule, values, 0, 0.95).finding == Finding::passes ? 1 : 0;
        }
        both += passed == 2 ? 1 : 0;
    }
    CHECK(both <= 100);
}

TEST_CASE("a rule forbids the cheapest policy, and the best layout is the cheapest that passes",
          "[study][rules]") {
    // The cheap policy saves 0.1 % and lets users within 20 ms fall from 94 % to 54 %. Layout b is cheaper than a.
    std::vector<double> const near{0.94, 0.941, 0.939};
    std::vector<double> const far{0.54, 0.541, 0.539};
    auto const r = results({{{1000.0, near}, {999.0, far}}, {{900.0, far}, {899.0, far}}}, at_least(0.9));
    study::RuleFindings const findings{r};
    auto const responses = study::best_responses(r, findings);
    REQUIRE(responses.size() == 2);
    CHECK(responses[0].point == 0);
    CHECK(responses[0].standing == Finding::passes);
    CHECK(responses[0].barred == std::optional<std::size_t>{1});
    CHECK(responses[1].point == 3);  // neither passes: the cheapest, and it is said
    CHECK(responses[1].standing == Finding::fails);
    auto const all = study::compare(r, responses, {});
    auto const best = study::compare_with_best(r, responses, all);
    REQUIRE(best.size() == 2);
    CHECK(best[0].verdict == study::Verdict::is_baseline);  // a, though b costs less
    // The same whatever unserved work is worth, of which all leave as much: but for the rule, b with the cheap policy.
    auto const ranges = study::value_ranges(r, findings);
    REQUIRE(!ranges.empty());
    CHECK(ranges[0].point == 0);
    CHECK(std::isinf(ranges[0].to));
    std::vector<std::size_t> points{0, 1, 2, 3};
    findings.keep_best(points);
    CHECK(points == std::vector<std::size_t>{0});
    // What stops b, and by how much: 0.54 of 0.9.
    auto const stops = study::obstructions(r.study(), findings, {3});
    REQUIRE(stops.size() == 1);
    CHECK(stops[0].finding.margin.mean == Approx(-0.36));
    auto const trades = study::response_trades(r, findings, responses);
    REQUIRE(trades.size() == 1);
    CHECK(trades[0].by_rule);
    CHECK(trades[0].chosen == "fair");
    CHECK(trades[0].other == "cheap");
    CHECK(trades[0].gain == Approx(-0.001).epsilon(0.01));
    std::string const csv =
        study::csv(study::rules_table, study::rule_rows(r, findings, responses), r.study());
    CHECK_THAT(
        csv, Catch::Contains("\nbase,a,fair,near,,requests_within_share,,,runs,,in_force,at_least,0.9,0.94"));
    CHECK_THAT(csv, Catch::Contains(",share,3,3,1,"));
    CHECK_THAT(csv, Catch::Contains("\nbase,b,cheap,near,"));
    CHECK_THAT(csv, Catch::Contains(",fails,"));
    CHECK_THAT(study::csv(study::response_trades_table, trades, r.study()),
               Catch::Contains("a,fair,cheap,cost_cny_total,") && Catch::Contains(",near,0.94,0.54,share,") &&
                   Catch::Contains("barred by the rule"));
}

// a costs 1,000, b 900, c 950 and c passes with a: b, the cheapest, has 0.54 of 0.9.
TEST_CASE("a layout that the rules rule out dominates none and sets no regret", "[study][rules]") {
    std::vector<double> const near{0.94, 0.941, 0.939};
    std::vector<double> const far{0.54, 0.541, 0.539};
    RuleText rule = at_least(0.9);
    auto const r = results({{{1000.0, near}}, {{900.0, far}}, {{950.0, near}}}, rule);
    study::RuleFindings const findings{r};
    auto const responses = study::best_responses(r, findings);
    auto const all = study::compare(r, responses, {});
    auto const rows = study::pareto_rows(all, r.study().metrics, findings);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].dominated_by == "c");
    CHECK_FALSE(rows[0].ruled_out);
    CHECK_FALSE(rows[1].dominated_by);
    CHECK(rows[1].ruled_out == Finding::fails);
    CHECK_FALSE(rows[2].dominated_by);
    CHECK_FALSE(rows[2].ruled_out);
    CHECK_THAT(study::csv(study::pareto_table, rows, r.study()),
               Catch::Contains(",dominated_by,ruled_out\n") &&
                   Catch::Contains("base,b,fair,900.01,,fails\n") &&
                   Catch::Contains("base,a,fair,1000.01,c,\n"));
    // Regrets against c: 50, -50 (it would be better), 0; each in its future and as the worst.
    auto const regrets = study::regrets(r, responses);
    REQUIRE(regrets.size() == 6);
    CHECK(regrets[0].regret == Approx(50.0));
    CHECK(regrets[2].regret == Approx(-50.0));
    CHECK(regrets[2].ruled_out == Finding::fails);
    CHECK(regrets[3].regret == Approx(-50.0));
    CHECK(regrets[3].ruled_out == Finding::fails);
    CHECK(regrets[5].regret == 0.0);
    CHECK_FALSE(regrets[5].ruled_out);
    CHECK_THAT(study::csv(study::regret_table, regrets, r.study()),
               Catch::Contains("b,(worst),900.01,-50,fails\n"));
    // All leave as much unserved: of those that may be chosen c is the cheapest.
    auto const served = study::served_demand(r, findings, all);
    REQUIRE(served.size() == 3);
    CHECK_FALSE(served[0].on_front);
    CHECK_FALSE(served[1].on_front);
    CHECK(served[1].ruled_out == Finding::fails);
    CHECK(served[2].on_front);
    CHECK_THAT(study::csv(study::served_demand_table, study::served_demand_rows(r, findings, all), r.study()),
               Catch::Contains(",no,fails\n"));

    // Where none passes, all may be chosen: b is the best.
    auto const none = results({{{1000.0, far}}, {{900.0, far}}}, rule);
    auto const worst = study::best_responses(none);
    auto const fronts =
        study::pareto_rows(study::compare(none, worst, {}), none.study().metrics, study::RuleFindings{none});
    CHECK(fronts[0].dominated_by == "b");
    CHECK_FALSE(fronts[1].ruled_out);
    CHECK(study::regrets(none, worst)[0].regret == Approx(100.0));
}

TEST_CASE("where no rule forbids it, the cheapest policy is chosen and what it trades is said",
          "[study][rules]") {
    std::vector<double> const near{0.94, 0.941, 0.939};
    std::vector<double> const far{0.54, 0.541, 0.539};
    RuleText rule = at_least(0.9);
    rule.status = RuleStatus::monitored;
    auto const r = results({{{1000.0, near}, {999.0, far}}, {{900.0, far}, {899.0, far}}}, rule);
    study::RuleFindings const findings{r};
    auto const responses = study::best_responses(r, findings);
    CHECK(responses[0].point == 1);
    CHECK(responses[0].standing == Finding::passes);
    CHECK_FALSE(responses[0].barred.has_value());
    auto const trades = study::response_trades(r, findings, responses);
    REQUIRE(trades.size() == 1);
    CHECK_FALSE(trades[0].by_rule);
    CHECK(trades[0].figure == "requests_within_20ms_share_one_way");
    CHECK(trades[0].value == Approx(0.54));
    CHECK(trades[0].of_other == Approx(0.94));
    CHECK(trades[0].gain == Approx(0.001).epsilon(0.01));
    // Without rules it is the same.
    auto const best = study::compare_with_best(r, responses, study::compare(r, responses, {}));
    CHECK(best[1].verdict == study::Verdict::is_baseline);
}

TEST_CASE("a policy on which a rule is open comes before one that fails", "[study][rules]") {
    std::vector<double> const open{0.85, 0.9, 0.96};
    std::vector<double> const far{0.5, 0.51, 0.52};
    auto const r = results({{{1000.0, open}, {500.0, far}}, {{900.0, {}}, {899.0, far}}}, at_least(0.9));
    auto const responses = study::best_responses(r);
    CHECK(responses[0].point == 0);
    CHECK(responses[0].standing == Finding::open);
    CHECK(responses[1].point == 2);  // its runs have no value where the rule applies
    CHECK(responses[1].standing == Finding::open);
}

TEST_CASE("rules stand in study.json as they are", "[study][rules]") {
    RuleText rule = at_least(0.1 + 0.2);
    rule.name_zh = "时延";
    rule.scope = "within 20 ms one way";
    rule.worst_of = "region";
    rule.status = RuleStatus::expired;
    rule.source = "S20";
    rule.date = "2023-12";
    rule.clause = "goals";
    rule.is_fixed = true;
    CHECK(study::rules_of(study::rules_json({rule, at_least(1.0)})) == std::vector{rule, at_least(1.0)});
}
