#include "sim/report/table/terminal_table.hpp"

#include <string>

#include "sim/report/table/display_width.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian::report;
using meridian::testing::Cells;
using meridian::testing::TableOfTexts;

namespace {

TableOfTexts sites() {
    return {"sites",
            {"site", "tier", "allocation", "cost_cny_energy", "pue_mean"},
            {{"north", "hub", "0.5", "12500000", "1.2"}, {"south", "edge", "1", "0", "1.35"}}};
}

std::size_t widest_line(std::string const& text) {
    std::size_t widest = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        auto const end = text.find('\n', begin);
        widest = std::max(widest, display_width(text.substr(begin, end - begin)));
        begin = end + 1;
    }
    return widest;
}

}  // namespace

TEST_CASE("a table has its units in its heads and its numbers to the right", "[terminal]") {
    // 12,500,000 CNY are 12.5 M CNY, and the zero beside them is of the same unit.
    CHECK(terminal_table({sites(), {"site", "tier", "allocation", "cost_cny_energy", "pue_mean"}}, {}) ==
          "                         electricity  mean\n"
          "site   tier  allocation         cost   PUE\n"
          "                      %        M CNY\n"
          "-----  ----  ----------  -----------  ----\n"
          "north  hub           50         12.5  1.20\n"
          "south  edge         100            0  1.35\n");
}

TEST_CASE("the last columns leave where the width does not take them, and their file is named",
          "[terminal]") {
    std::string const text = terminal_table({sites(),
                                             {"site", "allocation", "cost_cny_energy", "tier", "pue_mean"},
                                             {},
                                             nullptr,
                                             1,
                                             nullptr,
                                             "in sites.csv"},
                                            {40, false});
    CHECK_THAT(text, Catch::Contains("\n1 more row and 1 more column in\nsites.csv: mean PUE\n"));
    CHECK(widest_line(text) <= 40);
    CHECK_THAT(text, !Catch::Contains("south"));
}

TEST_CASE("no line of a table is wider than the output, and no name is cut", "[terminal]") {
    std::string const name = "a data centre with a name that is as long as this one is";
    std::string const chinese = "一个名字很长很长的区域级算力数据中心";
    TableOfTexts const table{
        "sites",
        {"site", "tier", "allocation", "cost_cny_energy", "energy_kwh_it", "pue_mean"},
        {{name, "hub", "0.5", "12500000", "1e6", "1.2"}, {chinese, "edge", "1", "0", "2e6", "1.35"}}};
    for (std::size_t const columns : {40U, 60U, 80U, 100U, 140U, 160U}) {
        CAPTURE(columns);
        std::string const text = terminal_table({table}, {columns, false});
        CHECK(widest_line(text) <= columns);
        if (columns < 80) continue;
        CHECK_THAT(text, Catch::Contains(name) && Catch::Contains(chinese));
    }
    std::string const wide = terminal_table({table}, {140, false});
    CHECK_THAT(wide, Catch::Contains("PUE") && !Catch::Contains("more column"));
}

TEST_CASE("the best row has a star; bold and colour stand where the output has them alone", "[terminal]") {
    TableOfTexts const table{
        "comparison", {"alternative", "verdict"}, {{"a", "the baseline"}, {"b", "better"}}};
    TerminalTable const printed{table, {}, {}, nullptr, 9, &table.rows[1]};
    CHECK(terminal_table(printed, {}) ==
          "  layout  verdict\n"
          "  ------  ------------\n"
          "  a       the baseline\n"
          "* b       better\n");
    std::string const styled = terminal_table(printed, {80, true});
    CHECK_THAT(styled, Catch::Contains("\x1b[1mlayout\x1b[0m") && Catch::Contains("\x1b[32mbetter\x1b[0m") &&
                           Catch::Contains("* \x1b[1mb\x1b[0m"));
}

TEST_CASE("rows of one figure share its unit, and its interval is one column", "[terminal]") {
    // 25.0 M of a half width of 2 M CNY: one decimal.
    TableOfTexts const table{"comparison",
                             {"metric", "alternative", "difference", "difference_low", "difference_high"},
                             {{"cost_cny_total", "b", "-25000000", "-27000000", "-23000000"}}};
    CHECK(terminal_table({table, {"alternative", "difference", "difference_low", "difference_high"}}, {}) ==
          "layout  difference        interval\n"
          "             M CNY           M CNY\n"
          "------  ----------  --------------\n"
          "b            −25.0  −27.0 to −23.0\n");
}

TEST_CASE("a table without rows is nothing, and columns without a cell are left out", "[terminal]") {
    CHECK(terminal_table({TableOfTexts{"sites", {"site"}}}, {}).empty());
    TableOfTexts const table{"sites", {"site", "tier"}, {{"north", ""}}};
    CHECK(terminal_table({table}, {}) == "site\n-----\nnorth\n");
}

TEST_CASE("text is broken at spaces, and words that are too wide within", "[terminal]") {
    CHECK(broken_lines("", 8) == std::vector<std::string>{""});
    CHECK(broken_lines("one two three", 8) == std::vector<std::string>{"one two", "three"});
    CHECK(broken_lines("abcdefghij k", 4) == std::vector<std::string>{"abcd", "efgh", "ij k"});
    CHECK(broken_lines("算网大脑", 5) == std::vector<std::string>{"算网", "大脑"});
    CHECK(paragraph("two three four", {40, false}, "one: ", 2) == "one: two three four\n");
    CHECK(paragraph("aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd", {40, false}, "Note: ", 2) ==
          "Note: aaaaaaaaa bbbbbbbbb ccccccccc\n  ddddddddd\n");
}
