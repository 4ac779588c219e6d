// Sections on the map and on layouts side by side.
#include <string>
#include <utility>

#include <fmt/format.h>

#include "sim/report/document/sections.hpp"

namespace meridian::report {
namespace {

Bilingual const no_run_kept{
    "No run of this study is kept whole (folder representative_runs/): run the sweep again; it repeats no "
    "run.",
    "研究中没有保留完整运行（representative_runs/ 文件夹）：请重新执行 sweep，已有运行不会重复。"};

DocumentView differences(std::string id, std::string table, Bilingual title) {
    return {std::move(id),
            "differences",
            std::move(table),
            std::move(title),
            {"Dot: mean of the paired differences. Bar: its interval, which holds over all rows together.",
             "点为配对差均值，横线为对所有行同时成立的置信区间。"},
            {"alternative", "response", "runs", "mean", "difference", "difference_low", "difference_high",
             "p_adjusted", "verdict", "variance_reduction", "cny_per_year"},
            {},
            {},
            {}};
}

void write_differences(SectionWriter& out, StudyMaterial const& study) {
    DocumentView by_metric = differences(
        "differences_by_figure", "comparison",
        {"Differences from " + study.baseline + ", by figure", "与 " + study.baseline + " 的差（按指标）"});
    by_metric.picks = {"metric", "future"};
    out.view(std::move(by_metric), {"No comparison is there yet.", "尚无对比结果。"});
    if (study.futures.size() > 1) {
        DocumentView all = differences("differences_all_futures", "comparison",
                                       {"Differences in the mean over futures", "各情景平均后的差"});
        all.where = {{"future", "(all futures)"}};
        all.picks = {"metric"};
        out.view(std::move(all),
                 {"Not every layout was run in every future.", "并非每个布局都在所有情景中运行。"});
    }
    DocumentView best =
        differences("differences_from_best", "against_best",
                    {"Differences from the best layout of each future", "与各情景最优布局的差"});
    best.picks = {"future"};
    out.view(std::move(best), {"The study was swept by a version that did not compare with the best.",
                               "该研究未保存与最优布局的对比。"});
}

// The curve of a study whose alternatives are numbers, as shares of X.
void write_curve(SectionWriter& out, std::string const& prefix, StudyMaterial const& study) {
    std::string const metric = study.metrics.front().key;
    DocumentView curve{prefix + "curve",
                       "curve",
                       prefix + "curve",
                       {study.name + ": " + words_of(metric).en, study.name + "：" + words_of(metric).zh},
                       {"The flat region ('flat': yes) holds every value that does not differ significantly "
                        "from the best one.",
                        "平坦区（'flat' 为 yes）内的各点与最优点差异不显著。"},
                       {},
                       {},
                       {},
                       {{"x", "x"}, {"value", "mean"}, {"low", "low"}, {"high", "high"}}};
    if (prefix.empty()) curve.picks = {"future"};
    out.view(std::move(curve), {});
}

void write_curves(SectionWriter& out, SectionFacts const& facts) {
    bool any = false;
    if (out.table("curve") != nullptr) {
        write_curve(out, "", *facts.study);
        any = true;
    }
    for (SideStudy const& side : *facts.more) {
        if (out.table(side.name + ".curve") == nullptr) continue;
        write_curve(out, side.name + ".", side.study);
        any = true;
    }
    if (!any)
        out.say(Tone::missing,
                {"X-share curve: none of the studies varies a share of accelerators; add the folder "
                 "of one ('meridian report DIR DIR_OF_X_SHARE').",
                 "X 占比曲线：所给研究均未改变算力占比；可追加此类研究的文件夹（'meridian "
                 "report DIR X占比研究的DIR'）。"});
}

Bilingual reading_of_front(SectionWriter const& out) {
    Bilingual reading{
        "'dominated_by' names a layout that is at least as good in every figure; those without "
        "one are on the Pareto front.",
        "'dominated_by' 为在所有指标上都不差于它的布局；无此项者位于帕累托前沿。"};
    if (out.table("rules") == nullptr) return reading;
    reading.en += " What the rules rule out is not on it and dominates none.";
    reading.zh += "被规则排除的布局不在前沿上，也不支配其他布局。";
    return reading;
}

void write_trade_offs(SectionWriter& out, StudyMaterial const& study) {
    if (study.metrics.size() > 1) {
        out.view({"front",
                  "front",
                  "pareto",
                  {"Trade-offs: which layouts are dominated", "权衡：被支配的布局"},
                  reading_of_front(out),
                  {},
                  {},
                  {"future"},
                  {}},
                 {"None: no layout has figures to compare.", "无法给出权衡。"});
    } else {
        out.say(Tone::missing, {"Trade-offs: the study has one metric only.", "权衡：研究只有一个指标。"});
    }
    out.view({"brain_value",
              "differences",
              "policy_value",
              {"Value of the brain: best policies against '" + study.reference_policy + "'",
               "算网大脑的价值：最优策略与 '" + study.reference_policy + "' 之差"},
              {"Same layout, same work: only the policies differ.", "布局与工作量相同，仅调度策略不同。"},
              {},
              {},
              {"future"},
              {}},
             {"Value of the brain: the study names no 'reference_policy'.",
              "算网大脑的价值：研究未指定 'reference_policy'（基线策略）。"});
    out.view({"policy_effects",
              "",
              "policy_effects",
              {"What the brain changes", "算网大脑的影响"},
              {"Means over runs under the reference policy and the best policies.",
               "基线策略与最优策略下各次运行的均值。"},
              {},
              {},
              {"future", "alternative"},
              {}},
             {"Effects of the brain: the study names no 'reference_policy'.",
              "算网大脑的影响：研究未指定 'reference_policy'（基线策略）。"});
}

DocumentView layouts(char const* id, Bilingual title, std::vector<std::string> columns, char const* chart,
                     std::map<std::string, std::string> options) {
    columns.insert(columns.begin(), "alternative");
    return {id, chart,      "layouts",         std::move(title), {}, std::move(columns),
            {}, {"future"}, std::move(options)};
}

}  // namespace

void write_map(SectionWriter& out, SectionFacts const& facts) {
    if (facts.study != nullptr && out.table("sites") != nullptr)
        out.say(
            Tone::note,
            {"The map, and all that follows by site, class or hour, shows one run (number 0) of each layout "
             "in the baseline's future with the policies that suit it best; intervals are of all runs.",
             "地图及以下按智算中心、作业类别或小时展示的内容，均为各布局在基准情景、最优策略下的一次运行（编"
             "号 "
             "0）；区间来自全部运行。"});
    out.view({"map",
              "map",
              "sites",
              {"Sites by tier, size and load; links by use", "智算中心（层级、规模、负载）与链路（利用率）"},
              {"Size: accelerators. Colour: allocation. The slider goes through the hours of the mean day or "
               "week, local time.",
               "大小为加速卡数，颜色为分配率；滑块为平均日（周）内的当地时间。"},
              {"site", "tier", "state", "node", "accelerators", "allocation", "power_limit_kw",
               "it_kw_all_busy", "pue_mean", "energy_kwh_it", "cny_per_kwh_mean"},
              {},
              {"alternative"},
              {}},
             no_run_kept);
    out.view({"resources",
              "",
              "resources",
              {"The four resources of every site and link at the end of the measured window",
               "统计期末各智算中心与链路的四类资源"},
              {"Compute, storage, transport and capability as the brain senses them; 'binding_limit' is the "
               "limit that more use would reach first.",
               "算网大脑感知的算力、存力、运力与能力；'binding_limit' 为继续增用时首先碰到的约束。"},
              {"site_or_link", "resource", "unit", "stock", "used", "headroom", "binding_limit"},
              {},
              {"alternative"},
              {}},
             no_run_kept);
}

void write_layouts(SectionWriter& out, SectionFacts const& facts) {
    out.view(layouts("kpi_service", {"Service", "服务"},
                     {"slo_attainment", "request_slo_attainment", "request_slo_attainment_least",
                      "wait_s_mean", "wait_s_p95", "jobs_rejected", "requests_rejected", "turnaround_s_p95"},
                     "", {}),
             no_run_kept);
    out.view(layouts("kpi_use", {"Use of what is there", "资源利用"},
                     {"power_subscription", "allocation", "utilisation", "accelerator_hours_active",
                      "effective_training_time_ratio", "mfu_training", "calendar_done", "calendar_rejected"},
                     "", {}),
             no_run_kept);
    out.view(
        layouts("kpi_money", {"Money, energy, carbon in the measured window", "统计期内的成本、能耗与碳"},
                {"cost_cny_per_active_accelerator_hour", "cost_cny_total", "cost_cny_capital",
                 "cost_cny_operations", "cost_cny_energy", "cost_cny_network", "energy_kwh_it", "pue_mean",
                 "carbon_kg_location", "carbon_kg_market"},
                "", {}),
        no_run_kept);
    if (facts.study == nullptr) {
        out.say(Tone::missing, {"Differences, trade-offs and the value of the brain need a study.",
                                "差异、权衡与大脑的价值需要研究（study）。"});
    } else {
        write_differences(out, *facts.study);
        write_trade_offs(out, *facts.study);
        write_curves(out, facts);
        out.view({"budget",
                  "",
                  "budget",
                  {"Budget: equal means equal", "预算核对"},
                  {"'off_share': how far each layout lies from what all must have; 'factor': what its sites "
                   "were scaled by.",
                   "'off_share' 为与统一预算的偏差；'factor' 为智算中心缩放系数。"},
                  {},
                  {},
                  {},
                  {}},
                 {"Budget: the study declares none, so layouts may differ in size.",
                  "预算：研究未声明，各布局规模可能不同。"});
        for (SideStudy const& side : *facts.more) {
            std::string const table = side.name + ".comparison";
            if (out.table(side.name + ".curve") != nullptr || out.table(table) == nullptr ||
                side.study.metrics.empty())
                continue;
            DocumentView beside =
                differences(side.name + "_differences", table, Bilingual::same(side.study.name));
            beside.where = {{"metric", side.study.metrics.front().key},
                            {"future", side.study.baseline_future}};
            out.view(std::move(beside), {});
        }
    }
    out.view(
        {"static",
         "dumbbell",
         "static",
         {"Arithmetic and simulation", "静态估算与仿真"},
         {"What arithmetic alone says (no queue, no gang, no transfer), what the simulation says, and the "
          "difference: what pooling, gangs, data and the hour do.",
          "静态估算（无排队、无整组约束、无传输）与仿真结果之差，体现资源池化、整组调度、数据搬移与时段的作用"
          "。"},
         {"alternative", "figure", "static", "simulated", "difference", "share"},
         facts.study == nullptr
             ? std::vector<std::pair<std::string, std::string>>{}
             : std::vector<std::pair<std::string, std::string>>{{"future", facts.study->baseline_future}},
         {"alternative"},
         {{"category", "figure"}, {"from", "static"}, {"to", "simulated"}, {"relative", "yes"}}},
        {"The static estimate is not there.", "没有静态估算。"});
}

}  // namespace meridian::report
