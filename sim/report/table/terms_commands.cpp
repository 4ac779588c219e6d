// Columns of tables that commands print and no file has.
#include <array>

#include "sim/report/table/term_tables.hpp"

namespace meridian::report {
namespace {

using enum FigureKind;

// clang-format off
constexpr std::array commands_terms{
    // run
    // of headroom
    GlossaryTerm{"addition_share", "least addition", "最少新增比例", share},
    GlossaryTerm{"addition_accelerators", "accelerators added", "新增卡数", count},
    GlossaryTerm{"addition_bound_by", "addition decided by", "新增由何决定"},
    GlossaryTerm{"load_factor", "load that is carried", "可承载负荷倍数", number},
    GlossaryTerm{"each", "what is lost", "失效对象"},
    GlossaryTerm{"runs_short", "runs without such an addition", "新增仍不足的次数", count},
    GlossaryTerm{"load_bound_by", "load decided by", "负荷由何决定"},
    GlossaryTerm{"severity", "severity", "级别"},
    GlossaryTerm{"text", "text", "内容"},
    GlossaryTerm{"text_zh", "text in Chinese", "中文内容"},
    GlossaryTerm{"wait_s", "total wait", "累计等待时间", duration},
    // screen
    GlossaryTerm{"scenario", "scenario", "场景"},
    GlossaryTerm{"worst_service", "worst service", "最差服务"},
    GlossaryTerm{"accelerator_hours_unmet", "accelerator-hours of jobs beyond capacity", "超出容量的作业卡时", hours},
    // status
    GlossaryTerm{"study", "study", "研究"},
    GlossaryTerm{"runs_done", "done", "已完成", count},
    GlossaryTerm{"runs_left", "left", "剩余", count},
    GlossaryTerm{"phase", "phase", "阶段"},
    GlossaryTerm{"runs_at_work", "under way", "正在运行", count},
    GlossaryTerm{"expected_s_low", "time left, from", "预计剩余时间，下限", duration},
    GlossaryTerm{"expected_s_high", "time left, to", "预计剩余时间，上限", duration},
    GlossaryTerm{"expected_s", "expected time", "预计耗时", duration},
    GlossaryTerm{"sweep_at_work", "sweep at work", "正在扫描"},
    GlossaryTerm{"complete", "complete", "是否完成"},
    GlossaryTerm{"is_adaptive", "adaptive number of runs", "自适应次数"},
    // export
    GlossaryTerm{"capacity_gbps", "capacity", "带宽", data_rate},
    GlossaryTerm{"length_km", "length, km", "长度（公里）", number},
    GlossaryTerm{"propagation_s_one_way", "propagation delay, one way", "单向传播时延", duration},
    GlossaryTerm{"access_s_one_way_mean", "mean access delay, one way", "单向接入平均时延", duration},
    GlossaryTerm{"storage_limit_bytes", "storage", "存储容量", data},
    GlossaryTerm{"WKT", "geometry", "几何"},
    GlossaryTerm{"table_name", "table", "数据表"},
    GlossaryTerm{"column_name", "column", "列"},
    GlossaryTerm{"quantity", "quantity", "物理量"},
    GlossaryTerm{"names", "kind of identifier", "标识类别"},
    GlossaryTerm{"interval_of", "interval of", "所属指标"},
    // validate
    GlossaryTerm{"errors", "errors", "错误数", count},
    GlossaryTerm{"warnings", "warnings", "警告数", count},
    GlossaryTerm{"line", "line", "行", count},
    GlossaryTerm{"column", "column", "列", count},
    GlossaryTerm{"wrong", "what is wrong", "问题"},
    GlossaryTerm{"fix", "fix", "修正方法"},
    GlossaryTerm{"group", "kind of problem", "问题类别"},
    GlossaryTerm{"further", "more of its kind, not listed", "未列出的同类问题", count},
    GlossaryTerm{"equal_to", "equal to", "等同于"},
    GlossaryTerm{"sites", "sites", "智算中心数", count},
    GlossaryTerm{"pools", "pools", "资源池数", count},
    GlossaryTerm{"links", "links", "链路数", count},
    GlossaryTerm{"regions", "demand regions", "需求区域数", count},
    GlossaryTerm{"workload_classes", "workload classes", "业务类别数", count},
    GlossaryTerm{"listed_jobs", "listed jobs", "列出的作业数", count},
    GlossaryTerm{"runs_at_least", "runs, at least", "最少次数", count},
    GlossaryTerm{"runs_at_most", "runs, at most", "最多次数", count},
    GlossaryTerm{"baseline_run_s", "time of a baseline run", "基准运行耗时", duration},
    GlossaryTerm{"processors", "processors", "处理器数", count},
    GlossaryTerm{"runs_with_other_inputs", "runs with other inputs", "其他输入的次数", count},
    GlossaryTerm{"expected_s_of_other_inputs", "time of runs with other inputs", "其他输入的耗时", duration},
    // policies
    GlossaryTerm{"display_name", "display name", "显示名称"},
    GlossaryTerm{"component", "component", "组件"},
    GlossaryTerm{"what_it_does", "what it does", "作用"},
    GlossaryTerm{"least", "least", "最小值", number},
    GlossaryTerm{"most", "most", "最大值", number},
    GlossaryTerm{"one_of", "one of", "可选值"},
    GlossaryTerm{"default", "default", "默认值"},
    // diff
    GlossaryTerm{"record", "record", "记录类型"},
    GlossaryTerm{"record_name", "name", "记录名称"},
    GlossaryTerm{"record_change", "change", "变更"},
    GlossaryTerm{"scenario_key", "key", "键"},
    GlossaryTerm{"value_a", "A", "A 的取值"},
    GlossaryTerm{"value_b", "B", "B 的取值"},
    GlossaryTerm{"value_kind", "kind of value", "取值类别"},
    GlossaryTerm{"list", "list", "列表"},
    GlossaryTerm{"records_a", "records of A", "A 的记录数", count},
    GlossaryTerm{"records_b", "records of B", "B 的记录数", count},
    GlossaryTerm{"records_added", "added", "新增记录数", count},
    GlossaryTerm{"records_removed", "removed", "移除记录数", count},
    GlossaryTerm{"records_changed", "changed", "变更记录数", count},
    GlossaryTerm{"figure_a", "A", "A 的指标值", number, KindBy::metric},
    GlossaryTerm{"figure_b", "B", "B 的指标值", number, KindBy::metric},
    GlossaryTerm{"difference_share", "relative difference", "相对差值", share},
    // why
    GlossaryTerm{"decided_by", "policy", "调度策略"},
    GlossaryTerm{"input_bytes", "input", "输入数据", data},
    GlossaryTerm{"output_bytes", "output", "输出数据", data},
    GlossaryTerm{"arrival_s", "arrived", "到达时刻", duration},
    GlossaryTerm{"placed_s", "placed", "调度时刻", duration},
    GlossaryTerm{"ready_s", "input there", "数据就绪时刻", duration},
    GlossaryTerm{"left_s", "left", "离开时刻", duration},
    GlossaryTerm{"brain_wait_s", "wait at the brain", "在算网大脑的等待时间", duration},
    GlossaryTerm{"staging_s", "staging", "数据准备时间", duration},
    GlossaryTerm{"queue_wait_s", "wait in the queue", "排队时间", duration},
    GlossaryTerm{"answer", "decision number", "决定序号", count},
    GlossaryTerm{"time_s", "time", "时刻", duration},
    GlossaryTerm{"decision", "decision", "决定"},
    GlossaryTerm{"pool", "pool", "资源池"},
    GlossaryTerm{"network_path", "path", "网络路径"},
    GlossaryTerm{"candidates", "candidates", "候选数", count},
    GlossaryTerm{"feasible", "feasible", "可行候选数", count},
    GlossaryTerm{"chosen", "chosen", "是否选中"},
    GlossaryTerm{"score", "score", "评分", number},
    GlossaryTerm{"why_not", "why not", "未选原因"},
    // explain
    GlossaryTerm{"takes", "takes", "取值"},
    GlossaryTerm{"range", "range", "允许范围"},
    GlossaryTerm{"usual", "usual range", "常见范围"},
    GlossaryTerm{"example", "example", "示例"},
    GlossaryTerm{"required", "required", "是否必填"},
    GlossaryTerm{"explanation", "meaning", "含义"},
    GlossaryTerm{"files", "files", "文件"},
};
// clang-format on

}  // namespace

std::span<GlossaryTerm const> terms_of_commands() {
    return commands_terms;
}

}  // namespace meridian::report
