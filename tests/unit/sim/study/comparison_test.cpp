#include "sim/study/comparison.hpp"

#include <algorithm>
#include <limits>
#include <sstream>

#include "sim/report/summary.hpp"
#include "sim/study/comparison_tables.hpp"
#include "sim/study/trade_offs.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/study/summary_column.hpp"

using namespace meridian;
using study::Verdict;

namespace {

// Three layouts, two policies, two futures, three runs. Costs are made up so that sums are done by heart:
//   cost = layout + policy + future + run,  layout 10, 12, 9; policy by layout; run 0, 1, 2
// "c" suits the second policy better (-4 against 0), the others the first.
study::Results results() {
    study::Study s;
    s.name = "By hand";
    s.axes = {{"layout", study::Role::compared, {{"a", {}}, {"b", {}}, {"c", {}}}, {}, {}, {}},
              {"policy", study::Role::response, {{"plain", {}}, {"clever", {}}}, {}, {}, {}},
              {"future", study::Role::future, {{"calm", {}}, {"wild", {}}}, {}, {}, {}}};
    s.baseline = {{0, 0, 0}};
    s.reference_policy = 0;
    s.replications = {3, 3, {}, true, {}};
    s.metrics = {{"cost_cny_total", testing::column_of("cost_cny_total"), false},
                 {"slo_attainment", testing::column_of("slo_attainment"), true}};
    double const layout_cost[]{10.0, 12.0, 9.0};
    double const policy_cost[3][2]{{0.0, 1.0}, {0.0, 2.0}, {0.0, -4.0}};
    double const share[]{0.9, 0.8, 0.95};
    std::vector<std::string> keys;
    study::Rows rows;
    for (std::size_t l = 0; l < 3; ++l) {
        for (std::size_t p = 0; p < 2; ++p) {
            for (std::size_t f = 0; f < 2; ++f) {
                s.points.push_back({{l, p, f}});
                keys.push_back("key" + std::to_string(keys.size()));
                for (std::int64_t run = -1; run < 3; ++run) {
                    study::Row row;
                    row.key = keys.back();
                    row.run = run;
                    row.figures.assign(report::summary_keys().size(),
                                       std::numeric_limits<double>::quiet_NaN());
                    // In the wild future "b" costs 5 less, but for one in run 2.
                    double const wild = f == 1 && l == 1 ? (run == 2 ? -6.0 : -5.0) : 0.0;
                    row.figures[testing::column_of("cost_cny_total")] =
                        layout_cost[l] + policy_cost[l][p] + wild +
                        static_cast<double>(std::max<std::int64_t>(run, 0));
                    row.figures[testing::column_of("slo_attainment")] = share[l];
                    row.figures[testing::column_of("window_s")] = 86'400.0;
                    rows.add(row);
                }
            }
        }
    }
    return {std::move(s), std::move(keys), std::move(rows)};
}

study::Comparison const& of(std::vector<study::Comparison> const& all, std::string_view metric,
                            std::string_view future, std::string_view alternative) {
    auto const found = std::ranges::find_if(all, [&](study::Comparison const& c) {
        return c.metric.key == metric && c.future == future && c.alternative == alternative;
    });
    REQUIRE(found != all.end());
    return *found;
}

}  // namespace

TEST_CASE("each alternative is responses with the response that suits it best", "[study]") {
    auto const r = results();
    CHECK(r.complete());
    auto const responses = study::best_responses(r);
    REQUIRE(responses.size() == 6);  // by future, then alternative
    CHECK(r.study().label(r.study().points[responses[0].point]) == "layout=a policy=plain future=calm");
    CHECK(r.study().label(r.study().points[responses[2].point]) == "layout=c policy=clever future=calm");
    CHECK(r.study().label(r.study().points[responses[5].point]) == "layout=c policy=clever future=wild");
    CHECK(r.study().label(r.study().points[responses[2].reference.value()]) ==
          "layout=c policy=plain future=calm");
}

TEST_CASE("every figure of each responses alternative stands in kpis.csv", "[study]") {
    auto const r = results();
    std::string const text =
        study::csv(study::kpis_table, study::kpi_rows(r, study::best_responses(r)), r.study());
    std::vector<std::string> lines;
    std::istringstream in{text};
    for (std::string line; std::getline(in, line);)
        lines.push_back(line);
    // Six responses, of three figures each, in the order of the summary's keys.
    REQUIRE(lines.size() == 1 + 6 * 3);
    CHECK(lines[0] == "future,alternative,response,key,mean,low,high,runs");
    CHECK_THAT(lines[1], Catch::StartsWith("calm,a,plain,slo_attainment,0.9"));
    CHECK(lines[3] == "calm,a,plain,window_s,86400,86400,86400,3");
    // c with the clever policy in the wild future: 9 - 4 + 0, 1, 2: mean 6, standard error 1 / sqrt(3), of
    // which Student's quantile with 2 degrees of freedom is 4.302653: 6 +- 2.484138.
    auto const c = std::ranges::find_if(
        lines, [](std::string const& line) { return line.starts_with("wild,c,clever,cost_cny_total,"); });
    REQUIRE(c != lines.end());
    CHECK_THAT(*c, Catch::StartsWith("wild,c,clever,cost_cny_total,6,3.51586"));
    CHECK_THAT(*c, Catch::Contains(",8.48413") && Catch::EndsWith(",3"));
}

