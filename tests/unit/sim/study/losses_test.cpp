// Loss cases of studies: by hand, through real runs, and what is wrong with them.
#include "sim/study/losses.hpp"

#include <string>
#include <vector>

#include "sim/app/vocabulary.hpp"
#include "sim/study/play.hpp"
#include "sim/study/point_reader.hpp"
#include "sim/study/read_study.hpp"
#include "sim/study/study_json.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;
using study::LossRow;
using testing::SmallStudy;

namespace {

// Its points, two runs each. `skipped`: a point that has none.
study::Results played(study::Study const& study, std::optional<std::size_t> skipped = {}) {
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{study, vocabulary};
    study::Study known = study;
    known.rules.clear();
    std::vector<std::string> keys;
    study::Rows rows;
    for (std::size_t p = 0; p < study.points.size(); ++p) {
        auto at = reader.read(study.points[p]);
        for (auto const& problem : at.problems)
            UNSCOPED_INFO(words(problem));
        REQUIRE(at.scenario);
        if (p == 0) {
            for (Rule const& rule : at.scenario->rules)
                known.rules.push_back(rule.text);
        }
        keys.push_back(study::point_key(at.resolved));
        for (std::int64_t run = study::static_run; run < 2 && p != skipped; ++run) {
            study::Row row = study::play(*at.scenario, keys.back(), run);
            CAPTURE(study.label(study.points[p]), run, row.failure);
            CHECK(row.ok());
            rows.add(std::move(row));
        }
    }
    return {std::move(known), keys, std::move(rows)};
}

study::Study two_halls() {
    auto reading = study::read_study(testing::source("scenarios/studies/losses.yaml"));
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.study);
    return *reading.study;
}

std::vector<LossRow> rows_of(study::Results const& results) {
    study::RuleFindings const findings{results};
    return study::loss_rows(results, findings, study::best_responses(results, findings));
}

// Both halls of the small study, with a list of losses.
std::string problems_of(std::string const& losses, std::string const& more = "") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4", "losses: [" + losses + "]\n" + more + "replications: 4");
    auto const reading = study::read_study(files.file("study.yaml"));
    std::string all;
    for (auto const& list : {reading.problems, reading.warnings}) {
        for (scenario::Problem const& problem : list)
            all += words(problem) + "\n";
    }
    return all;
}

struct BadLosses {
    char const* losses;
    char const* reported;
};
constexpr BadLosses bad_losses[]{
    {"{name: l, each: sites, for: 2 h}", "has no 'at'"},
    {"{name: l, each: sites, at: [3 h]}", "has no 'for'"},
    {"{name: l, each: halls, for: 2 h, at: [3 h]}", "write one of"},
    {"{name: l, each: sites, for: 2 h, at: [3 h], onyl: [east]}", "did you mean 'only'?"},
    {"{name: l, each: sites, for: 2 h, at: [3 h], only: [eest]}", "did you mean 'east'?"},
    {"{name: l, each: sites, for: 2 h, at: [3 h], only: []}", "names nothing"},
    {"{name: l, each: sites, for: 2 h, at: [], only: [east]}", "has no 'at'"},
    {"{name: l, each: sites, for: 2 h, at: [1 d]}", "begins at 1 d, and the horizon is 1 d"},
    {"{name: l, each: sites, for: 2 h, at: [23 h]}", "beyond the horizon of 1 d"},
    {"{name: l, each: sites, for: 2 h, at: [30 min]}", "no work is measured before 1 h"},
    {"{name: l, each: sites, for: 2 h, at: [3 h, 3 h]}", "two cases are called"},
    {"{name: l, each: sites, for: 2 h, at: [3 h], tier: nare}", "no site of the tier 'nare'"},
    {"{name: l, each: links, for: 2 h, at: [3 h], tier: near}", "'tier' says nothing beside 'each: links'"},
    {"{name: l, each: provinces, for: 2 h, at: [3 h]}", "there is no province to lose"},
    {"{name: l, each: links, pairs: true, for: 2 h, at: [3 h]}", "one thing alone makes no pair"},
    {"{name: l, each: sites, for: 2 h, at: [3 h], failure_level: 99 %}", "at a lower level than it fails"},
    {"{name: layout, each: sites, for: 2 h, at: [3 h]}", "two axes are called 'layout'"},
};

}  // namespace

