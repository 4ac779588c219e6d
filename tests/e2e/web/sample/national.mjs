// A document like those of the ten layouts.
import {layouts, networkTables} from "./network.mjs";
import {chance, readRows, tableOf} from "./tables.mjs";
import {units} from "./units.mjs";
import {names, words} from "./words.mjs";

export const both = (en, zh = en) => ({en, zh});
export const sentence = (tone, en, zh = en) => ({kind: "sentence", tone, text: both(en, zh)});
export const view = (id, chart, table, title, reading, more = {}) =>
    ({kind: "view", id, chart, table, title, reading, columns: [], where: [], picks: [], options: {}, ...more});

const committed = (name) => readRows(`results/n_plus_x/tables/${name}.csv`);

function results() {
    const comparison = committed("comparison").filter((row) => row.metric === "net_cost_cny_per_year");
    const statics = committed("static").filter((row) => row.future === "35/35" && row.figure === "cost_cny_total")
        .map((row) => ({alternative: row.alternative, static: row.static, mean: row.simulated}));
    const share = [0, 0.05, 0.1, 0.2, 0.4, 0.6].map((x_share) => {
        const cost = 13.06 - 0.6 * x_share + (x_share > 0.3 ? 2 : 0);
        return {x_share, cost, cost_low: cost - 0.02, cost_high: cost + 0.02};
    });
    return {
        comparison: tableOf(comparison),
        pareto: tableOf(committed("pareto")),
        tornado: tableOf(committed("tornado")),
        break_even: tableOf(committed("break_even")),
        regret: tableOf(committed("regret").filter((row) => row.future !== "(worst)")),
        statics: tableOf(statics),
        x_share: tableOf(share, undefined, {cost: "money_per_h", cost_low: "money_per_h", cost_high: "money_per_h", x_share: "share"}),
    };
}

function derived(tables) {
    const {sites, hourly_profile} = tables;
    const at = (table, name) => table.columns.findIndex((column) => column.key === name);
    const costs = sites.rows.flatMap((row) => ["energy", "capital", "operations"].map((part) => ({
        alternative: row[0], site: row[at(sites, "site")], part: `cost_cny_${part}`, cny: row[at(sites, `cost_cny_${part}`)],
    })));
    const totals = layouts.flatMap((alternative) => ["energy", "capital", "operations"].map((part) => ({
        alternative, part: `cost_cny_${part}`,
        cny: costs.filter((row) => row.alternative === alternative && row.part.endsWith(part)).reduce((sum, row) => sum + row.cny, 0),
    })));
    const network = hourly_profile.rows.filter((row) => row[3] === "day");
    const hours = layouts.flatMap((alternative) => Array.from({length: 24}, (_, hour) => {
        const rows = network.filter((row) => row[0] === alternative && row[2] === hour);
        const sum = (column) => rows.reduce((all, row) => all + row[at(hourly_profile, column)], 0);
        return {alternative, hour, accelerators_busy: sum("accelerators_busy"), accelerators_serving: sum("accelerators_serving"), facility_kw: sum("facility_kw")};
    }));
    const classes = Object.keys(names.class);
    const served = layouts.flatMap((alternative) => classes.map((name) => ({
        alternative, class: name, slo_attainment: 1 - 0.6 * chance(alternative + name) ** 3, wait_s_mean: 4 + 9000 * chance(name + alternative) ** 5,
    })));
    const named = tableOf([
        {figure: "wait_s_mean", static: 2500, simulated: 2650}, {figure: "energy_kwh_it", static: 108123456, simulated: 101e6},
        {figure: "slo_attainment", static: 0.944, simulated: 0.951},
    ], undefined, {static: "number", simulated: "number"}, ["duration", "energy", "share"]);
    return {named, costs: tableOf(totals), network_day: tableOf(hours), classes: tableOf(served), nothing_here: tableOf([], ["site", "x"])};
}

const layoutPick = {picks: ["alternative"]};
const futurePick = {picks: ["future"]};

