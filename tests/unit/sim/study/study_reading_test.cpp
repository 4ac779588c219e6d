#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/app/vocabulary.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/read_study.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;
using testing::SmallStudy;

namespace {

// Everything that is wrong with a study, places without the folder: what is reported before anything runs.
std::vector<std::string> problems_of(SmallStudy const& files) {
    auto const reading = study::read_study(files.file("study.yaml"));
    auto problems = reading.problems;
    if (reading.study) {
        auto const vocabulary = app::vocabulary();
        study::PointReader reader{*reading.study, vocabulary};
        problems = study::make_plan(*reading.study, reader, 2, [] { return true; }).problems;
    }
    std::vector<std::string> all;
    for (scenario::Problem const& problem : problems) {
        std::string text = words(problem);
        for (auto at = text.find(files.folder()); at != std::string::npos; at = text.find(files.folder()))
            text.erase(at, files.folder().size() + 1);
        all.push_back(text);
    }
    return all;
}

struct BadStudy {
    char const* from;
    char const* to;
    char const* reported;  // part of the first problem
};

constexpr BadStudy bad_studies[]{
    {"study: 1", "study: 2", "study.yaml:1:8: "},
    {"scenario: base.yaml", "scenario: bse.yaml", "bse.yaml"},
    {"replications: 4", "replicatoins: 4", "did you mean 'replications'?"},
    {"replications: 4", "seed: 4", "there is no key 'seed' in a study"},
    {"scenario: base.yaml\n", "", "the study has no 'scenario'"},
    {"replications: 4", "replications: 0", "study.yaml:10:15: "},
    // Axes without names.
    {"  - {name: policy,", "  - {}\n  - {}\n  - {name: policy,", "axis 2 has no 'name'"},
    {"values: [1, 1.5]", "from: 1, to: 2, steps: 1000000000", "1000000000 is out of range"},
    {"[1, 1.5]", "[1, 1e300]", "from 0 to 1,000,000"},
    {"replications: 4",
     "replications: 4\ninputs: [{name: p, path: tariffs.cheap.price, low: 1 CNY/kWh, high: 1e308 CNY/kWh}]",
     "0 or more and at most 1,000 CNY/kWh"},
    // An axis over a path that does not exist.
    {"path: future.scale.work", "path: futur.scale.work", "did you mean 'future'?"},
    {"path: future.scale.work", "path: sites.eas.power_limit", "there is no record 'eas' here"},
    {"path: future.scale.work, values", "values", "has 'values' but no 'path'"},
    // An empty axis.
    {"values: [1, 1.5]", "values: []", "study.yaml:7:5: the axis 'load' is empty"},
    {"policies: [nearest_user, least_loaded]", "levels: []", "the axis 'policy' is empty"},
    {", values: [1, 1.5]", "", "the axis 'load' has no levels"},
    {"values: [1, 1.5]", "values: [1], layouts: [near.yaml]", "has both 'layouts' and 'values'"},
    {"values: [1, 1.5]", "values: 1", "the levels of 'load' are a value"},
    // Two layouts of one name.
    {"far.yaml, both.yaml", "far.yaml, ./far.yaml", "two levels of the axis 'layout' are called 'far'"},
    {"{name: policy,", "{name: layout,", "two axes are called 'layout'"},
    {"{name: policy,", "{name: runs,", "an axis cannot be called 'runs'"},
    // Values out of range, reported where the study says them.
    {"[1, 1.5]", "[1, -1]", "study.yaml:7:69: work: "},
    {"[1, 1.5]", "[1, much]", "study.yaml:7:69: work: "},
    {"least_loaded]", "last_loaded]", "did you mean 'least_loaded'?"},
    {"far.yaml,", "fra.yaml,", "fra.yaml"},
    {"baseline: {layout: near}", "baseline: {layout: naer}", "did you mean 'near'?"},
    {"baseline: {layout: near}", "baseline: {layuot: near}", "there is no axis 'layuot'"},
    {"measure: accelerators", "measure: cards", "write one of: accelerators"},
    {"replications: 4", "replications: 4\nmetrics: [cost_cny_totl]", "did you mean 'cost_cny_total'?"},
    {"replications: 4", "replications: 4\nreference_policy: nearest", "did you mean 'nearest_user'?"},
    // Former names.
    {"replications: 4", "replications: 4\nplain: nearest_user",
     "write 'reference_policy', which replaces 'plain'"},
    {"replications: 4", "replications: 4\nmetrics: [objective_share]",
     "write 'slo_attainment', which replaces 'objective_share'"},
    {"replications: 4", "replications: 4\nuntil: {half_width: 1 %, most: 3}", "'most' is below"},
    {"replications: 4", "replications: 4\nuntil: {half_width: 0 %, most: 9}", "out of range"},
    {"values: [1, 1.5]", "from: 1, to: 2", "is a range, and the design does not sample"},
    {"values: [1, 1.5]", "from: 2, to: 1, steps: 3", "does not go from '2' to '1'"},
    {"values: [1, 1.5]", "from: 1 h, to: 2 d, steps: 3", "write two rising numbers with the same unit"},
    {"replications: 4", "replications: 4\ndesign: {name: sobol, points: 4}", "needs an axis with a range"},
    {"replications: 4", "replications: 4\ndesign: {name: list}", "has no 'table'"},
    {"replications: 4", "replications: 4\ndesign: {name: saltelli}", "'saltelli' has no number of 'rows'"},
    {"replications: 4", "replications: 4\ndesign: {name: morris, points: 4}", "no number of 'trajectories'"},
    {"replications: 4", "replications: 4\ndesign: {name: morris, trajectories: 4, levels: 3}",
     "morris needs an even number of 'levels'"},
    {"replications: 4", "replications: 4\ndesign: {name: saltelli, rows: 100000}",
     "more than 1000000 points"},
    {"replications: 4", "replications: 4\nselection: {most: 9}", "has no 'indifference'"},
    {"replications: 4", "replications: 4\nselection: {indifference: 1 %, most: 3}", "'most' is below"},
    {"replications: 4", "replications: 4\nselection: {indifference: 0 %, most: 9}", "out of range"},
    {"replications: 4", "replications: 4\nselection: {procedure: kim, indifference: 1 %, most: 9}",
     "did you mean 'kn'?"},
    {"replications: 4",
     "replications: 4\nselection: {indifference: 1 %, most: 9}\nuntil: {half_width: 1 %, most: 9}",
     "both say when replications end"},
    {"replications: 4", "replications: 1\nselection: {indifference: 1 %, most: 9}", "needs two replications"},
    {"replications: 4", "replications: 4\nconfidence: 50 %\nselection: {indifference: 1 %, most: 9}",
     "selects by guessing"},
    {"replications: 4", "replications: 4\ndesign: {name: list, table: none.csv}", "none.csv"},
    {"replications: 4", "replications: 4\nsensitivity: {sample: 4}", "there are no 'inputs' to vary"},
    {"replications: 4",
     "replications: 4\ninputs: [{name: p, path: tariffs.cheep.price, low: 1 CNY/kWh, high: 2 CNY/kWh}]",
     "did you mean 'cheap'?"},
    {"replications: 4",
     "replications: 4\ninputs: [{name: p, path: tariffs.cheap.price, low: 2 CNY/kWh, high: 1 CNY/kWh}]",
     "does not go from"},
};

}  // namespace

