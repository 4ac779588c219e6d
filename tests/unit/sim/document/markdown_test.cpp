#include "sim/document/markdown.hpp"

#include "sim/document/markdown_text.hpp"
#include "sim/report/table/cell_text.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/text_tables.hpp"
#include "tests/unit/sim/document/hostile_document.hpp"

using namespace meridian;
using document::inline_markdown;
using report::Language;
using testing::Cells;
using testing::TableOfTexts;

TEST_CASE("a document as Markdown, in English", "[document]") {
    CHECK(document::markdown(testing::hostile_document(), Language::en) == R"MD(# Capacity \<plan\> \*2026\*

three layouts \| one future

## Board

**Layout a\|b is better.**

*Over 5 runs.*

**Warning:** Weak sources.

> Not in this report: No inputs vary.

```sh
meridian run "a`b" --set x=1
```

| figure | value |
| --- | --- |
| cost \| total | 1.2 M CNY (per year) |

## Sites

Plain.

### Sites

Longer is \<more\>.

*layout: a\|b*

| site | tier | accelerators | allocation | electricity cost | note |
| --- | --- | ---: | ---: | ---: | --- |
| \</script\>\<script\>alert(1)\</script\> | hub | 10,000 | 61.3 % | 123,456,789 CNY | \`tick\` \\ back |
| 北京 🐉 | edge | 512 | – | 2,501 CNY | two lines |
| 007 | region | 0 | 0.1 % | −3 CNY | =SUM(A1) |

### Failures

No rows.

<!-- generator: Meridian -->
)MD");
}

TEST_CASE("a document as Markdown, in Chinese", "[document]") {
    CHECK(document::markdown(testing::hostile_document(), Language::zh) == R"MD(# 容量规划 \<2026\>

三种布局 \| 一个情景

## 总览

**方案 a\|b 更优。**

*5 次重复。*

**警告：** 来源薄弱。

> 本报告未含：没有变动的输入。

```sh
meridian run "a`b" --set x=1
```

| 指标 | 数值 |
| --- | --- |
| 总成本 | 1.2 M CNY（每年） |

## 站点

普通。

### 站点

越长越多。

*布局方案：a\|b*

| 智算中心 | 层级 | 加速卡数 | 分配率 | 电费 | 备注 |
| --- | --- | ---: | ---: | ---: | --- |
| \</script\>\<script\>alert(1)\</script\> | 枢纽 | 10,000 | 61.3% | 123,456,789 元 | \`tick\` \\ back |
| 北京 🐉 | 边缘 | 512 | – | 2,501 元 | two lines |
| 007 | 区域 | 0 | 0.1% | −3 元 | =SUM(A1) |

### 失败

无数据。

<!-- generator: Meridian -->
)MD");
}

TEST_CASE("views that are folded are named, and written where all is asked for", "[document]") {
    document::Document d;
    d.tables = {TableOfTexts{"jobs", {"job"}, {{"a"}}}};
    document::DocumentView open;
    open.table = "jobs";
    open.title = {"Jobs", "作业"};
    document::DocumentView folded = open;
    folded.title = {"More *jobs*", "更多作业"};
    folded.folded = true;
    d.sections = {{"s", {"Work", "业务"}, {folded, open, folded}}};
    CHECK_THAT(document::markdown(d, Language::en),
               Catch::Contains("## Work\n\n### Jobs\n") &&
                   Catch::Contains("*With `--full` also: More \\*jobs\\*; More \\*jobs\\*.*\n") &&
                   !Catch::Contains("### More"));
    CHECK_THAT(document::markdown(d, Language::zh),
               Catch::Contains("*加 `--full` 另含：更多作业；更多作业。*"));
    CHECK_THAT(document::markdown(d, Language::en, true),
               Catch::Contains("### More \\*jobs\\*\n") && !Catch::Contains("--full"));
}

TEST_CASE("a long table says how many rows stand in its file", "[document]") {
    document::Document d;
    d.tables = {TableOfTexts{"jobs_of_a", {"job"}, std::vector<Cells>(43, {"x"})}};
    document::DocumentView view;
    view.table = "jobs_of_a";
    d.sections = {{"s", {}, {view}}};
    auto const text = document::markdown(d, Language::en);
    CHECK(std::count(text.begin(), text.end(), 'x') == 40);
    CHECK_THAT(text, Catch::EndsWith("\n3 more rows in jobs_of_a.csv.\n\n<!-- generator: Meridian -->\n"));
    CHECK_THAT(document::markdown(d, Language::zh),
               Catch::EndsWith("\n其余 3 行见 jobs_of_a.csv。\n\n<!-- generator: Meridian -->\n"));
}

TEST_CASE("marks of Markdown in names are marks no more", "[document]") {
    CHECK(inline_markdown("a_as_announced") == "a_as_announced");
    CHECK(inline_markdown("_a_ *b* `c` <d> [e](f) g|h i\\j &lt; $k$ ~l~") ==
          "\\_a\\_ \\*b\\* \\`c\\` \\<d\\> \\[e\\](f) g\\|h i\\\\j \\&lt; \\$k\\$ \\~l\\~");
    CHECK(inline_markdown("  two\r\n\nlines  ") == "two lines");
    CHECK(inline_markdown("北京_大兴") == "北京_大兴");
    CHECK(document::block_markdown("# a") == "\\# a");
    CHECK(document::block_markdown("1. a") == "1\\. a");
    CHECK(document::block_markdown("10 a") == "10 a");
    CHECK(document::block_markdown("- a") == "\\- a");
    CHECK(document::block_markdown("").empty());
    CHECK(document::code_markdown("a ``` b") == "````sh\na ``` b\n````");
}

TEST_CASE("figures in cells have the unit of their column, metric or row, and the digits of their interval",
          "[document]") {
    TableOfTexts const comparison{
        "comparison",
        {"metric", "mean", "low", "high", "difference", "difference_low", "difference_high", "p"},
        {{"cost_cny_total", "1002000000", "995000000", "1009000000", "-1234567", "-2234567", "-234567",
          "0.01"},
         {"allocation", "0.6125", "0.55", "0.675", "", "", "", ""}}};
    auto const of_comparison = [&](std::size_t row, std::size_t column) {
        return report::cell_for_people(comparison, comparison.rows[row], column, Language::en);
    };
    CHECK(of_comparison(0, 1) == "1.0020 bn CNY");
    CHECK(of_comparison(0, 2) == "0.9950 bn CNY");
    CHECK(of_comparison(0, 4) == "−1.2 M CNY");
    CHECK(of_comparison(0, 7) == "0.0100");
    CHECK(of_comparison(1, 1) == "61.3 %");
    CHECK(of_comparison(1, 4) == "–");
    TableOfTexts const resources{"resources",
                                 {"site_or_link", "resource", "unit", "stock"},
                                 {{"hub", "storage", "bytes", "2e15"},
                                  {"a to b", "transport", "bytes/s", "12500000000"},
                                  {"a", "compute", "accelerators", "10000"}}};
    auto const of_resources = [&](std::size_t row, std::size_t column) {
        return report::cell_for_people(resources, resources.rows[row], column, Language::zh);
    };
    CHECK(of_resources(0, 0) == "枢纽");
    CHECK(of_resources(0, 1) == "存力");
    CHECK(of_resources(0, 3) == "2 PB");
    CHECK(of_resources(1, 3) == "100 Gbit/s");
    CHECK(of_resources(2, 3) == "10,000");
    // What rules bound, and what responses trade, is in the unit of the row; elsewhere a value is what it says.
    TableOfTexts const trades{"response_trades",
                              {"figure", "value", "value_of_other", "unit"},
                              {{"near", "0.94123", "0.54", "share"},
                               {"bill", "1234567", "1100000", "CNY"},
                               {"pue_new", "1.1834", "1.25", ""}}};
    auto const of_trades = [&](std::size_t row, std::size_t column) {
        return report::cell_for_people(trades, trades.rows[row], column, Language::en);
    };
    CHECK(of_trades(0, 1) == "94.1 %");
    CHECK(of_trades(0, 2) == "54 %");
    CHECK(of_trades(1, 1) == "1.23 M CNY");
    CHECK(of_trades(2, 1) == "1.18");
    TableOfTexts const facts{"facts", {"what", "value"}, {{"seed", "20261129"}}};
    CHECK(report::cell_for_people(facts, facts.rows[0], 1, Language::en) == "20261129");
    TableOfTexts const tornado{
        "tornado",
        {"metric", "input", "unit", "value_low", "value_high", "difference_at_low", "at_low_low",
         "at_low_high"},
        {{"cost_cny_total", "price", "CNY/kWh", "0.3", "0.42", "2000000", "1900000", "2100000"}}};
    CHECK(report::cell_for_people(tornado, tornado.rows[0], 3, Language::en) == "0.300 CNY/kWh");
    CHECK(report::cell_for_people(tornado, tornado.rows[0], 5, Language::en) == "+2.00 M CNY");
    CHECK(report::cell_for_people(tornado, tornado.rows[0], 6, Language::en) == "1.90 M CNY");
}
