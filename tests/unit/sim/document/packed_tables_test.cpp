#include "sim/document/packed_tables.hpp"

#include "sim/document/document_json.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian;
using nlohmann::ordered_json;

namespace {

// A table of so many rows: two sites in turn, a share that is the same for ten rows each, and a note of its own.
ordered_json document_of(int rows) {
    std::vector<testing::Cells> cells;
    for (int i = 0; i < rows; ++i)
        cells.push_back(
            {i % 2 == 0 ? "a" : "", "0." + std::to_string(1 + i / 10), "note " + std::to_string(i)});
    document::Document d;
    d.tables = {testing::TableOfTexts{"sites", {"site", "allocation", "note"}, cells}};
    return ordered_json::parse(document::document_json(d));
}

}  // namespace

TEST_CASE("texts that repeat are written once, and come back as they were", "[document]") {
    ordered_json const plain = document_of(60);
    ordered_json packed = plain;
    document::pack_tables(packed);
    ordered_json& table = packed["tables"]["sites"];
    CHECK(table["columns"][0]["levels"] == ordered_json{"a"});
    CHECK(table["rows"][0] == ordered_json{0, 0.1, "note 0"});  // each note is its own
    CHECK(table["rows"][1][0].is_null());
    CHECK(table["texts"][1]["en"] == ordered_json{"10 %", "20 %", "30 %", "40 %", "50 %", "60 %"});
    CHECK(table["texts"][1]["at"][59] == 5);
    // As the page does it.
    for (ordered_json& row : table["rows"]) {
        if (!row[0].is_null()) row[0] = table["columns"][0]["levels"][row[0].get<std::size_t>()];
    }
    CHECK(table["rows"] == plain["tables"]["sites"]["rows"]);
    for (std::size_t r = 0; r < 60; ++r) {
        ordered_json const& texts = table["texts"][1];
        CHECK(texts["zh"][texts["at"][r].get<std::size_t>()] ==
              plain["tables"]["sites"]["texts"][1]["zh"][r]);
    }
}

TEST_CASE("texts that come in long runs leave the rows, and come back as they were", "[document]") {
    std::vector<testing::Cells> cells;
    for (int i = 0; i < 60; ++i)  // 25 of a, 20 of none, 15 of b
        cells.push_back({i < 25 ? "a" : i < 45 ? "" : "b", std::to_string(i)});
    document::Document d;
    d.tables = {testing::TableOfTexts{"sites", {"site", "note"}, cells}};
    ordered_json const plain = ordered_json::parse(document::document_json(d));
    ordered_json packed = plain;
    document::pack_tables(packed);
    ordered_json& table = packed["tables"]["sites"];
    CHECK(table["columns"][0]["levels"] == ordered_json{"a", "b"});
    CHECK(table["columns"][0]["runs"] == ordered_json{0, 25, nullptr, 20, 1, 15});
    CHECK(table["rows"][59].size() == 1);
    CHECK(table["rows"][59][0] == plain["tables"]["sites"]["rows"][59][1]);
}

TEST_CASE("short tables stay as they are", "[document]") {
    ordered_json packed = document_of(49);
    document::pack_tables(packed);
    CHECK(packed == document_of(49));
}