TEST_CASE("a good study has the points of its grid, the last axis fastest", "[study]") {
    SmallStudy const files;
    CHECK(problems_of(files) == std::vector<std::string>{});
    auto const reading = study::read_study(files.file("study.yaml"));
    REQUIRE(reading.study);
    study::Study const& s = *reading.study;
    REQUIRE(s.points.size() == 12);
    CHECK(s.label(s.points[0]) == "layout=near policy=nearest_user load=1");
    CHECK(s.label(s.points[1]) == "layout=near policy=nearest_user load=1.5");
    CHECK(s.label(s.points[11]) == "layout=both policy=least_loaded load=1.5");
    CHECK(s.axes[0].role == study::Role::compared);
    CHECK(s.axes[1].role == study::Role::response);
    CHECK(s.axes[2].role == study::Role::future);
    CHECK(s.names(s.points[11], study::Role::compared) == "both");
}

TEST_CASE("what is wrong with a study is reported before anything runs", "[study]") {
    for (BadStudy const& bad : bad_studies) {
        SmallStudy const files;
        files.change("study.yaml", bad.from, bad.to);
        auto const reported = problems_of(files);
        std::string all;
        for (std::string const& one : reported)
            all += one + "\n";
        CAPTURE(bad.from, bad.to, all);
        REQUIRE_FALSE(reported.empty());
        CHECK_THAT(all, Catch::Contains(bad.reported));
    }
}

