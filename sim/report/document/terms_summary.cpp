#include <array>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

using enum FigureKind;

// clang-format off
constexpr std::array all{
    GlossaryTerm{"jobs_arrived", "jobs arrived", "到达作业数", count},
    GlossaryTerm{"jobs_completed", "jobs completed", "完成作业数", count},
    GlossaryTerm{"jobs_rejected", "jobs rejected", "拒绝作业数", count},
    GlossaryTerm{"jobs_unfinished", "jobs unfinished", "未完成作业数", count},
    GlossaryTerm{"jobs_cut_by_drain_limit", "jobs cut by the drain limit", "因收尾时限而截断的作业数", count},
    GlossaryTerm{"wait_s_mean", "mean wait", "平均等待时间", duration},
    GlossaryTerm{"wait_s_p50", "median wait", "等待时间中位数", duration},
    GlossaryTerm{"wait_s_p95", "wait, 95th percentile", "等待时间 P95", duration},
    GlossaryTerm{"wait_s_p99", "wait, 99th percentile", "等待时间 P99", duration},
    GlossaryTerm{"wait_missing", "jobs without a wait", "未开始的作业数", count},
    GlossaryTerm{"brain_wait_s_mean", "mean wait at brain", "大脑侧平均等待", duration},
    GlossaryTerm{"stage_s_mean", "mean staging wait", "数据准备平均用时", duration},
    GlossaryTerm{"queue_s_mean", "mean wait in queue", "资源池平均排队", duration},
    GlossaryTerm{"deferred_s_mean", "mean deferral by policy", "策略平均推迟", duration},
    GlossaryTerm{"turnaround_s_mean", "mean turnaround", "平均周转时间", duration},
    GlossaryTerm{"turnaround_s_p50", "median turnaround", "周转时间中位数", duration},
    GlossaryTerm{"turnaround_s_p95", "turnaround, 95th percentile", "周转时间 P95", duration},
    GlossaryTerm{"turnaround_s_p99", "turnaround, 99th percentile", "周转时间 P99", duration},
    GlossaryTerm{"turnaround_missing", "jobs without a turnaround", "无周转时间的作业数", count},
    GlossaryTerm{"slo_attainment", "SLO attainment", "服务目标达成率", share},
    GlossaryTerm{"within_1ms_share_one_way", "within 1 ms, one way", "1 ms 时延圈内（单向）", share},
    GlossaryTerm{"within_5ms_share_one_way", "within 5 ms, one way", "5 ms 时延圈内（单向）", share},
    GlossaryTerm{"within_20ms_share_one_way", "within 20 ms, one way", "20 ms 时延圈内（单向）", share},
    GlossaryTerm{"within_1ms_share_round_trip", "within 1 ms, round trip", "1 ms 时延圈内（往返）", share},
    GlossaryTerm{"within_5ms_share_round_trip", "within 5 ms, round trip", "5 ms 时延圈内（往返）", share},
    GlossaryTerm{"within_20ms_share_round_trip", "within 20 ms, round trip", "20 ms 时延圈内（往返）", share},
    GlossaryTerm{"accelerator_hours_held", "accelerator-hours held", "占用卡时", hours},
    GlossaryTerm{"power_subscription", "power subscription", "功率装载率", share},
    GlossaryTerm{"allocation", "allocation", "分配率", share},
    GlossaryTerm{"utilisation", "utilisation", "有效利用率", share},
    GlossaryTerm{"accelerator_hours_active", "active accelerator-hours", "有效卡时", hours},
    GlossaryTerm{"preemptions", "preemptions by services", "被服务抢占次数", count},
    GlossaryTerm{"accelerator_hours_lost", "accelerator-hours lost", "损失卡时", hours},
    GlossaryTerm{"interruptions", "interruptions by failures", "故障中断次数", count},
    GlossaryTerm{"mfu_training", "MFU of training", "训练 MFU", share},
    GlossaryTerm{"calendar_jobs", "planned jobs", "计划作业数", count},
    GlossaryTerm{"calendar_done", "planned jobs done", "计划作业：已完成", count},
    GlossaryTerm{"calendar_running", "planned jobs running", "计划作业：运行中", count},
    GlossaryTerm{"calendar_waiting", "planned jobs waiting", "计划作业：等待中", count},
    GlossaryTerm{"calendar_rejected", "planned jobs rejected", "计划作业：被拒绝", count},
    GlossaryTerm{"calendar_late", "planned jobs started late", "计划作业：逾期开工", count},
    GlossaryTerm{"calendar_accelerator_hours_held", "accelerator-hours held, planned jobs", "计划作业占用卡时", hours},
    GlossaryTerm{"calendar_accelerator_hours_active", "active accelerator-hours, planned jobs", "计划作业有效卡时", hours},
    GlossaryTerm{"effective_training_time_ratio", "effective training time ratio (ETTR)", "有效训练时间占比", share},
    GlossaryTerm{"requests_arrived", "requests arrived", "到达请求数", count},
    GlossaryTerm{"requests_rejected", "requests rejected", "拒绝请求数", count},
    GlossaryTerm{"requests_late", "requests answered late", "超时请求数", count},
    GlossaryTerm{"request_slo_attainment", "SLO attainment, requests", "请求服务目标达成率", share},
    GlossaryTerm{"request_slo_attainment_least", "SLO attainment, worst service", "最差服务的服务目标达成率", share},
    GlossaryTerm{"request_delay_s_mean", "mean request delay", "请求平均时延", duration},
    GlossaryTerm{"request_one_way_s_mean", "mean one-way delay", "请求平均单向时延", duration},
    GlossaryTerm{"requests_within_1ms_share_one_way", "requests within 1 ms, one way", "1 ms 时延圈内请求（单向）", share},
    GlossaryTerm{"requests_within_5ms_share_one_way", "requests within 5 ms, one way", "5 ms 时延圈内请求（单向）", share},
    GlossaryTerm{"requests_within_20ms_share_one_way", "requests within 20 ms, one way", "20 ms 时延圈内请求（单向）", share},
    GlossaryTerm{"requests_within_1ms_share_round_trip", "requests within 1 ms, round trip", "1 ms 时延圈内请求（往返）", share},
    GlossaryTerm{"requests_within_5ms_share_round_trip", "requests within 5 ms, round trip", "5 ms 时延圈内请求（往返）", share},
    GlossaryTerm{"requests_within_20ms_share_round_trip", "requests within 20 ms, round trip", "20 ms 时延圈内请求（往返）", share},
    GlossaryTerm{"energy_kwh_it", "IT energy", "IT 设备用电量", energy},
    GlossaryTerm{"energy_kwh_overhead", "cooling and power losses", "制冷与配电用电量", energy},
    GlossaryTerm{"energy_kwh_network", "network energy", "网络用电量", energy},
    GlossaryTerm{"pue_mean", "mean PUE", "平均 PUE", number},
    GlossaryTerm{"carbon_kg_location", "carbon, location-based", "碳排放（基于位置）", carbon},
    GlossaryTerm{"carbon_kg_market", "carbon, market-based", "碳排放（基于市场）", carbon},
    GlossaryTerm{"green_cny_per_tonne_avoided", "green premium per tonne avoided", "绿电吨碳减排成本", money},
    GlossaryTerm{"cost_cny_energy", "electricity cost", "电费", money},
    GlossaryTerm{"cost_cny_network", "network cost", "网络成本", money},
    GlossaryTerm{"cost_cny_green", "green power premium", "绿电溢价", money},
    GlossaryTerm{"cost_cny_carbon", "carbon cost", "碳成本", money},
    GlossaryTerm{"cost_cny_capital", "annualised capital cost", "年化投资成本", money},
    GlossaryTerm{"upfront_cny_existing", "capital in existing sites", "已建智算中心投资", money},
    GlossaryTerm{"upfront_cny_committed", "capital in committed sites", "在建智算中心投资", money},
    GlossaryTerm{"upfront_cny_candidate", "capital in candidate sites", "候选智算中心投资", money},
    GlossaryTerm{"upfront_cny_network", "capital in links", "网络投资", money},
    GlossaryTerm{"cost_cny_operations", "operations cost", "运维成本", money},
    GlossaryTerm{"cost_cny_total", "total cost", "总成本", money},
    GlossaryTerm{"cost_cny_per_active_accelerator_hour", "cost per active accelerator-hour", "单位有效卡时成本", money_per_h},
    GlossaryTerm{"bytes_moved", "data moved", "数据搬移量", data},
    GlossaryTerm{"transfers_rerouted", "transfers rerouted", "改道传输次数", count},
    GlossaryTerm{"transfers_stalled", "transfers stalled", "中断传输次数", count},
    GlossaryTerm{"conflicts", "placement conflicts", "调度冲突次数", count},
    GlossaryTerm{"window_s", "measured window", "统计时段", duration},
    GlossaryTerm{"end_s", "simulated time at end", "仿真结束时刻", duration},
    GlossaryTerm{"events", "events handled", "处理事件数", count},
};
// clang-format on

}  // namespace

std::span<GlossaryTerm const> terms_of_summary() {
    return all;
}

}  // namespace meridian::report
