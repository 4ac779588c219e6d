#include "sim/document/findings.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include <fmt/format.h>

namespace meridian::document {
namespace {

using std::string;

Bilingual words_at(double figure, FigureKind kind) {
    return {for_people(figure, kind, Language::en), for_people(figure, kind, Language::zh)};
}

bool is_shown(ResultTable const& table, ResultRow const& row, SectionFacts const& facts) {
    return !table.column("alternative") || table.text(row, "alternative") == facts.shown;
}

// The rows of the layout that a reader sees first with the least and the largest figure.
struct Extremes {
    ResultRow const* least{nullptr};
    ResultRow const* most{nullptr};
};
Extremes extremes(ResultTable const& table, std::string_view column, SectionFacts const& facts) {
    Extremes found;
    for (ResultRow const& row : table.rows) {
        auto const x = table.figure(row, column);
        if (!x || !is_shown(table, row, facts)) continue;
        if (found.least == nullptr || *x < *table.figure(*found.least, column)) found.least = &row;
        if (found.most == nullptr || *x > *table.figure(*found.most, column)) found.most = &row;
    }
    return found;
}

Bilingual name_at(SectionWriter const& out, ResultTable const& table, ResultRow const& row,
                  string const& column) {
    return out.document().names.of(report::entity_kind_of(column), table.written(row, column));
}

// "9 of 9 other layouts differ significantly from A, 3 of them better"
Bilingual of_differences(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const table = out.table("comparison");
    if (table == nullptr || facts.study == nullptr || facts.study->metrics.empty()) return {};
    std::map<string, std::size_t> verdicts;
    std::size_t all = 0;
    for (ResultRow const& row : table->rows) {
        string const& verdict = table->text(row, "verdict");
        if (table->text(row, "metric") != facts.study->metrics.front().key ||
            table->text(row, "future") != facts.study->baseline_future || verdict == "the baseline")
            continue;
        ++verdicts[verdict];
        ++all;
    }
    if (all == 0) return {};
    Bilingual const baseline = layout_name(*facts.study, facts.study->baseline);
    return {fmt::format("Significantly better than {}: {} of {} layouts; worse: {}", baseline.en,
                        verdicts["better"], all, verdicts["worse"]),
            fmt::format("其余 {} 个布局中，{} 个显著优于 {}，{} 个显著更差", all, verdicts["better"],
                        baseline.zh, verdicts["worse"])};
}

// The part of the difference of net cost that is largest.
Bilingual of_waterfall(SectionWriter const& out, SectionFacts const& /*facts*/) {
    ResultTable const* const table = out.table("waterfall");
    if (table == nullptr) return {};
    ResultRow const* most = nullptr;
    auto const size = [&](ResultRow const& row) {
        return std::abs(table->figure(row, "change").value_or(0.0));
    };
    for (ResultRow const& row : table->rows) {
        if (table->text(row, "is_total") == "yes") continue;
        if (most == nullptr || size(row) > size(*most)) most = &row;
    }
    if (most == nullptr) return {};
    double const change = table->figure(*most, "change").value_or(0.0);
    Bilingual const money = words_at(std::abs(change), FigureKind::money);
    auto const column = table->column("step");
    string const en = cell_for_people(*table, *most, *column, Language::en);
    string const zh = cell_for_people(*table, *most, *column, Language::zh);
    return {
        fmt::format("Most of the difference: {}, {} {} a year", en, money.en, change < 0.0 ? "less" : "more"),
        fmt::format("差异主要来自{}：每年{} {}", zh, change < 0.0 ? "减少" : "增加", money.zh)};
}

Bilingual of_layouts(SectionWriter const& out, SectionFacts const& /*facts*/) {
    ResultTable const* const table = out.table("board");
    if (table == nullptr || table->rows.size() < 2) return {};
    string const column =
        table->column("net_cost_cny_per_year") ? "net_cost_cny_per_year" : "cost_cny_per_year";
    ResultRow const* least = nullptr;
    ResultRow const* most = nullptr;
    for (ResultRow const& row : table->rows) {
        auto const x = table->figure(row, column);
        if (!x) continue;
        if (least == nullptr || *x < *table->figure(*least, column)) least = &row;
        if (most == nullptr || *x > *table->figure(*most, column)) most = &row;
    }
    if (least == nullptr || least == most) return {};
    Bilingual const figure = words_of(column);
    Bilingual const low = words_at(*table->figure(*least, column), FigureKind::money);
    Bilingual const high = words_at(*table->figure(*most, column), FigureKind::money);
    Bilingual const first = name_at(out, *table, *least, "alternative");
    Bilingual const last = name_at(out, *table, *most, "alternative");
    return {fmt::format("{} runs from {} ({}) to {} ({})", figure.en, low.en, first.en, high.en, last.en),
            fmt::format("{}从 {}（{}）到 {}（{}）", figure.zh, low.zh, first.zh, high.zh, last.zh)};
}

// Where the least of the demand meets its SLO.
Bilingual of_worst(SectionWriter const& out, SectionFacts const& facts, char const* table_name,
                   char const* of) {
    ResultTable const* const table = out.table(table_name);
    if (table == nullptr) return {};
    Extremes const found = extremes(*table, "slo_attainment", facts);
    if (found.least == nullptr) return {};
    double const least = *table->figure(*found.least, "slo_attainment");
    if (least >= 1.0) return {"All of it meets its SLO", "全部达成服务目标"};
    Bilingual const share = words_at(least, FigureKind::share);
    Bilingual const what = name_at(out, *table, *found.least, of);
    if (!table->column("region"))
        return {fmt::format("{} meets its SLO least often: {}", what.en, share.en),
                fmt::format("{} 的服务目标达成率最低：{}", what.zh, share.zh)};
    std::size_t regions = 0;
    std::size_t as_few = 0;
    for (ResultRow const& row : table->rows) {
        auto const met = table->figure(row, "slo_attainment");
        if (!met || !is_shown(*table, row, facts) || table->text(row, of) != table->text(*found.least, of))
            continue;
        ++regions;
        if (*met <= least) ++as_few;
    }
    if (as_few > 1)
        return {fmt::format("{} meets its SLO least often: {} in {} of {} regions", what.en, share.en, as_few,
                            regions),
                fmt::format("{}的服务目标达成率最低：{} 个区域中有 {} 个为 {}", what.zh, regions, as_few,
                            share.zh)};
    Bilingual const region = name_at(out, *table, *found.least, "region");
    return {fmt::format("{} in {} meets its SLO least often: {}", what.en, region.en, share.en),
            fmt::format("{}的{}服务目标达成率最低：{}", region.zh, what.zh, share.zh)};
}

Bilingual of_services(SectionWriter const& out, SectionFacts const& facts) {
    return of_worst(out, facts, "services", "service");
}
Bilingual of_classes(SectionWriter const& out, SectionFacts const& facts) {
    return of_worst(out, facts, "classes", "class");
}

Bilingual of_map(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const sites = out.table("sites");
    if (sites == nullptr) return {};
    Extremes const found = extremes(*sites, "allocation", facts);
    if (found.most == nullptr || found.most == found.least) return {};
    Bilingual const full = name_at(out, *sites, *found.most, "site");
    Bilingual const empty = name_at(out, *sites, *found.least, "site");
    Bilingual const most = words_at(*sites->figure(*found.most, "allocation"), FigureKind::share);
    Bilingual const least = words_at(*sites->figure(*found.least, "allocation"), FigureKind::share);
    return {fmt::format("{} is the fullest site ({} allocated), {} the emptiest ({})", full.en, most.en,
                        empty.en, least.en),
            fmt::format("{} 分配率最高（{}），{} 最低（{}）", full.zh, most.zh, empty.zh, least.zh)};
}

Bilingual of_links(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const links = out.table("links");
    if (links == nullptr) return {};
    ResultRow const* busiest = nullptr;
    auto const use = [&](ResultRow const& row) {
        return std::max(links->figure(row, "use_mean_a_to_b").value_or(0.0),
                        links->figure(row, "use_mean_b_to_a").value_or(0.0));
    };
    for (ResultRow const& row : links->rows) {
        if (is_shown(*links, row, facts) && (busiest == nullptr || use(row) > use(*busiest))) busiest = &row;
    }
    if (busiest == nullptr) return {};
    Bilingual const a = name_at(out, *links, *busiest, "a");
    Bilingual const b = name_at(out, *links, *busiest, "b");
    Bilingual const share = words_at(use(*busiest), FigureKind::share);
    return {
        fmt::format("The busiest link, {} to {}, carries {} of its usable capacity", a.en, b.en, share.en),
        fmt::format("最繁忙的链路 {}—{} 平均利用率为 {}", a.zh, b.zh, share.zh)};
}

Bilingual of_lending(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const hours = out.table("network_hours");
    if (hours == nullptr) return {};
    Extremes const found = extremes(*hours, "accelerators_serving", facts);
    if (found.most == nullptr) return {};
    double const high = *hours->figure(*found.most, "accelerators_serving");
    double const low = *hours->figure(*found.least, "accelerators_serving");
    if (!(high > 0.0)) return {};
    auto const hour = [&](ResultRow const& row) {
        return fmt::format("{:02}:00", hours->cell(row, "hour").whole().value_or(0) % 24);
    };
    Bilingual const most = words_at(high, FigureKind::count);
    Bilingual const least = words_at(low, FigureKind::count);
    return {fmt::format("Services hold {} accelerators at {} and {} at {}; jobs take the rest", most.en,
                        hour(*found.most), least.en, hour(*found.least)),
            fmt::format("服务在 {} 占用 {} 张加速卡，在 {} 占用 {} 张，其余由作业使用", hour(*found.most),
                        most.zh, hour(*found.least), least.zh)};
}

Bilingual of_power(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const series = out.table("over_time");
    if (series == nullptr) return {};
    Extremes const found = extremes(*series, "facility_kw", facts);
    if (found.most == nullptr) return {};
    Bilingual const most = words_at(*series->figure(*found.most, "facility_kw"), FigureKind::power);
    Bilingual const least = words_at(*series->figure(*found.least, "facility_kw"), FigureKind::power);
    return {fmt::format("Facility power lies between {} and {}", least.en, most.en),
            fmt::format("设施总功率介于 {} 与 {} 之间", least.zh, most.zh)};
}

Bilingual of_hours(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const hours = out.table("hourly_profile");
    if (hours == nullptr) return {};
    Extremes const found = extremes(*hours, "allocation", facts);
    if (found.most == nullptr || hours->text(*found.most, "site") == "all") return {};
    Bilingual const site = name_at(out, *hours, *found.most, "site");
    Bilingual const share = words_at(*hours->figure(*found.most, "allocation"), FigureKind::share);
    return {fmt::format("{} is fullest at {:02}:00 ({})", site.en,
                        hours->cell(*found.most, "hour").whole().value_or(0) % 24, share.en),
            fmt::format("{} 在 {:02}:00 最满（{}）", site.zh,
                        hours->cell(*found.most, "hour").whole().value_or(0) % 24, share.zh)};
}

Bilingual of_front(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const table = out.table("pareto");
    if (table == nullptr || facts.study == nullptr) return {};
    std::vector<Bilingual> front;
    std::size_t all = 0;
    for (ResultRow const& row : table->rows) {
        if (table->text(row, "future") != facts.study->baseline_future) continue;
        ++all;
        if (table->cell(row, "dominated_by").empty() && table->cell(row, "ruled_out").empty())
            front.push_back(name_at(out, *table, row, "alternative"));
    }
    if (all < 2 || front.empty()) return {};
    if (front.size() > 4)
        return {fmt::format("{} of {} layouts are dominated by none", front.size(), all),
                fmt::format("{} 个布局中有 {} 个未被支配", all, front.size())};
    Bilingual const names = listed(front);
    return {fmt::format("Of {} layouts, none dominates {}", all, names.en),
            fmt::format("{} 个布局中未被支配的有：{}", all, names.zh)};
}

Bilingual of_audit(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const audit = out.table("audit");
    if (audit == nullptr) return {};
    std::size_t all = 0;
    std::size_t held = 0;
    for (ResultRow const& row : audit->rows) {
        if (!is_shown(*audit, row, facts)) continue;
        ++all;
        if (audit->text(row, "holds") == "yes") ++held;
    }
    return {fmt::format("{} of {} conservation checks passed", held, all),
            fmt::format("守恒校验 {}/{} 通过", held, all)};
}

using Find = Bilingual (*)(SectionWriter const&, SectionFacts const&);
constexpr std::array<std::pair<std::string_view, Find>, 17> finders{
    {{"differences", of_differences},
     {"waterfall", of_waterfall},
     {"layouts", of_layouts},
     {"services_by_region", of_services},
     {"classes_in_time", of_classes},
     {"map", of_map},
     {"links", of_links},
     {"lending", of_lending},
     {"power_over_time", of_power},
     {"heat_sites", of_hours},
     {"front", of_front},
     {"audit", of_audit},
     {"load", finding_of_load},
     {"losses", finding_of_losses},
     {"loss_summary", finding_of_loss_summary},
     {"loss_course", finding_of_loss_course},
     {"headroom", finding_of_headroom}}};

// Of a table of facts: what, value.
string fact(ResultTable const* facts, std::string_view what) {
    if (facts == nullptr) return {};
    for (ResultRow const& row : facts->rows) {
        if (facts->text(row, "what") == what) return facts->written(row, "value");
    }
    return {};
}

// "2025-07-07, 7 days", of a day and a length as in scenarios.
Bilingual period_words(string const& from, string const& length) {
    struct TimeUnit {
        std::string_view unit, one, several, zh;
    };
    constexpr std::array<TimeUnit, 4> units{{{"s", "second", "seconds", "秒"},
                                             {"min", "minute", "minutes", "分钟"},
                                             {"h", "hour", "hours", "小时"},
                                             {"d", "day", "days", "天"}}};
    auto const space = length.find(' ');
    auto const unit = space == string::npos
                          ? units.end()
                          : std::ranges::find(units, length.substr(space + 1), &TimeUnit::unit);
    if (unit == units.end()) return Bilingual::same(from + ", " + length);
    string const number = length.substr(0, space);
    return {fmt::format("{}, {} {}", from, number, number == "1" ? unit->one : unit->several),
            fmt::format("{} 起，{} {}", from, number, unit->zh)};
}

string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

Bilingual finding(std::string_view name, SectionWriter const& out, SectionFacts const& facts) {
    auto const found = std::ranges::find(finders, name, &std::pair<std::string_view, Find>::first);
    return capitalised(found->second(out, facts));
}

std::vector<HeadLine> head_lines(Document const& document, StudyMaterial const* study,
                                 std::string const& date) {
    std::vector<HeadLine> lines;
    auto const add = [&lines](Bilingual label, Bilingual value) {
        if (!value.empty()) lines.push_back({std::move(label), std::move(value)});
    };
    ResultTable const* const facts = document.table("facts");
    ResultTable const* const run = document.table(study != nullptr ? "run_facts" : "facts");
    if (study != nullptr) {
        if (study->alternatives.size() > 1)
            add({"Question", "问题"},
                {fmt::format("Which of {} layouts, by {}", study->alternatives.size(),
                             study->metrics.empty() ? string{} : words_of(study->metrics.front().key).en),
                 fmt::format("按{}比较 {} 个布局",
                             study->metrics.empty() ? string{} : words_of(study->metrics.front().key).zh,
                             study->alternatives.size())});
        add({"Baseline", "基准方案"}, layout_name(*study, study->baseline));
        bool const several = study->all_futures > 1;
        add({"Scope", "范围"},
            {fmt::format("{}{}, {}", counted(study->alternatives.size(), "layout", "layouts"),
                         several ? fmt::format(", {} futures", study->all_futures) : "",
                         counted(study->responses.size(), "policy", "policies")),
             fmt::format("{} 个布局{}、{} 类调度策略", study->alternatives.size(),
                         several ? fmt::format("、{} 个情景", study->all_futures) : "",
                         study->responses.size())});
        string const least = fact(facts, "replications_least");
        string const most = fact(facts, "replications_most");
        string const runs = least == most ? least : least + "–" + most;
        add({"Runs", "运行次数"}, {fmt::format("{} of each of {} points", runs, study->points),
                                   fmt::format("{} 个仿真点各 {} 次", study->points, runs)});
    }
    string const operator_en = fact(run, "operator");
    string const operator_zh = fact(run, "operator_zh");
    add({"Operator", "运营方"}, {operator_en, operator_zh.empty() ? operator_en : operator_zh});
    string const start = fact(run, "start");
    if (!start.empty()) add({"Period", "时段"}, period_words(start.substr(0, 10), fact(run, "horizon")));
    string const written = fact(facts, "written");
    if (!written.empty()) add({"Results", "结果日期"}, Bilingual::same(written.substr(0, 10)));
    add({"Date", "报告日期"}, Bilingual::same(date));
    return lines;
}

}  // namespace meridian::document
