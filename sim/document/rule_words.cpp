// What a report of a study says of rules.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "models/units/split.hpp"
#include "sim/document/sections.hpp"
#include "sim/report/table/cell_text.hpp"
#include "sim/report/table/number_words.hpp"

namespace meridian::document {
namespace {

using std::string;

// A figure of a rule's measure.
Bilingual figure_of(ResultTable const& rules, ResultRow const& row, string const& column) {
    FigureKind const kind = report::quantity_of_unit(rules.text(row, "unit"));
    auto const figure = rules.figure(row, column);
    return {for_people(figure, kind, Language::en), for_people(figure, kind, Language::zh)};
}

Bilingual name_of_rule(ResultTable const& rules, ResultRow const& row) {
    string const& zh = rules.text(row, "name_zh");
    return {rules.text(row, "rule"), zh.empty() ? rules.text(row, "rule") : zh};
}

// " when Hohhot is lost", of a rule over each loss; else empty.
Bilingual loss_words(StudyMaterial const& study, ResultTable const& rules, ResultRow const& row) {
    string const& lost = rules.text(row, "case");
    if (lost.empty()) return {};
    Bilingual const name = study.names.of("case", lost);
    return {fmt::format(" when {} is lost", name.en), fmt::format("{} 失效时 ", name.zh)};
}

// "green_energy: 42 %, at least 80 %"
Bilingual stop_words(StudyMaterial const& study, ResultTable const& rules, ResultRow const& row) {
    Bilingual const name = name_of_rule(rules, row);
    Bilingual const value = figure_of(rules, row, "value");
    Bilingual const limit = figure_of(rules, row, "limit");
    Bilingual const bound = words_of(rules.text(row, "bound"));
    bool const fails = rules.text(row, "finding") == "fails";
    Bilingual const when = loss_words(study, rules, row);
    return {fmt::format("{} {} ({}{}, {} {})", fails ? "fails" : "open:", name.en, value.en, when.en,
                        bound.en, limit.en),
            fmt::format("{}{}（{}{}，{} {}）", name.zh, fails ? "不通过" : "未定", when.zh, value.zh,
                        bound.zh, limit.zh)};
}

// How many cases of the layout break the rule, of how many.
struct CaseCount {
    std::size_t breaking{0}, all{0};
};
CaseCount count_cases(SectionWriter const& out, StudyMaterial const& study, string const& rule) {
    CaseCount count;
    ResultTable const* const losses = out.table("losses");
    if (losses == nullptr) return count;
    for (ResultRow const& row : losses->rows) {
        if (losses->text(row, "alternative") != study.best ||
            losses->text(row, "future") != study.baseline_future)
            continue;
        ++count.all;
        for (std::string_view name : split(losses->text(row, "rules_broken"), ',')) {
            if (name.starts_with(' ')) name.remove_prefix(1);
            if (name == rule) ++count.breaking;
        }
    }
    return count;
}

// Of a rule over each loss: "n_minus_1 is broken: SLO attainment during the loss 67 % when Hohhot is lost (at least 90 %)".
Bilingual kept_words(SectionWriter const& out, StudyMaterial const& study, ResultTable const& rules,
                     ResultRow const& row) {
    Bilingual const name = name_of_rule(rules, row);
    string const& finding = rules.text(row, "finding");
    bool const passes = finding == "passes";
    bool const decides = rules.text(row, "status") == "in_force";
    Bilingual all;
    if (!rules.figure(row, "value")) {
        string const& why = rules.text(row, "why");
        return {fmt::format("{} cannot be judged: {}.", name.en, why),
                fmt::format("{}无法判定：{}。", name.zh, why)};
    }
    Bilingual const value = figure_of(rules, row, "value");
    Bilingual const limit = figure_of(rules, row, "limit");
    Bilingual const bound = words_of(rules.text(row, "bound"));
    Bilingual const measure = words_of(rules.text(row, "measure"));
    Bilingual const when = loss_words(study, rules, row);
    all.en = fmt::format("{} {}: {} {}{}{} ({} {})", name.en,
                         passes              ? "is kept in every case"
                         : finding == "open" ? "is open"
                                             : "is broken",
                         measure.en, value.en, passes ? " at worst," : "", when.en, bound.en, limit.en);
    all.zh = fmt::format("{}{}：{}{} {}（{} {}）", name.zh,
                         passes              ? "在各失效情形下均通过"
                         : finding == "open" ? "未定"
                                             : "不通过",
                         when.zh, measure.zh, value.zh, bound.zh, limit.zh);
    CaseCount const cases = count_cases(out, study, rules.text(row, "rule"));
    if (cases.breaking > 0) {
        all.en += fmt::format("; {} of {} cases {} it", cases.breaking, cases.all,
                              cases.breaking == 1 ? "breaks" : "break");
        all.zh += fmt::format("；{} 种失效情形中有 {} 种不通过", cases.all, cases.breaking);
    }
    all.en += decides ? "." : ". It does not decide: it is monitored or has expired.";
    all.zh += decides ? "。" : "。该规则为监测或已到期，不参与判定。";
    return all;
}

// What stops an alternative in the baseline's future; empty: it passes.
std::vector<Bilingual> stops_of(ResultTable const& rules, StudyMaterial const& study,
                                string const& alternative) {
    std::vector<Bilingual> all;
    for (ResultRow const& row : rules.rows) {
        bool const decides = rules.text(row, "status") == "in_force" &&
                             rules.text(row, "future") == study.baseline_future &&
                             rules.text(row, "alternative") == alternative;
        string const& finding = rules.text(row, "finding");
        if (decides && (finding == "fails" || finding == "open"))
            all.push_back(stop_words(study, rules, row));
    }
    return all;
}

std::size_t rules_in_force(ResultTable const& rules) {
    std::set<string> names;
    for (ResultRow const& row : rules.rows) {
        if (rules.text(row, "status") == "in_force") names.insert(rules.text(row, "rule"));
    }
    return names.size();
}

string rules_en(std::size_t number) {
    return number == 1 ? "the rule" : fmt::format("all {} rules", number);
}

// Of a layout that would be better; empty: nothing stops it.
Bilingual stopped_words(ResultTable const& rules, StudyMaterial const& study, string const& alternative) {
    auto const stops = stops_of(rules, study, alternative);
    if (stops.empty()) return {};
    Bilingual const all = listed(stops);
    Bilingual const name = layout_name(study, alternative);
    return {fmt::format(" {} would be better and does not pass: {}.", name.en, all.en),
            fmt::format("{} 指标更优但未通过：{}。", name.zh, all.zh)};
}

// What stops the layouts where none passes: of each rule how many, and which of them comes nearest to keeping it.
Bilingual stops_by_rule(ResultTable const& rules, StudyMaterial const& study) {
    struct Stop {
        std::size_t layouts{0};
        ResultRow const* nearest{nullptr};
        double margin{0.0};
    };
    std::vector<string> names;  // in the order of the rows
    std::map<string, Stop> stops;
    for (ResultRow const& row : rules.rows) {
        string const& finding = rules.text(row, "finding");
        bool const is_stop = finding == "fails" || finding == "open";
        if (!is_stop || rules.text(row, "status") != "in_force" ||
            rules.text(row, "future") != study.baseline_future)
            continue;
        auto const [at, is_new] = stops.try_emplace(rules.text(row, "rule"));
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
        Bilingual const bound = words_of(rules.text(*stop.nearest, "bound"));
        Bilingual const nearest = layout_name(study, rules.text(*stop.nearest, "alternative"));
        all.en += fmt::format("{}{} stops {}, the nearest {} ({}, {} {})", all.en.empty() ? "" : "; ",
                              rule.en, stop.layouts, nearest.en, value.en, bound.en, limit.en);
        all.zh += fmt::format("{}{}：{} 个布局未通过，最接近者 {}（{}，{} {}）", all.zh.empty() ? "" : "；",
                              rule.zh, stop.layouts, nearest.zh, value.zh, bound.zh, limit.zh);
    }
    if (all.empty()) return {};
    return {" " + all.en + ".", all.zh + "。"};
}

}  // namespace

std::vector<Bilingual> loss_rule_words(SectionWriter const& out, StudyMaterial const& study) {
    ResultTable const* const rules = out.table("rules");
    std::vector<Bilingual> all;
    if (rules == nullptr) return all;
    for (ResultRow const& row : rules->rows) {
        if (rules->text(row, "over") != "each_loss" || rules->text(row, "alternative") != study.best ||
            rules->text(row, "future") != study.baseline_future)
            continue;
        all.push_back(kept_words(out, study, *rules, row));
    }
    return all;
}

Bilingual rule_words(SectionWriter const& out, StudyMaterial const& study) {
    ResultTable const* const rules = out.table("rules");
    ResultTable const* const comparison = out.table("comparison");
    if (rules == nullptr || comparison == nullptr) return {};
    std::size_t const number = rules_in_force(*rules);
    if (number == 0) return {"No rule is in force.", "没有现行规则。"};
    double const percent = 100.0 * study.confidence;
    Bilingual const name = layout_name(study, study.best);
    if (!stops_of(*rules, study, study.best).empty()) {
        Bilingual const stops = stops_by_rule(*rules, study);
        return {fmt::format("No layout passes {} in force with {:.3g} %; {} stands best by them.{}",
                            rules_en(number), percent, name.en, stops.en),
                fmt::format("没有布局以 {:.3g}% 置信度通过全部 {} 条现行规则；{} 最接近通过。{}", percent,
                            number, name.zh, stops.zh)};
    }
    Bilingual all{fmt::format("{} passes {} in force with {:.3g} %.", name.en, rules_en(number), percent),
                  fmt::format("{} 以 {:.3g}% 置信度通过全部 {} 条现行规则。", name.zh, percent, number)};
    StudyMetric const& metric = study.metrics.front();
    auto const mean_of = [&](string const& alternative) {
        for (ResultRow const& row : comparison->rows) {
            if (comparison->text(row, "metric") == metric.key &&
                comparison->text(row, "future") == study.baseline_future &&
                comparison->text(row, "alternative") == alternative)
                return comparison->figure(row, "mean");
        }
        return std::optional<double>{};
    };
    auto const best = mean_of(study.best);
    for (string const& alternative : study.alternatives) {
        auto const mean = mean_of(alternative);
        if (!mean || !best) continue;
        bool const is_better = metric.more_is_better ? *mean > *best : *mean < *best;
        if (!is_better) continue;
        Bilingual const stopped = stopped_words(*rules, study, alternative);
        all.en += stopped.en;
        all.zh += stopped.zh;
    }
    return all;
}

}  // namespace meridian::document
