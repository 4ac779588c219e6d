#include <array>

#include "sim/report/table/term_tables.hpp"

namespace meridian::report {
namespace {

using enum FigureKind;

// clang-format off
constexpr std::array run_terms{
    // sites
    GlossaryTerm{"site", "site", "智算中心"},
    GlossaryTerm{"tier", "tier", "层级"},
    GlossaryTerm{"state", "state", "状态"},
    GlossaryTerm{"node", "node", "节点"},
    GlossaryTerm{"province", "province", "省份"},
    GlossaryTerm{"latitude_deg", "latitude", "纬度", degrees},
    GlossaryTerm{"longitude_deg", "longitude", "经度", degrees},
    GlossaryTerm{"accelerators", "accelerators", "加速卡数", count},
    GlossaryTerm{"jobs_placed", "jobs placed", "调入作业数", count},
    GlossaryTerm{"jobs_running_mean", "jobs running, mean", "平均运行作业数", count},
    GlossaryTerm{"jobs_queued_mean", "jobs queued, mean", "平均排队作业数", count},
    GlossaryTerm{"accelerator_hours_serving", "accelerator-hours serving requests", "推理服务卡时", hours},
    GlossaryTerm{"storage_bytes_peak", "peak storage used", "存储峰值占用", data},
    GlossaryTerm{"it_kw_all_busy", "IT power, all busy", "满载 IT 功率", power},
    GlossaryTerm{"power_limit_kw", "power limit", "功率上限", power},
    GlossaryTerm{"cny_per_kwh_mean", "mean power price", "平均电价", price},
    // links
    GlossaryTerm{"link", "link", "链路"},
    GlossaryTerm{"a", "end A", "A 端"},
    GlossaryTerm{"b", "end B", "B 端"},
    GlossaryTerm{"usable_gbps", "usable capacity", "可用带宽", data_rate},
    GlossaryTerm{"bytes_a_to_b", "data, A to B", "A→B 数据量", data},
    GlossaryTerm{"bytes_b_to_a", "data, B to A", "B→A 数据量", data},
    GlossaryTerm{"service_bytes_a_to_b", "data of services, A to B", "A→B 推理服务数据量", data},
    GlossaryTerm{"service_bytes_b_to_a", "data of services, B to A", "B→A 推理服务数据量", data},
    GlossaryTerm{"use_mean_a_to_b", "mean use, A to B", "A→B 平均带宽利用率", share},
    GlossaryTerm{"use_mean_b_to_a", "mean use, B to A", "B→A 平均带宽利用率", share},
    GlossaryTerm{"asset_kind", "kind of asset", "资产类型"},
    GlossaryTerm{"asset", "asset", "资产"},
    GlossaryTerm{"begin_h", "begin (h)", "起始（h）", number},
    GlossaryTerm{"end_h", "end (h)", "结束（h）", number},
    GlossaryTerm{"left_share", "capacity left", "剩余能力", share},
    GlossaryTerm{"work_asked_h", "work that arrives", "到达的工作量", hours},
    GlossaryTerm{"work_met_h", "of it, within its objective", "其中达成目标", hours},
    GlossaryTerm{"slo_attainment_by_work", "SLO attainment, by accelerator-hours", "服务目标达成率（按卡时）", share},
    GlossaryTerm{"outage_h", "outage hours", "中断小时数", number},
    GlossaryTerm{"load_verdict", "verdict on load", "负荷判定"},
    GlossaryTerm{"load_confidence", "confidence", "置信度", share},
    GlossaryTerm{"accelerators_in_service", "accelerators in service", "在用卡数", count},
    GlossaryTerm{"accelerators_short_low", "accelerators short, low end", "缺口卡数下限", count, KindBy::column, "accelerators_short"},
    GlossaryTerm{"accelerators_short_high", "accelerators short, high end", "缺口卡数上限", count, KindBy::column, "accelerators_short"},
    GlossaryTerm{"accelerator_hours_waiting", "accelerator-hours waiting", "等待卡时", hours},
    GlossaryTerm{"time_to_clear_s", "time to clear", "积压清空需时", duration},
    GlossaryTerm{"runtime_s_mean", "mean run time by work", "平均运行时长（按卡时）", duration},
    GlossaryTerm{"energy_kwh", "energy", "用电量", energy},
    GlossaryTerm{"cost_cny", "cost", "成本", money},
    // classes and demand
    GlossaryTerm{"class", "class", "业务类型"},
    GlossaryTerm{"accelerator_hours", "accelerator-hours used", "使用卡时", hours},
    GlossaryTerm{"accelerator_hours_rejected", "accelerator-hours rejected", "拒绝卡时", hours},
    GlossaryTerm{"mfu", "MFU", "MFU", share},
    GlossaryTerm{"calendar_bytes_moved", "data moved, planned jobs", "计划作业数据搬移量", data},
    GlossaryTerm{"calendar_accelerator_hours_rejected", "accelerator-hours rejected, planned jobs", "计划作业被拒卡时", hours},
    // services
    GlossaryTerm{"work_kind", "class or service", "业务类型或服务"},
    GlossaryTerm{"work", "work", "业务"},
    GlossaryTerm{"outcome", "outcome", "结果"},
    GlossaryTerm{"obstacle", "obstacle", "原因"},
    GlossaryTerm{"accelerator_hours_reference", "accelerator-hours, reference accelerator", "参考卡卡时", hours},
    GlossaryTerm{"value_cny", "value", "价值", money},
    GlossaryTerm{"service", "service", "推理服务"},
    GlossaryTerm{"region", "region", "区域"},
    GlossaryTerm{"requests", "requests", "请求数", count},
    GlossaryTerm{"rejected", "rejected", "被拒绝", count},
    GlossaryTerm{"requests_lost", "requests lost", "因中断丢失的请求", count},
    GlossaryTerm{"late", "late", "超时", count},
    GlossaryTerm{"delay_s_mean", "mean delay", "平均时延", duration},
    GlossaryTerm{"one_way_s_mean", "mean one-way delay", "平均单向时延", duration},
    // calendar
    GlossaryTerm{"job", "job", "作业"},
    GlossaryTerm{"origin", "origin", "需求来源地"},
    GlossaryTerm{"sites_that_fit", "sites that fit", "可容纳的智算中心数", count},
    GlossaryTerm{"rejected_because", "rejected because", "拒绝原因"},
    GlossaryTerm{"opens_s", "start window opens", "最早开工时刻", duration},
    GlossaryTerm{"start_by_s", "start window closes", "最晚开工时刻", duration},
    GlossaryTerm{"started_s", "started", "实际开工时刻", duration},
    GlossaryTerm{"ended_s", "ended", "完工时刻", duration},
    GlossaryTerm{"done_share", "work done", "完成进度", share},
    GlossaryTerm{"accelerator_hours_redone", "accelerator-hours redone", "返工卡时", hours},
    GlossaryTerm{"accelerator_hours_restart", "accelerator-hours of restarts", "重启卡时", hours},
    GlossaryTerm{"accelerator_hours_write", "accelerator-hours of checkpoints", "检查点写入卡时", hours},
    // timeseries
    GlossaryTerm{"bin_start_s", "start of bin", "时段起点（仿真时间）", duration},
    GlossaryTerm{"bin_start", "local time", "当地时间"},
    GlossaryTerm{"accelerators_busy", "accelerators busy", "在用加速卡数", count},
    GlossaryTerm{"accelerators_serving", "accelerators serving requests", "推理服务占用卡数", count},
    GlossaryTerm{"jobs_running", "jobs running", "运行作业数", count},
    GlossaryTerm{"jobs_queued", "jobs queued", "排队作业数", count},
    GlossaryTerm{"jobs_at_brain", "jobs at the brain", "待调度作业数", count},
    GlossaryTerm{"it_kw", "IT power", "IT 功率", power},
    GlossaryTerm{"facility_kw", "facility power", "机房总功率", power},
    // resources
    GlossaryTerm{"site_or_link", "site or link", "智算中心或链路"},
    GlossaryTerm{"resource", "resource", "资源类型"},
    GlossaryTerm{"unit", "unit", "单位"},
    GlossaryTerm{"stock", "stock", "总量", number, KindBy::unit},
    GlossaryTerm{"used_mean", "used, mean of the measured window", "统计期平均已用", number, KindBy::unit},
    GlossaryTerm{"used", "used at the end", "期末已用", number, KindBy::unit},
    GlossaryTerm{"headroom", "headroom at the end", "期末余量", number, KindBy::unit},
    GlossaryTerm{"binding_limit", "binding limit", "约束瓶颈"},
    GlossaryTerm{"could_run", "classes it could run", "可承载业务"},
    // names
    GlossaryTerm{"id", "identifier", "标识"},
    GlossaryTerm{"name_en", "name in English", "英文名称"},
};
// clang-format on

}  // namespace

std::span<GlossaryTerm const> terms_of_run() {
    return run_terms;
}

}  // namespace meridian::report
