#include <array>

#include "sim/report/table/term_tables.hpp"

namespace meridian::report {
namespace {

using enum FigureKind;

// clang-format off
constexpr std::array report_terms{
    // assumptions and facts
    GlossaryTerm{"what", "what", "事项"},
    GlossaryTerm{"value", "value", "取值", text, KindBy::unit},
    GlossaryTerm{"note", "note", "备注"},
    GlossaryTerm{"written", "results written", "结果生成时间"},
    // budget
    GlossaryTerm{"measure", "measured by", "计量口径"},
    GlossaryTerm{"amount", "amount", "数量", number},
    GlossaryTerm{"target", "target", "目标值", number},
    GlossaryTerm{"off_share", "off target", "偏离目标", share},
    GlossaryTerm{"tolerance", "tolerance", "允许偏差", share},
    GlossaryTerm{"factor", "scale factor", "缩放系数", number},
    // hourly_profile and the course of the window
    GlossaryTerm{"hour", "hour", "小时", count},
    GlossaryTerm{"hours", "over", "周期"},
    GlossaryTerm{"time", "time", "时间"},
    GlossaryTerm{"step", "step", "步长"},
    GlossaryTerm{"accelerators_on_jobs", "held by jobs", "任务占用卡数", count},
    GlossaryTerm{"accelerators_free", "free accelerators", "空闲卡数", count},
    GlossaryTerm{"it_kw_peak", "IT power, highest hour", "IT 峰值功率", power},
    // the board
    GlossaryTerm{"cost_cny_per_year", "cost per year", "年成本", money},
    GlossaryTerm{"upfront_cny", "capital", "建设投资", money},
    GlossaryTerm{"facility_kw_peak", "facility power, highest hour", "设施峰值功率", power},
    GlossaryTerm{"carbon_kg_location_per_year", "carbon per year, location-based", "年碳排放（基于位置）", carbon},
    GlossaryTerm{"carbon_kg_market_per_year", "carbon per year, market-based", "年碳排放（基于市场）", carbon},
    // from the baseline to the best layout
    GlossaryTerm{"change", "change", "变化", money},
    GlossaryTerm{"is_total", "is a total", "是否合计"},
    // curves and what the brain changes
    GlossaryTerm{"x", "x", "x", number},
    GlossaryTerm{"flat", "not significantly different from the best", "与最优无显著差异"},
    GlossaryTerm{"best", "best policies", "最优策略", number, KindBy::metric},
    GlossaryTerm{"reference", "reference policy", "基线策略", number, KindBy::metric},
    GlossaryTerm{"reference_policy", "reference policy", "基线策略"},
    // latency circles, rejections, gangs
    GlossaryTerm{"of", "of", "对象"},
    GlossaryTerm{"within_ms", "within, ms", "时延圈（毫秒）", number},
    GlossaryTerm{"way", "way", "计量方式"},
    GlossaryTerm{"reason", "reason", "原因"},
    GlossaryTerm{"jobs", "jobs", "作业数", count},
    GlossaryTerm{"gang", "gang", "作业规模"},
    // bottlenecks, abatement, worst places
    GlossaryTerm{"worst_1", "worst", "最差地区"},
    GlossaryTerm{"worst_1_share", "SLO attainment", "服务目标达成率", share},
    GlossaryTerm{"worst_2", "second worst", "次差地区"},
    GlossaryTerm{"worst_2_share", "SLO attainment", "服务目标达成率", share},
    GlossaryTerm{"worst_3", "third worst", "第三差地区"},
    GlossaryTerm{"worst_3_share", "SLO attainment", "服务目标达成率", share},
    GlossaryTerm{"operator", "operator", "运营方"},
    GlossaryTerm{"operator_zh", "operator, in Chinese", "运营方（中文）"},
    GlossaryTerm{"start", "start", "开始时间"},
    GlossaryTerm{"warmup", "warm-up", "预热期"},
    GlossaryTerm{"horizon", "horizon", "仿真时长"},
    GlossaryTerm{"rank", "rank", "排名", count},
    GlossaryTerm{"where", "where", "位置"},
    GlossaryTerm{"lost", "lost", "损失", number, KindBy::unit},
    GlossaryTerm{"by", "by", "减排方式"},
    GlossaryTerm{"asked", "asked for", "需求量", count},
    GlossaryTerm{"tonnes_avoided", "tonnes avoided", "减排量（吨）", number},
    GlossaryTerm{"cny", "money", "金额", money},
    GlossaryTerm{"cny_per_tonne", "cost per tonne", "吨碳减排成本", money},
    // data moved
    GlossaryTerm{"bytes_moved_all", "data moved", "数据搬移量", data},
    GlossaryTerm{"accelerator_hours_all", "accelerator-hours", "卡时", hours},
    GlossaryTerm{"bytes_per_accelerator_hour", "data per accelerator-hour", "每卡时数据量", data},
    GlossaryTerm{"cny_per_it_kwh", "price per IT kWh", "IT 用电均价", price},
    // audit
    GlossaryTerm{"law", "law", "守恒律"},
    GlossaryTerm{"residual", "residual", "残差", number},
    GlossaryTerm{"meaning", "what is recounted", "核对内容"},
    GlossaryTerm{"allowed", "allowed", "允许值", number},
    GlossaryTerm{"holds", "holds", "是否成立"},
    // files of tables
    GlossaryTerm{"table", "table", "数据表"},
    GlossaryTerm{"file", "file", "文件"},
    GlossaryTerm{"rows", "rows", "行数", count},
    GlossaryTerm{"title_en", "title (English)", "英文标题"},
    GlossaryTerm{"title_zh", "title (Chinese)", "中文标题"},
};
// clang-format on

}  // namespace

std::span<GlossaryTerm const> terms_of_report() {
    return report_terms;
}

}  // namespace meridian::report
