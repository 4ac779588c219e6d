#include "sim/study/reshape.hpp"

#include "sim/app/vocabulary.hpp"
#include "sim/scenario/scenario_reader.hpp"
#include "sim/study/budget.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_study.hpp"

using namespace meridian;
using testing::SmallStudy;

namespace {

scenario::Draft draft_of(SmallStudy const& files, std::string const& name) {
    scenario::FilesRead known;
    scenario::Problems problems;
    return scenario::read_draft(files.file(name), {}, known, problems);
}

Scenario built(scenario::Draft draft) {
    auto reading = scenario::check_draft(std::move(draft), {}, app::vocabulary(), {});
    for (auto const& problem : reading.problems)
        UNSCOPED_INFO(words(problem));
    REQUIRE(reading.scenario);
    return std::move(*reading.scenario);
}

}  // namespace

TEST_CASE("a tier takes a share of the cards, limits and storage follow", "[study]") {
    // Sites: three far ones of 30, 20, 10 servers of 2 and two near ones of 25 and 15: 100 servers. 20 %
    // near: 20 of them, 12.5 and 7.5, by largest remainder (a tie: the first) 13 and 7; far 80:
    // 40, 26.67, 13.33 -> 40, 27, 13.
    SmallStudy const files;
    files.write("sites.csv",
                "name,node,tier,tariff,grid,cooling,power_limit [kW],storage [TB]\n"
                "f1,desert,far,cheap,grid,hall,24,30\nf2,desert,far,cheap,grid,hall,16,20\n"
                "f3,desert,far,cheap,grid,hall,8,10\nn1,town,near,dear,grid,hall,20,25\n"
                "n2,town,near,dear,grid,hall,12,15\n");
    files.write("pools.csv",
                "site,accelerator,servers,width\nf1,card,30,2\nf2,card,20,2\nf3,card,10,2\nn1,card,25,2\n"
                "n2,card,15,2\n");
    auto draft = draft_of(files, "base.yaml");
    scenario::Problems problems;
    study::give_share(draft, {"near", 0.2}, {}, problems);
    CHECK(problems.none());
    Scenario const s = built(std::move(draft));
    std::vector<std::int64_t> servers;
    for (Pool const& pool : s.pools)
        servers.push_back(pool.servers);
    CHECK(servers == std::vector<std::int64_t>{40, 27, 13, 13, 7});
    // f1: 24 kW x 40 / 30 = 32 kW, 40 TB; n2: 12 kW x 7 / 15 = 5.6 kW, 7 TB.
    CHECK(s.sites[SiteId{0}].power_limit->count() == 32'000'000'000);
    CHECK(s.sites[SiteId{4}].power_limit->count() == 5'600'000'000);
    CHECK(study::measured(s, study::Measure::accelerators) == 200.0);

    SECTION("sites that come to too little are left out, the smallest first") {
        files.change("base.yaml", "{name: near, ", "{name: near, least_accelerators: 8, ");
        auto small = draft_of(files, "base.yaml");
        study::give_share(small, {"near", 0.05}, {}, problems);  // 5 servers: 3 and 2, of 6 and 4 cards
        CHECK(problems.none());
        Scenario const left = built(std::move(small));
        REQUIRE(left.sites.size() == 4);
        CHECK(left.pools[PoolId{3}].servers == 5);
        CHECK(study::measured(left, study::Measure::accelerators) == 200.0);
    }
    SECTION("none at all") {
        auto none = draft_of(files, "base.yaml");
        study::give_share(none, {"near", 0.0}, {}, problems);
        Scenario const left = built(std::move(none));
        CHECK(left.sites.size() == 3);
        CHECK(study::measured(left, study::Measure::accelerators) == 200.0);
    }
    SECTION("a tier that nothing stands in is reported") {
        auto wrong = draft_of(files, "base.yaml");
        study::give_share(wrong, {"nera", 0.2}, {}, problems);
        REQUIRE(problems.sorted().size() == 1);
        CHECK_THAT(problems.sorted()[0].fix, Catch::Contains("did you mean 'near'?"));
    }
}

TEST_CASE("sites are scaled with all that stands in them", "[study]") {
    SmallStudy const files;
    auto draft = draft_of(files, "both.yaml");
    study::scale_sites(draft, 2.5);
    Scenario const s = built(std::move(draft));
    CHECK(s.pools[PoolId{0}].servers == 5);  // 2 x 2.5
    CHECK(s.pools[PoolId{1}].servers == 8);  // 3 x 2.5, rounded up
    CHECK(s.sites[SiteId{1}].power_limit->count() == 12'000'000'000);
}

TEST_CASE("what a budget measures, by hand", "[study]") {
    // Ten cards of 100 TFLOPS, 400 W and 36,500 CNY, and 8 kW of hall at 3,650 CNY: 365,000 + 29,200 CNY.
    SmallStudy const files;
    Scenario const s = built(draft_of(files, "near.yaml"));
    CHECK(study::measured(s, study::Measure::accelerators) == 10.0);
    CHECK(study::measured(s, study::Measure::flops_fp16) == 1e15);
    CHECK(study::measured(s, study::Measure::it_power) == 4e9);
    CHECK(study::measured(s, study::Measure::capital).value() == Approx(394'200.0));
    CHECK(study::amount_words(4e12, study::Measure::it_power) == "4 MW");
    CHECK(study::amount_words(31.3e18, study::Measure::flops_fp16) == "31.3 EFLOPS");
}
