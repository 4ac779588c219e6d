#include <array>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

using enum Quantity;

// clang-format off
constexpr std::array all{
    // sites
    Term{"site", "site", "站点"},
    Term{"tier", "tier", "层级"},
    Term{"state", "state", "状态"},
    Term{"node", "node", "节点"},
    Term{"province", "province", "省份"},
    Term{"latitude_deg", "latitude", "纬度", degrees},
    Term{"longitude_deg", "longitude", "经度", degrees},
    Term{"accelerators", "accelerators", "加速卡数", count},
    Term{"jobs_placed", "jobs placed", "调入作业数", count},
    Term{"jobs_running_mean", "jobs running, mean", "平均运行作业数", count},
    Term{"jobs_queued_mean", "jobs queued, mean", "平均排队作业数", count},
    Term{"accelerator_hours_serving", "card-hours serving requests", "推理服务卡时", hours},
    Term{"storage_bytes_peak", "peak storage used", "存储峰值占用", data},
    Term{"it_kw_all_busy", "IT power, all busy", "满载 IT 功率", power},
    Term{"power_limit_kw", "power limit", "功率上限", power},
    Term{"cny_per_kwh_mean", "mean power price", "平均电价", price},
    // links
    Term{"link", "link", "链路"},
    Term{"a", "end A", "A 端"},
    Term{"b", "end B", "B 端"},
    Term{"usable_gbps", "usable capacity", "可用带宽", data_rate},
    Term{"bytes_a_to_b", "data, A to B", "A→B 数据量", data},
    Term{"bytes_b_to_a", "data, B to A", "B→A 数据量", data},
    Term{"use_mean_a_to_b", "mean use, A to B", "A→B 平均带宽利用率", share},
    Term{"use_mean_b_to_a", "mean use, B to A", "B→A 平均带宽利用率", share},
    Term{"outage_h", "outage hours", "中断小时数", number},
    Term{"energy_kwh", "energy", "用电量", energy},
    Term{"cost_cny", "cost", "成本", money},
    // classes and demand
    Term{"class", "class", "业务类型"},
    Term{"accelerator_hours", "card-hours used", "使用卡时", hours},
    Term{"accelerator_hours_refused", "card-hours refused", "拒绝卡时", hours},
    Term{"mfu", "MFU", "MFU", share},
    // services
    Term{"service", "service", "推理服务"},
    Term{"region", "region", "区域"},
    Term{"requests", "requests", "请求数", count},
    Term{"refused", "refused", "被拒绝", count},
    Term{"late", "late", "超时", count},
    Term{"delay_s_mean", "mean delay", "平均时延", duration},
    Term{"one_way_s_mean", "mean one-way delay", "平均单向时延", duration},
    // calendar
    Term{"job", "job", "作业"},
    Term{"origin", "origin", "需求来源地"},
    Term{"sites_that_fit", "sites that fit", "可容纳站点数", count},
    Term{"refused_because", "refused because", "拒绝原因"},
    Term{"opens_s", "start window opens", "最早开工时刻", duration},
    Term{"start_by_s", "start window closes", "最晚开工时刻", duration},
    Term{"started_s", "started", "实际开工时刻", duration},
    Term{"ended_s", "ended", "完工时刻", duration},
    Term{"done_share", "work done", "完成进度", share},
    Term{"accelerator_hours_useful", "useful card-hours kept", "保留的有效卡时", hours},
    Term{"accelerator_hours_redone", "card-hours redone", "返工卡时", hours},
    Term{"accelerator_hours_restart", "card-hours of restarts", "重启卡时", hours},
    Term{"accelerator_hours_write", "card-hours of checkpoints", "检查点写入卡时", hours},
    // timeseries
    Term{"bin_start_s", "start of bin", "时段起点（仿真时间）", duration},
    Term{"bin_start", "local time", "当地时间"},
    Term{"accelerators_busy", "accelerators busy", "在用加速卡数", count},
    Term{"accelerators_serving", "accelerators serving requests", "推理服务占用卡数", count},
    Term{"jobs_running", "jobs running", "运行作业数", count},
    Term{"jobs_queued", "jobs queued", "排队作业数", count},
    Term{"jobs_at_brain", "jobs at the brain", "待调度作业数", count},
    Term{"it_kw", "IT power", "IT 功率", power},
    Term{"facility_kw", "facility power", "机房总功率", power},
    // resources
    Term{"place", "place", "位置"},
    Term{"resource", "resource", "资源类型"},
    Term{"unit", "unit", "单位"},
    Term{"stock", "stock", "总量", number},
    Term{"used", "used", "已用", number},
    Term{"headroom", "headroom", "余量", number},
    Term{"binding_limit", "binding limit", "约束瓶颈"},
    Term{"could_run", "classes it could run", "可承载业务"},
};
// clang-format on

}  // namespace

std::span<Term const> terms_of_run() {
    return all;
}

}  // namespace meridian::report
