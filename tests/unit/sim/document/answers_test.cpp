// The answers on the first page: which sentence a table of comparisons allows.
#include <string>
#include <variant>
#include <vector>

#include "sim/document/sections.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian;
using testing::TableOfTexts;

namespace {

document::StudyMaterial study_of_two() {
    document::StudyMaterial study;
    study.metrics = {{"net_cost_cny", false}};
    study.baseline = "a";
    study.best = "b";
    study.baseline_future = "now";
    study.all_futures = 1;
    study.names.add("layout", "a", {"Few hubs", "少量枢纽"});
    study.names.add("layout", "b", {"Many sites", "多中心"});
    return study;
}

// The layouts' rows: a has 100 M CNY, b 4 M less, from 6 to 2 M less.
TableOfTexts comparison(std::string const& verdict) {
    return {"comparison",
            {"metric", "future", "alternative", "mean", "difference", "difference_low", "difference_high",
             "verdict", "runs"},
            {{"net_cost_cny", "now", "a", "100000000", "", "", "", "the baseline", "5"},
             {"net_cost_cny", "now", "b", "96000000", "-4000000", "-6000000", "-2000000", verdict, "5"}}};
}

struct AnswerOf {
    document::Tone tone{};
    std::string lead, en, zh;
};

std::vector<AnswerOf> answers(document::StudyMaterial const* study, std::vector<report::ResultTable> tables) {
    document::Document d;
    d.tables = std::move(tables);
    document::Section section;
    std::vector<report::Bilingual> absent;
    document::SectionWriter out{d, section, absent};
    std::vector<document::SideStudy> const no_more;
    document::SectionFacts facts;
    facts.study = study;
    facts.more = &no_more;
    document::write_answers(out, facts);
    std::vector<AnswerOf> all;
    for (document::Block const& block : section.blocks) {
        auto const& sentence = std::get<document::Sentence>(block);
        all.push_back({sentence.tone, sentence.lead.en, sentence.text.en, sentence.text.zh});
    }
    return all;
}

}  // namespace

TEST_CASE("a single run has no verdict, and a study without runs none so far", "[document]") {
    auto const of_run = answers(nullptr, {});
    REQUIRE(of_run.size() == 1);
    CHECK(of_run[0].tone == document::Tone::note);
    CHECK_THAT(of_run[0].en, Catch::StartsWith("One run of one layout"));
    auto study = study_of_two();
    for (auto const& tables :
         {std::vector<report::ResultTable>{}, std::vector<report::ResultTable>{comparison("better")}}) {
        study.baseline_future = "never";
        auto const none = answers(&study, tables);
        REQUIRE(none.size() == 1);
        CHECK(none[0].tone == document::Tone::warning);
    }
}

TEST_CASE("a layout that is significantly better is the verdict, with its cost and how sure it is",
          "[document]") {
    auto const study = study_of_two();
    auto const all = answers(&study, {comparison("better")});
    REQUIRE(all.size() == 3);
    CHECK(all[0].tone == document::Tone::verdict);
    CHECK(all[0].lead == "What to build");
    CHECK(all[0].en == "Many sites is better than Few hubs.");
    CHECK(all[0].zh == "多中心 优于 少量枢纽。");
    CHECK(all[1].lead == "What it costs");
    CHECK_THAT(all[1].en,
               Catch::Contains("96") && Catch::Contains("against Few hubs") && Catch::Contains("−4"));
    CHECK(all[2].lead == "How sure");
    CHECK_THAT(all[2].en, Catch::StartsWith("5 runs of each layout") && Catch::Contains("95 % intervals"));
}

TEST_CASE("a difference that is not significant is no verdict for the better mean", "[document]") {
    auto study = study_of_two();
    auto const open = answers(&study, {comparison("not significant")});
    CHECK_THAT(open[0].en,
               Catch::StartsWith("The difference between Few hubs and the layout with the lowest") &&
                   Catch::Contains("Many sites, is not significant: −4"));
    study.best = "a";
    auto const stays = answers(&study, {comparison("not significant")});
    CHECK_THAT(stays[0].en, Catch::StartsWith("No layout is significantly better than Few hubs"));
    CHECK_THAT(stays[1].en, !Catch::Contains("against"));
}

TEST_CASE("no layout is called the best where the bills are of different demand", "[document]") {
    auto const study = study_of_two();
    TableOfTexts const served{"served_demand",
                              {"future", "alternative", "unserved_share", "comparable", "ruled_out"},
                              {{"now", "a", "0.01", "no", ""}, {"now", "b", "0.2", "no", ""}}};
    auto const all = answers(&study, {comparison("better"), served});
    CHECK(all[0].en.starts_with("No layout is called the best: Few hubs leaves 1"));
    CHECK_THAT(all[0].en, Catch::Contains("Many sites 20"));
    CHECK(all[1].lead == "How sure");  // there is no price of a best one
}
