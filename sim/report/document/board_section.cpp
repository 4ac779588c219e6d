#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/report/document/number_words.hpp"
#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

using std::string;

// Names with commas between.
Words listed(std::vector<string> const& names) {
    Words all;
    for (string const& name : names) {
        all.en += (all.en.empty() ? "" : ", ") + name;
        all.zh += (all.zh.empty() ? "" : "、") + name;
    }
    return all;
}

// The name of an alternative with what its scenario says of itself.
string full_name(SectionWriter const& out, string const& alternative) {
    TextTable const* const facts = out.table("run_facts");
    if (facts == nullptr) return alternative;
    for (Cells const& row : facts->rows) {
        if (facts->cell(row, "alternative") == alternative && facts->cell(row, "what") == "scenario")
            return fmt::format("{} ({})", alternative, facts->cell(row, "value"));
    }
    return alternative;
}

// The row of an alternative in a future, by the metric that decides.
Cells const* judged(TextTable const& comparison, StudyMaterial const& study, string const& future,
                    string const& alternative) {
    auto const found = std::ranges::find_if(comparison.rows, [&](Cells const& row) {
        return comparison.cell(row, "metric") == study.metrics.front().key &&
               comparison.cell(row, "future") == future && comparison.cell(row, "alternative") == alternative;
    });
    return found == comparison.rows.end() ? nullptr : &*found;
}

Words difference_words(TextTable const& table, Cells const& row, string const& metric) {
    Words const own = figure_words(table, row, "difference");
    auto const low = table.figure(row, "difference_low");
    auto const high = table.figure(row, "difference_high");
    if (!low || !high) return own;
    Quantity const quantity = quantity_of(metric);
    auto const at = [&](double x, Language l) { return for_people(x, quantity, l, {low, high, true}); };
    return {fmt::format("{} (interval {} to {})", own.en, at(*low, Language::en), at(*high, Language::en)),
            fmt::format("{}（区间 {} 至 {}）", own.zh, at(*low, Language::zh), at(*high, Language::zh))};
}

void say_verdict(SectionWriter& out, StudyMaterial const& study, TextTable const& comparison) {
    string const& metric = study.metrics.front().key;
    Words const figure = words_of(metric);
    Cells const* const best = judged(comparison, study, study.baseline_future, study.best);
    if (best == nullptr) {
        out.say(Tone::missing, {"No run of the baseline's future is done, so nothing can be said yet.",
                                "基准情景尚无完成的运行，暂无结论。"});
        return;
    }
    string const name = full_name(out, study.best);
    Words const mean = figure_words(comparison, *best, "mean");
    string const& verdict = comparison.cell(*best, "verdict");
    bool const more = study.metrics.front().more_is_better;
    if (verdict == "better") {
        Words const apart = difference_words(comparison, *best, metric);
        out.say(Tone::verdict, {fmt::format("{} is better than {}: {} {}, a difference of {}.", name,
                                            study.baseline, figure.en, mean.en, apart.en),
                                fmt::format("{} 优于 {}：{} {}，相差 {}。", name, study.baseline, figure.zh,
                                            mean.zh, apart.zh)});
    } else if (study.best == study.baseline) {
        out.say(Tone::verdict,
                {fmt::format("No layout is shown to be better than {}: its {} is {}, the {} of all.", name,
                             figure.en, mean.en, more ? "highest" : "lowest"),
                 fmt::format("没有布局显示优于 {}：其{}为 {}，为各布局中{}。", name, figure.zh, mean.zh,
                             more ? "最高" : "最低")});
    } else {
        Words const apart = difference_words(comparison, *best, metric);
        out.say(Tone::verdict,
                {fmt::format("No difference is shown between {} and the layout with the {} {}, {}: {}.",
                             study.baseline, more ? "highest" : "lowest", figure.en, name, apart.en),
                 fmt::format("{} 与{}{}的 {} 之间未显示差异：{}。", study.baseline, figure.zh,
                             more ? "最高" : "最低", name, apart.zh)});
    }
    if (auto const money = comparison.figure(*best, "cny_per_year"); money && verdict == "better") {
        auto const at = [&](Language l) {
            return for_people(*money, Quantity::money, l, {.with_sign = true});
        };
        out.say(Tone::plain, {fmt::format("In money: {} a year for the baseline's work.", at(Language::en)),
                              fmt::format("折合金额：完成与基准相同的工作量，每年 {}。", at(Language::zh))});
    }
}

