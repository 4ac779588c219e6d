#include "sim/study/site_changes.hpp"

#include "sim/app/vocabulary.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;
using testing::SmallStudy;

namespace {

// Two sites of two models: east has 2 x 2 cards, west 3 x 2 cards and none of the other model.
struct TwoModels : SmallStudy {
    TwoModels() {
        change("base.yaml", "warmup: 1 h\n", "warmup: 1 h\nreference: card\n");
        change("base.yaml", "     price: 36.5 kCNY, life_years: 1}\n",
               "     price: 36.5 kCNY, life_years: 1}\n"
               "  - {name: board, stack: cann, fp16_dense: 200 TFLOPS, efficiency: {training: 0.5}, "
               "idle_power: 0 W,\n"
               "     busy_power: 1 kW, price: 60 kCNY}\n");
        write("both_sites.csv",
              "name,node,tier,tariff,grid,cooling,power_limit [kW],storage [TB]\n"
              "east,town,near,dear,grid,hall,3.2,40\nwest,desert,far,cheap,grid,hall,4.8,60\n"
              "plot,desert,far,cheap,grid,hall,5,10\n");
        write("both_pools.csv",
              "site,accelerator,servers,width\neast,card,2,2\nwest,card,3,2\neast,board,1,4\n");
    }
};

scenario::Draft draft_of(SmallStudy const& files) {
    scenario::FilesRead known;
    scenario::Problems problems;
    return scenario::read_draft(files.file("both.yaml"), {}, known, problems);
}

Scenario changed(SmallStudy const& files, study::SiteChange const& change) {
    auto draft = draft_of(files);
    scenario::Problems problems;
    study::change_site(draft, change, {"study.yaml", 7, 5}, problems);
    CHECK(problems.none());
    auto reading = scenario::check_draft(std::move(draft), std::move(problems), app::vocabulary(), {});
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.scenario);
    return std::move(*reading.scenario);
}

}  // namespace

TEST_CASE("a site is left out with its pools", "[study]") {
    Scenario const s = changed(TwoModels{}, {"east", {}});
    REQUIRE(s.sites.size() == 2);
    REQUIRE(s.pools.size() == 1);
    CHECK(s.sites[SiteId{0}].name == "west");
    CHECK(s.pools[PoolId{0}].servers == 3);
    CHECK(s.pools[PoolId{0}].site == SiteId{0});
}

TEST_CASE("what is added to a site takes power and storage in proportion", "[study]") {
    TwoModels const files;
    SECTION("to its pool, in whole servers") {
        // Six cards of 400 W draw 2.4 kW; five more are three servers of two: twelve cards. 4.8 kW x 2, 60 TB x 2.
        Scenario const s = changed(files, {"west", study::Addition{5.0, "card"}});
        CHECK(s.pools[PoolId{1}].servers == 6);
        CHECK(s.sites[SiteId{1}].power_limit->count() == 9'600'000'000);
        CHECK(s.sites[SiteId{1}].storage->count() == 120'000'000'000'000);
        CHECK(s.pools[PoolId{0}].servers == 2);
        CHECK(s.sites[SiteId{0}].power_limit->count() == 3'200'000'000);
    }
    SECTION("a model that it lacks in a new pool of servers as wide as elsewhere") {
        // 2.4 kW of cards, and 4 kW of four boards: 4.8 kW x 6.4 / 2.4 = 12.8 kW; ten accelerators for six: 100 TB.
        Scenario const s = changed(files, {"west", study::Addition{4.0, "board"}});
        REQUIRE(s.pools.size() == 4);
        CHECK(s.pools[PoolId{3}].name == "west/board");
        CHECK(s.pools[PoolId{3}].servers == 1);
        CHECK(s.pools[PoolId{3}].width == 4);
        CHECK(s.sites[SiteId{1}].power_limit->count() == 12'800'000'000);
        CHECK(s.sites[SiteId{1}].storage->count() == 100'000'000'000'000);
    }
    SECTION("a site without accelerators keeps its limit and its storage") {
        Scenario const s = changed(files, {"plot", study::Addition{10.0, "card"}});
        CHECK(s.pools[PoolId{3}].servers == 5);
        CHECK(s.sites[SiteId{2}].power_limit->count() == 5'000'000'000);
        CHECK(s.sites[SiteId{2}].storage->count() == 10'000'000'000'000);
    }
    SECTION("unless the limit is too low for them") {
        // Ten boards are three servers of four: 12 kW.
        Scenario const s = changed(files, {"plot", study::Addition{10.0, "board"}});
        CHECK(s.sites[SiteId{2}].power_limit->count() == 12'000'000'000);
    }
}

TEST_CASE("a change at a site that is not there is a problem of the study", "[study]") {
    auto draft = draft_of(TwoModels{});
    scenario::Problems problems;
    study::change_site(draft, {"wset", {}}, {"study.yaml", 7, 5}, problems);
    REQUIRE(problems.sorted().size() == 1);
    CHECK(problems.sorted()[0].where.line == 7);
    CHECK_THAT(problems.sorted()[0].fix, Catch::Contains("did you mean 'west'?"));
}

TEST_CASE("servers of a model are as wide as at the site, else as in its largest pool, else eight",
          "[study]") {
    auto const draft = draft_of(TwoModels{});
    CHECK(study::server_width(draft, "east", "card") == 2);
    CHECK(study::server_width(draft, "west", "board") == 4);
    CHECK(study::server_width(draft, "west", "unknown") == 8);
    CHECK(study::whole_servers(17.0, 8) == 3.0);
    CHECK(study::whole_servers(16.0, 8) == 2.0);
}
