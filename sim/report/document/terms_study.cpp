#include <array>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

using enum Quantity;

// clang-format off
constexpr std::array all{
    // who is compared
    Term{"metric", "metric", "指标"},
    Term{"future", "future", "需求情景"},
    Term{"alternative", "layout", "布局方案"},
    Term{"response", "policy", "调度策略"},
    Term{"best_response", "best policy", "最优调度策略"},
    Term{"baseline", "baseline", "基准方案"},
    Term{"point", "point", "仿真点", count},
    Term{"points", "points", "仿真点"},
    Term{"run", "run", "重复次序"},
    Term{"runs", "runs", "重复次数", count},
    Term{"key", "key", "标识"},
    Term{"failed", "failed runs", "失败次数", count},
    Term{"why", "why", "原因"},
    Term{"command", "command", "命令"},
    // figures of the metric, whichever it is
    Term{"mean", "mean", "均值", number},
    Term{"low", "low", "下限", number},
    Term{"high", "high", "上限", number},
    Term{"difference", "difference", "差值", number},
    Term{"bootstrap_low", "low end, resampled", "自助法下限", number},
    Term{"bootstrap_high", "high end, resampled", "自助法上限", number},
    Term{"p", "p-value", "p 值", number},
    Term{"p_holm", "p-value, Holm", "p 值（Holm 校正）", number},
    Term{"verdict", "verdict", "结论"},
    Term{"variance_reduction", "variance reduction", "方差缩减倍数", number},
    Term{"cny_per_year", "money per year", "每年金额", money},
    Term{"plain_mean", "mean without brain", "无大脑均值", number},
    Term{"plain_low", "low without brain", "无大脑下限", number},
    Term{"plain_high", "high without brain", "无大脑上限", number},
    Term{"dominated_by", "dominated by", "被支配于"},
    Term{"regret", "regret", "遗憾值", number},
    Term{"figure", "figure", "指标项"},
    Term{"static", "static estimate", "静态估算", number},
    Term{"simulated", "simulated", "仿真值", number},
    Term{"share", "share", "占比", share},
    // inputs
    Term{"input", "input", "输入参数"},
    Term{"source", "source", "来源"},
    Term{"grade", "grade", "可信等级"},
    Term{"difference_at_low", "difference at low", "低值时差值", number},
    Term{"at_low_low", "low end, at low", "低值时下限", number},
    Term{"at_low_high", "high end, at low", "低值时上限", number},
    Term{"difference_at_high", "difference at high", "高值时差值", number},
    Term{"at_high_low", "low end, at high", "高值时下限", number},
    Term{"at_high_high", "high end, at high", "高值时上限", number},
    Term{"swing", "swing", "摆幅", number},
    Term{"less_at_low", "less at the low value", "低值时较小者"},
    Term{"switching_value", "switching value", "转折值", number},
    Term{"not_shown_from", "no difference from", "无显著差异起", number},
    Term{"not_shown_to", "no difference to", "无显著差异止", number},
    Term{"seed_low", "low end over seeds", "随机种子下限", number},
    Term{"seed_high", "high end over seeds", "随机种子上限", number},
    Term{"sample", "inputs sampled", "抽样次数", count},
    Term{"sample_mean", "mean over inputs", "抽样均值", number},
    Term{"input_low", "low end over inputs", "输入不确定性下限", number},
    Term{"input_high", "high end over inputs", "输入不确定性上限", number},
    Term{"better_share", "share of better samples", "更优抽样占比", share},
};
// clang-format on

}  // namespace

std::span<Term const> terms_of_study() {
    return all;
}

}  // namespace meridian::report
