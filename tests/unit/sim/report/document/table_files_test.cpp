#include "sim/report/document/table_files.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/unit/sim/report/document/hostile_document.hpp"

using namespace meridian;

TEST_CASE("every table of a document becomes a file, and an index says what they are", "[document]") {
    testing::TemporaryFolder const here;
    std::filesystem::path const folder = here.file("tables");
    auto const document = testing::hostile_document();
    report::write_table_files(folder, document);
    for (report::TextTable const& table : document.tables) {
        auto const again = report::read_table(folder / (table.name + ".csv"));
        REQUIRE(again);
        CHECK(again->columns == table.columns);
        CHECK(again->rows == table.rows);
    }
    auto const index = report::read_table(folder / "tables.csv");
    REQUIRE(index);
    CHECK(index->columns == report::Cells{"table", "file", "rows", "title_en", "title_zh"});
    CHECK(index->rows == std::vector<report::Cells>{{"sites", "sites.csv", "4", "Sites", "站点"},
                                                    {"empty", "empty.csv", "0", "Failures", "失败"}});
}

TEST_CASE("a folder of tables may be replaced, any other may not", "[document]") {
    testing::TemporaryFolder const here;
    std::filesystem::path const folder = here.file("tables");
    CHECK(report::may_hold_table_files(folder));
    report::write_table_files(folder, testing::hostile_document());
    CHECK(report::may_hold_table_files(folder));
    report::Document fewer = testing::hostile_document();
    fewer.tables.pop_back();
    report::write_table_files(folder, fewer);
    CHECK_FALSE(std::filesystem::exists(folder / "empty.csv"));
    testing::write_file((folder / "thesis.txt").string(), "years of work");
    CHECK_FALSE(report::may_hold_table_files(folder));
    std::filesystem::create_directory(here.file("other"));
    CHECK(report::may_hold_table_files(here.file("other")));
    testing::write_file(here.file("other") + "/sites.csv", "a\n");
    CHECK_FALSE(report::may_hold_table_files(here.file("other")));
}
