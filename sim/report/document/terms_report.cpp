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
    Term{"day", "day", "日序", count},
    // circles, refusals, gangs
    Term{"of", "of", "对象"},
    Term{"within_ms", "within, ms", "时延圈（ms）", number},
    Term{"way", "way", "计量方式"},
    Term{"reason", "reason", "原因"},
    Term{"jobs", "jobs", "作业数", count},
    Term{"gang", "gang", "作业规模"},
    // bottlenecks, abatement, worst places
    Term{"rank", "rank", "排名", count},
    Term{"where", "where", "位置"},
    Term{"lost", "lost", "损失", number},
    Term{"means", "means", "减排手段"},
    Term{"tonnes_avoided", "tonnes avoided", "减排量（吨）", number},
    Term{"cny", "money", "金额", money},
    Term{"cny_per_tonne", "cost per tonne", "吨碳减排成本", money},
    // data moved
    Term{"bytes_per_card_hour", "data per card-hour", "每卡时数据量", data},
    Term{"cny_per_kwh", "power price", "电价", price},
    Term{"network_cny_per_byte", "network price per byte", "每字节传输价格", number},
    Term{"network_cny_per_gb", "network price per GB", "每 GB 传输价格", money},
    // audit
    Term{"law", "law", "守恒律"},
    Term{"residual", "residual", "残差", number},
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