TEST_CASE("two halls by hand: what is lost with each", "[study][losses]") {
    auto const results = played(two_halls());
    auto const rows = rows_of(results);
    REQUIRE(rows.size() == 2);
    // The sums stand in the study's file.
    LossRow const& here = rows[0];
    CHECK(here.loss_case == "here");
    CHECK(here.rank == 1);
    CHECK(here.runs == 2);
    CHECK(here.value_lost_cny.mean == Approx(240.0));
    CHECK(here.before.mean == 1.0);
    CHECK(here.during.mean == Approx(2.0 / 3.0));
    CHECK(here.after.mean == 1.0);
    CHECK(here.lowest.mean == Approx(2.0 / 3.0));
    CHECK(here.failed == 2);
    CHECK(here.recovered_s.mean == 7 * 3600.0);
    CHECK(here.backlog_cleared_s.mean == 8 * 3600.0);
    CHECK(here.takes_over == "there");
    CHECK(here.takeover_accelerators == Approx(2.0));
    CHECK(here.bottleneck == "there");
    CHECK(here.binds == "accelerators");
    CHECK(here.binds_after_s == 0.0);
    CHECK(here.broken == std::vector<std::string>{"n_minus_1"});
    LossRow const& there = rows[1];
    CHECK(there.loss_case == "there");
    CHECK(there.value_lost_cny.mean == 0.0);
    CHECK(there.during.mean == 1.0);
    CHECK(there.failed == 0);
    CHECK(there.recovered_s.mean == 0.0);
    CHECK(there.backlog_cleared_s.mean == 7 * 3600.0);
    CHECK(there.takes_over == "here");
    CHECK(there.bottleneck == "here");
    CHECK(there.broken.empty());

    auto const all = study::loss_summaries(rows);
    REQUIRE(all.size() == 1);
    CHECK(all[0].worst_case == "here");
    CHECK(all[0].worst_value_lost_cny == Approx(240.0));
    CHECK(all[0].mean_value_lost_cny == Approx(120.0));
    CHECK(*all[0].least_during == Approx(2.0 / 3.0));
    CHECK(all[0].cases == 2);
    CHECK(all[0].failing == 1);
    CHECK(all[0].breaking_cases == "here");
}

TEST_CASE("a rule over each loss is decided by the worst case, and open while one has no runs",
          "[study][losses]") {
    using enum study::Finding;
    auto const study = two_halls();
    auto const results = played(study);
    study::RuleFindings const findings{results};
    REQUIRE(results.study().rules.size() == 1);
    CHECK(findings.of(0)[0].finding == fails);
    CHECK(findings.of(0)[0].loss_case == 1U);
    CHECK(findings.of(0)[0].value == Approx(2.0 / 3.0));
    CHECK(findings.of(1)[0].finding == fails);
    CHECK(findings.of(2)[0].finding == passes);
    study::RuleFindings const half{played(study, 1)};
    CHECK(half.of(0)[0].finding == open);
    CHECK(half.of(0)[0].loss_case == 1U);
}

TEST_CASE("cases are points that are no alternatives, and are stored with the study", "[study][losses]") {
    auto const study = two_halls();
    REQUIRE(study.points.size() == 3);
    CHECK(study.label(study.points[1]) == "loss=here");
    CHECK(study.is_variant(study.points[1]));
    CHECK(study.original(study.points[1]) == study.points[0]);
    testing::TemporaryFolder const folder;
    testing::write_file(folder.file("study.json"), study::study_json(study, {"k0", "k1", "k2"}));
    auto const stored = study::read_study_json(system::Folder::open(folder.path())).study;
    REQUIRE(stored.axes[0].losses);
    study::LossCases const& losses = *stored.axes[0].losses;
    CHECK(losses.each == study::LossOf::sites);
    CHECK(losses.duration == std::chrono::hours{12});
    CHECK(losses.levels.recovery == 0.95);
    CHECK(stored.axes[0].loss_at(0) == nullptr);
    CHECK(stored.axes[0].loss_at(1)->lost == std::vector<std::string>{"here"});
    CHECK(stored.axes[0].loss_at(1)->at == std::chrono::hours{12});
}

TEST_CASE("each layout loses what it has", "[study][losses]") {
    SmallStudy const files;
    files.change("study.yaml", "replications: 4",
                 "losses:\n  - {name: site, each: sites, for: 2 h, at: [3 h, 9 h]}\n"
                 "  - {name: two, each: pools, pairs: true, for: 2 h, at: [3 h], left: 50 %}\n"
                 "  - {name: cut, each: links, for: 2 h, at: [3 h]}\nreplications: 4");
    auto const reading = study::read_study(files.file("study.yaml"));
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.study);
    study::Study const& s = *reading.study;
    // Near has east, far has west, both have both; two policies. Of pairs only both has one, and all have the link.
    CHECK(s.axes[3].levels.size() == 5);
    CHECK(s.axes[3].levels[3].name == "east at 9 h");
    CHECK(s.axes[4].levels[1].name == "east/card + west/card");
    CHECK(s.axes[5].levels[1].name == "town-desert");
    CHECK(s.points.size() == 12 + 2 * (2 + 2 + 4) + 2 * 1 + 2 * 3);
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{s, vocabulary};
    for (study::Point const& point : s.points) {
        if (s.level_name(point, 4) == "base") continue;
        auto const at = reader.read_unscaled(point);
        for (auto const& problem : at.problems)
            UNSCOPED_INFO(words(problem));
        REQUIRE(at.scenario);
        REQUIRE(at.scenario->events.size() == 2);
        FailureEvent const& event = at.scenario->events[EventId{0}];
        CHECK(event.assets == std::vector{Asset::of(PoolId{0})});
        CHECK(event.from == std::chrono::hours{3});
        CHECK(event.duration == std::chrono::hours{2});
        CHECK(event.left == 0.5);
        REQUIRE(event.assessed);
        CHECK(event.assessed->failure == 0.9);
    }
}

TEST_CASE("what is wrong with losses is reported", "[study][losses]") {
    for (BadLosses const& bad : bad_losses) {
        std::string const all = problems_of(bad.losses);
        CAPTURE(bad.losses, all);
        CHECK_THAT(all, Catch::Contains(bad.reported));
    }
    CHECK_THAT(
        problems_of("{name: l, each: sites, for: 2 h, at: [3 h]}", "design: {name: sobol, points: 4}\n"),
        Catch::Contains("sampled") || Catch::Contains("range"));
}