TEST_CASE("a layout outside the budget is reported, and scaled if asked", "[study]") {
    SmallStudy const files;
    files.write("far_pools.csv", "site,accelerator,servers,width\nwest,card,4,2\n");
    auto const reported = problems_of(files);
    REQUIRE(reported.size() == 1);
    CHECK_THAT(reported.front(),
               Catch::Contains("study.yaml:9:9: 'far' has 8 accelerators, 20.0 % less than the "
                               "budget of 10 accelerators"));
    files.change("study.yaml", "equals: baseline", "equals: baseline, scale: true");
    CHECK(problems_of(files).empty());
    // Capital: 10 cards of 36,500 and 8 kW at 3,650 CNY: 394,200 CNY; far away 1,168 CNY more: 0.3 %.
    files.write("far_pools.csv", "site,accelerator,servers,width\nwest,card,5,2\n");
    files.change("study.yaml", "{measure: accelerators, equals: baseline, scale: true}",
                 "{measure: capital, equals: baseline, tolerance: 0.1 %}");
    auto const dear = problems_of(files);
    CHECK(std::ranges::any_of(dear, [](std::string const& one) {
        return one.find("'far' has 395,368 CNY, 0.3 % more than the budget of 394,200 CNY") !=
               std::string::npos;
    }));
}

TEST_CASE("points times axes are counted before anything is drawn", "[study]") {
    SmallStudy const files;
    std::string axes;
    for (int i = 0; i < 50; ++i)
        axes += fmt::format("  - {{name: a{}, role: future, path: future.scale.work, from: 1, to: 2}}\n", i);
    files.change("study.yaml", "  - {name: policy,", axes + "  - {name: policy,");
    files.change("study.yaml", "replications: 4",
                 "replications: 4\ndesign: {name: latin_hypercube, points: 1000000}");
    auto const problems = problems_of(files);  // 53 million values are more than 50 million
    REQUIRE(!problems.empty());
    CHECK_THAT(problems[0], Catch::Contains("the study has 1000000 points on 53 axes"));
}

