#include <array>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

// clang-format off
constexpr std::array all{
    // tiers; a region is a tier and a place of demand
    Term{"hub", "hub", "枢纽"},
    Term{"edge", "edge", "边缘"},
    Term{"all", "whole network", "全网"},
    // states of sites
    Term{"existing", "existing", "已建"},
    Term{"committed", "committed", "在建"},
    Term{"candidate", "candidate", "候选"},
    Term{"existing dark", "existing, without power yet", "已建（未通电）"},
    Term{"committed dark", "committed, without power yet", "在建（未通电）"},
    Term{"candidate dark", "candidate, without power yet", "候选（未通电）"},
    // the four resources and what they are counted in
    Term{"compute", "compute", "算力"},
    Term{"storage", "storage", "存力"},
    Term{"transport", "transport", "运力"},
    Term{"capability", "capability", "能力"},
    Term{"bytes", "bytes", "字节"},
    Term{"bytes/s", "bytes/s", "字节/秒"},
    Term{"classes", "classes", "业务类型"},
    // binding limits; storage is one too
    Term{"none", "none", "无"},
    Term{"power_limit", "power limit", "功率上限"},
    Term{"usable_share", "usable share", "可用份额"},
    Term{"capacity", "capacity", "容量"},
    Term{"hardware", "hardware", "硬件适配"},
    // jobs of the calendar; refused is a column too
    Term{"done", "done", "已完成"},
    Term{"running", "running", "运行中"},
    Term{"waiting", "waiting", "等待中"},
    // verdicts
    Term{"the baseline", "the baseline", "基准方案"},
    Term{"better", "better", "更优"},
    Term{"worse", "worse", "更差"},
    Term{"no difference shown", "no difference shown", "未见显著差异"},
    // reasons of refusals and waits
    Term{"no pool could ever run it", "no pool could ever run it", "没有资源池能够承载"},
    Term{"no pool could run it beside the services at their peak", "no room beside services at peak", "推理服务高峰时没有余量"},
    Term{"its data may not leave, and no site where they are could run it", "data may not leave", "数据不出域，域内无可用站点"},
    Term{"no site that could run it can hold its input", "no storage for its input", "可用站点存不下输入数据"},
    Term{"no site that could run it within the allowed latency", "no site within allowed latency", "时延圈内无可用站点"},
    Term{"every site within reach is full", "every site in reach full", "可达站点均已占满"},
    Term{"jobs that go first wait for the room there is", "held for jobs that go first", "空余资源为先到作业保留"},
    Term{"the policy's own rule", "the policy's own rule", "调度策略自身规则"},
    // kinds of work
    Term{"training", "training", "训练"},
    Term{"inference", "inference", "推理"},
    Term{"pretraining", "pre-training", "预训练"},
    Term{"fine_tuning", "fine-tuning", "微调"},
    Term{"batch", "batch inference", "离线批处理"},
    Term{"rendering", "rendering", "渲染"},
    Term{"archive", "archive", "数据归档"},
    Term{"chat", "chat", "在线对话"},
    Term{"office", "office", "办公助手"},
    Term{"cameras", "cameras", "视频感知"},
    // of what a table tells
    Term{"week", "week", "一周"},
    Term{"users", "users", "用户"},
    Term{"services", "services", "推理服务"},
    Term{"one_way", "one way", "单向"},
    Term{"one way", "one way", "单向"},
    Term{"round_trip", "round trip", "往返"},
    Term{"round trip", "round trip", "往返"},
    Term{"siting", "siting", "选址"},
    Term{"contract", "green contract", "绿电合约"},
    Term{"certificate", "green certificate", "绿证"},
    Term{"green energy", "green energy", "绿电"},
    Term{"interrupted", "hours lost to interruptions", "中断损失卡时"},
    Term{"queued", "waiting in queue", "排队等待"},
    Term{"yes", "yes", "是"},
    Term{"no", "no", "否"},
    // measures of budgets; accelerators is a column too
    Term{"flops_fp16", "FP16 compute", "FP16 算力"},
    Term{"it_power", "IT power", "IT 功率"},
    Term{"capital", "capital", "投资"},
    // laws of the audit
    Term{"audit_laws_broken", "state recounted from nothing", "状态逐项复核"},
    Term{"audit_meters_residual", "meters agree with state", "计量与状态一致"},
    Term{"audit_bytes_residual", "bytes sent and arrived", "收发字节守恒"},
    Term{"audit_link_bytes_relative", "bytes of each link", "链路字节守恒"},
    Term{"audit_energy_relative", "energy of sites", "用电量守恒"},
    Term{"audit_cost_relative", "cost of sites", "电费守恒"},
    Term{"audit_carbon_relative", "carbon of sites", "碳排放守恒"},
    Term{"audit_hours_relative", "card-hours of jobs", "卡时守恒"},
    Term{"audit_little_residual_ns", "Little's law of queues", "排队 Little 定律"},
    Term{"audit_figures_out_of_range", "figures finite and in range", "指标取值范围"},
    Term{"audit_work_residual", "work done, kept and lost", "作业工作量守恒"},
};
// clang-format on

}  // namespace

std::span<Term const> terms_of_cells() {
    return all;
}

}  // namespace meridian::report
