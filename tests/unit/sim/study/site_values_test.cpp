#include "sim/study/site_values.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "models/statistics/student_t.hpp"
#include "sim/app/vocabulary.hpp"
#include "sim/report/summary.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/metrics.hpp"
#include "sim/study/play.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/value_range.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"

using namespace meridian;
using study::SiteValue;
using study::SiteVerdict;

namespace {

void set(study::Row& row, std::string_view key, double value) {
    row.figures[study::metric_of(key).value().column] = value;
}

// A year's run.
study::Row a_run(std::string key, std::int64_t run, double cost, double lost) {
    study::Row row;
    row.key = std::move(key);
    row.run = run;
    row.figures.assign(report::summary_keys().size(), 0.0);
    set(row, "window_s", 365.0 * 86'400.0);
    set(row, "cost_cny_total", cost);
    set(row, "value_lost_cny", lost);
    set(row, "net_cost_cny", cost + lost);
    set(row, "net_cost_cny_per_year", cost + lost);
    return row;
}

// One layout with two policies and two sites, three runs. By point: cost, then value lost in each run.
struct PointRuns {
    study::Point point;
    double cost;
    std::array<double, 3> lost;
};
study::Results results_of(std::vector<PointRuns> const& points, study::Role role) {
    study::Study s;
    s.axes = {{"policy", study::Role::response, {{"plain", {}}, {"clever", {}}}, {}, {}, {}},
              {"change", role, {{"base", {}}, {"hub", {}}, {"edge", {}}}, {}, {}, {}}};
    if (role == study::Role::added) s.axes[1].addition = study::Addition{1000.0, "card"};
    s.baseline = {{0, 0}};
    s.replications = {3, 3, {}, true, {}};
    s.metrics = {study::metric_of("net_cost_cny_per_year").value()};
    std::vector<std::string> keys;
    study::Rows rows;
    for (PointRuns const& one : points) {
        keys.push_back("key" + std::to_string(keys.size()));
        s.points.push_back(one.point);
        if (role == study::Role::added) s.added.push_back(one.point.level[1] == 0 ? 0.0 : 1000.0);
        for (std::size_t run = 0; run < 3; ++run)
            rows.add(a_run(keys.back(), static_cast<std::int64_t>(run), one.cost, one.lost[run]));
    }
    return {std::move(s), std::move(keys), std::move(rows)};
}

std::vector<SiteValue> values_of(study::Results const& results) {
    return study::site_values(results, study::RuleFindings{results});
}

// "clever" is best with all sites (100 + 10), "plain" without the hub (60 + 90, 100, 110) and without the edge.
std::vector<PointRuns> const with_and_without{
    {{{0, 0}}, 100.0, {20.0, 20.0, 20.0}},  {{{1, 0}}, 100.0, {10.0, 10.0, 10.0}},
    {{{0, 1}}, 60.0, {90.0, 100.0, 110.0}}, {{{1, 1}}, 60.0, {190.0, 200.0, 210.0}},
    {{{0, 2}}, 95.0, {10.0, 10.0, 10.0}},   {{{1, 2}}, 95.0, {30.0, 30.0, 30.0}}};

}  // namespace

TEST_CASE("what a site is worth is what it keeps less what it costs, each with its best policy",
          "[study][value]") {
    // The hub: value 80, 90, 100 and cost 40: worth 50 on average, sd 10. Two sites: each interval at 97.5 %.
    // The edge keeps nothing and costs 5: worth -5 in each run.
    auto const values = values_of(results_of(with_and_without, study::Role::removed));
    REQUIRE(values.size() == 2);
    SiteValue const& hub = values[0];
    CHECK(hub.site == "hub");
    CHECK(hub.rank == 1);
    CHECK(hub.worth.mean == Approx(50.0));
    CHECK(hub.value == Approx(90.0));
    CHECK(hub.cost == Approx(40.0));
    CHECK(hub.response == "clever");
    CHECK(hub.response_of_change == "plain");
    double const half = student_t_two_sided(0.975, 2) * 10.0 / std::sqrt(3.0);
    REQUIRE(hub.worth.interval);
    CHECK(hub.worth.interval->low == Approx(50.0 - half));
    CHECK(hub.worth.interval->high == Approx(50.0 + half));
    CHECK(hub.verdict == SiteVerdict::pays);
    SiteValue const& edge = values[1];
    CHECK(edge.rank == 2);
    CHECK(edge.worth.mean == Approx(-5.0));
    CHECK(edge.value == Approx(0.0));
    CHECK(edge.verdict == SiteVerdict::does_not_pay);
    CHECK_THAT(study::csv(study::site_values_table, study::values_of(values, study::Role::removed), {}),
               Catch::Contains("\nchange,base,base,1,hub,50,") &&
                   Catch::Contains(",90,40,pays,clever,plain,3\n") &&
                   Catch::Contains("\nchange,base,base,2,edge,-5,-5,-5,0,5,does not pay,clever,plain,3\n"));
    CHECK(study::values_of(values, study::Role::added).empty());
}

TEST_CASE("what accelerators bring is what they gain less what they cost", "[study][value]") {
    // At the hub they gain 8, 9, 10 and cost 30; at the edge they gain 10 of value and cost 4: worth 6, 0.006 each.
    auto const values = values_of(results_of({{{{0, 0}}, 100.0, {10.0, 10.0, 10.0}},
                                              {{{0, 1}}, 130.0, {2.0, 1.0, 0.0}},
                                              {{{0, 2}}, 104.0, {0.0, 0.0, 0.0}}},
                                             study::Role::added));
    REQUIRE(values.size() == 2);
    CHECK(values[0].site == "edge");
    CHECK(values[0].worth.mean == Approx(6.0));
    CHECK(values[0].worth_per_accelerator() == Approx(0.006));
    CHECK(values[0].value == Approx(10.0));
    CHECK(values[0].cost == Approx(4.0));
    CHECK(values[1].worth.mean == Approx(-21.0));
    CHECK_THAT(study::csv(study::next_accelerators_table, study::values_of(values, study::Role::added), {}),
               Catch::Contains("\nchange,base,base,1,edge,card,1000,6,6,6,0.006,10,4,pays,plain,plain,3\n"));
}

TEST_CASE("points that change a site are no alternatives and no responses", "[study][value]") {
    // Without the edge all costs less, and is still not the best layout.
    auto const results = results_of({{{{0, 0}}, 100.0, {20.0, 20.0, 20.0}}, {{{0, 2}}, 5.0, {1.0, 1.0, 1.0}}},
                                    study::Role::removed);
    auto const responses = study::best_responses(results);
    REQUIRE(responses.size() == 1);
    CHECK(responses[0].point == 0);
    for (study::ValueRange const& range : study::value_ranges(results, study::RuleFindings{results}))
        CHECK(range.point == 0);
    CHECK(study::baseline_points(results.study()) == std::vector<std::size_t>{0, 0});
}

TEST_CASE("without net cost nothing is said of sites", "[study][value]") {
    auto const absent = std::numeric_limits<double>::quiet_NaN();
    auto const results =
        results_of({{{{0, 0}}, 100.0, {absent, absent, absent}}, {{{0, 1}}, 60.0, {absent, absent, absent}}},
                   study::Role::removed);
    CHECK(values_of(results).empty());
}

namespace {

// All points of a study of two replications, played here.
study::Results played(std::string const& file) {
    auto const reading = study::read_study(file);
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.study);
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{*reading.study, vocabulary};
    std::vector<std::string> keys;
    study::Rows rows;
    for (study::Point const& point : reading.study->points) {
        auto at = reader.read(point);
        REQUIRE(at.scenario);
        keys.push_back(study::point_key(at.resolved));
        for (std::int64_t run = study::static_run; run < 2; ++run) {
            study::Row row = study::play(*at.scenario, keys.back(), run);
            CAPTURE(reading.study->label(point), run, row.failure);
            CHECK(row.ok());
            rows.add(std::move(row));
        }
    }
    return {*reading.study, keys, std::move(rows)};
}

SiteValue const& at(std::vector<SiteValue> const& values, std::string const& axis, std::string const& site) {
    for (SiteValue const& value : values) {
        if (value.axis == axis && value.site == site) return value;
    }
    FAIL("no value of " << site);
    return values.front();
}

}  // namespace

