#include "sim/report/document/document_json.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"
#include "tests/unit/sim/report/document/hostile_document.hpp"

using namespace meridian;
using nlohmann::json;

TEST_CASE("a document's JSON may stand inside a script element and holds all of it", "[document]") {
    auto const text = report::document_json(testing::hostile_document());
    CHECK(text.find('<') == std::string::npos);
    CHECK(text == report::document_json(testing::hostile_document()));
    auto const all = json::parse(text);
    CHECK(all["format"] == 1);
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
    auto const text = report::document_json(testing::hostile_document());
    auto const sites = json::parse(text)["tables"]["sites"];
    CHECK(sites["quantities"] == json{"text", "text", "text", "count", "share", "money", "text"});
    CHECK(sites["rows"][0][1] == "</script><script>alert(1)</script>");
    CHECK(sites["rows"][0][3] == 10000);
    CHECK(text.find(",0.61250000000000004,") != std::string::npos);
    CHECK(sites["rows"][1][1] == "北京 🐉");
    CHECK(sites["rows"][1][4].is_null());
    CHECK(sites["rows"][2][1] == "007");
    CHECK(text.find(",1e-3,") != std::string::npos);
}

TEST_CASE("terms are those of columns, and of words of ours in cells", "[document]") {
    auto const terms = json::parse(report::document_json(testing::hostile_document()))["terms"];
    CHECK(terms["cost_cny_energy"] ==
          json{{"en", "electricity cost"}, {"zh", "电费"}, {"quantity", "money"}});
    CHECK(terms["hub"] == json{{"en", "hub"}, {"zh", "枢纽"}});
    CHECK(terms["why"]["quantity"] == "text");
    CHECK_FALSE(terms.contains("007"));
    CHECK_FALSE(terms.contains("worse"));
}

TEST_CASE("a cell that is named like a column keeps its name", "[document]") {
    report::Document d;
    d.tables = {{"sites", {"alternative", "tier"}, {{"point", "edge"}}}};
    auto const terms = json::parse(report::document_json(d))["terms"];
    CHECK_FALSE(terms.contains("point"));
    CHECK(terms.contains("edge"));
}

TEST_CASE("numbers are those of JSON and of a double", "[document]") {
    for (char const* const number : {"0", "-1", "10000", "0.5", "1e-3", "1E+21", "-0.0", "12.50"})
        CHECK(report::is_json_number(number));
    for (char const* const text :
         {"", "-", "007", "+1", ".5", "1.", "1e", "1 ", "0x10", "inf", "nan", "1e999", "1,000", "--1"})
        CHECK_FALSE(report::is_json_number(text));
}

TEST_CASE("bytes that are no text do not break the JSON", "[document]") {
    report::Document d;
    d.title = report::Bilingual::same("a\xff\x01");
    CHECK(json::parse(report::document_json(d))["title"]["en"] == "a\xEF\xBF\xBD\x01");
}