TEST_CASE("designs choose points", "[study]") {
    SmallStudy const files;
    SECTION("one at a time: the baseline and each other level alone") {
        files.change("study.yaml", "replications", "design: {name: one_at_a_time}\nreplications");
        auto const s = *study::read_study(files.file("study.yaml")).study;
        REQUIRE(s.points.size() == 1 + 2 + 1 + 1);
        CHECK(s.label(s.points[1]) == "layout=far policy=nearest_user load=1");
        CHECK(s.label(s.points[4]) == "layout=near policy=nearest_user load=1.5");
    }
    SECTION("a sampled range meets every combination of the other axes") {
        files.change("study.yaml", "values: [1, 1.5]", "from: 0.5, to: 1.5");
        files.change("study.yaml", "replications",
                     "design: {name: latin_hypercube, points: 5}\nreplications");
        auto const s = *study::read_study(files.file("study.yaml")).study;
        CHECK(s.points.size() == 5 * 3 * 2);
        CHECK(s.axes[2].levels.size() == 5);
        CHECK(problems_of(files).empty());
    }
    SECTION("Sobol") {
        files.change("study.yaml", "values: [1, 1.5]", "from: 0.5, to: 1.5");
        files.change("study.yaml", "replications", "design: {name: sobol, points: 3}\nreplications");
        auto const s = *study::read_study(files.file("study.yaml")).study;
        REQUIRE(s.axes[2].levels.size() == 3);
        CHECK(std::stod(s.axes[2].levels[0].name) == Approx(1.0));   // the middle
        CHECK(std::stod(s.axes[2].levels[1].name) == Approx(1.25));  // three quarters
    }
    SECTION("Morris draws the futures, of which each level has an equal part") {
        files.change("study.yaml", "replications", "design: {name: morris, trajectories: 3}\nreplications");
        auto const s = *study::read_study(files.file("study.yaml")).study;
        CHECK(s.points.size() == 2 * 3 * 2);  // both loads, repeated points being one
        REQUIRE(s.drawn);
        CHECK(s.drawn->axes == std::vector<std::size_t>{2});
        REQUIRE(s.drawn->points.size() == 3 * 2);
        for (std::size_t row = 0; row < 6; ++row)
            CHECK(s.drawn->points[row].level[2] == (s.drawn->coordinates[row][0] < 0.5 ? 0U : 1U));
        CHECK(problems_of(files).empty());
    }
    SECTION("Saltelli has two rows more than axes, again and again") {
        files.change("study.yaml", "values: [1, 1.5]", "from: 0.5, to: 1.5");
        files.change("study.yaml", "replications", "design: {name: saltelli, rows: 4}\nreplications");
        auto const s = *study::read_study(files.file("study.yaml")).study;
        REQUIRE(s.drawn);
        CHECK(s.drawn->points.size() == 4 * 3);
        // Of one axis, the third of each three is the second one; and the first four points of Sobol's
        // sequence have the same four coordinates in both halves.
        CHECK(s.points.size() == 4 * 3 * 2);
        for (std::size_t row = 0; row < 12; ++row)
            CHECK(std::stod(s.axes[2].levels[s.drawn->points[row].level[2]].name) ==
                  Approx(0.5 + s.drawn->coordinates[row][0]));
    }
    SECTION("a list from a table; axes that it lacks are the baseline's, repeated rows count once") {
        files.write("points.csv", "layout,load\nfar,1\nboth,1.5\nfar,1\n");
        files.change("study.yaml", "replications", "design: {name: list, table: points.csv}\nreplications");
        auto const s = *study::read_study(files.file("study.yaml")).study;
        REQUIRE(s.points.size() == 2);
        CHECK(s.label(s.points[1]) == "layout=both policy=nearest_user load=1.5");
        files.write("points.csv", "layout,laod\nfra,1\n");
        auto const reported = problems_of(files);
        REQUIRE(reported.size() == 2);
        CHECK_THAT(reported[0], Catch::Contains("points.csv:1:8: there is no axis 'laod'"));
        CHECK_THAT(reported[1], Catch::Contains("points.csv:2:1: the axis 'layout' has no level 'fra'"));
    }
}

TEST_CASE("points that differ in names alone are reported", "[study]") {
    SmallStudy const files;
    files.write("twin.yaml", "include: base.yaml\nname: A twin of near\n");
    files.change("study.yaml", "both.yaml]", "both.yaml, twin.yaml]");
    auto const s = *study::read_study(files.file("study.yaml")).study;
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{s, vocabulary};
    auto const plan = study::make_plan(s, reader, 1, [] { return true; });
    auto const equal = plan.equal_points();
    REQUIRE(equal.size() == 4);  // two policies, two loads
    CHECK(s.label(s.points[equal[0].first]) == "layout=twin policy=nearest_user load=1");
    CHECK(s.label(s.points[equal[0].second]) == "layout=near policy=nearest_user load=1");
}

TEST_CASE("a point's key follows what figures depend on and nothing else", "[study]") {
    SmallStudy const files;
    auto const key = [&] {
        auto const s = *study::read_study(files.file("study.yaml")).study;
        auto const vocabulary = app::vocabulary();
        study::PointReader reader{s, vocabulary};
        return study::point_key(reader.read(s.points[0]).resolved);
    };
    auto const first = key();
    files.change("base.yaml", "meridian: 1", "# A comment.\nmeridian: 1");
    CHECK(key() == first);
    files.change("base.yaml", "source: S1}", "source: S2, note: elsewhere}");
    CHECK(key() == first);
    files.change("pools.csv", "card,5,2", "card,6,2");
    auto const larger = key();
    CHECK(larger != first);
    files.change("base.yaml", "rate: 60 /d", "rate: 61 /d");
    CHECK(key() != larger);
}

