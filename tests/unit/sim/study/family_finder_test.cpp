#include "sim/study/family_finder.hpp"

#include <fmt/format.h>

#include "sim/study/branch_player.hpp"
#include "sim/study/plan.hpp"
#include "sim/study/read_study.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rule_worlds.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;
using study::Assignment;

namespace {

// A day; the link is cut at noon, at six, or never.
constexpr auto study_text = R"(study: 1
name: Cuts
scenario: base.yaml
axes:
  - {name: policy, policies: [nearest_user, least_loaded]}
  - name: cut
    role: future
    levels:
      - {name: none}
      - {name: noon, set: {events: [{name: cut, link: town-desert, from: 12 h}]}}
      - {name: six, set: {events: [{name: cut, link: town-desert, from: 18 h}]}}
      - {name: load, set: {future.scale.work: 2}}
replications: 2
)";

struct ReadStudy {
    explicit ReadStudy(std::string const& file) : reading{study::read_study(file)} {
        for (auto const& problem : reading.problems)
            UNSCOPED_INFO(problem.wrong);
        REQUIRE(reading.study);
        reader.emplace(*reading.study, known);
        plan = study::make_plan(*reading.study, *reader, 1, [] { return true; });
        REQUIRE(plan.problems.empty());
    }
    [[nodiscard]] std::vector<Assignment> wanted() const {
        std::vector<Assignment> all;
        for (std::size_t p = 0; p < plan.keys.size(); ++p)
            all.push_back(Assignment::of({p, {}, plan.keys[p]}, {study::static_run, 0, 1}));
        return all;
    }
    study::StudyReading reading;
    Vocabulary known{testing::shipped_vocabulary()};
    std::optional<study::PointReader> reader;
    study::Plan plan;
};

std::vector<std::size_t> points_of(Assignment const& one) {
    std::vector<std::size_t> points;
    for (study::AssignedPoint const& point : one.points)
        points.push_back(point.point);
    return points;
}

}  // namespace

TEST_CASE("points that differ in what takes effect at an instant are one family", "[study]") {
    testing::SmallStudy const files;
    files.write("cuts.yaml", study_text);
    ReadStudy read{files.file("cuts.yaml")};
    study::FamilyFinder const finder{*read.reading.study, *read.reader};
    auto const grouped = finder.group(read.wanted());
    // Points are policies x cuts: of each policy three cuts, and a load of its own.
    REQUIRE(grouped.size() == 4);
    CHECK(points_of(grouped[0]) == std::vector<std::size_t>{0, 1, 2});
    CHECK(points_of(grouped[1]) == std::vector<std::size_t>{3});
    CHECK(points_of(grouped[2]) == std::vector<std::size_t>{4, 5, 6});
    CHECK(points_of(grouped[3]) == std::vector<std::size_t>{7});
    REQUIRE(grouped[0].runs.size() == 9);
    for (std::size_t i = 0; i < 9; ++i)
        CHECK(grouped[0].runs[i].run == static_cast<std::int64_t>(i / 3) - 1);
    // Runs with other inputs are another family.
    auto wanted = read.wanted();
    wanted[1].points.front().changes = {{"x", "grids.grid.carbon=0.6 kg/kWh"}};
    CHECK(points_of(finder.group(std::move(wanted))[0]) == std::vector<std::size_t>{0, 2});
}

TEST_CASE("the part of runs that is simulated, by hand", "[study]") {
    testing::SmallStudy const files;
    files.write("cuts.yaml", study_text);
    ReadStudy read{files.file("cuts.yaml")};
    auto const share = [&](study::Branching branching) {
        std::vector<Assignment> runs;
        for (std::size_t p = 0; p < read.plan.keys.size(); ++p)
            runs.push_back(Assignment::of({p, {}, read.plan.keys[p]}, {0, 1}));
        return study::simulated_share(std::move(runs), *read.reading.study, *read.reader, branching);
    };
    // Of a day: 12 h together, then 12 h of `noon`, 6 h of the others together and 6 h of each: 42 h of 72; and the run
    // with another load, 66 h of 96.
    CHECK(share(study::Branching::always) == Approx(66.0 / 96.0));
    CHECK(share(study::Branching::automatic) == Approx(66.0 / 96.0));
    files.change("cuts.yaml", "from: 12 h", "from: 2 h");
    ReadStudy early{files.file("cuts.yaml")};
    std::vector<Assignment> runs{Assignment::of({0, {}, early.plan.keys[0]}, {0}),
                                 Assignment::of({1, {}, early.plan.keys[1]}, {0})};
    // Two hours are less than a tenth of a day.
    CHECK(study::simulated_share(runs, *early.reading.study, *early.reader, study::Branching::automatic) ==
          1.0);
    CHECK(study::simulated_share(runs, *early.reading.study, *early.reader, study::Branching::always) ==
          Approx(46.0 / 48.0));
}

TEST_CASE("the scenario of one point that has changed harms no other", "[study]") {
    testing::SmallStudy const files;
    files.write("cuts.yaml", study_text);
    ReadStudy read{files.file("cuts.yaml")};
    Assignment family;
    for (std::size_t const p : {0U, 1U, 2U}) {
        family.points.push_back({p, {}, p == 1 ? "another" : read.plan.keys[p]});
        family.runs.push_back({p, 0});
    }
    std::map<std::string, std::string> failures;
    auto const play = study::player_of(*read.reading.study, *read.reader, study::Branching::always);
    play(family, [&](study::Row const& row) { failures[row.key] = row.failure; });
    CHECK(failures ==
          std::map<std::string, std::string>{{read.plan.keys[0], ""},
                                             {"another", "its scenario has changed since the sweep began"},
                                             {read.plan.keys[2], ""}});
}
