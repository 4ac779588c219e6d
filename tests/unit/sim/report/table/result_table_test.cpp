#include "sim/report/table/result_table.hpp"

#include "sim/system/atomic_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian;
using report::ResultTable;
using testing::Cells;
using testing::keys_of;
using testing::TableOfTexts;
using testing::written_rows;

namespace {

ResultTable read(std::string_view bytes) {
    return report::parse_table(bytes, "results/sites.csv");
}

std::string fault_of(std::string_view bytes) {
    try {
        (void)read(bytes);
    } catch (system::SystemError const& fault) {
        return fault.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("a table that is written reads back as it was, whatever its cells hold", "[document]") {
    TableOfTexts const table{"sites",
                             {"site", "note, long", "a \"b\""},
                             {{"bj_daxing", "", "0.30000000000000004"},
                              {" two\nlines \r\n", "=1+1", "\"\""},
                              {"北京，大兴", "#not a comment", "x,y"},
                              {"", "", ""}}};
    ResultTable const again = read(report::csv(table));
    CHECK(again.name == "sites");
    CHECK(keys_of(again) == keys_of(table));
    CHECK(again.rows == table.rows);
}

TEST_CASE("texts that look like formulas are escaped in CSV, and read back as they were", "[document]") {
    TableOfTexts const table{"sites",
                             {"=site", "text"},
                             {{"=1+1", "+1"},
                              {"-2+3", "@SUM(A1)"},
                              {"\t=1", "\r=1"},
                              {"'=1", "''-x"},
                              {"-5", "-1.5e-7"},  // figures stay
                              {"'quoted'", "a=b"}}};
    std::string const text = report::csv(table);
    CHECK(text ==
          "'=site,text\n'=1+1,'+1\n'-2+3,'@SUM(A1)\n'\t=1,\"'\r=1\"\n''=1,'''-x\n-5,-1.5e-7\n"
          "'quoted',a=b\n");
    ResultTable const again = read(text);
    CHECK(keys_of(again) == keys_of(table));
    CHECK(again.rows == table.rows);
}

TEST_CASE("empty cells of a table of one column are rows", "[document]") {
    TableOfTexts const table{"sites", {"site"}, {{""}, {"a"}, {""}}};
    CHECK(report::csv(table) == "site\n\"\"\na\n\"\"\n");
    CHECK(read(report::csv(table)).rows == table.rows);
    CHECK(written_rows(read("site\n\na\n")) == std::vector<Cells>{{""}, {"a"}});
}

TEST_CASE("lines may end in \\r\\n, and the last line may lack its end", "[document]") {
    auto const table = read("a,b\r\n1,2\r\n\"3\",\r\nx,4");
    CHECK(keys_of(table) == Cells{"a", "b"});
    CHECK(written_rows(table) == std::vector<Cells>{{"1", "2"}, {"3", ""}, {"x", "4"}});
}

TEST_CASE("a file that is no table is a fault that names the line", "[document]") {
    CHECK_THAT(fault_of(""), Catch::Contains("it is empty"));
    CHECK_THAT(fault_of("a,b\n1,2\n3\n"), Catch::Contains("line 3: this row has 1 cells, the header has 2"));
    CHECK_THAT(fault_of("a\n\"1\n2\"\n\"3"), Catch::Contains("line 4: a quotation mark that is not closed"));
    CHECK_THAT(fault_of("a\n\"1\"2\n"),
               Catch::Contains("line 2: a cell does not end where its quotation marks do"));
    CHECK_THAT(fault_of("a\n1\"2\n"), Catch::Contains("line 2: a quotation mark inside a cell"));
}

TEST_CASE("cells and figures are looked up by column", "[document]") {
    TableOfTexts const table{
        "t", {"site", "delay_s_mean"}, {{"a", "1.5e3"}, {"b", ""}, {"c", "inf"}, {"d", "1 s"}}};
    CHECK(table.column("delay_s_mean") == 1U);
    CHECK_FALSE(table.column("delay"));
    CHECK(table.written(table.rows[0], "site") == "a");
    CHECK(table.written(table.rows[0], "nothing").empty());
    CHECK(table.figure(table.rows[0], "delay_s_mean") == 1500.0);
    for (std::size_t const without : {1U, 2U, 3U})
        CHECK_FALSE(table.figure(table.rows[without], "delay_s_mean"));
    CHECK_FALSE(table.figure(table.rows[0], "nothing"));
}

TEST_CASE("rows are appended under a name, by the names of their columns", "[document]") {
    ResultTable all{"sites", {}};
    report::append_rows(all, "alternative", "one", TableOfTexts{"sites", {"site", "kw"}, {{"a", "1"}}});
    report::append_rows(all, "alternative", "two",
                        TableOfTexts{"sites", {"kw", "site", "more"}, {{"2", "b", "x"}}});
    CHECK(keys_of(all) == Cells{"alternative", "site", "kw", "more"});
    CHECK(written_rows(all) == std::vector<Cells>{{"one", "a", "1", ""}, {"two", "b", "2", "x"}});
}
