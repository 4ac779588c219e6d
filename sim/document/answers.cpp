#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/document/sections.hpp"
#include "sim/report/table/number_words.hpp"
#include "sim/report/table/value_in_unit.hpp"

namespace meridian::document {
namespace {

using std::string;

// The row of an alternative in a future, by the metric that decides.
ResultRow const* judged(ResultTable const& comparison, StudyMaterial const& study, string const& future,
                        string const& alternative) {
    auto const found = std::ranges::find_if(comparison.rows, [&](ResultRow const& row) {
        return comparison.text(row, "metric") == study.metrics.front().key &&
               comparison.text(row, "future") == future && comparison.text(row, "alternative") == alternative;
    });
    return found == comparison.rows.end() ? nullptr : &*found;
}

Bilingual difference_words(ResultTable const& table, ResultRow const& row, string const& metric) {
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
Bilingual verdict_by_rules(StudyMaterial const& study, ResultTable const& comparison, ResultRow const& row) {
    string const& metric = study.metrics.front().key;
    Bilingual const figure = words_of(metric);
    Bilingual const best = layout_name(study, study.best);
    Bilingual const baseline = layout_name(study, study.baseline);
    if (study.best == study.baseline) {
        Bilingual const mean = figure_words(comparison, row, "mean");
        return {fmt::format("{} is the best by the rules: {} {}.", best.en, figure.en, mean.en),
                fmt::format("按规则 {} 最优：{} {}。", best.zh, figure.zh, mean.zh)};
    }
    Bilingual const apart = difference_words(comparison, row, metric);
    if (comparison.text(row, "verdict") == "worse")
        return {
            fmt::format("{} is the best by the rules, which {} does not keep as well: a difference of {}.",
                        best.en, baseline.en, apart.en),
            fmt::format("按规则 {} 最优，{} 的合规情况不及它：相差 {}。", best.zh, baseline.zh, apart.zh)};
    return {fmt::format("The difference between {} and {}, the best by the rules, is not significant: {}.",
                        baseline.en, best.en, apart.en),
            fmt::format("{} 与按规则最优的 {} 之间差异不显著：{}。", baseline.zh, best.zh, apart.zh)};
}

Bilingual verdict_words(SectionWriter const& out, StudyMaterial const& study, ResultTable const& comparison,
                        ResultRow const& row) {
    StudyMetric const& metric = study.metrics.front();
    Bilingual const figure = words_of(metric.key);
    Bilingual const best = layout_name(study, study.best);
    Bilingual const baseline = layout_name(study, study.baseline);
    bool const more = metric.more_is_better;
    if (comparison.text(row, "verdict") == "better") {
        Bilingual const better = better_words(out, study, study.best);
        return {fmt::format("{} is {}.", best.en, better.en), fmt::format("{} {}。", best.zh, better.zh)};
    }
    if (out.table("rules") != nullptr) return verdict_by_rules(study, comparison, row);
    if (study.best == study.baseline) {
        Bilingual const mean = figure_words(comparison, row, "mean");
        return {fmt::format("No layout is significantly better than {}: its {} is {}, the {} of all.",
                            best.en, figure.en, mean.en, more ? "highest" : "lowest"),
                fmt::format("没有布局显著优于 {}：其{}为 {}，为各布局中{}。", best.zh, figure.zh, mean.zh,
                            more ? "最高" : "最低")};
    }
    Bilingual const apart = difference_words(comparison, row, metric.key);
    return {
        fmt::format("The difference between {} and the layout with the {} {}, {}, is not significant: {}.",
                    baseline.en, more ? "highest" : "lowest", figure.en, best.en, apart.en),
        fmt::format("{} 与{}{}的 {} 之间差异不显著：{}。", baseline.zh, figure.zh, more ? "最高" : "最低",
                    best.zh, apart.zh)};
}

// What it costs a year, and what it saves.
Bilingual cost_words(SectionWriter const& out, StudyMaterial const& study, ResultTable const& comparison,
                     ResultRow const& row) {
    string const& metric = study.metrics.front().key;
    Bilingual const figure = words_of(metric);
    Bilingual const mean = figure_words(comparison, row, "mean");
    Bilingual all{fmt::format("{}: {}", figure.en, mean.en), fmt::format("{}：{}", figure.zh, mean.zh)};
    if (study.best != study.baseline) {
        Bilingual const apart = difference_words(comparison, row, metric);
        Bilingual const baseline = layout_name(study, study.baseline);
        all.en += fmt::format(", {} against {}", apart.en, baseline.en);
        all.zh += fmt::format("，与 {} 相差 {}", baseline.zh, apart.zh);
    }
    ResultTable const* const board = out.table("board");
    for (string const column : {"cost_cny_per_year", "upfront_cny"}) {
        if (board == nullptr) break;
        for (ResultRow const& one : board->rows) {
            if (board->text(one, "alternative") != study.best || board->cell(one, column).empty()) continue;
            Bilingual const name = words_of(column);
            auto const value = [&](Language l) {
                return for_people(board->figure(one, column), quantity_of(column), l);
            };
            all.en += fmt::format("; {}: {}", name.en, value(Language::en));
            all.zh += fmt::format("；{}：{}", name.zh, value(Language::zh));
        }
    }
    return capitalised({all.en + ".", all.zh + "。"});
}

Bilingual sure_words(StudyMaterial const& study, ResultTable const& comparison, ResultRow const& row) {
    string const runs = comparison.written(row, "runs");
    double const percent = 100.0 * study.confidence;
    return {
        fmt::format("{} of each layout with the same random numbers{}; {:.3g} % intervals of the "
                    "paired differences, which hold over all layouts together.",
                    runs == "1" ? "1 run" : runs + " runs",
                    study.all_futures > 1 ? fmt::format(", in each of {} futures", study.all_futures) : "",
                    percent),
        fmt::format("每个布局运行 {} 次{}，使用相同随机数；{:.3g}% 置信区间对全部布局的配对差同时成立。",
                    runs, study.all_futures > 1 ? fmt::format("（{} 个情景各自）", study.all_futures) : "",
                    percent)};
}

std::vector<Tile> board_tiles(ResultTable const& board, string const& alternative) {
    std::vector<Tile> tiles;
    for (ResultRow const& row : board.rows) {
        if (board.text(row, "alternative") != alternative) continue;
        for (std::size_t c = 0; c < board.columns.size(); ++c) {
            string const& column = board.columns[c].key;
            bool const is_interval = column.ends_with("_low") || column.ends_with("_high");
            if (column == "alternative" || is_interval || row[c].empty()) continue;
            tiles.push_back({words_of(column), figure_words(board, row, column), {}});
        }
    }
    return tiles;
}

// What would change the order of the best layout and the baseline, input by input.
Bilingual break_even_list(StudyMaterial const& study, ResultTable const& break_even) {
    Bilingual all;
    auto const add = [&all](Bilingual const& one) {
        all.en += (all.en.empty() ? "" : " ") + one.en;
        all.zh += one.zh;
    };
    for (ResultRow const& row : break_even.rows) {
        if (break_even.text(row, "alternative") != study.best) continue;
        auto const at = break_even.figure(row, "break_even_value");
        if (!at) continue;
        Bilingual const input = study.names.of("input", break_even.text(row, "input"));
        auto const value = [&](char const* column) {
            auto const x = break_even.figure(row, column);
            return x ? report::value_in_unit(*x, break_even.text(row, "unit")) : Bilingual::same("–");
        };
        Bilingual const words = value("break_even_value");
        Bilingual const from = value("not_significant_from");
        Bilingual const to = value("not_significant_to");
        add({fmt::format("The verdict changes at {} = {} (not significant from {} to {}).", input.en,
                         words.en, from.en, to.en),
             fmt::format("当 {} = {} 时结论改变（{} 至 {} 之间差异不显著）。", input.zh, words.zh, from.zh,
                         to.zh)});
    }
    if (!all.empty()) return all;
    Bilingual const best = layout_name(study, study.best);
    return {fmt::format("No input changes the order of {} and the baseline within its range.", best.en),
            fmt::format("任何输入在其范围内都不会改变 {} 与基准的次序。", best.zh)};
}

// A table of the study's own, or of a side study, with its name.
struct FoundTable {
    ResultTable const* table{nullptr};
    string study;  // empty: the report's own
};
FoundTable any_table(SectionWriter const& out, SectionFacts const& facts, string const& name) {
    if (ResultTable const* const own = out.table(name)) return {own, {}};
    for (SideStudy const& side : *facts.more) {
        if (ResultTable const* const theirs = out.table(side.name + "." + name))
            return {theirs, side.study.name};
    }
    return {};
}

}  // namespace

Bilingual break_even_words(SectionWriter const& out, SectionFacts const& facts) {
    FoundTable const found = any_table(out, facts, "break_even");
    if (found.table == nullptr) return {};
    Bilingual words = break_even_list(*facts.study, *found.table);
    if (found.study.empty()) return words;
    return {fmt::format("By another study, \"{}\": {}", found.study, words.en),
            fmt::format("据另一项研究“{}”：{}", found.study, words.zh)};
}

void write_answers(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study == nullptr) {
        out.say(Tone::note,
                {"One run of one layout: it shows the results of this scenario, not which layout is "
                 "better. A study ('meridian sweep') compares layouts over replications.",
                 "这是单个布局的一次运行：说明该场景的结果，不能判断哪个布局更好。布局对比请用研究"
                 "（'meridian sweep'）。"});
        return;
    }
    StudyMaterial const& study = *facts.study;
    ResultTable const* const comparison = out.table("comparison");
    ResultRow const* const best =
        comparison == nullptr ? nullptr : judged(*comparison, study, study.baseline_future, study.best);
    if (best == nullptr) {
        out.say(Tone::warning, {"No run of the baseline's future is done, so nothing can be said yet.",
                                "基准情景尚无完成的运行，暂无结论。"});
        return;
    }
    Bilingual const gap = demand_gap_words(out, study);
    out.say(Tone::verdict, gap.empty() ? verdict_words(out, study, *comparison, *best) : gap,
            {"What to build", "建设方案"});
    if (gap.empty())
        out.say(Tone::plain, cost_words(out, study, *comparison, *best), {"What it costs", "成本"});
    out.say(Tone::plain, why_words(out, study), {"Why", "原因"});
    out.say(Tone::plain, sure_words(study, *comparison, *best), {"How sure", "把握程度"});
    Bilingual change = value_range_words(out, study);
    Bilingual const inputs = break_even_words(out, facts);
    change.en += (change.empty() || inputs.empty() ? "" : " ") + inputs.en;
    change.zh += inputs.zh;
    out.say(Tone::plain, change, {"What would change it", "何时改变"});
    out.say(Tone::plain, rule_words(out, study), {"Which rules bind", "规则约束"});
    out.say(Tone::plain, worst_loss_words(out, facts), loss_question(out));
    for (Bilingual const& rule : loss_rule_words(out, study))
        out.say(Tone::plain, rule, {"Rule over each loss", "逐一失效规则"});
    out.say(Tone::plain, warning_count_words(out), {"Warnings", "警告"});
}

void write_tiles(SectionWriter& out, SectionFacts const& facts) {
    ResultTable const* const board = out.table("board");
    if (board == nullptr) return;
    string const& shown = facts.study != nullptr ? facts.study->best : facts.shown;
    out.tiles(board_tiles(*board, shown), out.document().names.of("layout", shown));
}

}  // namespace meridian::document
