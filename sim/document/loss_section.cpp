// What a report says of losses: of a study's cases, and of the outages of a run.
#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/document/sections.hpp"
#include "sim/report/table/number_words.hpp"

namespace meridian::document {
namespace {

using std::string;

struct KindWords {
    std::string_view kind;
    Bilingual one;
};
std::array<KindWords, 4> const& kinds() {
    static std::array<KindWords, 4> const all{
        KindWords{"site", {"a site", "一个智算中心"}}, KindWords{"link", {"a link", "一条链路"}},
        KindWords{"province", {"a province", "一个省份"}}, KindWords{"pool", {"a pool", "一个资源池"}}};
    return all;
}

// "If a site or a link is lost", by the kinds of the cases.
Bilingual title_of(ResultTable const& losses) {
    Bilingual all;
    for (KindWords const& one : kinds()) {
        bool const any = std::ranges::any_of(
            losses.rows, [&](ResultRow const& row) { return losses.text(row, "kind") == one.kind; });
        if (!any) continue;
        all.en += (all.en.empty() ? "" : " or ") + one.one.en;
        all.zh += (all.zh.empty() ? "" : "或") + one.one.zh;
    }
    return {fmt::format("If {} is lost", all.en), fmt::format("若失去{}", all.zh)};
}

Bilingual case_name(StudyMaterial const& study, ResultTable const& losses, ResultRow const& row) {
    return study.names.of("case", losses.text(row, "case"));
}

// "2.9 M CNY (interval 2.1 to 3.7 M CNY)"
Bilingual with_interval(ResultTable const& table, ResultRow const& row, string const& column) {
    Bilingual mean = figure_words(table, row, column);
    auto const low = table.figure(row, column + "_low");
    auto const high = table.figure(row, column + "_high");
    if (!low || !high || *low == *high) return mean;
    auto const at = [&](double x, Language l) {
        return for_people(x, quantity_of(column), l, {.low = low, .high = high});
    };
    return {fmt::format("{} (interval {} to {})", mean.en, at(*low, Language::en), at(*high, Language::en)),
            fmt::format("{}（区间 {} 至 {}）", mean.zh, at(*low, Language::zh), at(*high, Language::zh))};
}

bool costs_value(ResultTable const& losses, ResultRow const& row) {
    return losses.figure(row, "value_lost_cny").value_or(0.0) > 0.0;
}

// Whether at least as much is attained during the loss as before it.
bool attained_before(ResultTable const& losses, ResultRow const& row) {
    auto const before = losses.figure(row, "slo_attainment_before_loss");
    return !before || losses.figure(row, "slo_attainment_during_loss").value_or(1.0) >= *before;
}

// "SLO attainment falls from 100 % to 67 % meanwhile"; empty: no work with an objective arrives during it.
Bilingual attainment_words(ResultTable const& losses, ResultRow const& row, bool with_before) {
    if (losses.cell(row, "slo_attainment_during_loss").empty()) return {};
    Bilingual const to = figure_words(losses, row, "slo_attainment_during_loss");
    if (attained_before(losses, row))
        return {fmt::format("SLO attainment stays at {}", to.en),
                fmt::format("服务目标达成率保持 {}", to.zh)};
    if (!with_before)
        return {fmt::format("SLO attainment falls to {}", to.en),
                fmt::format("服务目标达成率降至 {}", to.zh)};
    Bilingual const from = figure_words(losses, row, "slo_attainment_before_loss");
    return {fmt::format("SLO attainment falls from {} to {} meanwhile", from.en, to.en),
            fmt::format("期间服务目标达成率由 {} 降至 {}", from.zh, to.zh)};
}

// "Loss of Hohhot costs F most: 2.9 M CNY", without its end.
Bilingual cost_words(StudyMaterial const& study, ResultTable const& losses, ResultRow const& row,
                     Bilingual const& value) {
    Bilingual const lost = case_name(study, losses, row);
    Bilingual const layout = layout_name(study, losses.text(row, "alternative"));
    if (!losses.figure(row, "value_lost_cny"))
        return {fmt::format("Loss of {} hits {} most", lost.en, layout.en),
                fmt::format("失去{}对 {} 影响最大", lost.zh, layout.zh)};
    if (!costs_value(losses, row))
        return {fmt::format("No loss costs {} any value", layout.en),
                fmt::format("{} 在任何失效情形下都不损失价值", layout.zh)};
    return {fmt::format("Loss of {} costs {} most: {}", lost.en, layout.en, value.en),
            fmt::format("失去{}使 {} 损失最大：{}", lost.zh, layout.zh, value.zh)};
}

// "it recovers after 7 h", of the runs that do.
Bilingual recovery_words(ResultTable const& losses, ResultRow const& row) {
    auto const after = losses.figure(row, "time_to_recover_s");
    double const runs = losses.figure(row, "runs").value_or(0.0);
    double const recovered = losses.figure(row, "runs_recovered").value_or(0.0);
    if (!after || recovered == 0.0)
        return {"it has not recovered when the measured window ends", "统计期结束时尚未恢复"};
    Bilingual const some = recovered < runs
                               ? Bilingual{fmt::format(" in {:.0f} of {:.0f} runs", recovered, runs),
                                           fmt::format("（{:.0f}/{:.0f} 次仿真）", recovered, runs)}
                               : Bilingual{};
    if (*after == 0.0)
        return {fmt::format("it stays above the failure level{}", some.en),
                fmt::format("始终高于失效水平{}", some.zh)};
    Bilingual const time = figure_words(losses, row, "time_to_recover_s");
    return {fmt::format("it recovers after {}{}", time.en, some.en),
            fmt::format("{} 后恢复{}", time.zh, some.zh)};
}

// "SLO attainment falls from 100 % to 67 % meanwhile, and it recovers after 7 h. Each is lost for 12 h."
Bilingual course_words(ResultTable const& losses, ResultRow const& row) {
    Bilingual const length = figure_words(losses, row, "for_s");
    Bilingual each{fmt::format("Each is lost for {}.", length.en),
                   fmt::format("每次失效持续 {}。", length.zh)};
    Bilingual const attained = attainment_words(losses, row, true);
    if (attained.empty()) return each;
    bool const is_calm = attained_before(losses, row) && losses.figure(row, "time_to_recover_s") == 0.0;
    if (is_calm)
        return {fmt::format("{}. {}", attained.en, each.en), fmt::format("{}。{}", attained.zh, each.zh)};
    Bilingual const recovery = recovery_words(losses, row);
    return {fmt::format("{}, and {}. {}", attained.en, recovery.en, each.en),
            fmt::format("{}，{}。{}", attained.zh, recovery.zh, each.zh)};
}

// Who takes over, what binds, when the backlog is gone.
Bilingual consequence_words(SectionWriter const& out, ResultTable const& losses, ResultRow const& row) {
    DisplayNames const& names = out.document().names;
    std::vector<Bilingual> parts;
    if (string const& site = losses.text(row, "takes_over"); !site.empty()) {
        Bilingual const name = names.of("site", site);
        Bilingual const more = figure_words(losses, row, "takeover_accelerators");
        parts.push_back({fmt::format("{} takes over most ({} accelerators more)", name.en, more.en),
                         fmt::format("{} 接替最多（多用 {} 张加速卡）", name.zh, more.zh)});
    }
    if (string const& met = losses.text(row, "first_bottleneck"); !met.empty()) {
        Bilingual const name = names.of("any", met);
        Bilingual const limit = words_of(losses.text(row, "binds"));
        Bilingual const when = figure_words(losses, row, "binds_after_s");
        bool const is_at_once = losses.figure(row, "binds_after_s").value_or(0.0) == 0.0;
        Bilingual const after =
            is_at_once ? Bilingual{"at once", "立即"} : Bilingual{"after " + when.en, when.zh + " 后"};
        parts.push_back({fmt::format("{} is the first bottleneck ({}, {})", name.en, limit.en, after.en),
                         fmt::format("首个瓶颈为 {}（{}，{}）", name.zh, limit.zh, after.zh)});
    }
    if (auto const cleared = losses.figure(row, "backlog_cleared_s"); cleared && *cleared > 0.0) {
        Bilingual const after = figure_words(losses, row, "backlog_cleared_s");
        parts.push_back({fmt::format("the backlog is cleared after {}", after.en),
                         fmt::format("积压在 {} 后清空", after.zh)});
    } else if (!cleared) {
        parts.push_back(
            {"the backlog is not cleared when the measured window ends", "统计期结束时积压未清空"});
    }
    Bilingual all;
    for (Bilingual const& part : parts) {
        all.en += (all.en.empty() ? "" : "; ") + part.en;
        all.zh += (all.zh.empty() ? "" : "；") + part.zh;
    }
    return all.empty() ? all : capitalised({all.en + ".", all.zh + "。"});
}

// The case that a report speaks of: the worst one of the layout that it shows.
struct SpokenCase {
    ResultTable const* losses{nullptr};
    ResultRow const* row{nullptr};
};
SpokenCase spoken_case(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const losses = out.table("losses");
    if (losses == nullptr || facts.study == nullptr) return {};
    return {losses, worst_loss_case(*losses, *facts.study, facts.study->best)};
}

Bilingual finding_of_worst(StudyMaterial const& study, ResultTable const& losses, ResultRow const& row) {
    Bilingual cost = cost_words(study, losses, row, figure_words(losses, row, "value_lost_cny"));
    Bilingual const attained = attainment_words(losses, row, false);
    if (attained.empty()) return cost;
    return {cost.en + "; " + attained.en, cost.zh + "；" + attained.zh};
}

// Over services and regions; nothing without services.
std::optional<double> requests_lost(SectionWriter const& out) {
    ResultTable const* const services = out.table("services");
    if (services == nullptr) return std::nullopt;
    double lost = 0.0;
    for (ResultRow const& row : services->rows)
        lost += services->figure(row, "requests_lost").value_or(0.0);
    return lost;
}

// Of a run.
void write_outages(SectionWriter& out, SectionFacts const& facts) {
    ResultTable const* const outages = out.table("outages");
    ResultTable const* const layouts = out.table("layouts");
    if (outages == nullptr || layouts == nullptr) return;
    ResultRow const& row = layouts->rows.front();
    Bilingual const hours = figure_words(*layouts, row, "accelerator_hours_out");
    Bilingual const jobs = figure_words(*layouts, row, "jobs_lost");
    std::size_t const count = outages->rows.size();
    out.head({"What was lost, and what became of it", "失效及其影响"},
             {fmt::format("{} {}: {} out of service, {} jobs lost", count, count == 1 ? "outage" : "outages",
                          hours.en, jobs.en),
              fmt::format("发生失效 {} 次：停用 {}，丢失作业 {} 个", count, hours.zh, jobs.zh)});
    std::vector<Tile> tiles;
    for (char const* const key : {"jobs_lost", "places_lost", "accelerator_hours_out"}) {
        if (!layouts->cell(row, key).empty())
            tiles.push_back({words_of(key), figure_words(*layouts, row, key), {}});
    }
    if (auto const lost = requests_lost(out)) {
        auto const at = [&](Language l) { return for_people(lost, quantity_of("requests_lost"), l); };
        tiles.push_back({words_of("requests_lost"), {at(Language::en), at(Language::zh)}, {}});
    }
    out.tiles(std::move(tiles), out.document().names.of("layout", facts.shown));
}

}  // namespace

ResultRow const* worst_loss_case(ResultTable const& losses, StudyMaterial const& study,
                                 string const& alternative) {
    auto const badness = [&](ResultRow const& row) {
        return std::pair{-losses.figure(row, "value_lost_cny").value_or(0.0),
                         losses.figure(row, "slo_attainment_during_loss").value_or(1.0)};
    };
    ResultRow const* worst = nullptr;
    for (ResultRow const& row : losses.rows) {
        if (losses.text(row, "alternative") != alternative ||
            losses.text(row, "future") != study.baseline_future)
            continue;
        if (worst == nullptr || badness(row) < badness(*worst)) worst = &row;
    }
    return worst;
}

Bilingual worst_loss_words(SectionWriter const& out, SectionFacts const& facts) {
    auto const [losses, row] = spoken_case(out, facts);
    if (row == nullptr) return {};
    Bilingual const cost =
        cost_words(*facts.study, *losses, *row, with_interval(*losses, *row, "value_lost_cny"));
    Bilingual const course = course_words(*losses, *row);
    return {fmt::format("{}. {}", cost.en, course.en), fmt::format("{}。{}", cost.zh, course.zh)};
}

Bilingual loss_question(SectionWriter const& out) {
    ResultTable const* const losses = out.table("losses");
    return losses == nullptr ? Bilingual{} : title_of(*losses);
}

void write_losses(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study == nullptr) return write_outages(out, facts);
    auto const [losses, row] = spoken_case(out, facts);
    if (losses == nullptr) {
        out.say(Tone::missing, {"If a site is lost: the study declares no 'losses'.",
                                "若失去一个智算中心：研究未声明 'losses'。"});
        return;
    }
    out.head(title_of(*losses), row == nullptr ? Bilingual{} : finding_of_worst(*facts.study, *losses, *row));
    if (row != nullptr) {
        Bilingual const course = course_words(*losses, *row);
        Bilingual const more = consequence_words(out, *losses, *row);
        out.say(Tone::plain, {course.en + (more.empty() ? "" : " ") + more.en, course.zh + more.zh});
    }
    for (Bilingual const& rule : loss_rule_words(out, *facts.study))
        out.say(Tone::plain, rule);
}

