#include "sim/document/document_json.hpp"

#include <nlohmann/json.hpp>

#include "sim/report/table/csv.hpp"
#include "tests/support/catch.hpp"
#include "tests/unit/sim/document/hostile_document.hpp"

using namespace meridian;
using nlohmann::json;

TEST_CASE("a document's JSON may stand inside a script element and holds all of it", "[document]") {
    auto const text = document::document_json(testing::hostile_document());
    CHECK(text.find('<') == std::string::npos);
    CHECK(text == document::document_json(testing::hostile_document()));
    auto const all = json::parse(text);
    CHECK(all["format"] == 2);
    CHECK(all["language"] == "en");
    CHECK(all["title"]["zh"] == "容量规划 <2026>");
    CHECK(all["made"].contains("version"));
    CHECK(all["made"].contains("commit"));
    CHECK(all["picks"][0]["values"] == json{"a|b", "=1+1"});
    CHECK(all["picks"][0]["first"] == "a|b");
    CHECK(all["sections"].size() == 2);
    auto const& blocks = all["sections"][0]["blocks"];
    CHECK(blocks[0]["kind"] == "sentence");
    CHECK(blocks[0]["tone"] == "verdict");
    CHECK(blocks[4]["text"]["zh"] == "meridian run \"a`b\" --set x=1");
    CHECK(blocks[5]["tiles"][0]["value"]["en"] == "1.2 M CNY");
    auto const& view = all["sections"][1]["blocks"][1];
    CHECK(view["kind"] == "view");
    CHECK(view["options"]["values"] == "accelerators");
    CHECK(view["picks"] == json{"alternative"});
    CHECK(view["where"] == json::array());
}

TEST_CASE("cells are figures, texts or nothing, and figures keep their digits", "[document]") {
    auto const sites = json::parse(document::document_json(testing::hostile_document()))["tables"]["sites"];
    CHECK(sites["rows"][0][1] == "</script><script>alert(1)</script>");
    CHECK(sites["rows"][0][3] == 10000);
    CHECK(sites["rows"][0][4] == 0.61250000000000004);
    CHECK(sites["rows"][1][1] == "北京 🐉");
    CHECK(sites["rows"][1][4].is_null());
    CHECK(sites["rows"][2][1] == "007");
}

TEST_CASE("columns say what they are, and figures have their texts", "[document]") {
    auto const sites = json::parse(document::document_json(testing::hostile_document()))["tables"]["sites"];
    CHECK(sites["columns"][5] == json{{"key", "cost_cny_energy"},
                                      {"head", {{"en", "electricity cost"}, {"zh", "电费"}}},
                                      {"quantity", "money"},
                                      {"better", "lower"}});
    CHECK(sites["columns"][0]["names"] == "layout");
    CHECK(sites["texts"][1].is_null());
    CHECK(sites["texts"][4] ==
          json{{"en", {"61.3 %", "–", "0.1 %", "100.0 %"}}, {"zh", {"61.3%", "–", "0.1%", "100.0%"}}});
    CHECK(sites["texts"][3] == json{{"en", {"10,000", "512", "0", "9"}}});  // the same in Chinese
}

TEST_CASE("an interval names its ends, and rows of different figures say what they are", "[document]") {
    document::Document d;
    d.tables = {
        testing::TableOfTexts{"kpis",
                              {"key", "mean", "low", "high"},
                              {{"wait_s_mean", "4000", "3600", "4400"}, {"allocation", "0.5", "", ""}}}};
    auto const kpis = json::parse(document::document_json(d))["tables"]["kpis"];
    CHECK(kpis["columns"][1]["low"] == "low");
    CHECK(kpis["columns"][1]["high"] == "high");
    CHECK(kpis["row_quantities"] == json{"duration", "share"});
    CHECK(kpis["texts"][1]["en"] == json{"66.7 min", "50 %"});
    CHECK(kpis["texts"][2]["en"] == json{"60.0 min", "–"});  // in the unit of its figure
}

TEST_CASE("words are those of ours in cells; a cell that is named like a column keeps its name",
          "[document]") {
    auto const words = json::parse(document::document_json(testing::hostile_document()))["words"];
    CHECK(words["hub"] == json{{"en", "hub"}, {"zh", "枢纽"}});
    CHECK_FALSE(words.contains("007"));
    CHECK_FALSE(words.contains("worse"));
    document::Document d;
    d.tables = {testing::TableOfTexts{"sites", {"alternative", "tier"}, {{"point", "edge"}}}};
    auto const few = json::parse(document::document_json(d))["words"];
    CHECK_FALSE(few.contains("point"));
    CHECK(few.contains("edge"));
}

TEST_CASE("display names stand beside identifiers", "[document]") {
    document::Document d;
    d.names.add("site", "bj", {"Beijing", "北京"});
    auto const names = json::parse(document::document_json(d))["names"];
    CHECK(names["site"]["bj"] == json{{"en", "Beijing"}, {"zh", "北京"}});
}

TEST_CASE("numbers are those of JSON and of a double", "[document]") {
    for (char const* const number : {"0", "-1", "10000", "0.5", "1e-3", "1E+21", "-0.0", "12.50"})
        CHECK(report::is_json_number(number));
    for (char const* const text :
         {"", "-", "007", "+1", ".5", "1.", "1e", "1 ", "0x10", "inf", "nan", "1e999", "1,000", "--1"})
        CHECK_FALSE(report::is_json_number(text));
}

TEST_CASE("bytes that are no text do not break the JSON", "[document]") {
    document::Document d;
    d.title = report::Bilingual::same("a\xff\x01");
    CHECK(json::parse(document::document_json(d))["title"]["en"] == "a\xEF\xBF\xBD\x01");
}
