// Columns of tables that commands print and no file has.
#include <array>

#include "sim/report/table/term_tables.hpp"

namespace meridian::report {
namespace {

using enum FigureKind;

// clang-format off
constexpr std::array all{
    // run
    GlossaryTerm{"severity", "severity", "级别"},
    GlossaryTerm{"text", "text", "内容"},
    GlossaryTerm{"wait_s", "total wait", "累计等待时间", duration},
    // screen
    GlossaryTerm{"scenario", "scenario", "场景"},
    GlossaryTerm{"worst_service", "worst service", "最差服务"},
    GlossaryTerm{"accelerator_hours_unmet", "accelerator-hours of jobs beyond capacity", "超出容量的作业卡时", hours},
    // status
    GlossaryTerm{"study", "study", "研究"},
    GlossaryTerm{"runs_done", "done", "已完成", count},
    GlossaryTerm{"runs_left", "left", "剩余", count},
    GlossaryTerm{"expected_s", "time left", "预计剩余时间", duration},
    GlossaryTerm{"sweep_at_work", "sweep at work", "正在扫描"},
    GlossaryTerm{"complete", "complete", "是否完成"},
    GlossaryTerm{"is_adaptive", "adaptive number of runs", "自适应次数"},
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
    return all;
}

}  // namespace meridian::report