void say_who_else(SectionWriter& out, StudyMaterial const& study) {
    TextTable const* const against = out.table("against_best");
    if (against == nullptr) return;
    std::vector<string> same;
    std::vector<string> elsewhere_best, elsewhere_other;
    bool best_in_mean = false;
    for (Cells const& row : against->rows) {
        bool const here = against->cell(row, "future") == study.baseline_future;
        if (here && against->cell(row, "verdict") == "no difference shown")
            same.push_back(against->cell(row, "alternative"));
        if (!here && against->cell(row, "verdict") == "the baseline") {
            bool const as_here = against->cell(row, "alternative") == study.best;
            if (against->cell(row, "future") == "(all futures)") {
                best_in_mean = as_here;
                continue;
            }
            (as_here ? elsewhere_best : elsewhere_other)
                .push_back(as_here ? against->cell(row, "future")
                                   : against->cell(row, "future") + ": " + against->cell(row, "alternative"));
        }
    }
    Words const names = listed(same);
    out.say(Tone::plain, same.empty()
                             ? Words{fmt::format("All others are told apart from {}.", study.best),
                                     fmt::format("其余布局均可与 {} 区分。", study.best)}
                             : Words{fmt::format("Not told apart from {}: {}.", study.best, names.en),
                                     fmt::format("与 {} 无法区分的有：{}。", study.best, names.zh)});
    if (!elsewhere_best.empty()) {
        Words const futures = listed(elsewhere_best);
        out.say(Tone::plain, {fmt::format("It is the best in these futures too: {}{}.", futures.en,
                                          best_in_mean ? ", and in the mean over all of them" : ""),
                              fmt::format("在以下情景中同样最优：{}{}。", futures.zh,
                                          best_in_mean ? "；全部情景平均亦然" : "")});
    }
    if (!elsewhere_other.empty()) {
        Words const futures = listed(elsewhere_other);
        out.say(Tone::plain, {fmt::format("Other futures have another best: {}.", futures.en),
                              fmt::format("其他情景的最优布局不同：{}。", futures.zh)});
    }
}

void say_sure(SectionWriter& out, StudyMaterial const& study, TextTable const& comparison) {
    Cells const* const best = judged(comparison, study, study.baseline_future, study.best);
    if (best == nullptr) return;
    string const runs = comparison.cell(*best, "runs");
    double const percent = 100.0 * study.confidence;
    out.say(Tone::note,
            {fmt::format("How sure: {} runs of each layout with the same random numbers; {:.3g} % intervals "
                         "of the paired "
                         "differences; verdicts hold over all layouts of a table together (Holm).",
                         runs, percent),
             fmt::format("把握程度：每个布局运行 {} 次，使用相同随机数；区间为配对差的 {:.3g} % 置信区间；"
                         "判定对表内全部布局同时成立（Holm 校正）。",
                         runs, percent)});
}

std::vector<Tile> board_tiles(TextTable const& board, string const& alternative) {
    std::vector<Tile> tiles;
    for (Cells const& row : board.rows) {
        if (board.cell(row, "alternative") != alternative) continue;
        for (std::size_t c = 0; c < board.columns.size(); ++c) {
            string const& column = board.columns[c];
            bool const is_interval = column.ends_with("_low") || column.ends_with("_high");
            if (column == "alternative" || is_interval || row[c].empty()) continue;
            tiles.push_back({words_of(column), figure_words(board, row, column), {}});
        }
    }
    return tiles;
}

void say_switching(SectionWriter& out, TextTable const& switching, string const& alternative) {
    for (Cells const& row : switching.rows) {
        if (switching.cell(row, "alternative") != alternative) continue;
        string const& input = switching.cell(row, "input");
        string const unit = switching.cell(row, "unit").empty() ? "" : " " + switching.cell(row, "unit");
        string const& baseline = switching.cell(row, "baseline");
        auto const cell = [&](char const* column) {
            auto const x = switching.figure(row, column);
            return x ? fmt::format("{:.3g}", *x) + unit : string{"–"};
        };
        if (switching.figure(row, "switching_value")) {
            out.say(
                Tone::plain,
                {fmt::format("The verdict flips at {} = {} (no difference is shown from {} to {}).", input,
                             cell("switching_value"), cell("not_shown_from"), cell("not_shown_to")),
                 fmt::format("当 {} = {} 时结论反转（{} 至 {} 之间未显示差异）。", input,
                             cell("switching_value"), cell("not_shown_from"), cell("not_shown_to"))});
        } else {
            out.say(Tone::plain,
                    {fmt::format("No value of {} between {} and {} makes {} and {} change places.", input,
                                 cell("low"), cell("high"), alternative, baseline),
                     fmt::format("{} 在 {} 至 {} 之间取任何值，{} 与 {} 的次序都不变。", input, cell("low"),
                                 cell("high"), alternative, baseline)});
        }
    }
}

// A table of the study's own, or of a side study whose name is told.
struct Found {
    TextTable const* table{nullptr};
    string study;  // empty: the report's own
};
Found any_table(SectionWriter const& out, SectionFacts const& facts, string const& name) {
    if (TextTable const* const own = out.table(name)) return {own, {}};
    for (SideStudy const& side : *facts.more) {
        if (TextTable const* const theirs = out.table(side.name + "." + name))
            return {theirs, side.study.name};
    }
    return {};
}

void say_whose(SectionWriter& out, Found const& found) {
    if (found.study.empty()) return;
    out.say(Tone::note, {fmt::format("What could turn the verdict, by another study, \"{}\":", found.study),
                         fmt::format("何种条件会使结论反转，见另一项研究“{}”：", found.study)});
}