function sections() {
    return [
        {id: "board", title: both("For the board", "决策摘要"), finding: both("Build west-heavy: it saves 32 M CNY a year at equal service", "建议偏西部布局：同等服务下每年节省 3,210 万元"), blocks: [
            sentence("verdict", "H, west-heavy, is better than as announced, depending on inputs: yearly net cost of the demand 6.453 bn CNY, 32.1 M CNY less (95 %: 27.1 to 37.1).",
                "布局 H（偏西部）在特定输入下优于公布方案：满足需求的年净成本 64.53 亿元，低 3,210 万元（95% 区间 2,710 至 3,710 万元）。"),
            {kind: "tiles", of: both("H: west-heavy, five runs", "H 方案：偏西部，五次仿真"), tiles: [
                {label: both("Net cost a year", "年净成本"), value: both("6.453 bn CNY", "64.53 亿元"), note: both("H, five runs", "布局 H，五次运行")},
                {label: both("Less than as announced", "比公布方案低"), value: both("32.1 M CNY", "3,210 万元"), note: both("in all three futures", "三种情景均成立")},
                {label: both("Better at", "更优的输入样本"), value: both("48.4 %", "48.4%"), note: both("of 64 samples of inputs", "64 个输入样本")},
                {label: both("B, three hubs", "B 三枢纽"), value: both("\u221225.3 M CNY", "\u22122,530 万元"), note: both("likely, 93.8 % of 64", "较可能，64 个中的 93.8%")},
                {label: both("F, 3 + 31", "F 3 + 31"), value: both("+45.2 M CNY", "+4,520 万元"), note: both("at rent; best above 7.36 CNY/acc-h", "按租金计；高于 7.36 元/卡时则最优")},
                {label: both("Unserved demand", "未满足需求"), value: both("6.1 %", "6.1%"), note: both("5.9 % as announced", "公布方案为 5.9%")},
            ]},
            sentence("plain", "The verdict holds only where more than 8.2 % of enterprise work may not leave its province.",
                "仅当不得出省的企业业务占比高于 8.2% 时，该结论成立。"),
            view("differences", "differences", "comparison", both("Net cost against the layout as announced", "年净成本：与公布方案之差"),
                both("Each point is a paired difference over five runs with the same random numbers, with its 95 % interval. Left of the line is cheaper.", "每个点为五次同随机数运行的配对差值及其 95% 区间，线左侧更便宜。"),
                {...futurePick, finding: both("Two layouts cost less than the one announced", "两种布局的净成本低于公布方案"), columns: ["alternative", "response", "runs", "mean", "low", "high", "difference", "difference_low", "difference_high", "p_adjusted", "verdict", "cny_per_year"], options: {more_is_better: "no"}}),
            view("tornado", "tornado", "tornado", both("What H gains depends on", "H 的收益取决于"), both("The difference from A at both ends of each input's range, the widest first.", "各输入取两端值时与 A 之差，按幅度排序。"),
                {where: [["alternative", "h_west"]], options: {input: "input", at_low: "difference_at_low", at_high: "difference_at_high"}}),
            view("break_even", "", "break_even", both("Values at which the verdict turns", "结论反转点"), both("Where the difference is zero, and the span in which it is not significant.", "差值为零处，以及差异不显著的区间。"),
                {columns: ["alternative", "input", "source", "grade", "unit", "low", "high", "less_at_low", "break_even_value", "not_significant_from", "not_significant_to"], folded: true}),
            sentence("missing", "The study declares no rules, so none is checked here.", "本研究未声明规则，故此处不做核查。"),
        ]},
        {id: "map", title: both("Map", "地图"), blocks: [
            view("map", "map", "sites", both("Where the layout stands and how it is used", "布局与使用情况"),
                both("Shape shows the tier, size the accelerators, colour the share of them that is held. Choose hours of the day or week, or let them play.", "形状表示层级，大小表示加速卡数量，颜色表示分配率。可选一日或一周的时刻，或播放。"),
                {...layoutPick, columns: ["site", "tier", "node", "accelerators", "allocation", "utilisation", "jobs_completed", "wait_s_mean"]}),
        ]},
        {id: "layouts", title: both("Layouts side by side", "布局对比"), finding: both("Three hubs and the west-heavy layout beat what was announced; the others cost more", "三枢纽与偏西部布局优于公布方案，其余更贵"), blocks: [
            view("front", "front", "pareto", both("Cost, service and carbon", "成本、服务与碳排放"), both("Choose what to compare. Filled points are not dominated.", "可选择对比指标。实心点在四项指标上均不被支配。"), futurePick),
            view("x_share", "curve", "x_share", both("How much in X", "边缘占比"), both("The curve falls to 20 % and breaks off before 40 %.", "曲线降至 20%，在 40% 之前中断。"), {options: {x: "x_share", value: "cost", low: "cost_low", high: "cost_high"}, folded: true}),
            view("statics", "dumbbell", "statics", both("Static estimate and simulation", "静态估算与仿真"), both("The longer the line, the more arithmetic alone would mislead.", "连线越长，静态估算偏差越大。"), {options: {category: "alternative", from: "static", to: "mean"}}),
            view("named", "dumbbell", "named", both("Figures of several kinds", "多种指标"), both("Each as its difference over the static estimate.", "相对静态估算的差异。"), {options: {category: "figure", from: "static", to: "simulated", relative: "yes"}, folded: true}),
            view("cost", "bars", "comparison", both("Net cost a year", "年净成本"), both("With its 95 % interval.", "含 95% 区间。"), {...futurePick, columns: ["alternative", "mean", "low", "high"], options: {category: "alternative", values: "mean", low: "low", high: "high"}}),
            sentence("note", "Every layout is judged under the family of policies that suits it best.", "每种布局均采用最适合它的调度策略评估。"),
        ]},
        {id: "service", title: both("Service", "服务"), blocks: [
            view("classes", "bars", "classes", both("SLO attainment of jobs, by class", "各类作业的服务目标达成率"), both("Share of jobs that finished in time.", "按时完成的作业占比。"), {...layoutPick, options: {category: "class", values: "slo_attainment", horizontal: "yes"}}),
            view("waits", "bars", "classes", both("Mean wait, by class", "各类业务平均等待"), both("From arrival to the start of work.", "从到达至开工。"), {...layoutPick, options: {category: "class", values: "wait_s_mean", horizontal: "yes"}, folded: true}),
            view("unknown", "sunburst", "classes", both("A chart of an unknown kind", "未知类型的图表"), both("Its table is all there is.", "仅有数据表。"), layoutPick),
            view("lost", "bars", "not_there", both("A table that is not there", "不存在的表"), both("", "")),
            view("empty", "bars", "nothing_here", both("A table without rows", "空表"), both("", ""), {options: {category: "site", values: "x"}, folded: true}),
        ]},
        {id: "capacity", title: both("Capacity", "能力与容量"), blocks: [
            view("hourly_profile", "heat", "hourly_profile", both("Allocation by site and hour", "各智算中心逐时分配率"), both("Dark is full.", "颜色越深负载越高。"), {...layoutPick, where: [["hours", "day"]], columns: ["site", "hour", "allocation", "jobs_queued"], options: {x: "hour", y: "site", value: "allocation", share: "yes"}}),
            view("busy", "lines", "network_day", both("Accelerators over the day", "一日内加速卡使用"), both("At night, room of services is lent to training.", "夜间将服务的空闲算力借给训练。"), {...layoutPick, options: {x: "hour", values: "accelerators_busy,accelerators_serving"}}),
        ]},
        {id: "network", title: both("Network", "网络"), blocks: [
            view("links", "", "links", both("Links", "链路"), both("Use is of the usable capacity.", "利用率相对于可用带宽。"), {...layoutPick, columns: ["link", "usable_gbps", "use_mean_a_to_b", "use_mean_b_to_a", "bytes_a_to_b"]}),
        ]},
        {id: "money", title: both("Energy, carbon, money", "能源、碳与资金"), blocks: [
            view("costs", "grouped", "costs", both("Cost by part", "成本构成"), both("An owned accelerator costs ten times its electricity.", "自有加速卡的资本成本约为电费的十倍。"), {options: {category: "alternative", series: "part", value: "cny", stack: "yes"}}),
            view("site_energy", "bars", "sites", both("IT energy by site", "各智算中心 IT 用电量"), both("Over the window.", "统计期内。"), {...layoutPick, columns: ["site", "energy_kwh_it", "carbon_kg_location", "cost_cny_energy", "cost_cny_capital"], options: {category: "site", values: "energy_kwh_it"}, folded: true}),
        ]},
        {id: "risk", title: both("Sensitivity and risk", "敏感性与风险"), blocks: [
            view("regret", "grouped", "regret", both("Regret over futures", "各情景后悔值"), both("How much dearer than the best layout of that future.", "比该情景最优布局贵多少。"), {options: {category: "alternative", series: "future", value: "regret", stack: "no"}}),
            sentence("warning", "Over the inputs the interval of H is 24 times that over seeds: what is not known is the demand, not the chance.", "布局 H 的输入不确定性区间约为随机种子区间的 24 倍：未知的是需求，而非偶然性。"),
        ]},
        {id: "evidence", title: both("How this was made", "本报告如何得出"), blocks: [
            sentence("plain", "A sample document for tests: loads and waits in it are formulas, not results.", "供测试用的样例文档：其中的负载与等待为公式生成，并非结果。"),
            sentence("command", "meridian sweep scenarios/studies/n_plus_x_week.yaml --out results/runs/n_plus_x_week"),
        ]},
    ];
}

