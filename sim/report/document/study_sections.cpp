// What studies that choose their runs add to sections: selections, and what the figures depend on.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/report/document/cell_words.hpp"
#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

// "f_n3_31 with overflow"
Bilingual leader_of(TextTable const& selection, Cells const& row) {
    std::string const& alternative = selection.cell(row, "alternative");
    std::string const& response = selection.cell(row, "response");
    if (response.empty() || response == "base") return Bilingual::same(alternative);
    return {alternative + " with " + response, alternative + "（" + response + "）"};
}

// One series of a table of effects: of a figure, or of its difference from another layout's.
struct SeriesName {
    std::string over, against;

    friend auto operator<=>(SeriesName const&, SeriesName const&) = default;
};

struct EffectTable {
    std::string name, chart;
    Bilingual title, reading;
    std::vector<std::string> columns;
    std::string values;
};

std::vector<EffectTable> effect_tables() {
    return {
        {"variance_shares",
         "bars",
         {"Where the variance comes from", "方差来源"},
         {"Sobol's indices: the share that would be gone if the input were known (alone), and what would be "
          "left "
          "if all others were (with interactions). Intervals by bootstrap; with few rows shares may pass 100 "
          "%.",
          "Sobol "
          "指数：一阶占比为该输入已知时可消除的方差，总占比为其余均已知时剩余的方差。区间由自助法得出；行数少"
          "时占比可能超过 100 %。"},
         {"input", "first", "first_low", "first_high", "total", "total_low", "total_high", "rows"},
         "first,total"},
        {"effects",
         "bars",
         {"How much each input moves the figure", "各输入的影响幅度"},
         {"Morris: the mean absolute change over the whole range of the input; its spread shows interactions "
          "and "
          "curvature.",
          "Morris 法：输入在整个范围内变化时指标的平均绝对变化；离散度反映交互与非线性。"},
         {"input", "absolute", "absolute_low", "absolute_high", "effect", "spread", "trajectories"},
         "absolute"},
        {"emulator",
         "bars",
         {"Where the variance comes from, by an emulator", "方差来源（代理模型）"},
         {"For screening: shares of a polynomial fitted to the runs. Its error and R² are on points that it "
          "has "
          "not seen.",
          "用于筛选：由运行结果拟合的多项式给出占比；误差与 R² 取自未参与拟合的点。"},
         {"input", "first", "total", "held_back_error", "held_back_r_squared", "degree", "terms", "rows"},
         "first,total"},
    };
}

void write_effect_table(SectionWriter& out, EffectTable const& table, std::string const& name,
                        std::string const& metric) {
    TextTable const& rows = *out.table(name);
    std::set<SeriesName> all;
    for (Cells const& row : rows.rows) {
        if (rows.cell(row, "metric") == metric)
            all.insert({rows.cell(row, "over"), rows.cell(row, "against")});
    }
    for (SeriesName const& one : all) {
        Bilingual title = table.title;
        bool const inputs = one.over == "inputs";
        title.en += inputs ? ", over the inputs" : ", over the axes";
        title.zh += inputs ? "（各输入）" : "（各轴）";
        if (!one.against.empty()) {
            title.en += ", of the difference from " + one.against;
            title.zh += "：与 " + one.against + " 之差";
        }
        out.view({name + "_" + one.over + "_" + one.against,
                  table.chart,
                  name,
                  title,
                  table.reading,
                  table.columns,
                  {{"metric", metric}, {"over", one.over}, {"against", one.against}},
                  {"alternative"},
                  {{"category", "input"}, {"values", table.values}, {"horizontal", "yes"}}},
                 {"Not of this layout.", "该布局无此项。"}, Tone::note);
    }
}

// Of these columns those that the table has.
std::vector<std::string> columns_there(TextTable const& table, std::vector<std::string> columns) {
    std::erase_if(columns, [&](std::string const& column) { return !table.column(column); });
    return columns;
}

}  // namespace

std::vector<std::string> names_of(SectionWriter const& out, SectionFacts const& facts,
                                  std::string const& table) {
    std::vector<std::string> names;
    if (out.table(table) != nullptr) names.push_back(table);
    for (SideStudy const& side : *facts.more) {
        if (out.table(side.name + "." + table) != nullptr) names.push_back(side.name + "." + table);
    }
    return names;
}