void write_study_board(SectionWriter& out, SectionFacts const& facts) {
    StudyMaterial const& study = *facts.study;
    auto const several = [](std::size_t n) { return n > 1; };
    out.say(Tone::plain,
            {fmt::format(
                 "The question: {}. {} layouts{}{}.", study.name, study.alternatives.size(),
                 several(study.all_futures) ? fmt::format(", {} futures", study.all_futures) : "",
                 several(study.responses.size())
                     ? fmt::format(", each with the best of {} families of policies", study.responses.size())
                     : ""),
             fmt::format("问题：{}。共 {} 个布局{}{}。", study.name, study.alternatives.size(),
                         several(study.all_futures) ? fmt::format("、{} 个情景", study.all_futures) : "",
                         several(study.responses.size())
                             ? fmt::format("，各取 {} 类调度策略中最优者", study.responses.size())
                             : "")});
    TextTable const* const comparison = out.table("comparison");
    if (comparison == nullptr) {
        out.say(Tone::missing,
                {"No comparison is there yet: the sweep has not ended.", "尚无对比结果：扫描未完成。"});
        return;
    }
    say_verdict(out, study, *comparison);
    say_who_else(out, study);
    say_sure(out, study, *comparison);
    say_selection(out, facts);
    if (TextTable const* const board = out.table("board")) out.tiles(board_tiles(*board, study.best));
    string const metric = study.metrics.front().key;
    View apart{
        "differences",
        "differences",
        "comparison",
        {"Difference from " + study.baseline, "与 " + study.baseline + " 的差"},
        {"Dot: mean of the paired differences. Bar: its interval. What crosses the line is not told apart "
         "from the baseline.",
         "点为配对差均值，横线为置信区间；跨过零线者与基准无法区分。"},
        {"alternative", "response", "runs", "mean", "difference", "difference_low", "difference_high",
         "p_holm", "verdict", "cny_per_year"},
        {{"metric", metric}},
        {"future"},
        {{"more_is_better", study.metrics.front().more_is_better ? "yes" : "no"}}};
    out.view(std::move(apart), {"No differences can be told.", "无法给出差异。"});
    out.view(
        {"board_table",
         "",
         "board",
         {"All layouts in these terms", "各布局一览"},
         {"In the baseline's future.", "基准情景下。"},
         {},
         {},
         {},
         {}},
        {"The study keeps no figures of its layouts (kpis.csv): run the sweep again, it plays nothing twice.",
         "研究文件夹中没有各布局指标（kpis.csv）：请重新执行 sweep，已有运行不会重复。"});
    if (Found const switching = any_table(out, facts, "switching"); switching.table != nullptr) {
        say_whose(out, switching);
        say_switching(out, *switching.table, study.best);
    } else {
        out.say(Tone::missing,
                {"Switching values: the study has no 'inputs' with a 'sensitivity', so it cannot say what "
                 "would turn the verdict.",
                 "反转值：本研究未声明 'inputs' 与 'sensitivity'，无法说明何种条件会使结论反转。"});
    }
    if (Found const spread = any_table(out, facts, "input_interval"); spread.table != nullptr) {
        out.view({"seeds_and_inputs",
                  "",
                  spread.table->name,
                  {"Chance and what is not known, side by side", "随机区间与输入区间并列"},
                  {"seed: the interval over random numbers, inputs as given. input: over inputs that all "
                   "differ at once within their ranges.",
                   "seed 为输入不变时随机数造成的区间；input 为各输入在其范围内同时变化时的区间。"},
                  {},
                  {},
                  {},
                  {}},
                 {});
    }
}

void write_run_board(SectionWriter& out, SectionFacts const& facts) {
    out.say(Tone::note,
            {"One run of one layout: it says what came of this scenario, not which layout is better. A study "
             "('meridian sweep') compares layouts over replications.",
             "这是单个布局的一次运行：说明该场景的结果，不能判断哪个布局更好。布局对比请用研究（'meridian "
             "sweep'）。"});
    if (TextTable const* const board = out.table("board")) out.tiles(board_tiles(*board, facts.shown));
}

}  // namespace

void write_board(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study != nullptr) {
        write_study_board(out, facts);
    } else {
        write_run_board(out, facts);
    }
    out.view(
        {"served",
         "",
         "served",
         {"Demand served in time, and the three places with least", "按时满足的需求及最差的三个地区"},
         {"By class of work and by service, the least served first: done in time, of what was asked for.",
          "按作业类别与服务，最差者在前：按时完成量占需求的比例。"},
         {},
         {},
         {"alternative"},
         {}},
        {"Which places are served least is not known: no run of this study is kept whole.",
         "无法给出服务最差的地区：研究中未保留完整运行。"});
    out.say(Tone::missing,
            {"Rules with their margins: the scenario declares none.", "合规裕度：场景未声明任何规则。"});
}

}  // namespace meridian::report
