// The section on losses: what the tables of a study's cases allow to be said, and the tables that are made of others.
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include "sim/document/loss_tables.hpp"
#include "sim/document/sections.hpp"
#include "sim/report/table/csv.hpp"
#include "sim/system/folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian;
using testing::TableOfTexts;

namespace {

document::StudyMaterial study_of_one() {
    document::StudyMaterial study;
    study.metrics = {{"net_cost_cny", false}};
    study.baseline = study.best = "f";
    study.baseline_future = "now";
    study.names.add("layout", "f", {"Three hubs", "三枢纽"});
    study.names.add("case", "hohhot", {"Hohhot", "呼和浩特"});
    study.names.add("case", "xian", {"Xi'an", "西安"});
    study.names.add("site", "xian", {"Xi'an", "西安"});
    return study;
}

// Hohhot costs 240 CNY, Xi'an nothing; what happens in other futures and layouts is not spoken of.
TableOfTexts losses(std::string const& recovered = "25200") {
    return {"losses",
            {"axis",
             "future",
             "alternative",
             "case",
             "kind",
             "lost_assets",
             "at_s",
             "for_s",
             "value_lost_cny",
             "slo_attainment_before_loss",
             "slo_attainment_during_loss",
             "time_to_recover_s",
             "runs_recovered",
             "runs",
             "runs_failing",
             "backlog_cleared_s",
             "takes_over",
             "takeover_accelerators",
             "first_bottleneck",
             "binds",
             "binds_after_s",
             "rules_broken"},
            {{"loss",    "later", "f", "xian", "site", "xian", "43200", "43200", "999", "1", "0",
              recovered, "2",     "2", "2",    "",     "",     "",      "",      "",    "",  ""},
             {"loss", "now", "f",      "hohhot",       "site", "hohhot",   "43200", "43200",
              "240",  "1",   "0.6667", recovered,      "2",    "2",        "2",     "28800",
              "xian", "2",   "xian",   "accelerators", "3600", "n_minus_1"},
             {"loss", "now", "f", "xian", "site", "xian", "43200", "43200", "0", "1", "1",
              "0",    "2",   "2", "0",    "0",    "",     "",      "",      "",  "",  ""}}};
}

TableOfTexts rules(std::string const& finding, std::string const& status) {
    return {"rules",
            {"future", "alternative", "rule", "name_zh", "measure", "over", "case", "status", "bound",
             "limit", "value", "unit", "finding", "why"},
            {{"now", "f", "n_minus_1", "单一失效", "slo_attainment_during_loss", "each_loss", "hohhot",
              status, "at_least", "0.9", "0.6667", "share", finding, ""},
             {"now", "f", "green", "", "green_share", "runs", "", "in_force", "at_least", "0.9", "1", "share",
              "passes", ""}}};
}

// What the section and the answers say.
class Spoken {
public:
    explicit Spoken(std::vector<report::ResultTable> tables) {
        document_.tables = std::move(tables);
        document_.names = study_.names;
        document_.names.add_any();
        facts_.study = &study_;
        facts_.more = &no_more_;
        facts_.shown = "f";
        document::write_losses(out_, facts_);
    }

    [[nodiscard]] std::vector<std::string> sentences(report::Language language) const {
        std::vector<std::string> all;
        for (document::Block const& block : section_.blocks)
            all.push_back(std::get<document::Sentence>(block).text.in(language));
        return all;
    }
    [[nodiscard]] document::Section const& section() const { return section_; }
    [[nodiscard]] document::SectionWriter const& out() const { return out_; }
    [[nodiscard]] document::SectionFacts const& facts() const { return facts_; }
    [[nodiscard]] std::vector<report::Bilingual> const& absent() const { return absent_; }

private:
    document::StudyMaterial study_ = study_of_one();
    document::Document document_;
    document::Section section_;
    std::vector<report::Bilingual> absent_;
    std::vector<document::SideStudy> no_more_;
    document::SectionFacts facts_;
    document::SectionWriter out_{document_, section_, absent_};
};

}  // namespace

