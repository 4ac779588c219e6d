// What a report says of rules: in a study with the verdict, of a run with its figures.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/report/document/cell_text.hpp"
#include "sim/report/document/number_words.hpp"
#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

using std::string;

// A figure of a rule's measure.
Bilingual figure_of(TextTable const& rules, Cells const& row, string const& column) {
    FigureKind const kind = quantity_of_unit(rules.cell(row, "unit"));
    auto const figure = rules.figure(row, column);
    return {for_people(figure, kind, Language::en), for_people(figure, kind, Language::zh)};
}

Bilingual name_of_rule(TextTable const& rules, Cells const& row) {
    string const& zh = rules.cell(row, "name_zh");
    return {rules.cell(row, "rule"), zh.empty() ? rules.cell(row, "rule") : zh};
}

// "green_energy: 42 %, at least 80 %"
Bilingual stop_words(TextTable const& rules, Cells const& row) {
    Bilingual const name = name_of_rule(rules, row);
    Bilingual const value = figure_of(rules, row, "value");
    Bilingual const limit = figure_of(rules, row, "limit");
    Bilingual const bound = words_of(rules.cell(row, "bound"));
    bool const fails = rules.cell(row, "finding") == "fails";
    return {
        fmt::format("{} {} ({}, {} {})", fails ? "fails" : "open:", name.en, value.en, bound.en, limit.en),
        fmt::format("{}{}（{}，{} {}）", name.zh, fails ? "不通过" : "未定", value.zh, bound.zh, limit.zh)};
}

// What stops an alternative in the baseline's future; empty: it passes.
std::vector<Bilingual> stops_of(TextTable const& rules, StudyMaterial const& study,
                                string const& alternative) {
    std::vector<Bilingual> all;
    for (Cells const& row : rules.rows) {
        bool const decides = rules.cell(row, "status") == "in_force" &&
                             rules.cell(row, "future") == study.baseline_future &&
                             rules.cell(row, "alternative") == alternative;
        string const& finding = rules.cell(row, "finding");
        if (decides && (finding == "fails" || finding == "open")) all.push_back(stop_words(rules, row));
    }
    return all;
}

Bilingual joined(std::vector<Bilingual> const& parts) {
    Bilingual all;
    for (Bilingual const& part : parts) {
        all.en += (all.en.empty() ? "" : ", ") + part.en;
        all.zh += (all.zh.empty() ? "" : "、") + part.zh;
    }
    return all;
}

std::size_t rules_in_force(TextTable const& rules) {
    std::set<string> names;
    for (Cells const& row : rules.rows) {
        if (rules.cell(row, "status") == "in_force") names.insert(rules.cell(row, "rule"));
    }
    return names.size();
}

// Of a layout that would be better.
void say_stops(SectionWriter& out, TextTable const& rules, StudyMaterial const& study,
               string const& alternative) {
    auto const stops = stops_of(rules, study, alternative);
    if (stops.empty()) return;
    Bilingual const all = joined(stops);
    out.say(Tone::plain, {fmt::format("{} would be better and does not pass: {}.", alternative, all.en),
                          fmt::format("{} 指标更优但未通过：{}。", alternative, all.zh)});
}

// What stops the layouts where none passes: of each rule how many, and which of them comes nearest to keeping it.
void say_stops_by_rule(SectionWriter& out, TextTable const& rules, StudyMaterial const& study) {
    struct Stop {
        std::size_t layouts{0};
        Cells const* nearest{nullptr};
        double margin{0.0};
    };
    std::vector<string> names;  // in the order of the rows
    std::map<string, Stop> stops;
    for (Cells const& row : rules.rows) {
        string const& finding = rules.cell(row, "finding");
        bool const is_stop = finding == "fails" || finding == "open";
        if (!is_stop || rules.cell(row, "status") != "in_force" ||
            rules.cell(row, "future") != study.baseline_future)
            continue;
        auto const [at, is_new] = stops.try_emplace(rules.cell(row, "rule"));
        if (is_new) names.push_back(at->first);
        Stop& stop = at->second;
        double const margin = rules.figure(row, "margin").value_or(0.0);
        ++stop.layouts;
        if (stop.nearest != nullptr && margin <= stop.margin) continue;
        stop.nearest = &row;
        stop.margin = margin;
    }
    Bilingual all;
    for (string const& name : names) {
        Stop const& stop = stops.at(name);
        Bilingual const rule = name_of_rule(rules, *stop.nearest);
        Bilingual const value = figure_of(rules, *stop.nearest, "value");
        Bilingual const limit = figure_of(rules, *stop.nearest, "limit");
        Bilingual const bound = words_of(rules.cell(*stop.nearest, "bound"));
        string const& nearest = rules.cell(*stop.nearest, "alternative");
        all.en += fmt::format("{}{} stops {}, the nearest {} ({}, {} {})", all.en.empty() ? "" : "; ",
                              rule.en, stop.layouts, nearest, value.en, bound.en, limit.en);
        all.zh += fmt::format("{}{}：{} 个布局未通过，最接近者 {}（{}，{} {}）", all.zh.empty() ? "" : "；",
                              rule.zh, stop.layouts, nearest, value.zh, bound.zh, limit.zh);
    }
    if (!all.en.empty()) out.say(Tone::plain, {all.en + ".", all.zh + "。"});
}

}  // namespace

