// What stands behind and beside a verdict: its certainty, whether the demand served is the same, and the runners-up.
#include <algorithm>
#include <limits>

#include "sim/report/summary.hpp"
#include "sim/scenario/source_text.hpp"
#include "sim/scenario/yaml_reader.hpp"
#include "sim/study/certainty.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/runners_up.hpp"
#include "sim/study/served_demand.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;
using study::Criterion;
using study::Grade;
using study::Verdict;

namespace {

scenario::Draft yaml(std::string const& text) {
    scenario::Problems problems;
    auto draft = scenario::read_yaml(scenario::SourceText{"s.yaml", text}, problems);
    REQUIRE(draft);
    return *draft;
}

study::Metric metric(std::string_view key) {
    return study::metric_of(key).value();
}

study::Comparison comparison(std::string future, std::string alternative, double difference,
                             Verdict verdict) {
    study::Comparison c;
    c.metric = metric("net_cost_cny_per_year");
    c.future = std::move(future);
    c.alternative = std::move(alternative);
    c.difference.difference.count = 4;
    c.difference.difference.mean = difference;
    c.verdict = verdict;
    return c;
}

// Layouts a (the baseline) and b, futures calm and wild; the share of residents from 1 to 30 %, price from 0.2 to 0.4.
struct GradedStudy {
    study::Study study;
    study::SensitivityResult sensitivity;
    std::vector<study::Comparison> comparisons{
        comparison("calm", "a", 0.0, Verdict::is_baseline), comparison("calm", "b", -5.0, Verdict::better),
        comparison("wild", "a", 0.0, Verdict::is_baseline), comparison("wild", "b", -3.0, Verdict::better)};
    scenario::Draft scenario = yaml(
        "services: [{name: office, residency: {share: 10 %}}]\ntariffs: [{name: t, price: 0.31 CNY/kWh}]\n");

    GradedStudy() {
        study.axes = {{"layout", study::Role::compared, {{"a", {}}, {"b", {}}}, {}, {}, {}},
                      {"future", study::Role::future, {{"calm", {}}, {"wild", {}}}, {}, {}, {}}};
        study.baseline = {{0, 0}};
        study.metrics = {metric("net_cost_cny_per_year")};
        study.inputs = {
            {"residency", {"services.office.residency.share"}, {1.0, 30.0, "%"}, "S1", "M", "", {}},
            {"price", {"tariffs.t.price"}, {0.2, 0.4, "CNY/kWh"}, "S2", "K", "", {}}};
        study::InputSpread spread;
        spread.alternative = "b";
        spread.points = 64;
        spread.better_share = 58.0 / 64.0;
        sensitivity.spreads = {spread};
    }

    [[nodiscard]] study::Certainty grade(bool with_inputs = true) const {
        auto const rows =
            study::grade_certainty(study, comparisons, with_inputs ? &sensitivity : nullptr, scenario);
        REQUIRE(rows.size() == 1);
        return rows.front();
    }
};

}  // namespace

TEST_CASE("a grade combines random numbers, futures and inputs", "[study]") {
    GradedStudy of;
    // 58 of 64 samples are 90.6 %: likely. 61 of 64 are 95.3 %: robust. 51 of 64 are 79.7 %: neither.
    CHECK(of.grade().grade == Grade::likely);
    of.sensitivity.spreads[0].better_share = 61.0 / 64.0;
    CHECK(of.grade().grade == Grade::robust);
    of.sensitivity.spreads[0].better_share = 51.0 / 64.0;
    CHECK(of.grade().grade == Grade::depends);
    CHECK(of.grade(false).grade == Grade::significant);
    CHECK(of.grade(false).samples == 0);
}

TEST_CASE("futures lower a grade, and the baseline's decides", "[study]") {
    GradedStudy of;
    of.sensitivity.spreads[0].better_share = 1.0;
    SECTION("not significant in another future: likely") {
        of.comparisons[3].verdict = Verdict::not_significant;
        CHECK(of.grade().grade == Grade::likely);
        CHECK(of.grade(false).grade == Grade::likely);
        CHECK(of.grade().futures_better == 2);
    }
    SECTION("worse in another future: it depends") {
        of.comparisons[3] = comparison("wild", "b", 2.0, Verdict::worse);
        auto const graded = of.grade();
        CHECK(graded.grade == Grade::depends);
        CHECK(graded.futures_better == 1);
        CHECK(graded.worst_future == "wild");
    }
    SECTION("the mean over futures is none of them") {
        of.comparisons.push_back(comparison(std::string{study::all_futures}, "b", 1.0, Verdict::worse));
        CHECK(of.grade().grade == Grade::robust);
        CHECK(of.grade().futures == 2);
    }
    SECTION("what is not significant, or worse, has no better grade") {
        of.comparisons[1].verdict = Verdict::not_significant;
        CHECK(of.grade().grade == Grade::not_significant);
        of.comparisons[1] = comparison("calm", "b", 5.0, Verdict::worse);
        CHECK(of.grade().grade == Grade::worse);
    }
}