TEST_CASE("the section on losses is called after the worst case of the layout shown", "[document]") {
    Spoken const spoken{{losses(), rules("fails", "in_force")}};
    CHECK(spoken.section().title.en == "If a site is lost");
    CHECK(spoken.section().title.zh == "若失去一个智算中心");
    CHECK(spoken.section().finding.en ==
          "Loss of Hohhot costs Three hubs most: 240 CNY; SLO attainment falls to 66.7 %");
    CHECK(spoken.section().finding.zh == "失去呼和浩特使 三枢纽 损失最大：240 元；服务目标达成率降至 66.7%");
    auto const en = spoken.sentences(report::Language::en);
    REQUIRE(en.size() == 2);
    CHECK(
        en[0] ==
        "SLO attainment falls from 100 % to 66.7 % meanwhile, and it recovers after 7 h. Each is lost for "
        "12 h. Xi'an "
        "takes over most (2 accelerators more); Xi'an is the first bottleneck (accelerators, after 60 min); "
        "the backlog is "
        "cleared after 8 h.");
    CHECK(en[1] ==
          "n_minus_1 is broken: SLO attainment during the loss 66.7 % when Hohhot is lost (at least 90 %); 1 "
          "of 2 cases "
          "breaks it.");
    CHECK(document::worst_loss_words(spoken.out(), spoken.facts()).en ==
          "Loss of Hohhot costs Three hubs most: 240 CNY. SLO attainment falls from 100 % to 66.7 % "
          "meanwhile, and it recovers "
          "after 7 h. Each is lost for 12 h.");
    CHECK(spoken.sentences(report::Language::zh)[1] ==
          "单一失效不通过：呼和浩特 失效时 损失期间服务目标达成率 66.7%（不低于 90%）；2 种失效情形中有 1 "
          "种不通过。");
}

TEST_CASE("a rule over each loss is kept, open or monitored", "[document]") {
    auto const said = [](std::string const& finding, std::string const& status) {
        return Spoken{{losses(), rules(finding, status)}}.sentences(report::Language::en).back();
    };
    CHECK_THAT(said("passes", "in_force"), Catch::StartsWith("n_minus_1 is kept in every case: ") &&
                                               Catch::Contains("66.7 % at worst, when Hohhot is lost"));
    CHECK_THAT(said("open", "in_force"), Catch::StartsWith("n_minus_1 is open: "));
    CHECK_THAT(said("fails", "monitored"),
               Catch::EndsWith("It does not decide: it is monitored or has expired."));
}

TEST_CASE("a case that does not recover is said to be so", "[document]") {
    auto const never = Spoken{{losses("")}}.sentences(report::Language::en);
    CHECK_THAT(never[0], Catch::Contains("and it has not recovered when the measured window ends"));
    auto const calm = Spoken{{losses("0")}}.sentences(report::Language::en);
    CHECK_THAT(calm[0], Catch::Contains("and it stays above the failure level"));
}

TEST_CASE("findings of losses count cases and compare layouts", "[document]") {
    Spoken const spoken{{losses(), TableOfTexts{"loss_summary",
                                                {"axis", "future", "alternative", "worst_value_lost_cny"},
                                                {{"loss", "now", "f", "240"},
                                                 {"loss", "now", "g", "1000"},
                                                 {"loss", "later", "g", "1"},
                                                 {"cut", "now", "g", "2"}}}}};
    CHECK(document::finding_of_losses(spoken.out(), spoken.facts()).en ==
          "Three hubs: in 1 of 2 cases SLO attainment falls below the failure level");
    CHECK(document::finding_of_loss_summary(spoken.out(), spoken.facts()).en ==
          "The worst loss costs from 240 CNY (Three hubs) to 1,000 CNY (g)");
}

TEST_CASE("the course of a loss is called after the bin that lies farthest below the run without it",
          "[document]") {
    Spoken const spoken{{losses(), TableOfTexts{"loss_course",
                                                {"alternative", "case", "time", "slo_attainment_with_loss",
                                                 "slo_attainment_without_loss"},
                                                {{"f", "hohhot", "2025-01-01T06:00", "0.5", "0.5"},
                                                 {"f", "hohhot", "2025-01-01T12:00", "0.75", "1"},
                                                 {"g", "hohhot", "2025-01-01T12:00", "0", "1"}}}}};
    CHECK(document::finding_of_loss_course(spoken.out(), spoken.facts()).en ==
          "With the loss of Hohhot, SLO attainment is 75 % instead of 100 % at worst");
}

TEST_CASE("a study without losses says once that nothing is lost in it", "[document]") {
    Spoken const spoken{{}};
    CHECK(spoken.section().blocks.empty());
    REQUIRE(spoken.absent().size() == 1);
    CHECK(spoken.absent()[0].en == "If a site is lost: the study declares no 'losses'.");
}

