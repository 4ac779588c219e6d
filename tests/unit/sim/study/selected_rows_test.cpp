#include "sim/study/selected_rows.hpp"

#include <algorithm>
#include <limits>

#include "sim/report/summary.hpp"
#include "sim/study/run_parts.hpp"
#include "tests/support/catch.hpp"

using namespace meridian;

namespace {

constexpr std::size_t count_of_layouts = 1'200;
constexpr std::size_t worst = 857;  // 857 x 7 = 5,999 = 1,199 modulo 1,200
constexpr std::size_t noisy = 0;    // of cost 0: the best

// 1,200 layouts, three futures, three runs. A layout's cost is 7 x its number modulo 1,200, so that each of
// 0 .. 1,199 comes once; runs are alike but for the best layout, whose cost is -1, 0 and 1. With a rule those fail that
// cost less than 300.
study::Results results(bool has_rule = false) {
    auto const keys_there = report::summary_keys();
    auto const cost = static_cast<std::size_t>(
        std::ranges::find(keys_there, "cost_cny_total", &report::SummaryKey::name) - keys_there.begin());
    study::Study s;
    s.axes = {{"layout", study::Role::compared, {}, {}, {}, {}},
              {"future", study::Role::future, {{"calm", {}}, {"wild", {}}, {"dry", {}}}, {}, {}, {}}};
    for (std::size_t l = 0; l < count_of_layouts; ++l)
        s.axes[0].levels.push_back({"l" + std::to_string(l), {}});
    s.baseline = {{worst, 2}};
    s.replications = {3, 3, {}, true, {}};
    s.metrics = {{"cost_cny_total", cost, false}};
    if (has_rule) {
        RuleText rule;
        rule.name = "green";
        rule.is_at_least = true;
        rule.limit = 0.5;
        s.rules = {rule};
    }
    std::vector<std::string> keys;
    study::Rows rows;
    for (std::size_t l = 0; l < count_of_layouts; ++l) {
        for (std::size_t f = 0; f < 3; ++f) {
            s.points.push_back({{l, f}});
            keys.push_back("key" + std::to_string(keys.size()));
            for (std::int64_t run = -1; run < 3; ++run) {
                double const off = l == noisy ? static_cast<double>(std::max<std::int64_t>(run, 0) - 1) : 0.0;
                study::Row row;
                row.key = keys.back();
                row.run = run;
                row.figures.assign(keys_there.size(), std::numeric_limits<double>::quiet_NaN());
                row.figures[cost] = static_cast<double>(7 * l % count_of_layouts) + off;
                if (has_rule)
                    row.parts.push_back(
                        {study::rule_part("green"), 7 * l % count_of_layouts < 300 ? 0.0 : 1.0});
                rows.add(row);
            }
        }
    }
    return {std::move(s), std::move(keys), std::move(rows)};
}

}  // namespace

TEST_CASE("of too many alternatives the best thousand have rows, and the baseline, which is the worst",
          "[study]") {
    auto const r = results();
    auto const responses = study::best_responses(r);
    REQUIRE(responses.size() == 3 * count_of_layouts);
    auto const groups = study::groups_of(r, responses);
    // 1,200 alternatives leave room for one future: the first, and the baseline's. The mean is over all
    // three.
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].future == "calm");
    CHECK(groups[1].future == "dry");
    CHECK(groups[2].future == study::all_futures);
    for (study::Group const& group : groups) {
        INFO(group.future);
        CHECK(group.alternatives.size() == study::most_selected + 1);
        CHECK(group.omitted == 199);
        std::vector<std::size_t> numbers;
        for (auto const& [alternative, places] : group.alternatives) {
            numbers.push_back(alternative.level[0]);
            CHECK(places.size() == (group.future == study::all_futures ? 3U : 1U));
        }
        CHECK(std::ranges::is_sorted(numbers));
        CHECK(std::ranges::count(numbers, worst) == 1);
        CHECK(std::ranges::all_of(
            numbers, [](std::size_t l) { return l == worst || 7 * l % count_of_layouts < 1'000; }));
    }
    auto const some = study::selected_rows(r, responses);
    CHECK(some.size() == 2 * (study::most_selected + 1));
    CHECK(
        std::ranges::none_of(some, [](study::BestResponse const& one) { return one.future.level[1] == 1; }));
}

TEST_CASE("those that pass the rules have rows before those that do not", "[study][rules]") {
    auto const r = results(true);
    auto const group = study::groups_of(r, study::best_responses(r)).front();
    // All 900 that pass, the baseline among them, and the cheapest hundred of the others.
    CHECK(group.alternatives.size() == study::most_selected);
    std::size_t passing = 0;
    for (auto const& [alternative, places] : group.alternatives) {
        std::size_t const cost = 7 * alternative.level[0] % count_of_layouts;
        if (cost >= 300) ++passing;
        CHECK((cost >= 300 || cost < 100));
    }
    CHECK(passing == 900);
}

TEST_CASE("an alternative that others are compared with has a row, however bad it is", "[study]") {
    auto const r = results();
    // 514 x 7 = 3,598 = 1,198 modulo 1,200: it is not among the best thousand.
    auto const all = study::compare(r, study::best_responses(r), {"l514", {}});
    auto const rows = std::ranges::count(all, "calm", &study::Comparison::future);
    CHECK(rows == study::most_selected + 2);
    for (study::Comparison const& c : all) {
        INFO(c.future << " " << c.alternative);
        CHECK((c.verdict == study::Verdict::is_baseline) == (c.alternative == "l514"));
        if (c.alternative == "l857") CHECK(c.verdict == study::Verdict::worse);
        if (c.alternative == "l1") CHECK(c.difference.difference.mean == Approx(7.0 - 1'198.0));
    }
}

TEST_CASE("no alternative seems surer because others have no rows", "[study]") {
    auto const r = results();
    auto const all = study::compare(r, study::best_responses(r), {});
    auto const best = std::ranges::find_if(
        all, [](study::Comparison const& c) { return c.future == "calm" && c.alternative == "l0"; });
    REQUIRE(best != all.end());
    // Against 1,199: -1,200, -1,199 and -1,198, so that p is small, but not 0 as that of the 999 others that
    // have rows. It is the 1,000th of 1,199, of which 199 have none: 200 p.
    CHECK(best->difference.difference.mean == Approx(-1'199.0));
    CHECK(best->difference.p_value > 0.0);
    CHECK(best->p_adjusted == Approx(200.0 * best->difference.p_value));
    CHECK(std::ranges::count(all, study::Verdict::better, &study::Comparison::verdict) == 3 * 1'000);
}