TEST_CASE("the decisive input is the one whose break-even value lies nearest to what is assumed", "[study]") {
    GradedStudy of;
    CHECK_FALSE(of.grade().decisive);
    // Residency turns at 4.9 %, assumed 10 %: 5.1 / 29 = 0.18 of its range. The price turns at 0.38, assumed 0.31:
    // 0.07 / 0.2 = 0.35.
    of.sensitivity.break_evens = {{"b", "price", false, 0.38, {}, {}},
                                  {"b", "residency", true, 4.9, {}, {}},
                                  {"c", "residency", true, 10.0, {}, {}}};
    auto const graded = of.grade();
    REQUIRE(graded.decisive);
    CHECK(graded.decisive->name == "residency");
    CHECK(graded.decisive->assumed == 10.0);
    CHECK(graded.decisive->better_below);
    std::string const csv = study::csv(study::certainty_table, std::vector{graded}, of.study);
    CHECK_THAT(csv,
               Catch::Contains(
                   "net_cost_cny_per_year,b,a,likely,2,2,,64,0.90625,residency,4.9,yes,10,%,1,30,M,S1\n"));
    // A share that the scenario does not write in the range's unit is taken for the middle: 15.5 is 0.366 away.
    of.scenario = yaml(
        "services: [{name: office, residency: {share: 0.1}}]\ntariffs: [{name: t, price: 0.31 CNY/kWh}]\n");
    CHECK(of.grade().decisive->name == "price");
    CHECK_FALSE(of.grade().decisive->better_below);
}

namespace {

using Figures = std::vector<std::pair<std::string, double>>;

// One layout each, one policy, runs 0 and 1 that add 0 and 1 to every net cost.
study::Results results_of(std::vector<Figures> const& layouts, std::string_view first_metric) {
    study::Study s;
    s.axes = {{"layout", study::Role::compared, {}, {}, {}, {}},
              {"policy", study::Role::response, {{"only", {}}}, {}, {}, {}}};
    s.baseline = {{0, 0}};
    s.replications = {2, 2, {}, true, {}};
    s.metrics = {metric(first_metric)};
    std::vector<std::string> keys;
    study::Rows rows;
    for (std::size_t l = 0; l < layouts.size(); ++l) {
        s.axes[0].levels.push_back({std::string(1, static_cast<char>('a' + l)), {}});
        s.points.push_back({{l, 0}});
        keys.push_back("key" + std::to_string(l));
        for (std::int64_t run = 0; run < 2; ++run) {
            study::Row row;
            row.key = keys.back();
            row.run = run;
            row.figures.assign(report::summary_keys().size(), std::numeric_limits<double>::quiet_NaN());
            for (auto const& [key, value] : layouts[l])
                row.figures[metric(key).column] =
                    value + (key == "net_cost_cny" ? static_cast<double>(run) : 0.0);
            row.figures[metric("window_s").column] = 86'400.0;
            rows.add(row);
        }
    }
    return {std::move(s), std::move(keys), std::move(rows)};
}

study::RunnerUp const& of(std::vector<study::RunnerUp> const& all, Criterion criterion) {
    auto const found = std::ranges::find(all, criterion, &study::RunnerUp::criterion);
    REQUIRE(found != all.end());
    return *found;
}

std::vector<study::RunnerUp> runners_up(study::Results const& results) {
    study::RuleFindings const findings{results};
    return study::runners_up(results, findings, study::best_responses(results, findings));
}

}  // namespace

TEST_CASE("beside the cheapest stand the least cost of carbon avoided and the best service", "[study]") {
    Figures const a{{"net_cost_cny", 100.0},
                    {"carbon_kg_location", 1000.0},
                    {"carbon_kg_market", 1000.0},
                    {"slo_attainment", 0.9}};
    Figures const b{{"net_cost_cny", 90.0},
                    {"carbon_kg_location", 1100.0},
                    {"carbon_kg_market", 1100.0},
                    {"slo_attainment", 0.8}};
    Figures const c{{"net_cost_cny", 130.0},
                    {"carbon_kg_location", 400.0},
                    {"carbon_kg_market", 100.0},
                    {"slo_attainment", 0.99}};
    Figures const d{{"net_cost_cny", 120.0},
                    {"carbon_kg_location", 900.0},
                    {"carbon_kg_market", 900.0},
                    {"slo_attainment", 0.95}};
    auto const results = results_of({a, b, c, d}, "net_cost_cny");
    auto const all = runners_up(results);
    CHECK(of(all, Criterion::net_cost).point == 1);
    CHECK(of(all, Criterion::net_cost).cny_per_year == Approx(-10.0 * 365.0));
    // c: 30 CNY for 600 kg, 50 CNY a tonne; d: 20 CNY for 100 kg, 200. The differences do not vary.
    auto const& carbon = of(all, Criterion::carbon_location);
    CHECK(carbon.point == 2);
    CHECK(carbon.cny_per_tonne.value() == Approx(50.0));
    CHECK(carbon.tonnes_per_year.value() == Approx(0.6 * 365.0));
    // What contracts take off has no price: no premium of green energy is given.
    CHECK(of(all, Criterion::carbon_market).point == 2);
    CHECK_FALSE(of(all, Criterion::carbon_market).cny_per_tonne);
    CHECK(of(all, Criterion::job_slo).point == 2);
    CHECK(of(all, Criterion::job_slo).slo_attainment.value() == Approx(0.99));
    CHECK(std::ranges::find(all, Criterion::request_slo, &study::RunnerUp::criterion) ==
          all.end());  // no requests
    CHECK_THAT(study::csv(study::runners_up_table, all, results.study()),
               Catch::Contains("base,\"least CNY per tonne, location-based\",c,only,10950,219,50,"));
}

