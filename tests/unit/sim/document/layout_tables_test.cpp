#include "sim/document/layout_tables.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

namespace {

using namespace meridian::report;
using namespace meridian::document;
using meridian::testing::Cells;
using meridian::testing::keys_of;
using meridian::testing::TableOfTexts;
using meridian::testing::written;
using meridian::testing::written_rows;

TableOfTexts const kpis{"kpis",
                        {"future", "alternative", "response", "key", "mean", "low", "high", "runs"},
                        {{"now", "a", "near", "cost_cny_total", "100", "90", "110", "4"},
                         {"now", "a", "near", "carbon_kg_location", "5000", "4000", "6000", "4"},
                         {"now", "a", "near", "window_s", "86400", "", "", "4"},
                         {"now", "b", "cheap", "cost_cny_total", "130", "", "", "4"},
                         {"now", "b", "cheap", "carbon_kg_location", "2000", "", "", "4"}}};

}  // namespace

TEST_CASE("figures become columns, layouts rows", "[report]") {
    ResultTable const table = layouts_table(kpis);
    REQUIRE(table.rows.size() == 2);
    CHECK(table.columns.size() == 4 + 3 * 3);
    CHECK(table.written(table.rows[0], "cost_cny_total") == "100");
    CHECK(table.written(table.rows[0], "cost_cny_total_high") == "110");
    CHECK(table.written(table.rows[1], "response") == "cheap");
    CHECK(table.written(table.rows[1], "window_s").empty());  // b has none
    for (ResultRow const& row : table.rows)
        CHECK(row.size() == table.columns.size());
}

TEST_CASE("a tonne avoided by another site costs what the layout costs more", "[report]") {
    // b emits 3,000 kg less than a and costs 30 CNY more: 3 t, 10 CNY each.
    ResultTable const table = abatement(layouts_table(kpis), "a");
    REQUIRE(table.rows.size() == 1);
    CHECK(written(table.rows[0]) == Cells{"now", "b", "siting", "3", "30", "10"});
}

TEST_CASE("a layout that emits more avoids nothing, and a contract is described by its premium", "[report]") {
    TableOfTexts const layouts{
        "layouts",
        {"future", "alternative", "cost_cny_total", "carbon_kg_location", "carbon_kg_market",
         "cost_cny_green", "green_cny_per_tonne_avoided"},
        {{"now", "a", "100", "5000", "5000", "0", ""},
         {"now", "b", "90", "6000", "1000", "200", "40"},
         {"now", "c", "90", "6000", "1000", "0", ""}}};  // a contract without a premium
    ResultTable const table = abatement(layouts, "a");
    REQUIRE(table.rows.size() == 4);
    CHECK(written(table.rows[0]) == Cells{"now", "b", "siting", "-1", "-10", ""});
    CHECK(written(table.rows[1]) == Cells{"now", "b", "contract", "5", "200", "40"});
    CHECK(written(table.rows[3]) == Cells{"now", "c", "contract", "5", "not given", "not given"});
}

TEST_CASE("the board draws a window out to a year and adds up what the sites have", "[report]") {
    TableOfTexts const sites{"sites",
                             {"alternative", "site", "it_kw_all_busy"},
                             {{"a", "x", "700"}, {"a", "y", "300"}, {"b", "x", "1"}}};
    TableOfTexts const peaks{"peaks", {"alternative", "facility_kw_peak"}, {{"a", "1200"}}};
    ResultTable const table = board_table(layouts_table(kpis), "now", &sites, &peaks);
    REQUIRE(table.rows.size() == 2);
    // A day of 100 CNY is 36,500 in 365 days, 90 to 110 become 32,850 to 40,150.
    CHECK(table.written(table.rows[0], "cost_cny_per_year") == "36500");
    CHECK(table.written(table.rows[0], "cost_cny_per_year_low") == "32850");
    CHECK(table.written(table.rows[0], "cost_cny_per_year_high") == "40150");
    CHECK(table.written(table.rows[0], "carbon_kg_location_per_year") == "1825000");
    CHECK(table.written(table.rows[0], "it_kw_all_busy") == "1000");
    CHECK(table.written(table.rows[0], "facility_kw_peak") == "1200");
    CHECK(table.written(table.rows[1], "cost_cny_per_year").empty());  // its window is not known
    CHECK(board_table(layouts_table(kpis), "later", &sites, &peaks).empty());
}

TEST_CASE("alternatives that are numbers of one unit are a curve", "[report]") {
    TableOfTexts const comparison{"comparison",
                                  {"metric", "future", "alternative", "response", "mean", "low", "high"},
                                  {{"m", "base", "0 %", "r", "13", "12", "14"},
                                   {"m", "base", "20 %", "r", "12", "11", "13"},
                                   {"other", "base", "0 %", "r", "1", "1", "1"}}};
    TableOfTexts const against{"against_best",
                               {"future", "alternative", "verdict"},
                               {{"base", "0 %", "worse"}, {"base", "20 %", "the baseline"}}};
    auto const curve = curve_table(comparison, &against, "m");
    REQUIRE(curve);
    REQUIRE(curve->rows.size() == 2);
    CHECK(written(curve->rows[0]) == Cells{"m", "base", "0", "%", "0 %", "r", "13", "12", "14", "no"});
    CHECK(written(curve->rows[1]) == Cells{"m", "base", "20", "%", "20 %", "r", "12", "11", "13", "yes"});
    CHECK_FALSE(curve_table(
        TableOfTexts{"comparison",
                     {"metric", "future", "alternative", "response", "mean", "low", "high"},
                     {{"m", "base", "0 %", "r", "1", "", ""}, {"m", "base", "hubs", "r", "1", "", ""}}},
        nullptr, "m"));
}
