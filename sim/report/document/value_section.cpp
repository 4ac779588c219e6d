// Sentences and tables on net cost: why layouts differ, and what that depends on.
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/report/document/cell_words.hpp"
#include "sim/report/document/number_words.hpp"
#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

using std::string;

// Parts that make up so much of all differences are named.
constexpr double named_share = 0.8;

Bilingual cell_words(string const& cell) {
    return words_of_cell(cell).value_or(Bilingual::same(cell));
}

Bilingual money_words(double cny) {
    auto const at = [&](Language l) { return for_people(cny, FigureKind::money, l, {.with_sign = true}); };
    return {at(Language::en), at(Language::zh)};
}

// "value lost, office/province: rejected, data may not leave"
Bilingual part_words(TextTable const& why, Cells const& row) {
    Bilingual part = cell_words(why.cell(row, "part"));
    if (why.cell(row, "kind") != "value lost") return part;
    Bilingual const outcome = cell_words(why.cell(row, "outcome"));
    string const& obstacle = why.cell(row, "obstacle");
    Bilingual const met = cell_words(obstacle);
    return {fmt::format("value lost, {}: {}{}{}", part.en, outcome.en, obstacle.empty() ? "" : ", ", met.en),
            fmt::format("价值损失，{}：{}{}{}", part.zh, outcome.zh, obstacle.empty() ? "" : "，", met.zh)};
}

bool is_of(TextTable const& table, Cells const& row, StudyMaterial const& study, string const& alternative) {
    return table.cell(row, "future") == study.baseline_future &&
           table.cell(row, "alternative") == alternative;
}

}  // namespace

void say_why(SectionWriter& out, StudyMaterial const& study) {
    TextTable const* const why = out.table("why");
    if (why == nullptr || study.best == study.baseline) return;
    double net = 0.0;
    double size = 0.0;
    std::vector<Cells const*> parts;  // the largest first
    for (Cells const& row : why->rows) {
        auto const difference = why->figure(row, "difference");
        if (!is_of(*why, row, study, study.best) || why->cell(row, "kind") == "volume" || !difference)
            continue;
        net += *difference;
        size += std::fabs(*difference);
        parts.push_back(&row);
    }
    if (!(size > 0.0)) return;
    Bilingual list;
    double named = 0.0;
    for (Cells const* const row : parts) {
        if (named >= named_share * size) break;
        double const difference = why->figure(*row, "difference").value_or(0.0);
        named += std::fabs(difference);
        Bilingual const words = part_words(*why, *row);
        Bilingual const money = money_words(difference);
        list.en += fmt::format("{}{} {}", list.en.empty() ? "" : "; ", words.en, money.en);
        list.zh += fmt::format("{}{} {}", list.zh.empty() ? "" : "；", words.zh, money.zh);
    }
    Bilingual const all = money_words(net);
    out.say(Tone::plain, {fmt::format("Why: the net cost of {} differs by {} a year from that of {}: {}.",
                                      study.best, all.en, study.baseline, list.en),
                          fmt::format("原因：{} 的年净成本与 {} 相差 {}：{}。", study.best, study.baseline,
                                      all.zh, list.zh)});
}

void say_value_ranges(SectionWriter& out, StudyMaterial const& study) {
    TextTable const* const ranges = out.table("value_ranges");
    if (ranges == nullptr) return;
    Bilingual list;
    for (Cells const& row : ranges->rows) {
        if (ranges->cell(row, "future") != study.baseline_future || ranges->cell(row, "scale") != "price")
            continue;
        string const& name = ranges->cell(row, "alternative");
        double const from = ranges->figure(row, "from").value_or(0.0);
        auto const at = [&](double x, Language l) { return for_people(x, FigureKind::money_per_h, l, {}); };
        auto const interval = [&](Language l) -> string {
            auto const low = ranges->figure(row, "from_low");
            auto const high = ranges->figure(row, "from_high");
            if (!low || !high) return {};
            return l == Language::en ? fmt::format(" (interval {} to {})", at(*low, l), at(*high, l))
                                     : fmt::format("（区间 {} 至 {}）", at(*low, l), at(*high, l));
        };
        if (from == 0.0) {
            list = {fmt::format("{} from nothing on", name), fmt::format("{} 自零起", name)};
        } else {
            list.en += fmt::format(", {} above {}{}", name, at(from, Language::en), interval(Language::en));
            list.zh += fmt::format("，{} 自 {} 起{}", name, at(from, Language::zh), interval(Language::zh));
        }
    }
    if (list.en.empty()) return;
    Bilingual const basis = study.value_basis.empty() ? Bilingual{} : cell_words(study.value_basis);
    out.say(
        Tone::plain,
        {fmt::format("Best by the value of an unserved accelerator-hour: {}.{}", list.en,
                     basis.en.empty() ? string{} : fmt::format(" The scenario values work by {}.", basis.en)),
         fmt::format("按未满足卡时的价值，最优者为：{}。{}", list.zh,
                     basis.zh.empty() ? string{} : fmt::format("场景按{}计价。", basis.zh))});
}

void write_value(SectionWriter& out, SectionFacts const& facts) {
    Bilingual const none{
        "Net cost is not known: not all work has a 'value', or prices of assets are missing.",
        "净成本未知：并非所有业务都有价值（value），或缺少资产价格。"};
    out.view({"value",
              "bars",
              "value",
              {"What the demand is worth: served and lost", "需求价值：已满足与损失"},
              {"Value lost by work, region and obstacle.", "按业务、区域与原因列出的价值损失。"},
              {},
              {},
              {"alternative", "outcome"},
              {{"category", "work"}, {"values", "value_cny"}, {"horizontal", "yes"}}},
             none);
    if (facts.study == nullptr) return;
    out.view({"why",
              "",
              "why",
              {"What the difference of net cost is made of", "净成本差异的组成"},
              {"CNY a year, the layout less the baseline; parts add up to the difference. Volumes stand "
               "behind them.",
               "每年金额，布局减基准；各部分之和等于总差异，数量仅供参考。"},
              {},
              {},
              {"future", "alternative"},
              {}},
             none);
    out.view({"value_ranges",
              "",
              "value_ranges",
              {"Best layout over the value of unserved work", "未满足需求价值与最优布局"},
              {"Exact for the means: net cost is linear in the value. The interval is Fieller's, over paired "
               "runs.",
               "对均值精确：净成本与该价值呈线性关系；区间为配对运行的 Fieller 区间。"},
              {},
              {},
              {"future", "scale"},
              {}},
             none);
}

}  // namespace meridian::report