// What the selected one's standing by the rules makes of "best"; nothing in a study without rules.
Bilingual by_rules(TextTable const& selection, Cells const& row) {
    std::string const& finding = selection.cell(row, "finding");
    if (finding == "passes") return {" of those that pass all rules", "（通过全部规则者中）"};
    if (finding == "open") return {" by the rules, of which one is open", "（有规则未定）"};
    if (finding == "fails") return {", but none passes the rules", "（无方案通过规则）"};
    return {};
}

void say_selection(SectionWriter& out, SectionFacts const& facts) {
    TextTable const* const selection = out.table("selection");
    if (selection == nullptr) return;
    for (Cells const& row : selection->rows) {
        Bilingual const leader = leader_of(*selection, row);
        Bilingual const rules = by_rules(*selection, row);
        std::string const& future = selection->cell(row, "future");
        auto const figure = [&](char const* column) { return figure_words(*selection, row, column); };
        Bilingual const runs = figure("runs");
        if (selection->cell(row, "decided") == "yes") {
            Bilingual const equal = figure("runs_if_equal");
            out.say(
                Tone::plain,
                {fmt::format("Selected in {}: {} is best{}, after {} runs; {} if all had had as many as the "
                             "longest.",
                             future, leader.en, rules.en, runs.en, equal.en),
                 fmt::format("情景 {} 选定：{} 最优{}，共 {} 次运行；若均匀分配需 {} 次。", future, leader.zh,
                             rules.zh, runs.zh, equal.zh)});
            continue;
        }
        if (selection->cell(row, "likely_missing").empty()) {
            out.say(
                Tone::warning,
                {fmt::format("Not decided in {}: {} leads{} after {} runs, and a rule is open on one that "
                             "would be better.",
                             future, leader.en, rules.en, runs.en),
                 fmt::format("情景 {} 尚未选定：{} 暂时领先{}，已有 {} 次运行；更优者尚有规则未定。", future,
                             leader.zh, rules.zh, runs.zh)});
            continue;
        }
        Bilingual const missing = figure("likely_missing");
        out.say(Tone::warning,
                {fmt::format("Not decided in {}: {} leads{} after {} runs, about {} are missing.", future,
                             leader.en, rules.en, runs.en, missing.en),
                 fmt::format("情景 {} 尚未选定：{} 暂时领先{}，已有 {} 次运行，约缺 {} 次。", future,
                             leader.zh, rules.zh, runs.zh, missing.zh)});
    }
    out.say(
        Tone::note,
        {fmt::format("A selection is right with {:.3g} % in all futures together; a difference below the "
                     "indifference of the table does not matter. Intervals of figures do not know that runs "
                     "were chosen by what earlier ones came to.",
                     100.0 * facts.study->confidence),
         fmt::format("选定结论在所有情景下同时正确的概率为 {:.3g} "
                     "%；小于表中无差别界限的差异不计。各指标的区间未考虑运行次数由先前结果决定。",
                     100.0 * facts.study->confidence)});
}

void write_selections(SectionWriter& out) {
    if (out.table("selection") == nullptr) return;
    out.view(
        {"selection",
         "",
         "selection",
         {"Selection of the best layout", "最优布局的选择"},
         {},
         columns_there(*out.table("selection"),
                       {"future", "decided", "alternative", "response", "probability", "indifference", "runs",
                        "runs_if_equal", "runs_saved", "likely_missing", "most_missing", "finding"}),
         {},
         {},
         {}},
        {});
    out.view(
        {"selection_steps",
         "",
         "selection_steps",
         {"Who was left out, and after how many runs", "淘汰情况与运行次数"},
         {"Means over the runs that all have, so that they can be compared.",
          "均值按共有的运行折算，便于比较。"},
         columns_there(*out.table("selection_steps"), {"alternative", "response", "runs", "mean", "status",
                                                       "behind", "behind_response", "finding"}),
         {},
         {"future"},
         {}},
        {});
}

void write_effects(SectionWriter& out, SectionFacts const& facts) {
    for (EffectTable const& table : effect_tables()) {
        for (std::string const& name : names_of(out, facts, table.name)) {
            std::string const metric = out.table(name)->cell(out.table(name)->rows.front(), "metric");
            write_effect_table(out, table, name, metric);
        }
    }
}

}  // namespace meridian::report