TEST_CASE("of layouts that avoid carbon for nothing, the one that avoids most", "[study]") {
    Figures const a{{"net_cost_cny", 100.0}, {"carbon_kg_location", 1000.0}};
    Figures const b{{"net_cost_cny", 90.0}, {"carbon_kg_location", 999.0}};  // -10,000 CNY a tonne, of one kg
    Figures const c{{"net_cost_cny", 99.0}, {"carbon_kg_location", 500.0}};  // -2 CNY a tonne
    Figures const d{{"net_cost_cny", 101.0}, {"carbon_kg_location", 100.0}};  // dearer
    auto const all = runners_up(results_of({a, b, c, d}, "net_cost_cny"));
    CHECK(of(all, Criterion::carbon_location).point == 2);
    CHECK(of(all, Criterion::carbon_location).cny_per_tonne.value() == Approx(-2.0));
    auto const none =
        runners_up(results_of({a, {{"net_cost_cny", 90.0}, {"carbon_kg_location", 2000.0}}}, "net_cost_cny"));
    CHECK(std::ranges::find(none, Criterion::carbon_location, &study::RunnerUp::criterion) == none.end());
}

TEST_CASE("bills of different demand name no best", "[study]") {
    auto const served = [](double unserved) {
        return Figures{{"cost_cny_total", 100.0 - unserved},
                       {"net_cost_cny_per_year", 100.0 + unserved},
                       {"slo_attainment", 0.9},
                       {"accelerator_hours_demanded", 1000.0},
                       {"accelerator_hours_unserved", unserved}};
    };
    auto const gap_by = [&](std::string_view key, double of_c, double tolerance) {
        auto const results = results_of({served(10.0), served(14.0), served(of_c)}, key);
        auto const comparisons = study::compare(results, study::best_responses(results), {});
        study::Study study = results.study();
        study.demand_tolerance = tolerance;
        return study::find_demand_gap(
            study, study.metrics.front(),
            study::served_demand(results, study::RuleFindings{results}, comparisons));
    };
    // a leaves 1 % unserved, b 1.4 %, c 4 %: 3 points apart.
    auto const gap = gap_by("cost_cny_total", 40.0, 0.005);
    REQUIRE(gap);
    CHECK(gap->least.alternative == "a");
    CHECK(gap->most.alternative == "c");
    CHECK(gap->most.unserved_share() == Approx(0.04));
    CHECK_FALSE(gap_by("cost_cny_total", 40.0, 0.05));
    CHECK_FALSE(gap_by("cost_cny_total", 12.0, 0.005));         // 0.4 points
    CHECK_FALSE(gap_by("net_cost_cny_per_year", 40.0, 0.005));  // it has the value of what is not served
    CHECK_FALSE(gap_by("slo_attainment", 40.0, 0.005));

    // a: 90 CNY, 10 h; b: 86, 14; c: 60, 40: each is cheaper and leaves more. d costs as much as a and leaves more.
    auto const four = results_of({served(10.0),
                                  served(14.0),
                                  served(40.0),
                                  {{"cost_cny_total", 90.0},
                                   {"accelerator_hours_demanded", 1000.0},
                                   {"accelerator_hours_unserved", 11.0}}},
                                 "cost_cny_total");
    std::string front;
    for (study::ServedDemand const& one : study::served_demand(
             four, study::RuleFindings{four}, study::compare(four, study::best_responses(four), {}))) {
        if (one.on_front) front += one.alternative;
    }
    CHECK(front == "abc");

    auto const results = results_of({served(10.0), served(40.0)}, "cost_cny_total");
    auto const comparisons = study::compare(results, study::best_responses(results), {});
    CHECK_THAT(study::csv(study::served_demand_table,
                          study::served_demand_rows(results, study::RuleFindings{results}, comparisons),
                          results.study()),
               Catch::Contains("base,b,only,1000,40,0.04,no,60,yes\n"));
}
