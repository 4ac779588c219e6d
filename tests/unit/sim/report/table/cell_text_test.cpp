#include "sim/report/table/cell_text.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"

using namespace meridian::report;
using meridian::testing::Cells;
using meridian::testing::TableOfTexts;

namespace {

Cells column_of(ResultTable const& table, std::size_t column, Language language) {
    std::vector<ResultRow const*> rows;
    for (ResultRow const& row : table.rows)
        rows.push_back(&row);
    return column_for_people(table, rows, column, language);
}

}  // namespace

TEST_CASE("a column has the unit and the decimals of its median", "[document]") {
    // Of 972,497, 45.3 M and 6.51 bn the median is 45.3 M: three digits of it are one decimal.
    TableOfTexts const table{"waterfall",
                             {"step", "change"},
                             {{"a", "6510000000"}, {"b", "-45300000"}, {"c", "972497"}, {"d", "0"}}};
    CHECK(column_of(table, 1, Language::en) == Cells{"6,510.0 M CNY", "−45.3 M CNY", "1.0 M CNY", "0 M CNY"});
    CHECK(column_of(table, 1, Language::zh) == Cells{"651,000 万元", "−4,530 万元", "97 万元", "0 万元"});
}

TEST_CASE("rows of different figures keep each its own unit", "[document]") {
    TableOfTexts const table{
        "static", {"figure", "simulated"}, {{"wait_s_mean", "7200"}, {"allocation", "0.5"}}};
    CHECK(column_of(table, 1, Language::en) == Cells{"2 h", "50 %"});
}
