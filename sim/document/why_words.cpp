// Sentences on net cost: why layouts differ, and over which values of unserved work which is best.
#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/document/sections.hpp"
#include "sim/report/table/cell_words.hpp"
#include "sim/report/table/number_words.hpp"

namespace meridian::document {
namespace {

using std::string;

// Parts that make up so much of all differences are named.
constexpr double named_share = 0.8;

Bilingual cell_words(string const& cell) {
    return report::words_of_cell(cell).value_or(Bilingual::same(cell));
}

// A part of the bill, or of the work whose value is lost: a class or a service.
Bilingual part_name(DisplayNames const& names, string const& part) {
    for (char const* const kind : {"class", "service"}) {
        if (names.knows(kind, part)) return names.of(kind, part);
    }
    return cell_words(part);
}

Bilingual money_words(double cny) {
    auto const at = [&](Language l) { return for_people(cny, FigureKind::money, l, {.with_sign = true}); };
    return {at(Language::en), at(Language::zh)};
}

// "value lost, office/province: rejected, data may not leave"
Bilingual part_words(DisplayNames const& names, ResultTable const& why, ResultRow const& row) {
    Bilingual part = part_name(names, why.text(row, "part"));
    if (why.text(row, "kind") != "value lost") return part;
    Bilingual const outcome = cell_words(why.text(row, "outcome"));
    string const& obstacle = why.text(row, "obstacle");
    Bilingual const met = cell_words(obstacle);
    return {fmt::format("value lost, {}: {}{}{}", part.en, outcome.en, obstacle.empty() ? "" : ", ", met.en),
            fmt::format("价值损失，{}：{}{}{}", part.zh, outcome.zh, obstacle.empty() ? "" : "，", met.zh)};
}

bool is_of(ResultTable const& table, ResultRow const& row, StudyMaterial const& study,
           string const& alternative) {
    return table.text(row, "future") == study.baseline_future &&
           table.text(row, "alternative") == alternative;
}

struct WaterfallStep {
    Bilingual name;
    double change;  // CNY a year
};
constexpr std::size_t most_steps = 7;  // beside the two totals and what is left

// Parts of the difference; value lost is summed over outcomes and obstacles of the same work.
std::vector<WaterfallStep> steps_of(ResultTable const& why, StudyMaterial const& study) {
    std::vector<WaterfallStep> steps;
    for (ResultRow const& row : why.rows) {
        auto const difference = why.figure(row, "difference");
        if (!is_of(why, row, study, study.best) || why.text(row, "kind") == "volume" || !difference) continue;
        Bilingual name = part_name(study.names, why.text(row, "part"));
        if (why.text(row, "kind") == "value lost")
            name = {fmt::format("value lost, {}", name.en), fmt::format("价值损失，{}", name.zh)};
        auto const known = std::ranges::find(steps, name, &WaterfallStep::name);
        if (known == steps.end()) {
            steps.push_back({std::move(name), *difference});
        } else {
            known->change += *difference;
        }
    }
    return steps;
}

}  // namespace

Bilingual why_words(SectionWriter const& out, StudyMaterial const& study) {
    ResultTable const* const why = out.table("why");
    if (why == nullptr || study.best == study.baseline) return {};
    double net = 0.0;
    double size = 0.0;
    std::vector<ResultRow const*> parts;  // the largest first
    for (ResultRow const& row : why->rows) {
        auto const difference = why->figure(row, "difference");
        if (!is_of(*why, row, study, study.best) || why->text(row, "kind") == "volume" || !difference)
            continue;
        net += *difference;
        size += std::fabs(*difference);
        parts.push_back(&row);
    }
    if (!(size > 0.0)) return {};
    Bilingual list;
    double named = 0.0;
    for (ResultRow const* const row : parts) {
        if (named >= named_share * size) break;
        double const difference = why->figure(*row, "difference").value_or(0.0);
        named += std::fabs(difference);
        Bilingual const words = part_words(study.names, *why, *row);
        Bilingual const money = money_words(difference);
        list.en += fmt::format("{}{} {}", list.en.empty() ? "" : "; ", words.en, money.en);
        list.zh += fmt::format("{}{} {}", list.zh.empty() ? "" : "；", words.zh, money.zh);
    }
    Bilingual const all = money_words(net);
    Bilingual const best = layout_name(study, study.best);
    Bilingual const baseline = layout_name(study, study.baseline);
    return {fmt::format("The net cost of {} differs by {} a year from that of {}: {}.", best.en, all.en,
                        baseline.en, list.en),
            fmt::format("{} 的年净成本与 {} 相差 {}：{}。", best.zh, baseline.zh, all.zh, list.zh)};
}

void add_waterfall(Document& document, StudyMaterial const& study) {
    ResultTable const* const why = document.table("why");
    ResultTable const* const board = document.table("board");
    if (why == nullptr || board == nullptr || study.best == study.baseline) return;
    std::optional<double> base;
    for (ResultRow const& row : board->rows) {
        if (board->text(row, "alternative") == study.baseline)
            base = board->figure(row, "net_cost_cny_per_year");
    }
    std::vector<WaterfallStep> steps = steps_of(*why, study);
    if (!base || steps.empty()) return;
    std::ranges::stable_sort(steps, std::ranges::greater{},
                             [](WaterfallStep const& one) { return std::fabs(one.change); });
    WaterfallStep others{{"other parts", "其他"}, 0.0};
    for (; steps.size() > most_steps; steps.pop_back())
        others.change += steps.back().change;
    if (others.change != 0.0) steps.push_back(others);
    ResultTable table{"waterfall", {"step", "change", "is_total"}};
    double total = *base;
    auto const add = [&](Bilingual const& name, double change, char const* is_total) {
        document.names.add("step", name.en, name);
        table.rows.push_back({name.en, change, is_total});
    };
    add(layout_name(study, study.baseline), total, "yes");
    for (WaterfallStep const& step : steps) {
        add(step.name, step.change, "no");
        total += step.change;
    }
    add(layout_name(study, study.best), total, "yes");
    document.tables.push_back(std::move(table));
}

Bilingual value_range_words(SectionWriter const& out, StudyMaterial const& study) {
    ResultTable const* const ranges = out.table("value_ranges");
    if (ranges == nullptr) return {};
    Bilingual list;
    for (ResultRow const& row : ranges->rows) {
        if (ranges->text(row, "future") != study.baseline_future || ranges->text(row, "scale") != "price")
            continue;
        Bilingual const name = layout_name(study, ranges->text(row, "alternative"));
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
            list = {fmt::format("{} from nothing on", name.en), fmt::format("{} 自零起", name.zh)};
        } else {
            list.en +=
                fmt::format(", {} above {}{}", name.en, at(from, Language::en), interval(Language::en));
            list.zh +=
                fmt::format("，{} 自 {} 起{}", name.zh, at(from, Language::zh), interval(Language::zh));
        }
    }
    if (list.empty()) return {};
    Bilingual const basis = study.value_basis.empty() ? Bilingual{} : cell_words(study.value_basis);
    return {
        fmt::format("Best by the value of an unserved accelerator-hour: {}.{}", list.en,
                    basis.en.empty() ? string{} : fmt::format(" The scenario values work by {}.", basis.en)),
        fmt::format("按未满足卡时的价值，最优者为：{}。{}", list.zh,
                    basis.zh.empty() ? string{} : fmt::format("场景按{}计价。", basis.zh))};
}

}  // namespace meridian::document