TEST_CASE("comparisons by hand", "[study]") {
    auto const r = results();
    auto const responses = study::best_responses(r);
    auto const all = study::compare(r, responses, {});
    REQUIRE(all.size() == 2 * 3 * 3);  // metrics, futures and the mean over them, alternatives
    // Calm: a is 10, 11, 12; b always 2 more; c with the clever policy 5 less.
    auto const& a = of(all, "cost_cny_total", "calm", "a");
    CHECK(a.verdict == Verdict::is_baseline);
    CHECK(a.own.mean == Approx(11.0));
    auto const& b = of(all, "cost_cny_total", "calm", "b");
    CHECK(b.difference.difference.mean == Approx(2.0));
    CHECK(b.verdict == Verdict::worse);  // no spread: no doubt
    CHECK(b.cny_per_year.value() == Approx(2.0 * 365.0));
    auto const& c = of(all, "cost_cny_total", "calm", "c");
    CHECK(c.difference.difference.mean == Approx(-5.0));
    CHECK(c.response == "clever");
    CHECK(c.verdict == Verdict::better);
    // Wild: b minus a is -3, -3, -4: mean -10/3, variance 1/3, t = -10/3 / (1/3) = -10 with 2 degrees of
    // freedom: p = 1 - 10 / sqrt(102) = 0.00985; of two alternatives c has p = 0, so that b is tested alone.
    auto const& wild = of(all, "cost_cny_total", "wild", "b");
    CHECK(wild.difference.difference.mean == Approx(-10.0 / 3.0));
    CHECK(wild.difference.p_value == Approx(0.00985).epsilon(1e-3));
    CHECK(wild.p_adjusted == Approx(0.00985).epsilon(1e-3));
    // Over both futures b minus a is (2 - 3) / 2, (2 - 3) / 2, (2 - 4) / 2 = -0.5, -0.5, -1: mean -2/3,
    // variance 1/12, t = -2/3 / (1/6) = -4: p = 1 - 4 / sqrt(18) = 0.0572: not shown at 95 %.
    auto const& both = of(all, "cost_cny_total", study::all_futures, "b");
    CHECK(both.difference.difference.mean == Approx(-2.0 / 3.0));
    CHECK(both.difference.p_value == Approx(0.0572).epsilon(1e-2));
    CHECK(both.verdict == Verdict::not_significant);
    CHECK(both.points.size() == 2);
    // More is better of shares.
    CHECK(of(all, "slo_attainment", "calm", "c").verdict == Verdict::better);
    CHECK(of(all, "slo_attainment", "calm", "b").verdict == Verdict::worse);

    auto const against_c = study::compare(r, responses, {"c", {r.study().metrics[0]}});
    CHECK(of(against_c, "cost_cny_total", "calm", "a").difference.difference.mean == Approx(5.0));
    CHECK(of(against_c, "cost_cny_total", "calm", "c").verdict == Verdict::is_baseline);

    std::string const csv = study::csv(study::comparison_table, all, r.study());
    CHECK(std::ranges::count(csv, '\n') == 1 + 18);
    std::size_t const commas = static_cast<std::size_t>(
        std::count(csv.begin(), csv.begin() + static_cast<std::ptrdiff_t>(csv.find('\n')), ','));
    std::size_t begin = 0;
    for (auto end = csv.find('\n'); end != std::string::npos; begin = end + 1, end = csv.find('\n', begin))
        CHECK(static_cast<std::size_t>(std::count(csv.begin() + static_cast<std::ptrdiff_t>(begin),
                                                  csv.begin() + static_cast<std::ptrdiff_t>(end), ',')) ==
              commas);
}

TEST_CASE("fronts, regrets and the value of the brain by hand", "[study]") {
    auto const r = results();
    auto const responses = study::best_responses(r);
    auto const all = study::compare(r, responses, {});
    auto const rows = study::pareto_rows(all, r.study().metrics, study::RuleFindings{r});
    REQUIRE(rows.size() == 9);
    // c is cheapest and serves best: nothing else is on the front.
    CHECK(rows[0].dominated_by == "c");
    CHECK(rows[1].dominated_by == "c");  // not by a, which is dominated itself
    CHECK_FALSE(rows[2].dominated_by);

    auto const regrets = study::regrets(r, responses);
    REQUIRE(regrets.size() == 9);  // two futures and the worst, for each
    // c costs 5, 6, 7 (mean 6) in both futures; b 13 and 13 - 16/3 = 7.6667.
    CHECK(regrets[3].alternative == "b");
    CHECK(regrets[3].regret == Approx(7.0));
    CHECK(regrets[4].regret == Approx(13.0 - 16.0 / 3.0 - 6.0));
    CHECK(regrets[5].future == study::worst_future);
    CHECK(regrets[5].regret == Approx(7.0));
    CHECK(regrets[8].regret == 0.0);

    auto const brain = study::value_of_brain(r, responses);
    REQUIRE(brain.size() == 6);
    CHECK(brain[0].difference.difference.mean == 0.0);
    CHECK(brain[0].verdict == Verdict::not_significant);
    CHECK(brain[2].difference.difference.mean == Approx(-4.0));
    CHECK(brain[2].verdict == Verdict::better);
    CHECK(brain[2].own.mean == Approx(10.0));
}
