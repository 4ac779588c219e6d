// A small document whose names try to break out of whatever they are written into.
#pragma once

#include "sim/document/document.hpp"
#include "tests/support/text_tables.hpp"

namespace meridian::testing {

[[nodiscard]] inline document::Document hostile_document() {
    using document::Tone;
    document::Document d;
    d.title = {"Capacity <plan> *2026*", "容量规划 <2026>"};
    d.subtitle = {"three layouts | one future", "三种布局 | 一个情景"};
    d.picks = {{"alternative", {"layout", "布局方案"}, {"a|b", "=1+1"}, "a|b"}};
    d.tables = {
        TableOfTexts{"sites",
                     {"alternative", "site", "tier", "accelerators", "allocation", "cost_cny_energy", "note"},
                     {{"a|b", "</script><script>alert(1)</script>", "hub", "10000", "0.61250000000000004",
                       "123456789", "`tick` \\ back"},
                      {"a|b", "北京 🐉", "edge", "512", "", "2500.5", "two\nlines"},
                      {"a|b", "007", "region", "0", "1e-3", "-3", "=SUM(A1)"},
                      {"=1+1", "\"quoted\" & 'co'", "hub", "9", "1", "4", "_under_ [link](http://x)"}}},
        TableOfTexts{"empty", {"point", "why"}}};
    document::DocumentView sites;
    sites.id = "sites";
    sites.chart = "bars";
    sites.table = "sites";
    sites.title = {"Sites", "站点"};
    sites.reading = {"Longer is <more>.", "越长越多。"};
    sites.picks = {"alternative"};
    sites.columns = {"site", "tier", "accelerators", "allocation", "cost_cny_energy", "note"};
    sites.options = {{"category", "site"}, {"values", "accelerators"}};
    document::DocumentView failures;
    failures.id = "failures";
    failures.table = "empty";
    failures.title = {"Failures", "失败"};
    d.sections = {
        {"board",
         {"Board", "总览"},
         {document::Sentence{Tone::verdict, {"Layout a|b is better.", "方案 a|b 更优。"}},
          document::Sentence{Tone::note, {"Over 5 runs.", "5 次重复。"}},
          document::Sentence{Tone::warning, {"Weak sources.", "来源薄弱。"}},
          document::Sentence{Tone::missing, {"No inputs vary.", "没有变动的输入。"}},
          document::Sentence{Tone::command, report::Bilingual::same("meridian run \"a`b\" --set x=1")},
          document::Tiles{
              {{{"cost | total", "总成本"}, report::Bilingual::same("1.2 M CNY"), {"per year", "每年"}}}}}},
        {"sites",
         {"Sites", "站点"},
         {document::Sentence{Tone::plain, {"Plain.", "普通。"}}, sites, failures}}};
    return d;
}

}  // namespace meridian::testing