void say_rules(SectionWriter& out, StudyMaterial const& study) {
    TextTable const* const rules = out.table("rules");
    TextTable const* const comparison = out.table("comparison");
    if (rules == nullptr || comparison == nullptr) return;
    std::size_t const number = rules_in_force(*rules);
    double const percent = 100.0 * study.confidence;
    bool const passes = stops_of(*rules, study, study.best).empty();
    if (passes) {
        out.say(Tone::verdict,
                {fmt::format("{} passes all {} rules in force with {:.3g} %.", study.best, number, percent),
                 fmt::format("{} 以 {:.3g}% 置信度通过全部 {} 条现行规则。", study.best, percent, number)});
    } else {
        out.say(Tone::verdict,
                {fmt::format("No layout passes all {} rules in force with {:.3g} %; {} stands best by them.",
                             number, percent, study.best),
                 fmt::format("没有布局以 {:.3g}% 置信度通过全部 {} 条现行规则；{} 最接近通过。", percent,
                             number, study.best)});
    }
    if (!passes) return say_stops_by_rule(out, *rules, study);
    StudyMetric const& metric = study.metrics.front();
    auto const mean_of = [&](string const& alternative) {
        for (Cells const& row : comparison->rows) {
            if (comparison->cell(row, "metric") == metric.key &&
                comparison->cell(row, "future") == study.baseline_future &&
                comparison->cell(row, "alternative") == alternative)
                return comparison->figure(row, "mean");
        }
        return std::optional<double>{};
    };
    auto const best = mean_of(study.best);
    for (string const& alternative : study.alternatives) {
        auto const mean = mean_of(alternative);
        if (!mean || !best) continue;
        bool const is_better = metric.more_is_better ? *mean > *best : *mean < *best;
        if (is_better) say_stops(out, *rules, study, alternative);
    }
}

void write_rules(SectionWriter& out, SectionFacts const& facts) {
    bool const of_study = facts.study != nullptr;
    std::vector<string> columns{"alternative", "response", "rule",  "name_zh", "measure", "scope", "worst_of",
                                "status",      "bound",    "limit", "value",   "unit",    "margin"};
    std::vector<string> const more =
        of_study ? std::vector<string>{"runs", "runs_passed", "finding", "why", "date", "clause", "source"}
                 : std::vector<string>{"result", "worst", "why", "date", "clause", "source"};
    columns.insert(columns.end(), more.begin(), more.end());
    out.view(
        {"rules",
         "",
         "rules",
         {"Rules with their margins", "规则与裕度"},
         of_study
             ? Bilingual{"passes, fails: with the confidence of the study; open: neither is sure. Rules in "
                         "force decide which layout is the best; monitored and expired ones are reported.",
                         "通过、不通过均按研究的置信度判定；未定表示两者皆不能确定。现行规则参与最优布局的判"
                         "定，"
                         "监测与已到期规则仅供参考。"}
             : Bilingual{"A margin below 0 breaks the rule.", "裕度小于 0 即不通过。"},
         std::move(columns),
         {},
         of_study ? std::vector<string>{"future", "alternative"} : std::vector<string>{"alternative"},
         {}},
        {"Rules with their margins: the scenario declares none.", "合规裕度：场景未声明任何规则。"});
    if (out.table("response_trades") == nullptr) return;
    out.view({"response_trades",
              "",
              "response_trades",
              {"What the choice of the policy trades", "调度策略选择的取舍"},
              {"A policy that a rule bars; or one that is better by less than 1 % and lowers a figure of "
               "users by more "
               "than 5 points.",
               "被规则排除的策略；或主指标改善不足 1%、而用户指标下降超过 5 个百分点的策略。"},
              {},
              {},
              {"future"},
              {}},
             {});
}

}  // namespace meridian::report