TEST_CASE("a study with every kind of axis and all main keys is read", "[study]") {
    SmallStudy const files;
    files.write("example.yaml", R"(study: 1
name: Hubs or provinces
scenario: ../national/quarter.yaml
set: {policy: least_loaded}
axes:
  - name: layout
    layouts: [a.yaml, b.yaml]
  - {name: brain, policies: [nearest_user, {name: weighted, cost: 2}]}
  - {name: future, futures: [base, growth.yaml]}
  - {name: price, path: tariffs.hub.price, values: [0.30 CNY/kWh, 0.45 CNY/kWh]}
  - {name: demand, path: regions, tables: [regions.csv, regions_2030.csv]}
  - {name: load, path: future.scale.chat, from: 0.8, to: 1.2, steps: 5}
  - {name: x, tier: edge, shares: [0 %, 20 %, 60 %]}
  - name: services
    role: compared
    levels: [{name: home, set: {services.chat.policy: home}}, {name: pooled, set: {services.chat.policy: pooled}}]
design: {name: grid}
baseline: {layout: a, brain: nearest_user}
reference_policy: nearest_user
replications: 10
until: {half_width: 0.5 %, of: difference, most: 40}
runs: 4000
budget: {measure: capital, equals: baseline, tolerance: 1 %, scale: true}
rules:
  - {name: served, measure: request_slo_attainment, at_least: 95 %}
metrics: [cost_cny_per_active_accelerator_hour, slo_attainment]
confidence: 95 %
limits: {time: 10 min, memory: 4 GB}
inputs:
  - {name: card, path: accelerators.Ascend-910B.price, low: 120 kCNY, high: 300 kCNY, source: S37, grade: M}
sensitivity: {replications: 4, sample: 16}
)");
    auto const reading = study::read_study(files.file("example.yaml"));
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.study);
    // Layouts, policies, futures, prices, tables, steps, shares, levels.
    CHECK(reading.study->points.size() == 2 * 2 * 2 * 2 * 2 * 5 * 3 * 2);
}

TEST_CASE("the shipped studies have no errors", "[study][many_runs]") {
    int seen = 0;
    for (auto const& entry : std::filesystem::directory_iterator{testing::source("scenarios/studies")}) {
        CAPTURE(entry.path());
        auto const reading = study::read_study(entry.path());
        REQUIRE(reading.study);
        auto const vocabulary = app::vocabulary();
        study::PointReader reader{*reading.study, vocabulary};
        auto const plan = study::make_plan(*reading.study, reader, 2, [] { return true; });
        CHECK(plan.problems.empty());
        CHECK(plan.equal_points().empty());
        ++seen;
    }
    CHECK(seen >= 5);
}

