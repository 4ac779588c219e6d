// Parts of the section on evidence: what the verdict depends on, selections, what is absent, how to reproduce it.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/document/sections.hpp"

namespace meridian::document {
namespace {

// "f_n3_31 with overflow"
Bilingual leader_of(DisplayNames const& names, ResultTable const& selection, ResultRow const& row) {
    Bilingual layout = names.of("layout", selection.text(row, "alternative"));
    std::string const& response = selection.text(row, "response");
    if (response.empty() || response == "base") return layout;
    Bilingual const policy = names.of("policy", response);
    return {layout.en + " with " + policy.en, layout.zh + "（" + policy.zh + "）"};
}

// What the selected one's standing by the rules makes of "best"; nothing in a study without rules.
Bilingual by_rules(ResultTable const& selection, ResultRow const& row) {
    std::string const& finding = selection.text(row, "finding");
    if (finding == "passes") return {" of those that pass all rules", "（通过全部规则者中）"};
    if (finding == "open") return {" by the rules, of which one is open", "（有规则未定）"};
    if (finding == "fails") return {", but none passes the rules", "（无方案通过规则）"};
    return {};
}

// One series of a table of effects: of a figure, or of its difference from another layout's.
struct SeriesName {
    std::string over, against;

    friend auto operator<=>(SeriesName const&, SeriesName const&) = default;
};

void show_effects(SectionWriter& out, SectionFacts const& facts, std::string const& name,
                  ViewTemplate const& like) {
    ResultTable const& rows = *out.table(name);
    std::string const metric = rows.text(rows.rows.front(), "metric");
    std::set<SeriesName> all;
    for (ResultRow const& row : rows.rows) {
        if (rows.text(row, "metric") == metric)
            all.insert({rows.text(row, "over"), rows.text(row, "against")});
    }
    for (SeriesName const& one : all) {
        bool const inputs = one.over == "inputs";
        Bilingual of{inputs ? ", over the inputs" : ", over the axes", inputs ? "（各输入）" : "（各轴）"};
        if (!one.against.empty()) {
            Bilingual const against = out.document().names.of("layout", one.against);
            of.en += ", of the difference from " + against.en;
            of.zh += "：与 " + against.zh + " 之差";
        }
        out.show(like, facts,
                 {{"table", Bilingual::same(name)},
                  {"metric", Bilingual::same(metric)},
                  {"over", Bilingual::same(one.over)},
                  {"against", Bilingual::same(one.against)},
                  {"of_series", of}});
    }
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

void write_selections(SectionWriter& out, SectionFacts const& facts) {
    ResultTable const* const selection = out.table("selection");
    if (selection == nullptr) return;
    for (ResultRow const& row : selection->rows) {
        Bilingual const leader = leader_of(out.document().names, *selection, row);
        Bilingual const rules = by_rules(*selection, row);
        Bilingual const future = out.document().names.of("future", selection->text(row, "future"));
        auto const figure = [&](char const* column) { return figure_words(*selection, row, column); };
        Bilingual const runs = figure("runs");
        if (selection->text(row, "decided") == "yes") {
            Bilingual const equal = figure("runs_if_equal");
            out.say(
                Tone::plain,
                {fmt::format("Selected in {}: {} is best{}, after {} runs; {} if all had had as many as the "
                             "longest.",
                             future.en, leader.en, rules.en, runs.en, equal.en),
                 fmt::format("情景 {} 选定：{} 最优{}，共 {} 次运行；若均匀分配需 {} 次。", future.zh,
                             leader.zh, rules.zh, runs.zh, equal.zh)});
            continue;
        }
        if (selection->cell(row, "likely_missing").empty()) {
            out.say(
                Tone::warning,
                {fmt::format("Not decided in {}: {} leads{} after {} runs, and a rule is open on one that "
                             "would be better.",
                             future.en, leader.en, rules.en, runs.en),
                 fmt::format("情景 {} 尚未选定：{} 暂时领先{}，已有 {} 次运行；更优者尚有规则未定。",
                             future.zh, leader.zh, rules.zh, runs.zh)});
            continue;
        }
        Bilingual const missing = figure("likely_missing");
        out.say(Tone::warning,
                {fmt::format("Not decided in {}: {} leads{} after {} runs, about {} are missing.", future.en,
                             leader.en, rules.en, runs.en, missing.en),
                 fmt::format("情景 {} 尚未选定：{} 暂时领先{}，已有 {} 次运行，约缺 {} 次。", future.zh,
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

void write_effects(SectionWriter& out, SectionFacts const& facts) {
    for (char const* const table : {"variance_shares", "effects", "emulator"}) {
        for (std::string const& name : names_of(out, facts, table))
            show_effects(out, facts, name, report_template().templates.at(table));
    }
}

void write_how_sure(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study != nullptr) return;
    out.say(Tone::missing, {"Differences, trade-offs, sensitivity and the value of the brain need a study.",
                            "差异、权衡、敏感性与大脑的价值需要研究（study）。"});
}

// The inputs that move the difference of each layout from the baseline.
void write_tornados(SectionWriter& out, SectionFacts const& facts) {
    auto const tornados = names_of(out, facts, "tornado");
    if (tornados.empty() && facts.study != nullptr)
        out.say(Tone::missing,
                {"Which inputs move the verdict: the study declares no 'inputs' with a 'sensitivity'.",
                 "哪些输入影响结论：研究未声明 'inputs' 与 'sensitivity'。"});
    for (std::string const& name : tornados) {
        ResultTable const& tornado = *out.table(name);
        std::vector<std::string> against;
        for (ResultRow const& row : tornado.rows) {
            if (against.empty() || against.back() != tornado.text(row, "alternative"))
                against.push_back(tornado.text(row, "alternative"));
        }
        for (std::string const& layout : against) {
            ViewTemplate like = report_template().templates.at("tornado");
            // Of the best layout it stands open.
            like.view.folded = facts.study == nullptr || layout != facts.study->best;
            out.show(like, facts,
                     {{"table", Bilingual::same(name)},
                      {"layout", Bilingual::same(layout)},
                      {"layout_name", out.document().names.of("layout", layout)}});
        }
    }
}

namespace {

void show_each(SectionWriter& out, SectionFacts const& facts, std::string const& table) {
    for (std::string const& name : names_of(out, facts, table))
        out.show(report_template().templates.at(table), facts, {{"table", Bilingual::same(name)}});
}

}  // namespace

void write_break_evens(SectionWriter& out, SectionFacts const& facts) {
    show_each(out, facts, "break_even");
}

void write_inputs(SectionWriter& out, SectionFacts const& facts) {
    show_each(out, facts, "inputs");
}

// Of large studies.
void write_left_out(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study == nullptr) return;
    StudyMaterial const& study = *facts.study;
    ResultTable const* const comparison = out.table("comparison");
    std::set<std::string> listed;
    if (comparison != nullptr) {
        for (ResultRow const& row : comparison->rows)
            listed.insert(comparison->text(row, "future"));
    }
    listed.erase("(all futures)");
    if (!listed.empty() && listed.size() < study.all_futures)
        out.say(Tone::note,
                {fmt::format(
                     "Of {} futures the tables list {}. Means over futures and largest regrets are of all "
                     "of them.",
                     study.all_futures, listed.size()),
                 fmt::format("共 {} 个情景，各表只列 {} 个；情景平均与最大遗憾值按全部情景计算。",
                             study.all_futures, listed.size())});
    ResultTable const* const points = out.table("points");
    if (points != nullptr && points->rows.size() < study.points)
        out.say(Tone::note,
                {fmt::format(
                     "Of {} points the first {} are listed here; all are in points.csv and results.sqlite.",
                     study.points, points->rows.size()),
                 fmt::format("共 {} 个仿真点，此处只列前 {} 个；全部见 points.csv 与 results.sqlite。",
                             study.points, points->rows.size())});
}

// Once, at the end: what the report cannot have.
void write_absent_parts(SectionWriter& out, SectionFacts const& /*facts*/) {
    if (out.absent().empty()) return;
    Bilingual all{"Not in this report:", "本报告未含："};
    std::set<std::string> said;
    for (Bilingual const& one : out.absent()) {
        if (!said.insert(one.en).second) continue;
        all.en += " " + one.en;
        all.zh += one.zh;
    }
    out.say(Tone::note, std::move(all));
}

void write_reproduce(SectionWriter& out, SectionFacts const& facts) {
    out.say(Tone::plain, {"To reproduce this report:", "重现本报告："});
    for (std::string const& command : *facts.commands)
        out.say(Tone::command, Bilingual::same(command));
}

}  // namespace meridian::document
