// Heads of columns, words in cells and display names of the samples, as [en, zh].
const pairs = (given) => Object.fromEntries(Object.entries(given).map(([key, [en, zh]]) => [key, {en, zh}]));

export const heads = pairs({
    alternative: ["layout", "布局方案"], future: ["future", "情景"], net_cost_cny_per_year: ["net cost a year", "年净成本"],
    cost_cny_total_per_year: ["total cost a year", "年总成本"], slo_attainment: ["SLO attainment, jobs", "作业服务目标达成率"],
    request_slo_attainment_least: ["SLO attainment, worst service", "最差服务的服务目标达成率"], carbon_kg_location: ["carbon, location-based", "碳排放（基于位置）"],
    carbon_kg_market: ["carbon, market-based", "碳排放（基于市场）"], dominated_by: ["dominated by", "被支配于"], ruled_out: ["ruled out by", "被规则排除"],
    response: ["policy", "调度策略"], runs: ["runs", "仿真次数"], low: ["low", "下限"], high: ["high", "上限"], p_adjusted: ["adjusted p", "校正 p 值"],
    difference: ["difference from A", "与 A 之差"], difference_low: ["lower end", "差值下限"], difference_high: ["upper end", "差值上限"], verdict: ["verdict", "结论"],
    site: ["site", "智算中心"], tier: ["tier", "层级"], node: ["node", "节点"], accelerators: ["accelerators", "加速卡"], allocation: ["allocation", "分配率"],
    utilisation: ["utilisation", "有效利用率"], jobs_completed: ["jobs completed", "完成作业"], jobs_queued: ["jobs queued", "排队作业"], hour: ["hour of the day", "时刻"],
    energy_kwh_it: ["IT energy", "IT 用电量"], cost_cny_energy: ["electricity", "电费"], cost_cny_capital: ["capital", "资本成本"], cost_cny_operations: ["operations", "运营成本"],
    part: ["part", "构成"], cny: ["cost", "成本"], static: ["static estimate", "静态估算"], simulated: ["simulated", "仿真"], mean: ["simulated", "仿真"],
    usable_gbps: ["usable capacity", "可用带宽"], link: ["link", "链路"], bytes_a_to_b: ["bytes, a to b", "流量 a→b"], x_share: ["share of accelerators in X", "边缘卡占比"],
    cost: ["cost of an active accelerator-hour", "有效卡时成本"], regret: ["regret", "后悔值"], input: ["input", "输入"], source: ["source", "来源"], grade: ["grade", "等级"],
    unit: ["unit", "单位"], less_at_low: ["less at its low end", "取低值时较低"], break_even_value: ["break-even value", "临界值"], not_significant_from: ["not significant from", "不显著区间起"],
    not_significant_to: ["to", "至"], difference_at_low: ["at its low end", "取低值"], difference_at_high: ["at its high end", "取高值"],
    use_mean_a_to_b: ["use, a to b", "利用率 a→b"], use_mean_b_to_a: ["use, b to a", "利用率 b→a"], wait_s_mean: ["mean wait", "平均等待"], facility_kw: ["facility power", "设施功率"],
    accelerators_busy: ["busy", "忙碌卡数"], accelerators_serving: ["serving", "服务卡数"], cny_per_year: ["a year", "每年"], class: ["class", "业务类别"], figure: ["figure", "指标"],
    metric: ["metric", "指标"], baseline: ["baseline", "基准方案"], swing: ["swing", "变动幅度"],
});

export const words = {...heads, ...pairs({
    better: ["better", "更优"], worse: ["worse", "更差"], "not significant": ["not significant", "不显著"], "the baseline": ["the baseline", "基准方案"],
    hub: ["hub", "枢纽"], region: ["region", "区域"], edge: ["edge", "边缘"], existing: ["existing", "已建"],
    power: ["power", "供电"], nothing: ["nothing", "无"], storage: ["storage", "存储"], model: ["model", "型号"], "gang width": ["gang width", "整组宽度"],
})};

export const names = {
    layout: pairs({
        a_as_announced: ["A: as announced", "A 方案：按公布"], b_n3: ["B: 3 hubs", "B 方案：3 枢纽"], c_n8: ["C: 8 hubs", "C 方案：8 枢纽"], d_n14: ["D: 14 sites", "D 方案：14 中心"],
        e_n14_x20: ["E: 14 sites + 20 % in X", "E 方案：14 中心 + 20% 边缘"], f_n3_31: ["F: 3 hubs + 31 provinces", "F 方案：3 枢纽 + 31 省"],
        g_31: ["G: 31 provinces", "G 方案：31 省"], h_west: ["H: west-heavy", "H 方案：偏西部"], i_east: ["I: east", "I 方案：东部"], j_clean: ["J: cleanest grids", "J 方案：清洁电网"],
    }),
    site: pairs({lhasa: ["Lhasa", "拉萨"], cm_hohhot: ["Hohhot hub", "呼和浩特枢纽"], cm_harbin: ["Harbin hub", "哈尔滨枢纽"], cm_guiyang: ["Guiyang hub", "贵阳枢纽"]}),
    policy: pairs({overflow: ["overflow to the next site", "溢出至邻近中心"], by_price: ["cheapest electricity first", "电价优先"]}),
    class: pairs({
        pretraining: ["pre-training", "预训练"], finetuning: ["fine-tuning", "微调"], batch: ["batch inference", "批量推理"], rendering: ["rendering", "渲染"],
        assistant: ["enterprise assistant", "企业助手"], video: ["camera video", "视频分析"],
    }),
    input: pairs({
        hub_price: ["electricity at hubs", "枢纽电价"], rent: ["rent of accelerators", "加速卡租金"], residency: ["work that may not leave its province", "不得出省的业务"],
        region_hall: ["halls in regions", "区域机房造价"], assistants: ["demand of assistants", "助手类需求"], accelerator: ["price of accelerators", "加速卡价格"],
    }),
};
export const kinds = {alternative: "layout", dominated_by: "layout", less_at_low: "layout", site: "site", response: "policy", class: "class", input: "input", baseline: "layout", node: "node", a: "node", b: "node"};