// "3 of 14 cases fall below the failure level"
Bilingual finding_of_losses(SectionWriter const& out, SectionFacts const& facts) {
    auto const [losses, worst] = spoken_case(out, facts);
    if (worst == nullptr) return {};
    std::size_t cases = 0;
    std::size_t failing = 0;
    for (ResultRow const& row : losses->rows) {
        if (losses->text(row, "alternative") != facts.study->best ||
            losses->text(row, "future") != facts.study->baseline_future ||
            losses->text(row, "axis") != losses->text(*worst, "axis"))
            continue;
        ++cases;
        if (losses->figure(row, "runs_failing").value_or(0.0) > 0.0) ++failing;
    }
    Bilingual const layout = layout_name(*facts.study, facts.study->best);
    return {
        fmt::format("{}: in {} of {} cases SLO attainment falls below the failure level", layout.en, failing,
                    cases),
        fmt::format("{}：{} 种失效情形中有 {} 种的服务目标达成率低于失效水平", layout.zh, cases, failing)};
}

// Which layout loses least in its worst case, and which most.
Bilingual finding_of_loss_summary(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const table = out.table("loss_summary");
    if (table == nullptr || facts.study == nullptr) return {};
    string const column = "worst_value_lost_cny";
    auto const [losses, worst] = spoken_case(out, facts);
    string const axis = worst == nullptr ? string{} : losses->text(*worst, "axis");
    ResultRow const* least = nullptr;
    ResultRow const* most = nullptr;
    for (ResultRow const& row : table->rows) {
        auto const x = table->figure(row, column);
        if (!x || table->text(row, "future") != facts.study->baseline_future ||
            table->text(row, "axis") != axis)
            continue;
        if (least == nullptr || *x < *table->figure(*least, column)) least = &row;
        if (most == nullptr || *x > *table->figure(*most, column)) most = &row;
    }
    if (least == nullptr || least == most) return {};
    Bilingual const low = figure_words(*table, *least, column);
    Bilingual const high = figure_words(*table, *most, column);
    Bilingual const first = layout_name(*facts.study, table->text(*least, "alternative"));
    Bilingual const last = layout_name(*facts.study, table->text(*most, "alternative"));
    return {fmt::format("The worst loss costs from {} ({}) to {} ({})", low.en, first.en, high.en, last.en),
            fmt::format("最坏失效情形的损失从 {}（{}）到 {}（{}）", low.zh, first.zh, high.zh, last.zh)};
}

