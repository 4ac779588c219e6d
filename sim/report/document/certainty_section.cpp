// Sentences and tables on how sure a verdict is, whether the bills compared are of the same demand, and what stands
// beside the best layout.
#include <string>

#include <fmt/format.h>

#include "sim/report/document/cell_words.hpp"
#include "sim/report/document/input_value.hpp"
#include "sim/report/document/number_words.hpp"
#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

using std::string;

Bilingual share_words(std::optional<double> share) {
    return {for_people(share, FigureKind::share, Language::en),
            for_people(share, FigureKind::share, Language::zh)};
}

// "at 91 % of 64 samples of inputs, in 3 of 3 futures"
Bilingual basis_words(TextTable const& certainty, Cells const& row) {
    string const& samples = certainty.cell(row, "sample");
    string const& better = certainty.cell(row, "futures_better");
    string const& futures = certainty.cell(row, "futures");
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
Bilingual decisive_words(TextTable const& certainty, Cells const& row) {
    string const& input = certainty.cell(row, "input");
    auto const value = certainty.figure(row, "break_even_value");
    if (input.empty() || !value) return {};
    string const& unit = certainty.cell(row, "unit");
    Bilingual const at = input_value_words(*value, unit);
    bool const below = certainty.cell(row, "better_below") == "yes";
    Bilingual assumed;
    if (auto const x = certainty.figure(row, "assumed")) {
        Bilingual const words = input_value_words(*x, unit);
        assumed = {fmt::format("assumed {}, ", words.en), fmt::format("假设为 {}，", words.zh)};
    }
    string const& grade = certainty.cell(row, "input_grade");
    return {fmt::format("; only where {} is {} {}, {}grade {}", input, below ? "below" : "above", at.en,
                        assumed.en, grade),
            fmt::format("；前提是 {} {} {}，{}等级 {}", input, below ? "低于" : "高于", at.zh, assumed.zh,
                        grade)};
}

Bilingual grade_words(string const& grade) {
    if (grade == "robust") return {"robustly better", "稳健优于"};
    if (grade == "likely") return {"likely better", "很可能优于"};
    if (grade == "significant") return {"significantly better", "显著优于"};
    return {"better, depending on inputs,", "在特定输入下优于"};
}

}  // namespace

Bilingual better_words(SectionWriter const& out, string const& alternative, string const& baseline) {
    TextTable const* const certainty = out.table("certainty");
    if (certainty != nullptr) {
        for (Cells const& row : certainty->rows) {
            if (certainty->cell(row, "alternative") != alternative) continue;
            Bilingual const grade = grade_words(certainty->cell(row, "grade"));
            Bilingual const basis = basis_words(*certainty, row);
            Bilingual const decisive = decisive_words(*certainty, row);
            return {fmt::format("{} than {} ({}{})", grade.en, baseline, basis.en, decisive.en),
                    fmt::format("{} {}（{}{}）", grade.zh, baseline, basis.zh, decisive.zh)};
        }
    }
    return {fmt::format("better than {}", baseline), fmt::format("优于 {}", baseline)};
}

bool say_demand_gap(SectionWriter& out, StudyMaterial const& study) {
    TextTable const* const served = out.table("served_demand");
    if (served == nullptr) return false;
    Cells const* least = nullptr;
    Cells const* most = nullptr;
    auto const share = [&](Cells const& row) { return served->figure(row, "unserved_share").value_or(0.0); };
    for (Cells const& row : served->rows) {
        if (served->cell(row, "future") != study.baseline_future || served->cell(row, "comparable") != "no")
            continue;
        if (!served->cell(row, "ruled_out").empty()) continue;
        if (least == nullptr || share(row) < share(*least)) least = &row;
        if (most == nullptr || share(row) > share(*most)) most = &row;
    }
    if (least == nullptr) return false;
    Bilingual const figure = words_of(study.metrics.front().key);
    Bilingual const few = share_words(share(*least));
    Bilingual const many = share_words(share(*most));
    string const& a = served->cell(*least, "alternative");
    string const& b = served->cell(*most, "alternative");
    out.say(Tone::verdict,
            {fmt::format("No layout is called the best: {} leaves {} of the demand unserved and {} {}, and a "
                         "lower {} rewards that. Give all work a value and compare net cost.",
                         a, few.en, b, many.en, figure.en),
             fmt::format(
                 "不评选最优布局：{} 有 {} 的需求未满足，{} 有 {}，而{}越低恰恰有利于不满足需求。请为全部业务"
                 "给出价值（value）并比较净成本。",
                 a, few.zh, b, many.zh, figure.zh)});
    return true;
}

void say_runners_up(SectionWriter& out, StudyMaterial const& study) {
    TextTable const* const rows = out.table("runners_up");
    if (rows == nullptr) return;
    for (Cells const& row : rows->rows) {
        string const& criterion = rows->cell(row, "criterion");
        bool const of_carbon = criterion == "least CNY per tonne, location-based";
        bool const of_slo = criterion == "highest SLO attainment of requests";
        if (rows->cell(row, "future") != study.baseline_future || (!of_carbon && !of_slo)) continue;
        string const& name = rows->cell(row, "alternative");
        string const& response = rows->cell(row, "response");
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
                             name, response, price_en, kt, more_en),
                 fmt::format("减排成本最低：{}（{}），每吨 {}（每年 {:.3g} 千吨，基于位置；年净成本 {}）。",
                             name, response, price_zh, kt, more_zh)});
        } else {
            Bilingual const slo = share_words(rows->figure(row, "slo_attainment"));
            out.say(Tone::plain,
                    {fmt::format("Highest SLO attainment of requests: {} with {}, {} (net cost {} a year).",
                                 name, response, slo.en, more_en),
                     fmt::format("请求服务目标达成率最高：{}（{}），{}（年净成本 {}）。", name, response,
                                 slo.zh, more_zh)});
        }
    }
}

void write_certainty(SectionWriter& out) {
    if (out.table("certainty") != nullptr)
        out.view({"certainty",
                  "",
                  "certainty",
                  {"How sure: random numbers, futures and inputs", "把握程度：随机数、情景与输入"},
                  {"Against the baseline. robust: significant in every future and better at 95 % of the "
                   "samples of "
                   "inputs; likely: at 80 %. The input whose break-even value lies nearest stands beside.",
                   "与基准相比。稳健：各情景均显著，且在 95% "
                   "的输入样本中更优；很可能：80%。右侧为临界值最近的输入。"},
                  {},
                  {},
                  {},
                  {}},
                 {});
    if (out.table("served_demand") != nullptr)
        out.view({"served_demand",
                  "",
                  "served_demand",
                  {"Cost against unserved demand", "成本与未满足需求"},
                  {"On the front: no other layout costs less and leaves less unserved, in the window.",
                   "位于前沿：没有其他布局在统计期内成本更低且未满足需求更少。"},
                  {},
                  {},
                  {"future"},
                  {}},
                 {});
    if (out.table("runners_up") != nullptr)
        out.view({"runners_up",
                  "",
                  "runners_up",
                  {"Beside the best: carbon and service", "最优之外：减排与服务"},
                  {"Differences from the baseline, a year. A negative price of a tonne saves money.",
                   "与基准的年差额；每吨价格为负表示既减排又省钱。"},
                  {},
                  {},
                  {"future"},
                  {}},
                 {});
}

}  // namespace meridian::report
