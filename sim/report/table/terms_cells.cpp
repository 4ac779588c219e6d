#include <array>

#include "sim/report/table/term_tables.hpp"

namespace meridian::report {
namespace {

// clang-format off
constexpr std::array cells_terms{
    // tiers; a region is a tier and a place of demand
    GlossaryTerm{"hub", "hub", "枢纽"},
    GlossaryTerm{"edge", "edge", "边缘"},
    GlossaryTerm{"all", "whole network", "全网"},
    // the future, layout or policy of a study that varies none
    GlossaryTerm{"base", "the scenario as it is", "原场景"},
    // states of sites
    GlossaryTerm{"existing", "existing", "已建"},
    GlossaryTerm{"committed", "committed", "在建"},
    GlossaryTerm{"candidate", "candidate", "候选"},
    GlossaryTerm{"existing dark", "existing, without power yet", "已建（未通电）"},
    GlossaryTerm{"committed dark", "committed, without power yet", "在建（未通电）"},
    GlossaryTerm{"candidate dark", "candidate, without power yet", "候选（未通电）"},
    // the four resources and what they are counted in
    GlossaryTerm{"compute", "compute", "算力"},
    GlossaryTerm{"storage", "storage", "存力"},
    GlossaryTerm{"transport", "transport", "运力"},
    GlossaryTerm{"capability", "capability", "能力"},
    GlossaryTerm{"bytes", "bytes", "字节"},
    GlossaryTerm{"bytes/s", "bytes/s", "字节/秒"},
    GlossaryTerm{"classes", "classes", "业务类型"},
    GlossaryTerm{"acc-h", "acc-h", "卡时"},
    // binding limits; storage is one too
    GlossaryTerm{"none", "none", "无"},
    GlossaryTerm{"power_limit", "power limit", "功率上限"},
    GlossaryTerm{"usable_share", "usable share", "可用份额"},
    GlossaryTerm{"capacity", "capacity", "容量"},
    GlossaryTerm{"outage", "outage", "中断"},
    GlossaryTerm{"hardware", "hardware", "硬件适配"},
    // jobs of the calendar; rejected is a column too
    GlossaryTerm{"done", "done", "已完成"},
    GlossaryTerm{"running", "running", "运行中"},
    GlossaryTerm{"waiting", "waiting", "等待中"},
    // verdicts
    GlossaryTerm{"stable", "stable", "稳定"},
    GlossaryTerm{"backlogged", "backlogged", "有积压"},
    GlossaryTerm{"overloaded", "overloaded", "过载"},
    GlossaryTerm{"the baseline", "the baseline", "基准方案"},
    GlossaryTerm{"better", "better", "更优"},
    GlossaryTerm{"worse", "worse", "更差"},
    GlossaryTerm{"not significant", "not significant", "不显著"},
    // rules, and what procedures of selection make of layouts
    GlossaryTerm{"at_least", "at least", "不低于"},
    GlossaryTerm{"at_most", "at most", "不高于"},
    GlossaryTerm{"pass", "pass", "通过"},
    GlossaryTerm{"fail", "fail", "不通过"},
    GlossaryTerm{"passes", "passes", "通过"},
    GlossaryTerm{"fails", "fails", "不通过"},
    GlossaryTerm{"open", "open", "未定"},
    GlossaryTerm{"does not apply", "does not apply", "不适用"},
    GlossaryTerm{"in_force", "in force", "现行"},
    GlossaryTerm{"monitored", "monitored", "监测"},
    GlossaryTerm{"expired", "expired", "已到期"},
    GlossaryTerm{"barred by the rule", "barred by the rule", "被规则排除"},
    GlossaryTerm{"no rule forbids it", "no rule forbids it", "无规则禁止"},
    GlossaryTerm{"kn", "KN, fully sequential", "KN 全序贯法"},
    GlossaryTerm{"ocba", "OCBA", "OCBA 最优预算分配"},
    GlossaryTerm{"selected", "selected", "选定"},
    GlossaryTerm{"still compared", "still compared", "仍在比较"},
    GlossaryTerm{"left out", "left out", "已淘汰"},
    GlossaryTerm{"ruled out", "ruled out", "被规则排除"},
    GlossaryTerm{"no figure", "no figure", "无结果"},
    // grades of certainty; worse and not significant are verdicts too
    GlossaryTerm{"robust", "robust", "稳健"},
    GlossaryTerm{"likely", "likely", "很可能"},
    GlossaryTerm{"depends on inputs", "depends on inputs", "取决于输入"},
    GlossaryTerm{"significant", "significant", "显著"},
    // what stands beside the best
    GlossaryTerm{"least net cost", "least net cost", "净成本最低"},
    GlossaryTerm{"least CNY per tonne, location-based", "least CNY per tonne, location-based", "每吨减排成本最低（基于位置）"},
    GlossaryTerm{"least CNY per tonne, market-based", "least CNY per tonne, market-based", "每吨减排成本最低（基于市场）"},
    GlossaryTerm{"highest SLO attainment of jobs", "highest SLO attainment of jobs", "作业服务目标达成率最高"},
    GlossaryTerm{"highest SLO attainment of requests", "highest SLO attainment of requests", "请求服务目标达成率最高"},
    GlossaryTerm{"not given", "not given", "未给出"},
    GlossaryTerm{"pays", "pays", "值得"},
    GlossaryTerm{"does not pay", "does not pay", "不值得"},
    // reasons of rejections and waits
    GlossaryTerm{"no pool could ever run it", "no pool could ever run it", "没有资源池能够承载"},
    GlossaryTerm{"no pool could run it beside the services at their peak", "no room beside services at peak", "推理服务高峰时没有余量"},
    GlossaryTerm{"its data may not leave, and no site where they are could run it", "data may not leave", "数据不出域，域内无可用智算中心"},
    GlossaryTerm{"no site that could run it can hold its input", "no storage for its input", "可用智算中心存不下输入数据"},
    GlossaryTerm{"no site that could run it within the allowed latency", "no site within allowed latency", "时延圈内无可用智算中心"},
    GlossaryTerm{"every site within reach is full", "every site in reach full", "可达智算中心均已占满"},
    GlossaryTerm{"jobs that go first wait for the room there is", "held for jobs that go first", "空余资源为先到作业保留"},
    GlossaryTerm{"the policy's own rule", "the policy's own rule", "调度策略自身规则"},
    GlossaryTerm{"its place is out of service", "its place is out of service", "所在资源停运"},
    GlossaryTerm{"the links on its path are full", "links on its path are full", "路径链路已占满"},
    // kinds of assets
    GlossaryTerm{"power of site", "power of site", "中心供电"},
    // kinds of work
    GlossaryTerm{"training", "training", "训练"},
    GlossaryTerm{"inference", "inference", "推理"},
    GlossaryTerm{"pretraining", "pre-training", "预训练"},
    GlossaryTerm{"fine_tuning", "fine-tuning", "微调"},
    GlossaryTerm{"batch", "batch inference", "离线批处理"},
    GlossaryTerm{"rendering", "rendering", "渲染"},
    GlossaryTerm{"archive", "archive", "数据归档"},
    GlossaryTerm{"chat", "chat", "在线对话"},
    GlossaryTerm{"office", "office", "办公助手"},
    GlossaryTerm{"cameras", "cameras", "视频感知"},
    // of the subject of a table
    GlossaryTerm{"week", "week", "一周"},
    GlossaryTerm{"users", "users", "用户"},
    GlossaryTerm{"services", "services", "推理服务"},
    GlossaryTerm{"one_way", "one way", "单向"},
    GlossaryTerm{"one way", "one way", "单向"},
    GlossaryTerm{"round_trip", "round trip", "往返"},
    GlossaryTerm{"round trip", "round trip", "往返"},
    GlossaryTerm{"siting", "siting", "选址"},
    GlossaryTerm{"contract", "green contract", "绿电合约"},
    GlossaryTerm{"certificate", "green certificate", "绿证"},
    GlossaryTerm{"green energy", "green energy", "绿电"},
    GlossaryTerm{"interrupted", "lost to interruptions", "中断损失"},
    GlossaryTerm{"queued", "waiting in queue", "排队等待"},
    GlossaryTerm{"yes", "yes", "是"},
    GlossaryTerm{"no", "no", "否"},
    // measures of budgets; accelerators is a column too
    GlossaryTerm{"flops_fp16", "FP16 compute", "FP16 算力"},
    GlossaryTerm{"it_power", "IT power", "IT 功率"},
    GlossaryTerm{"capital", "capital", "投资"},
    // outcomes of work, and what it met; rejected, late and unfinished are columns too
    GlossaryTerm{"served", "served", "已满足"},
    GlossaryTerm{"unfinished", "unfinished", "未完成"},
    GlossaryTerm{"under way at the end", "under way at the end", "结束时仍在进行"},
    // parts of net cost, volumes and scales of value; capital is a measure of budgets too
    GlossaryTerm{"cost", "cost", "成本"},
    GlossaryTerm{"value lost", "value lost", "价值损失"},
    GlossaryTerm{"volume", "volume", "数量"},
    GlossaryTerm{"operations", "operations", "运维"},
    GlossaryTerm{"network", "network", "网络"},
    GlossaryTerm{"carbon", "carbon", "碳"},
    GlossaryTerm{"green premium", "green premium", "绿电溢价"},
    GlossaryTerm{"electricity: volume", "electricity: volume", "电费：用电量"},
    GlossaryTerm{"electricity: PUE", "electricity: PUE", "电费：PUE"},
    GlossaryTerm{"electricity: price", "electricity: price", "电费：电价"},
    GlossaryTerm{"accelerator-hours active", "accelerator-hours active", "有效卡时"},
    GlossaryTerm{"accelerator-hours unserved", "accelerator-hours unserved", "未满足卡时"},
    GlossaryTerm{"IT energy", "IT energy", "IT 用电量"},
    GlossaryTerm{"bytes moved", "bytes moved", "搬移字节数"},
    GlossaryTerm{"price", "CNY per accelerator-hour", "元/卡时"},
    GlossaryTerm{"factor of values", "times the values given", "给定价值的倍数"},
    // what values of work stand for
    GlossaryTerm{"rent", "rent of accelerators", "加速卡租金"},
    GlossaryTerm{"tokens", "price of tokens", "词元价格"},
    GlossaryTerm{"replacement", "cost of doing it elsewhere", "替代成本"},
    GlossaryTerm{"penalty", "penalty", "违约金"},
    // laws of the audit
    GlossaryTerm{"audit_value_relative", "value demanded, served and lost", "需求价值守恒"},
    GlossaryTerm{"audit_laws_broken", "state recounted from nothing", "状态逐项复核"},
    GlossaryTerm{"audit_meters_residual", "meters agree with state", "计量与状态一致"},
    GlossaryTerm{"audit_bytes_residual", "bytes sent and arrived", "收发字节守恒"},
    GlossaryTerm{"audit_link_bytes_relative", "bytes of each link", "链路字节守恒"},
    GlossaryTerm{"audit_energy_relative", "energy of sites", "用电量守恒"},
    GlossaryTerm{"audit_cost_relative", "cost of sites", "电费守恒"},
    GlossaryTerm{"audit_carbon_relative", "carbon of sites", "碳排放守恒"},
    GlossaryTerm{"audit_hours_relative", "accelerator-hours of jobs", "卡时守恒"},
    GlossaryTerm{"audit_little_residual_ns", "Little's law of queues", "排队 Little 定律"},
    GlossaryTerm{"audit_figures_out_of_range", "figures finite and in range", "指标取值范围"},
    GlossaryTerm{"audit_work_residual", "work done, kept and lost", "作业工作量守恒"},
};
// clang-format on

}  // namespace

std::span<GlossaryTerm const> terms_of_cells() {
    return cells_terms;
}

}  // namespace meridian::report
