#include <array>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

using enum Quantity;

// clang-format off
constexpr std::array all{
    // assumptions and facts
    Term{"what", "what", "事项"},
    Term{"value", "value", "取值"},
    Term{"note", "note", "备注"},
    // budget
    Term{"measure", "measured by", "计量口径"},
    Term{"amount", "amount", "数量", number},
    Term{"target", "target", "目标值", number},
    Term{"off_share", "off target", "偏离目标", share},
    Term{"tolerance", "tolerance", "允许偏差", share},
    Term{"factor", "scale factor", "缩放系数", number},
    // rhythm and the course of the window
    Term{"hour", "hour", "小时", count},
    Term{"hours", "over", "周期"},
    Term{"time", "time", "时间"},
    Term{"step", "step", "步长"},
    Term{"accelerators_on_jobs", "held by jobs", "任务占用卡数", count},
    Term{"accelerators_free", "free accelerators", "空闲卡数", count},
    Term{"it_kw_peak", "IT power, highest hour", "IT 峰值功率", power},
    // the board
    Term{"cost_cny_per_year", "cost per year", "年成本", money},
    Term{"upfront_cny", "capital", "建设投资", money},
    Term{"facility_kw_peak", "facility power, highest hour", "设施峰值功率", power},
    Term{"carbon_kg_location_per_year", "carbon per year, by location", "年碳排放（按所在地）", carbon},
    Term{"carbon_kg_market_per_year", "carbon per year, by market", "年碳排放（按市场）", carbon},
    // curves and what the brain changes
    Term{"x", "x", "x", number},
    Term{"flat", "not told apart from the best", "与最优无法区分"},
    Term{"best", "best policies", "最优策略", number},
    Term{"plain", "plain policies", "朴素策略", number},
    Term{"plain_response", "plain policies", "朴素策略"},
    // circles, refusals, gangs
    Term{"of", "of", "对象"},
    Term{"within", "within", "时延圈"},
    Term{"way", "way", "计量方式"},
    Term{"reason", "reason", "原因"},
    Term{"jobs", "jobs", "作业数", count},
    Term{"gang", "gang", "作业规模"},
    // bottlenecks, abatement, worst places
    Term{"worst_1", "worst", "最差地区"},
    Term{"worst_1_share", "in time", "按时率", share},
    Term{"worst_2", "second worst", "次差地区"},
    Term{"worst_2_share", "in time", "按时率", share},
    Term{"worst_3", "third worst", "第三差地区"},
    Term{"worst_3_share", "in time", "按时率", share},
    Term{"start", "start", "开始时间"},
    Term{"warmup", "warm-up", "预热期"},
    Term{"horizon", "horizon", "仿真时长"},
    Term{"rank", "rank", "排名", count},
    Term{"where", "where", "位置"},
    Term{"lost", "lost", "损失", number},
    Term{"by", "by", "减排方式"},
    Term{"asked", "asked for", "需求量", count},
    Term{"tonnes_avoided", "tonnes avoided", "减排量（吨）", number},
    Term{"cny", "money", "金额", money},
    Term{"cny_per_tonne", "cost per tonne", "吨碳减排成本", money},
    // data moved
    Term{"bytes_per_card_hour", "data per card-hour", "每卡时数据量", data},
    Term{"cny_per_it_kwh", "price per IT kWh", "IT 用电均价", price},
    // audit
    Term{"law", "law", "守恒律"},
    Term{"residual", "residual", "残差", number},
    Term{"meaning", "what is recounted", "核对内容"},
    Term{"allowed", "allowed", "允许值", number},
    Term{"holds", "holds", "是否成立"},
    // files of tables
    Term{"table", "table", "数据表"},
    Term{"file", "file", "文件"},
    Term{"rows", "rows", "行数", count},
    Term{"title_en", "title (English)", "英文标题"},
    Term{"title_zh", "title (Chinese)", "中文标题"},
};
// clang-format on

}  // namespace

std::span<Term const> terms_of_report() {
    return all;
}

}  // namespace meridian::report