TEST_CASE("a province takes its sites and the links that end there off the map", "[document]") {
    auto const assets = document::loss_assets(
        {TableOfTexts{"losses",
                      {"axis", "future", "alternative", "case", "kind", "lost_assets"},
                      {{"p", "now", "f", "Gansu", "province", "Gansu"},
                       {"p", "later", "f", "Gansu", "province", "Gansu"},
                       {"s", "now", "f", "one + two", "site", "one, two"},
                       {"h", "now", "f", "one/card", "pool", "one/card"}}},
         TableOfTexts{"nodes", {"node", "province"}, {{"n1", "Gansu"}, {"n2", "Hebei"}}},
         TableOfTexts{"sites",
                      {"alternative", "site", "node"},
                      {{"f", "one", "n1"}, {"f", "two", "n2"}, {"g", "three", "n1"}}},
         TableOfTexts{"links",
                      {"alternative", "link", "a", "b"},
                      {{"f", "n2-n1", "n2", "n1"}, {"f", "n2-n2", "n2", "n2"}}}});
    CHECK(report::csv(assets) ==
          "axis,alternative,case,asset_kind,asset\n"
          "p,f,Gansu,site,one\n"
          "p,f,Gansu,link,n2-n1\n"
          "s,f,one + two,site,one\n"
          "s,f,one + two,site,two\n"
          "h,f,one/card,site,one\n");
}

TEST_CASE("the course of a loss has the bins in which work arrives, with and without it", "[document]") {
    auto const run = [](std::string const& name, std::vector<std::vector<std::string>> rows) {
        return TableOfTexts{name, {"bin_start", "begin_h", "slo_attainment_by_work"}, std::move(rows)};
    };
    auto course = document::empty_loss_course();
    TableOfTexts const lost{
        "losses", {"alternative", "case", "at_s", "for_s"}, {{"f", "hohhot", "43200", "21600"}}};
    document::add_loss_course(course, "f", "hohhot",
                              run("slo_course", {{"2025-01-01T06:00:00+08:00", "6", "1"},
                                                 {"2025-01-01T12:00:00+08:00", "12", "0.5"}}),
                              run("slo_course", {{"2025-01-01T06:00:00+08:00", "6", "1"},
                                                 {"2025-01-01T07:00:00+08:00", "7", ""},
                                                 {"2025-01-01T12:00:00+08:00", "12", "1"},
                                                 {"2025-01-01T18:00:00+08:00", "18", "1"}}),
                              lost);
    CHECK(report::csv(course) ==
          "alternative,case,time,slo_attainment_with_loss,slo_attainment_without_loss,loss_begin,loss_end\n"
          "f,hohhot,2025-01-01T06:00,1,1,2025-01-01T12:00,2025-01-01T18:00\n"
          "f,hohhot,2025-01-01T12:00,0.5,1,2025-01-01T12:00,2025-01-01T18:00\n"
          "f,hohhot,2025-01-01T18:00,,1,2025-01-01T12:00,2025-01-01T18:00\n");
}

TEST_CASE("headroom of a layout is the mean over the runs of its file", "[document]") {
    testing::TemporaryFolder const folder;
    CHECK_FALSE(document::headroom_by_layout(system::Folder::open(folder.path())));
    std::filesystem::create_directory(folder.file("headroom"));
    testing::write_file(folder.file("headroom/f.csv"),
                        "each,at_s,for_s,run,addition_share,addition_accelerators,addition_bound_by,load_"
                        "factor,load_bound_by\n"
                        "sites,3600,7200,0,0.5,4,loss of b,0.6,loss of a\n"
                        "sites,3600,7200,1,0.5,4,loss of b,0.8,loss of a\n"
                        "sites,3600,7200,2,,,,0.7,loss of b\n");
    auto const table = document::headroom_by_layout(system::Folder::open(folder.path()));
    REQUIRE(table);
    REQUIRE(table->rows.size() == 1);
    auto const& row = table->rows[0];
    CHECK(table->text(row, "alternative") == "f");
    CHECK(table->figure(row, "runs") == 3.0);
    CHECK(table->figure(row, "runs_short") == 1.0);
    CHECK(table->figure(row, "addition_accelerators") == 4.0);
    CHECK(table->figure(row, "load_factor") == Approx(0.7));
    CHECK(table->text(row, "addition_bound_by") == "b");
    CHECK(table->text(row, "load_bound_by") == "a");
}
