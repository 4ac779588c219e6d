#include <array>

#include "sim/report/document/term_tables.hpp"

namespace meridian::report {
namespace {

using enum FigureKind;

// clang-format off
constexpr std::array all{
    // who is compared
    GlossaryTerm{"metric", "metric", "指标"},
    GlossaryTerm{"future", "future", "需求情景"},
    GlossaryTerm{"alternative", "layout", "布局方案"},
    GlossaryTerm{"response", "policy", "调度策略"},
    GlossaryTerm{"best_response", "best policy", "最优调度策略"},
    GlossaryTerm{"baseline", "baseline", "基准方案"},
    GlossaryTerm{"point", "point", "仿真点", count},
    GlossaryTerm{"points", "points", "仿真点"},
    GlossaryTerm{"run", "run", "重复次序"},
    GlossaryTerm{"runs", "runs", "重复次数", count},
    GlossaryTerm{"key", "key", "标识"},
    GlossaryTerm{"failed", "failed runs", "失败次数", count},
    GlossaryTerm{"why", "why", "原因"},
    GlossaryTerm{"command", "command", "命令"},
    // figures of the metric, whichever it is
    GlossaryTerm{"mean", "mean", "均值", number},
    GlossaryTerm{"low", "low", "下限", number},
    GlossaryTerm{"high", "high", "上限", number},
    GlossaryTerm{"difference", "difference", "差值", number},
    GlossaryTerm{"bootstrap_low", "low end, resampled", "自助法下限", number},
    GlossaryTerm{"bootstrap_high", "high end, resampled", "自助法上限", number},
    GlossaryTerm{"p", "p-value", "p 值", number},
    GlossaryTerm{"p_holm", "p-value, Holm", "p 值（Holm 校正）", number},
    GlossaryTerm{"verdict", "verdict", "结论"},
    GlossaryTerm{"variance_reduction", "variance reduction", "方差缩减倍数", number},
    GlossaryTerm{"cny_per_year", "money per year", "每年金额", money},
    GlossaryTerm{"reference_mean", "mean, reference policy", "基线策略均值", number},
    GlossaryTerm{"reference_low", "low end, reference policy", "基线策略下限", number},
    GlossaryTerm{"reference_high", "high end, reference policy", "基线策略上限", number},
    GlossaryTerm{"dominated_by", "dominated by", "被支配于"},
    GlossaryTerm{"regret", "regret", "遗憾值", number},
    GlossaryTerm{"figure", "figure", "指标项"},
    GlossaryTerm{"static", "static estimate", "静态估算", number},
    GlossaryTerm{"simulated", "simulated", "仿真值", number},
    GlossaryTerm{"share", "share", "占比", share},
    // net cost: what it is made of, and over which values of unserved work who is best
    GlossaryTerm{"kind", "kind", "类别"},
    GlossaryTerm{"part", "part", "组成"},
    GlossaryTerm{"scale", "scale", "尺度"},
    GlossaryTerm{"from", "from", "起", number},
    GlossaryTerm{"from_low", "from, low end", "起点下限", number},
    GlossaryTerm{"from_high", "from, high end", "起点上限", number},
    GlossaryTerm{"to", "to", "止", number},
    // inputs
    GlossaryTerm{"input", "input", "输入参数"},
    GlossaryTerm{"source", "source", "来源"},
    GlossaryTerm{"grade", "grade", "可信等级"},
    GlossaryTerm{"difference_at_low", "difference at low", "低值时差值", number},
    GlossaryTerm{"at_low_low", "low end, at low", "低值时下限", number},
    GlossaryTerm{"at_low_high", "high end, at low", "低值时上限", number},
    GlossaryTerm{"difference_at_high", "difference at high", "高值时差值", number},
    GlossaryTerm{"at_high_low", "low end, at high", "高值时下限", number},
    GlossaryTerm{"at_high_high", "high end, at high", "高值时上限", number},
    GlossaryTerm{"swing", "swing", "摆幅", number},
    GlossaryTerm{"less_at_low", "less at the low value", "低值时较小者"},
    GlossaryTerm{"break_even_value", "break-even value", "临界值", number},
    GlossaryTerm{"not_significant_from", "not significant from", "无显著差异起", number},
    GlossaryTerm{"not_significant_to", "not significant to", "无显著差异止", number},
    GlossaryTerm{"seed_low", "low end over seeds", "随机种子下限", number},
    GlossaryTerm{"seed_high", "high end over seeds", "随机种子上限", number},
    GlossaryTerm{"sample", "inputs sampled", "抽样次数", count},
    GlossaryTerm{"sample_mean", "mean over inputs", "抽样均值", number},
    GlossaryTerm{"input_low", "low end over inputs", "输入不确定性下限", number},
    GlossaryTerm{"input_high", "high end over inputs", "输入不确定性上限", number},
    GlossaryTerm{"better_share", "share of better samples", "更优抽样占比", share},
    // selections
    GlossaryTerm{"procedure", "procedure", "选择方法"},
    GlossaryTerm{"indifference", "makes no difference below", "无差别界限", number},
    GlossaryTerm{"decided", "decided", "是否选定"},
    GlossaryTerm{"probability", "estimated to be right", "估计正确概率", share},
    GlossaryTerm{"runs_if_equal", "runs if all had as many", "均匀分配所需次数", count},
    GlossaryTerm{"runs_saved", "runs saved", "节省次数", count},
    GlossaryTerm{"likely_missing", "runs missing, likely", "估计尚缺次数", count},
    GlossaryTerm{"most_missing", "runs missing, at most", "最多尚缺次数", count},
    GlossaryTerm{"status", "status", "状态"},
    GlossaryTerm{"behind", "behind", "落后于"},
    GlossaryTerm{"behind_response", "its policy", "其调度策略"},
    GlossaryTerm{"kn", "KN, fully sequential", "KN 全序贯法"},
    GlossaryTerm{"ocba", "OCBA", "OCBA 最优预算分配"},
    GlossaryTerm{"selected", "selected", "选定"},
    GlossaryTerm{"still compared", "still compared", "仍在比较"},
    GlossaryTerm{"left out", "left out", "已淘汰"},
    GlossaryTerm{"no figure", "no figure", "无结果"},
    // what figures depend on
    GlossaryTerm{"over", "over", "范围"},
    GlossaryTerm{"against", "against", "对照"},
    GlossaryTerm{"axes", "axes", "各轴"},
    GlossaryTerm{"inputs", "inputs", "各输入"},
    GlossaryTerm{"trajectories", "trajectories", "轨迹数", count},
    GlossaryTerm{"effect", "effect", "效应", number},
    GlossaryTerm{"absolute", "mean absolute effect", "平均绝对效应", number},
    GlossaryTerm{"spread", "spread of effects", "效应离散度", number},
    GlossaryTerm{"variance", "variance", "方差", number},
    GlossaryTerm{"first", "share, alone", "一阶占比", share},
    GlossaryTerm{"total", "share, with interactions", "总占比", share},
    GlossaryTerm{"degree", "degree", "多项式次数", count},
    GlossaryTerm{"terms", "terms", "项数", count},
    GlossaryTerm{"held_back_error", "error on held-back points", "留出点误差", number},
    GlossaryTerm{"held_back_r_squared", "R² on held-back points", "留出点 R²", number},
};
// clang-format on

}  // namespace

std::span<GlossaryTerm const> terms_of_study() {
    return all;
}

}  // namespace meridian::report
