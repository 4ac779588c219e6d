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
    // selections
    Term{"procedure", "procedure", "选择方法"},
    Term{"indifference", "makes no difference below", "无差别界限", number},
    Term{"decided", "decided", "是否选定"},
    Term{"probability", "estimated to be right", "估计正确概率", share},
    Term{"runs_if_equal", "runs if all had as many", "均匀分配所需次数", count},
    Term{"runs_saved", "runs saved", "节省次数", count},
    Term{"likely_missing", "runs missing, likely", "估计尚缺次数", count},
    Term{"most_missing", "runs missing, at most", "最多尚缺次数", count},
    Term{"standing", "standing", "状态"},
    Term{"behind", "behind", "落后于"},
    Term{"behind_response", "its policy", "其调度策略"},
    Term{"kn", "KN, fully sequential", "KN 全序贯法"},
    Term{"ocba", "OCBA", "OCBA 最优预算分配"},
    Term{"selected", "selected", "选定"},
    Term{"in the race", "in the race", "仍在比较"},
    Term{"left out", "left out", "已淘汰"},
    Term{"no figure", "no figure", "无结果"},
    // what figures depend on
    Term{"over", "over", "范围"},
    Term{"against", "against", "对照"},
    Term{"axes", "axes", "各轴"},
    Term{"inputs", "inputs", "各输入"},
    Term{"trajectories", "trajectories", "轨迹数", count},
    Term{"effect", "effect", "效应", number},
    Term{"absolute", "mean absolute effect", "平均绝对效应", number},
    Term{"spread", "spread of effects", "效应离散度", number},
    Term{"variance", "variance", "方差", number},
    Term{"first", "share, alone", "一阶占比", share},
    Term{"total", "share, with interactions", "总占比", share},
    Term{"degree", "degree", "多项式次数", count},
    Term{"terms", "terms", "项数", count},
    Term{"held_back_error", "error on held-back points", "留出点误差", number},
    Term{"held_back_r_squared", "R² on held-back points", "留出点 R²", number},
};
// clang-format on

}  // namespace

std::span<Term const> terms_of_study() {
    return all;
}

}  // namespace meridian::report