namespace {

// The study with one more axis, another baseline and further keys.
void add_axis(SmallStudy const& files, std::string const& axis, std::string const& baseline = "layout: near",
              std::string const& more = "") {
    files.change("study.yaml", "baseline: {layout: near}",
                 fmt::format("  - {{{}}}\nbaseline: {{{}}}", axis, baseline));
    files.change("study.yaml", "replications: 4", "replications: 4\n" + more);
}

struct BadSites {
    char const* axis;
    char const* baseline;
    char const* more;
    char const* reported;
};

constexpr char const* near = "layout: near";
constexpr BadSites bad_sites[]{
    {"name: without, remove: [east, wset]", near, "",
     "study.yaml:8:36: there is no site 'wset'\n  fix: did you "},
    {"name: without, remove: []", near, "", "names no site"},
    {"name: without, remove: sites, levels: []", near, "", "has both 'remove' and 'levels'"},
    {"name: without, remove: sites, role: compared", near, "", "'role' says nothing beside 'remove'"},
    {"name: without, remove: sites, at: sites", near, "", "'at' says nothing beside 'remove'"},
    {"name: without, remove: sites", "layout: near, without: east", "",
     "the baseline is one in which none is; a budget that equals it would be circular"},
    {"name: without, remove: sites", near, "selection: {indifference: 1 %, most: 9}",
     "points of the axis 'without' are none of these"},
    {"name: next, add: {accelerators: 10, model: card}", near, "", "has 'add' but no 'at'"},
    {"name: next, add: {model: card}, at: sites", near, "", "has no 'accelerators'"},
    {"name: next, add: {accelerators: 0, model: card}, at: sites", near, "", "0 is out of range"},
    {"name: next, add: {accelerators: -5, model: card}, at: sites", near, "", "-5 is out of range"},
    {"name: next, add: {accelerators: 10, model: crad}, at: sites", near, "",
     "study.yaml:8:49: there is no accelerator 'crad'\n  fix: the accelerators are: card"},
    {"name: next, add: {accelerators: 10, model: card}, at: [esat]", near, "",
     "study.yaml:8:61: there is no site 'esat'\n  fix: did you mean 'east'?"},
    {"name: next, add: {accelerators: 10, model: card}, at: candidates", near, "", "is a candidate"},
};

}  // namespace

TEST_CASE("what is wrong with axes that change sites is reported with its place", "[study]") {
    for (BadSites const& bad : bad_sites) {
        SmallStudy const files;
        add_axis(files, bad.axis, bad.baseline, bad.more);
        std::string all;
        for (std::string const& one : problems_of(files))
            all += one + "\n";
        CAPTURE(bad.axis, all);
        CHECK_THAT(all, Catch::Contains(bad.reported));
    }
}

TEST_CASE("each site of each layout is left out in turn", "[study]") {
    SmallStudy const files;
    add_axis(files, "name: without, remove: sites");
    CHECK(problems_of(files) == std::vector<std::string>{});
    auto const reading = study::read_study(files.file("study.yaml"));
    REQUIRE(reading.study);
    study::Study const& s = *reading.study;
    // Only one layout has two sites; the others would have none. Of the two futures the baseline's.
    REQUIRE(s.axes[3].levels.size() == 3);
    CHECK(s.axes[3].levels[0].name == "base");
    CHECK(s.axes[3].levels[1].name == "east");
    CHECK(s.axes[3].role == study::Role::removed);
    REQUIRE(s.points.size() == 12 + 2 * 2);
    CHECK(s.label(s.points[11]) == "layout=both policy=least_loaded load=1.5 without=base");
    CHECK(s.label(s.points[12]) == "layout=both policy=nearest_user load=1 without=east");
    CHECK(s.label(s.points[15]) == "layout=both policy=least_loaded load=1 without=west");
    CHECK(s.is_variant(s.points[12]));
    CHECK(s.original(s.points[12]) == s.points[8]);
    CHECK(s.names(s.points[12], study::Role::compared) == "both");
    CHECK(reading.warnings.size() == 2);

    SECTION("one at a time: of the baseline, which has one site") {
        files.change("study.yaml", "replications", "design: {name: one_at_a_time}\nreplications");
        CHECK(study::read_study(files.file("study.yaml")).study->points.size() == 1 + 2 + 1 + 1);
    }
    SECTION("a list names what it wants") {
        files.write("points.csv", "layout,without\nboth,base\nboth,west\n");
        files.change("study.yaml", "replications", "design: {name: list, table: points.csv}\nreplications");
        CHECK(study::read_study(files.file("study.yaml")).study->points.size() == 2);
        files.write("points.csv", "layout,without\nfar,east\nfar,west\n");
        auto const reported = problems_of(files);
        REQUIRE(reported.size() == 2);
        CHECK_THAT(reported[0], Catch::Contains("points.csv:2:1: 'far' has no site 'east'"));
        CHECK_THAT(reported[1], Catch::Contains("points.csv:3:1: without 'west' no site with accelerators"));
    }
    SECTION("a sampled design has none of it") {
        files.change("study.yaml", "values: [1, 1.5]", "from: 0.5, to: 1.5");
        files.change("study.yaml", "replications", "design: {name: sobol, points: 3}\nreplications");
        CHECK_THAT(problems_of(files).at(0), Catch::Contains("study.yaml:7:5: the axis 'load' is drawn"));
    }
}