TEST_CASE("two halls by hand: one keeps all work, the other serves nothing and is worth minus its cost",
          "[study][value]") {
    // The sums stand in the study's file; of a day each, times 365.
    auto const values = values_of(played(testing::source("scenarios/studies/site_values.yaml")));
    REQUIRE(values.size() == 4);
    SiteValue const& here = at(values, "without", "here");
    CHECK(here.value == Approx(2160.0 * 365.0));
    CHECK(here.cost == Approx(1173.4872381 * 365.0));
    CHECK(here.worth.mean == Approx(986.5127619 * 365.0));
    SiteValue const& there = at(values, "without", "there");
    CHECK(there.value == 0.0);
    CHECK(there.cost == Approx(464.6476190 * 365.0));
    CHECK(there.worth.mean == Approx(-there.cost).epsilon(1e-12));
    CHECK(there.verdict == SiteVerdict::does_not_pay);
    SiteValue const& more_here = at(values, "next", "here");
    CHECK(more_here.rank == 1);
    CHECK(more_here.worth.mean == Approx((2160.0 - 225.2510476) * 365.0));
    SiteValue const& more_there = at(values, "next", "there");
    CHECK(more_there.rank == 2);
    CHECK(more_there.worth.mean == Approx((2160.0 - 227.7158095) * 365.0));
    CHECK(more_there.worth_per_accelerator() == Approx((2160.0 - 227.7158095) * 365.0 / 2.0));
}