// Where SLO attainment lies farthest below that of the run without the loss.
Bilingual finding_of_loss_course(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const course = out.table("loss_course");
    if (course == nullptr || facts.study == nullptr) return {};
    ResultRow const* farthest = nullptr;
    double gap = 0.0;
    for (ResultRow const& row : course->rows) {
        auto const with = course->figure(row, "slo_attainment_with_loss");
        auto const without = course->figure(row, "slo_attainment_without_loss");
        if (!with || !without || course->text(row, "alternative") != facts.shown || *without - *with <= gap)
            continue;
        farthest = &row;
        gap = *without - *with;
    }
    if (farthest == nullptr) return {};
    Bilingual const lost = case_name(*facts.study, *course, *farthest);
    Bilingual const with = figure_words(*course, *farthest, "slo_attainment_with_loss");
    Bilingual const without = figure_words(*course, *farthest, "slo_attainment_without_loss");
    return {fmt::format("With the loss of {}, SLO attainment is {} instead of {} at worst", lost.en, with.en,
                        without.en),
            fmt::format("失去{}时，服务目标达成率最多由 {} 降至 {}", lost.zh, without.zh, with.zh)};
}

// What the layout lacks to keep its rules, and what load it carries.
Bilingual finding_of_headroom(SectionWriter const& out, SectionFacts const& facts) {
    ResultTable const* const table = out.table("headroom_by_layout");
    if (table == nullptr || facts.study == nullptr) return {};
    auto const found = std::ranges::find_if(table->rows, [&](ResultRow const& row) {
        return table->text(row, "alternative") == facts.study->best;
    });
    if (found == table->rows.end()) return {};
    Bilingual const layout = layout_name(*facts.study, facts.study->best);
    Bilingual const load = figure_words(*table, *found, "load_factor");
    auto const addition = table->figure(*found, "addition_share");
    if (!addition)
        return {
            fmt::format("No addition that was tried keeps the rules of {}; it carries {} times the demand",
                        layout.en, load.en),
            fmt::format("在所试新增范围内，{} 均不能守住规则；可承载 {} 倍需求", layout.zh, load.zh)};
    if (*addition == 0.0)
        return {fmt::format("{} keeps its rules in every case, and carries {} times the demand", layout.en,
                            load.en),
                fmt::format("{} 在各失效情形下均守住规则，可承载 {} 倍需求", layout.zh, load.zh)};
    Bilingual const more = figure_words(*table, *found, "addition_accelerators");
    Bilingual const share = figure_words(*table, *found, "addition_share");
    return {fmt::format("{} lacks {} accelerators ({}) to keep its rules in every case", layout.en, more.en,
                        share.en),
            fmt::format("{} 尚缺 {} 张加速卡（{}）才能在各失效情形下守住规则", layout.zh, more.zh, share.zh)};
}

}  // namespace meridian::document