TEST_CASE("a study of one site cannot leave it out", "[study]") {
    SmallStudy const files;
    files.change("study.yaml", "[near.yaml, far.yaml, both.yaml]", "[near.yaml]");
    add_axis(files, "name: without, remove: sites");
    auto const reported = problems_of(files);
    REQUIRE(reported.size() == 1);
    CHECK_THAT(reported[0],
               Catch::Contains("study.yaml:8:29: without 'east' no site with accelerators is left"));
}

TEST_CASE("accelerators are added at each site in turn, in whole servers", "[study]") {
    SmallStudy const files;
    add_axis(files, "name: next, add: {accelerators: 5, model: card}, at: [west, east]");
    CHECK(problems_of(files) == std::vector<std::string>{});
    auto const reading = study::read_study(files.file("study.yaml"));
    REQUIRE(reading.study);
    study::Study const& s = *reading.study;
    // At west in two layouts, at east in two others, with two policies each.
    REQUIRE(s.points.size() == 12 + 4 + 4);
    REQUIRE(s.added.size() == s.points.size());
    CHECK(s.added[0] == 0.0);
    CHECK(s.added[12] == 6.0);
    CHECK(s.label(s.points[12]) == "layout=far policy=nearest_user load=1 next=west");
    REQUIRE(reading.warnings.size() == 1);
    CHECK_THAT(reading.warnings[0].wrong, Catch::Contains("5 accelerators are no whole servers of 2: 6 are"));
    auto const vocabulary = app::vocabulary();
    study::PointReader reader{s, vocabulary};
    scenario::Problems none;
    REQUIRE(reader.meet_budget(none));
    Scenario const more = *reader.read(s.points[12]).scenario;
    CHECK(more.pools[PoolId{0}].servers == 5 + 3);
    CHECK(more.sites[SiteId{0}].power_limit->count() == 12'800'000'000);  // 8 kW x 16 / 10

    SECTION("a budget that scales does so before") {
        files.write("far_pools.csv", "site,accelerator,servers,width\nwest,card,10,2\n");
        files.change("study.yaml", "equals: baseline", "equals: baseline, scale: true");
        auto const again = *study::read_study(files.file("study.yaml")).study;
        study::PointReader scaled{again, vocabulary};
        REQUIRE(scaled.meet_budget(none));
        CHECK(scaled.read(again.points[12]).scenario->pools[PoolId{0}].servers == 5 + 3);
    }
    SECTION("candidates are sites of that state that have power") {
        files.write(
            "both_sites.csv",
            "name,node,tier,tariff,grid,cooling,state,energised\neast,town,near,dear,grid,hall,candidate,\n"
            "west,desert,far,cheap,grid,hall,candidate,2026-01-01T00:00:00+00:00\n");
        files.change("study.yaml", "at: [west, east]", "at: candidates");
        auto const again = study::read_study(files.file("study.yaml"));
        REQUIRE(again.study);
        REQUIRE(again.study->axes[3].levels.size() == 2);
        CHECK(again.study->axes[3].levels[1].name == "east");
    }
    SECTION("a site without power that is named") {
        files.write("both_sites.csv",
                    "name,node,tier,tariff,grid,cooling,energised\nplot,town,near,dear,grid,hall,2026-01-"
                    "01T00:00:00+00:00\n"
                    "west,desert,far,cheap,grid,hall,\n");
        files.write("both_pools.csv", "site,accelerator,servers,width\nwest,card,5,2\n");
        files.change("study.yaml", "at: [west, east]", "at: [plot]");
        CHECK_THAT(problems_of(files).at(0),
                   Catch::Contains("the site 'plot' has no power when the run starts"));
    }
}
