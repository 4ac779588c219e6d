// Sentences and tables on how sure a verdict is, whether the bills compared are of the same demand, and what stands
// beside the best layout.
#include <string>

#include <fmt/format.h>

#include "sim/document/sections.hpp"
#include "sim/report/table/cell_words.hpp"
#include "sim/report/table/number_words.hpp"
#include "sim/report/table/value_in_unit.hpp"

namespace meridian::document {
namespace {

using std::string;

Bilingual share_words(std::optional<double> share) {
    return {for_people(share, FigureKind::share, Language::en),
            for_people(share, FigureKind::share, Language::zh)};
}

// "at 91 % of 64 samples of inputs, in 3 of 3 futures"
Bilingual basis_words(ResultTable const& certainty, ResultRow const& row) {
    string const samples = certainty.written(row, "sample");
    string const better = certainty.written(row, "futures_better");
    string const futures = certainty.written(row, "futures");
    Bilingual inputs{"inputs not varied", "未改变输入"};
    if (samples != "0") {
        Bilingual const share = share_words(certainty.figure(row, "better_share"));
        inputs = {fmt::format("at {} of {} samples of inputs", share.en, samples),
                  fmt::format("{} 个输入样本中的 {}", samples, share.zh)};
    }
    if (futures == "1") return inputs;
    return {fmt::format("in {} of {} futures, {}", better, futures, inputs.en),
            fmt::format("{} 个情景中的 {} 个，{}", futures, better, inputs.zh)};
}

// "; only where residency is below 4.9 %, assumed 10 %, grade M"
Bilingual decisive_words(StudyMaterial const& study, ResultTable const& certainty, ResultRow const& row) {
    Bilingual const input = study.names.of("input", certainty.text(row, "input"));
    auto const value = certainty.figure(row, "break_even_value");
    if (input.empty() || !value) return {};
    string const& unit = certainty.text(row, "unit");
    Bilingual const at = report::value_in_unit(*value, unit);
    bool const below = certainty.text(row, "better_below") == "yes";
    Bilingual assumed;
    if (auto const x = certainty.figure(row, "assumed")) {
        Bilingual const words = report::value_in_unit(*x, unit);
        assumed = {fmt::format("assumed {}, ", words.en), fmt::format("假设为 {}，", words.zh)};
    }
    string const& grade = certainty.text(row, "input_grade");
    return {fmt::format("; only where {} is {} {}, {}grade {}", input.en, below ? "below" : "above", at.en,
                        assumed.en, grade),
            fmt::format("；前提是 {} {} {}，{}等级 {}", input.zh, below ? "低于" : "高于", at.zh, assumed.zh,
                        grade)};
}

Bilingual grade_words(string const& grade) {
    if (grade == "robust") return {"robustly better", "稳健优于"};
    if (grade == "likely") return {"likely better", "很可能优于"};
    if (grade == "significant") return {"significantly better", "显著优于"};
    return {"better, depending on inputs,", "在特定输入下优于"};
}

}  // namespace

Bilingual better_words(SectionWriter const& out, StudyMaterial const& study, string const& alternative) {
    Bilingual const baseline = layout_name(study, study.baseline);
    ResultTable const* const certainty = out.table("certainty");
    if (certainty != nullptr) {
        for (ResultRow const& row : certainty->rows) {
            if (certainty->text(row, "alternative") != alternative) continue;
            Bilingual const grade = grade_words(certainty->text(row, "grade"));
            Bilingual const basis = basis_words(*certainty, row);
            Bilingual const decisive = decisive_words(study, *certainty, row);
            return {fmt::format("{} than {} ({}{})", grade.en, baseline.en, basis.en, decisive.en),
                    fmt::format("{} {}（{}{}）", grade.zh, baseline.zh, basis.zh, decisive.zh)};
        }
    }
    return {fmt::format("better than {}", baseline.en), fmt::format("优于 {}", baseline.zh)};
}

Bilingual demand_gap_words(SectionWriter const& out, StudyMaterial const& study) {
    ResultTable const* const served = out.table("served_demand");
    if (served == nullptr) return {};
    ResultRow const* least = nullptr;
    ResultRow const* most = nullptr;
    auto const share = [&](ResultRow const& row) {
        return served->figure(row, "unserved_share").value_or(0.0);
    };
    for (ResultRow const& row : served->rows) {
        if (served->text(row, "future") != study.baseline_future || served->text(row, "comparable") != "no")
            continue;
        if (!served->text(row, "ruled_out").empty()) continue;
        if (least == nullptr || share(row) < share(*least)) least = &row;
        if (most == nullptr || share(row) > share(*most)) most = &row;
    }
    if (least == nullptr) return {};
    Bilingual const figure = words_of(study.metrics.front().key);
    Bilingual const few = share_words(share(*least));
    Bilingual const many = share_words(share(*most));
    Bilingual const a = layout_name(study, served->text(*least, "alternative"));
    Bilingual const b = layout_name(study, served->text(*most, "alternative"));
    return {fmt::format("No layout is called the best: {} leaves {} of the demand unserved and {} {}, and a "
                        "lower {} rewards that. Give all work a value and compare net cost.",
                        a.en, few.en, b.en, many.en, figure.en),
            fmt::format(
                "不评选最优布局：{} 有 {} 的需求未满足，{} 有 {}，而{}越低恰恰有利于不满足需求。请为全部业务"
                "给出价值（value）并比较净成本。",
                a.zh, few.zh, b.zh, many.zh, figure.zh)};
}

void write_others(SectionWriter& out, SectionFacts const& facts) {
    ResultTable const* const rows = out.table("runners_up");
    if (rows == nullptr || facts.study == nullptr) return;
    StudyMaterial const& study = *facts.study;
    for (ResultRow const& row : rows->rows) {
        string const& criterion = rows->text(row, "criterion");
        bool const of_carbon = criterion == "least CNY per tonne, location-based";
        bool const of_slo = criterion == "highest SLO attainment of requests";
        if (rows->text(row, "future") != study.baseline_future || (!of_carbon && !of_slo)) continue;
        Bilingual const name = layout_name(study, rows->text(row, "alternative"));
        Bilingual const response = study.names.of("policy", rows->text(row, "response"));
        auto const money = [&](char const* column, Language l, bool with_sign) {
            return for_people(rows->figure(row, column), FigureKind::money, l, {.with_sign = with_sign});
        };
        auto const words = [&](Language l) {
            return std::pair{money("cny_per_year", l, true), money("cny_per_tonne", l, false)};
        };
        auto const [more_en, price_en] = words(Language::en);
        auto const [more_zh, price_zh] = words(Language::zh);
        if (of_carbon) {
            double const kt = rows->figure(row, "tonnes_avoided_per_year").value_or(0.0) / 1000.0;
            out.say(
                Tone::plain,
                {fmt::format("Least cost of carbon avoided: {} with {}, {} a tonne ({:.3g} kt a year "
                             "location-based, net cost {} a year).",
                             name.en, response.en, price_en, kt, more_en),
                 fmt::format("减排成本最低：{}（{}），每吨 {}（每年 {:.3g} 千吨，基于位置；年净成本 {}）。",
                             name.zh, response.zh, price_zh, kt, more_zh)});
        } else {
            Bilingual const slo = share_words(rows->figure(row, "slo_attainment"));
            out.say(Tone::plain,
                    {fmt::format("Highest SLO attainment of requests: {} with {}, {} (net cost {} a year).",
                                 name.en, response.en, slo.en, more_en),
                     fmt::format("请求服务目标达成率最高：{}（{}），{}（年净成本 {}）。", name.zh,
                                 response.zh, slo.zh, more_zh)});
        }
    }
}

}  // namespace meridian::document