export function nationalDocument() {
    const tables = {...results(), ...networkTables()};
    Object.assign(tables, derived(tables));
    return {
        format: 2, language: "en",
        title: both("Which N+X layout for 100,000 accelerators", "十万卡算力网络：选择哪种 N+X 布局"),
        subtitle: both("Ten layouts of a national compute network over a July week, three futures, five replications: a sample for tests", "全国算力网络十种布局，七月一周，三种情景，五次重复：测试样例"),
        header: [
            {label: both("Question", "问题"), value: both("Which layout serves the same demand at the least cost?", "哪种布局以最低成本满足同一需求？")},
            {label: both("Date", "日期"), value: both("2025-07-14")},
            {label: both("Scope", "范围"), value: both("31 provinces, one July week", "31 省，七月一周")},
            {label: both("Operator", "运营者"), value: both("one operator of all sites", "所有中心由同一运营者经营")},
            {label: both("Runs", "仿真次数"), value: both("150 runs", "150 次")},
        ],
        made: {version: "0.0.0", commit: "sample"},
        picks: [
            {column: "future", label: both("Future (training/inference)", "情景（训练/推理）"), values: ["35/35", "50/30", "20/55"], first: "35/35"},
            {column: "alternative", label: both("Layout", "布局"), values: layouts, first: "f_n3_31"},
        ],
        names, words, units,
        tables, sections: sections(),
    };
}
