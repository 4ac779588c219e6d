// Why one layout is dearer than the other: the waterfall and its sentence, and over which values of unserved work which
// layout is best. Sums are done by heart.
#include <string>
#include <vector>

#include "sim/document/sections.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian;
using testing::TableOfTexts;

namespace {

using Rows = std::vector<std::vector<std::string>>;

TableOfTexts why_table(Rows const& rows) {
    return {"why", {"future", "alternative", "kind", "part", "outcome", "obstacle", "difference"}, rows};
}

// Layout "a" of 100 M CNY a year is the baseline, "b" the best.
document::StudyMaterial study_of_two() {
    document::StudyMaterial study;
    study.metrics = {{"net_cost_cny", false}};
    study.baseline = "a";
    study.best = "b";
    study.baseline_future = "now";
    study.alternatives = {"a", "b", "c"};
    study.names.add("layout", "a", {"Few hubs", "少量枢纽"});
    study.names.add("layout", "b", {"Many sites", "多中心"});
    study.names.add("class", "chatter", {"Chatter", "闲聊"});
    return study;
}

document::Document document_of(TableOfTexts const& why) {
    document::Document d;
    d.tables = {
        TableOfTexts{
            "board", {"alternative", "net_cost_cny_per_year"}, {{"b", "97000000"}, {"a", "100000000"}}},
        why};
    return d;
}

// Steps as "name change total?".
std::vector<std::string> waterfall(Rows const& why, document::StudyMaterial const& study) {
    document::Document d = document_of(why_table(why));
    document::add_waterfall(d, study);
    std::vector<std::string> steps;
    report::ResultTable const* const table = d.table("waterfall");
    if (table == nullptr) return steps;
    for (auto const& row : table->rows)
        steps.push_back(table->written(row, "step") + " " + table->written(row, "change") + " " +
                        table->written(row, "is_total"));
    return steps;
}

template <class Words>
report::Bilingual sentence(TableOfTexts const& table, document::StudyMaterial const& study,
                           Words const& words) {
    document::Document d;
    d.tables = {table};
    document::Section section;
    std::vector<report::Bilingual> absent;
    return words(document::SectionWriter{d, section, absent}, study);
}

}  // namespace

TEST_CASE("a waterfall leads from the baseline's net cost to the best layout's, the largest part first",
          "[document]") {
    // 100 + 2 - 4 - 1 = 97 M; the volume is no part of it, nor what other futures and layouts have.
    Rows const rows{{"now", "b", "bill", "cost_cny_energy", "", "", "2000000"},
                    {"now", "b", "value lost", "chatter", "late", "", "-3000000"},
                    {"now", "b", "value lost", "chatter", "rejected", "", "-1000000"},
                    {"now", "b", "bill", "cost_cny_network", "", "", "-1000000"},
                    {"now", "b", "volume", "chatter", "", "", "77"},
                    {"later", "b", "bill", "cost_cny_energy", "", "", "50000000"},
                    {"now", "c", "bill", "cost_cny_energy", "", "", "60000000"}};
    auto const steps = waterfall(rows, study_of_two());
    REQUIRE(steps.size() == 5);
    CHECK(steps[0] == "Few hubs 100000000 yes");
    CHECK(steps[1] == "value lost, Chatter -4000000 no");
    CHECK_THAT(steps[2], Catch::EndsWith(" 2000000 no"));
    CHECK_THAT(steps[3], Catch::EndsWith(" -1000000 no"));
    CHECK(steps[4] == "Many sites 97000000 yes");
}

TEST_CASE("beyond seven steps the smallest are one", "[document]") {
    // 20 to 28 M are nine parts: the two smallest, 20 + 21 = 41 M, become the last step of eight.
    Rows rows;
    for (int i = 0; i < 9; ++i)
        rows.push_back(
            {"now", "b", "bill", "part" + std::to_string(i), "", "", std::to_string(20 + i) + "000000"});
    auto const steps = waterfall(rows, study_of_two());
    REQUIRE(steps.size() == 1 + 7 + 1 + 1);
    CHECK(steps[1] == "part8 28000000 no");
    CHECK(steps[7] == "part2 22000000 no");
    CHECK(steps[8] == "other parts 41000000 no");
    CHECK(steps[9] == "Many sites 316000000 yes");  // 100 + (20 + ... + 28 = 216)
}

TEST_CASE("there is no waterfall without parts, without net costs or where the baseline is the best",
          "[document]") {
    Rows const rows{{"now", "b", "bill", "cost_cny_energy", "", "", "2000000"}};
    CHECK_FALSE(waterfall(rows, study_of_two()).empty());
    CHECK(waterfall({}, study_of_two()).empty());
    CHECK(waterfall({{"later", "b", "bill", "cost_cny_energy", "", "", "1"}}, study_of_two()).empty());
    auto best_is_baseline = study_of_two();
    best_is_baseline.best = "a";
    CHECK(waterfall(rows, best_is_baseline).empty());
    document::Document d = document_of(why_table(rows));
    d.tables.front().rows.pop_back();  // the baseline's
    document::add_waterfall(d, study_of_two());
    CHECK(d.table("waterfall") == nullptr);
}

TEST_CASE("the sentence names parts until four fifths of the differences are said", "[document]") {
    // 5 + 3 + 1 + 1 = 10 M in size: 5 and 3 are four fifths. In all 5 - 3 + 1 - 1 = 2 M.
    Rows const rows{{"now", "b", "bill", "first", "", "", "5000000"},
                    {"now", "b", "value lost", "chatter", "rejected", "", "-3000000"},
                    {"now", "b", "bill", "third", "", "", "1000000"},
                    {"now", "b", "bill", "fourth", "", "", "-1000000"}};
    auto const words = sentence(why_table(rows), study_of_two(), document::why_words);
    CHECK_THAT(words.en, Catch::StartsWith("The net cost of Many sites differs by +2") &&
                             Catch::Contains("a year from that of Few hubs: first +5") &&
                             Catch::Contains("value lost, Chatter: rejected") && Catch::Contains("−3") &&
                             !Catch::Contains("third"));
    CHECK_THAT(words.zh, Catch::Contains("多中心") && Catch::Contains("少量枢纽") &&
                             Catch::Contains("闲聊") && !Catch::Contains("third"));
    CHECK(sentence(why_table({}), study_of_two(), document::why_words).empty());
    CHECK(
        sentence(why_table({{"now", "b", "bill", "first", "", "", "0"}}), study_of_two(), document::why_words)
            .empty());
}

TEST_CASE("the best layout by the value of unserved work is said from nothing on, with intervals",
          "[document]") {
    TableOfTexts const ranges{"value_ranges",
                              {"future", "scale", "alternative", "from", "from_low", "from_high"},
                              {{"now", "price", "a", "0", "", ""},
                               {"now", "price", "b", "2", "1.5", "2.5"},
                               {"now", "stated", "c", "1", "", ""},
                               {"later", "price", "c", "3", "", ""}}};
    auto study = study_of_two();
    auto const words = sentence(ranges, study, document::value_range_words);
    CHECK_THAT(words.en, Catch::Contains("Few hubs from nothing on, Many sites above 2") &&
                             Catch::Contains("(interval 1.5") && !Catch::Contains(" c "));
    CHECK_THAT(words.zh, Catch::Contains("少量枢纽 自零起") && Catch::Contains("多中心 自"));
    study.baseline_future = "never";
    CHECK(sentence(ranges, study, document::value_range_words).empty());
}
