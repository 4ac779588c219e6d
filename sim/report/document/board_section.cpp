#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/report/document/input_value.hpp"
#include "sim/report/document/number_words.hpp"
#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

using std::string;

// Names with commas between.
Bilingual listed(std::vector<string> const& names) {
    Bilingual all;
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

Bilingual difference_words(TextTable const& table, Cells const& row, string const& metric) {
    Bilingual own = figure_words(table, row, "difference");
    auto const low = table.figure(row, "difference_low");
    auto const high = table.figure(row, "difference_high");
    if (!low || !high) return own;
    FigureKind const quantity = quantity_of(metric);
    auto const at = [&](double x, Language l) { return for_people(x, quantity, l, {low, high, true}); };
    return {fmt::format("{} (interval {} to {})", own.en, at(*low, Language::en), at(*high, Language::en)),
            fmt::format("{}（区间 {} 至 {}）", own.zh, at(*low, Language::zh), at(*high, Language::zh))};
}

// With rules the best layout need not have the best figure: the verdict where it is not better than the baseline.
Bilingual verdict_by_rules(StudyMaterial const& study, TextTable const& comparison, Cells const& best,
                           string const& name) {
    string const& metric = study.metrics.front().key;
    Bilingual const figure = words_of(metric);
    if (study.best == study.baseline) {
        Bilingual const mean = figure_words(comparison, best, "mean");
        return {fmt::format("{} is the best by the rules: {} {}.", name, figure.en, mean.en),
                fmt::format("按规则 {} 最优：{} {}。", name, figure.zh, mean.zh)};
    }
    Bilingual const apart = difference_words(comparison, best, metric);
    if (comparison.cell(best, "verdict") == "worse")
        return {
            fmt::format("{} is the best by the rules, which {} does not keep as well: a difference of {}.",
                        name, study.baseline, apart.en),
            fmt::format("按规则 {} 最优，{} 的合规情况不及它：相差 {}。", name, study.baseline, apart.zh)};
    return {fmt::format("The difference between {} and {}, the best by the rules, is not significant: {}.",
                        study.baseline, name, apart.en),
            fmt::format("{} 与按规则最优的 {} 之间差异不显著：{}。", study.baseline, name, apart.zh)};
}

void say_verdict(SectionWriter& out, StudyMaterial const& study, TextTable const& comparison) {
    string const& metric = study.metrics.front().key;
    Bilingual const figure = words_of(metric);
    Cells const* const best = judged(comparison, study, study.baseline_future, study.best);
    if (best == nullptr) {
        out.say(Tone::missing, {"No run of the baseline's future is done, so nothing can be said yet.",
                                "基准情景尚无完成的运行，暂无结论。"});
        return;
    }
    string const name = full_name(out, study.best);
    Bilingual const mean = figure_words(comparison, *best, "mean");
    string const& verdict = comparison.cell(*best, "verdict");
    bool const more = study.metrics.front().more_is_better;
    if (verdict == "better") {
        Bilingual const apart = difference_words(comparison, *best, metric);
        Bilingual const better = better_words(out, study.best, study.baseline);
        out.say(Tone::verdict,
                {fmt::format("{} is {}: {} {}, a difference of {}.", name, better.en, figure.en, mean.en,
                             apart.en),
                 fmt::format("{} {}：{} {}，相差 {}。", name, better.zh, figure.zh, mean.zh, apart.zh)});
    } else if (out.table("rules") != nullptr) {
        out.say(Tone::verdict, verdict_by_rules(study, comparison, *best, name));
    } else if (study.best == study.baseline) {
        out.say(Tone::verdict,
                {fmt::format("No layout is significantly better than {}: its {} is {}, the {} of all.", name,
                             figure.en, mean.en, more ? "highest" : "lowest"),
                 fmt::format("没有布局显著优于 {}：其{}为 {}，为各布局中{}。", name, figure.zh, mean.zh,
                             more ? "最高" : "最低")});
    } else {
        Bilingual const apart = difference_words(comparison, *best, metric);
        out.say(Tone::verdict,
                {fmt::format(
                     "The difference between {} and the layout with the {} {}, {}, is not significant: {}.",
                     study.baseline, more ? "highest" : "lowest", figure.en, name, apart.en),
                 fmt::format("{} 与{}{}的 {} 之间差异不显著：{}。", study.baseline, figure.zh,
                             more ? "最高" : "最低", name, apart.zh)});
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
        if (here && against->cell(row, "verdict") == "not significant")
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
    Bilingual const names = listed(same);
    out.say(Tone::plain,
            same.empty()
                ? Bilingual{fmt::format("Every other layout differs significantly from {}.", study.best),
                            fmt::format("其余布局均与 {} 有显著差异。", study.best)}
                : Bilingual{fmt::format("Not significantly different from {}: {}.", study.best, names.en),
                            fmt::format("与 {} 差异不显著的有：{}。", study.best, names.zh)});
    if (!elsewhere_best.empty()) {
        Bilingual const futures = listed(elsewhere_best);
        out.say(Tone::plain, {fmt::format("It is the best in these futures too: {}{}.", futures.en,
                                          best_in_mean ? ", and in the mean over all of them" : ""),
                              fmt::format("在以下情景中同样最优：{}{}。", futures.zh,
                                          best_in_mean ? "；全部情景平均亦然" : "")});
    }
    if (!elsewhere_other.empty()) {
        Bilingual const futures = listed(elsewhere_other);
        out.say(Tone::plain, {fmt::format("Other futures have another best: {}.", futures.en),
                              fmt::format("其他情景的最优布局不同：{}。", futures.zh)});
    }
}

void say_sure(SectionWriter& out, StudyMaterial const& study, TextTable const& comparison) {
    Cells const* const best = judged(comparison, study, study.baseline_future, study.best);
    if (best == nullptr) return;
    string const& runs = comparison.cell(*best, "runs");
    double const percent = 100.0 * study.confidence;
    out.say(Tone::note,
            {fmt::format("How sure: {} runs of each layout with the same random numbers; {:.3g} % intervals "
                         "of the paired "
                         "differences, which hold over all layouts of a table together, as the verdicts do.",
                         runs, percent),
             fmt::format("把握程度：每个布局运行 {} 次，使用相同随机数；{:.3g} % 置信区间与判定"
                         "对表内全部布局的配对差同时成立。",
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

void say_break_even(SectionWriter& out, TextTable const& break_even, string const& alternative) {
    for (Cells const& row : break_even.rows) {
        if (break_even.cell(row, "alternative") != alternative) continue;
        string const& input = break_even.cell(row, "input");
        string const& baseline = break_even.cell(row, "baseline");
        auto const value = [&](char const* column) {
            auto const x = break_even.figure(row, column);
            return x ? input_value_words(*x, break_even.cell(row, "unit")) : Bilingual::same("–");
        };
        if (break_even.figure(row, "break_even_value")) {
            Bilingual const at = value("break_even_value");
            Bilingual const from = value("not_significant_from");
            Bilingual const to = value("not_significant_to");
            out.say(Tone::plain,
                    {fmt::format("The verdict changes at {} = {} (not significant from {} to {}).", input,
                                 at.en, from.en, to.en),
                     fmt::format("当 {} = {} 时结论改变（{} 至 {} 之间差异不显著）。", input, at.zh, from.zh,
                                 to.zh)});
        } else {
            Bilingual const low = value("low");
            Bilingual const high = value("high");
            out.say(Tone::plain,
                    {fmt::format("No value of {} between {} and {} changes the order of {} and {}.", input,
                                 low.en, high.en, alternative, baseline),
                     fmt::format("{} 在 {} 至 {} 之间取任何值，{} 与 {} 的次序都不变。", input, low.zh,
                                 high.zh, alternative, baseline)});
        }
    }
}

// A table of the study's own, or of a side study, with its name.
struct FoundTable {
    TextTable const* table{nullptr};
    string study;  // empty: the report's own
};
FoundTable any_table(SectionWriter const& out, SectionFacts const& facts, string const& name) {
    if (TextTable const* const own = out.table(name)) return {own, {}};
    for (SideStudy const& side : *facts.more) {
        if (TextTable const* const theirs = out.table(side.name + "." + name))
            return {theirs, side.study.name};
    }
    return {};
}

void say_whose(SectionWriter& out, FoundTable const& found) {
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
    if (!say_demand_gap(out, study)) say_verdict(out, study, *comparison);
    say_rules(out, study);
    say_why(out, study);
    say_value_ranges(out, study);
    say_runners_up(out, study);
    say_who_else(out, study);
    say_sure(out, study, *comparison);
    say_selection(out, facts);
    if (TextTable const* const board = out.table("board")) out.tiles(board_tiles(*board, study.best));
    string const metric = study.metrics.front().key;
    DocumentView apart{
        "differences",
        "differences",
        "comparison",
        {"Difference from " + study.baseline, "与 " + study.baseline + " 的差"},
        {"Dot: mean of the paired differences. Bar: its interval. What crosses the line does not differ "
         "significantly from the baseline.",
         "点为配对差均值，横线为置信区间；跨过零线者与基准差异不显著。"},
        {"alternative", "response", "runs", "mean", "difference", "difference_low", "difference_high",
         "p_adjusted", "verdict", "cny_per_year"},
        {{"metric", metric}},
        {"future"},
        {{"more_is_better", study.metrics.front().more_is_better ? "yes" : "no"}}};
    out.view(std::move(apart), {"None: no alternative has figures to compare.", "无法给出差异。"});
    out.view({"board_table",
              "",
              "board",
              {"All layouts in these terms", "各布局一览"},
              {"In the baseline's future.", "基准情景下。"},
              {},
              {},
              {},
              {}},
             {"The study keeps no figures of its layouts (kpis.csv): run the sweep again; it repeats no run.",
              "研究文件夹中没有各布局指标（kpis.csv）：请重新执行 sweep，已有运行不会重复。"});
    if (FoundTable const break_even = any_table(out, facts, "break_even"); break_even.table != nullptr) {
        say_whose(out, break_even);
        say_break_even(out, *break_even.table, study.best);
    } else {
        out.say(Tone::missing,
                {"Break-even values: the study has no 'inputs' with a 'sensitivity', so it cannot say what "
                 "would turn the verdict.",
                 "临界值：本研究未声明 'inputs' 与 'sensitivity'，无法说明何种条件会改变结论。"});
    }
    write_certainty(out);
    if (FoundTable const spread = any_table(out, facts, "input_interval"); spread.table != nullptr) {
        out.view({"seeds_and_inputs",
                  "",
                  spread.table->name,
                  {"Uncertainty: random variation and inputs", "不确定性：随机波动与输入"},
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
    out.say(
        Tone::note,
        {"One run of one layout: it shows the results of this scenario, not which layout is better. A study "
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
    out.view({"served",
              "",
              "served",
              {"SLO attainment, and the three regions with the least", "服务目标达成率及最低的三个地区"},
              {"By class of work and by service, the lowest first: demand that met its SLO, of all demand.",
               "按业务类别与服务，最低者在前：达成服务目标的需求占全部需求的比例。"},
              {},
              {},
              {"alternative"},
              {}},
             {"The regions with the lowest SLO attainment are not known: no run of this study is kept whole.",
              "无法给出服务最差的地区：研究中未保留完整运行。"});
    write_rules(out, facts);
}

}  // namespace meridian::report
