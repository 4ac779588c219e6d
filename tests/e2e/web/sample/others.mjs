// Documents that try the page: names of all sorts, and 200 alternatives.
import {both, nationalDocument, sentence, view} from "./national.mjs";
import {chance, tableOf} from "./tables.mjs";
import {units} from "./units.mjs";
import {words} from "./words.mjs";

export const hostileNames = [
    `<script>alert("x")</script>`, `</script><img src=x onerror=alert(1)>`, `"quotes" & 'apostrophes' &amp; <b>bold</b>`, "{a|rich} {b} {c0}",
    "乌兰察布智算中心 🚀", "__proto__", "constructor", "a, b\nand a \"line\"", "${process.exit(1)} {{x}} {value}", "=HYPERLINK(\"x\")", "‮right to left‬", "%s %d <!-- -->",
    "a very long name of a site that goes on and on until no label of any axis can hold all of it",
];

export function hostileDocument() {
    const made = nationalDocument();
    const swap = new Map();
    const {sites, comparison} = made.tables;
    const first = [...new Set(comparison.rows.map((row) => row[2]))];
    first.forEach((name, at) => swap.set(name, hostileNames[at % hostileNames.length]));
    const own = [...new Set(sites.rows.map((row) => row[1]))];
    own.slice(0, hostileNames.length).forEach((name, at) => swap.set(name, hostileNames[at]));
    const renamed = (cell) => swap.get(cell) ?? cell;
    for (const table of Object.values(made.tables)) table.rows = table.rows.map((row) => row.map(renamed));
    for (const pick of made.picks) {
        pick.values = pick.values.map(renamed);
        pick.first = renamed(pick.first);
    }
    for (const section of made.sections) {
        for (const block of section.blocks) if (block.where) block.where = block.where.map(([column, value]) => [column, renamed(value)]);
    }
    made.names = {...made.names, layout: {}};
    const name = hostileNames[0];
    made.title = both(`Names: ${name}`, `名称：${name}`);
    made.sections[0].blocks.unshift(sentence("plain", hostileNames.join(" · ")));
    made.sections[0].title = both(hostileNames[1]);
    return made;
}

export function largeDocument(count = 200) {
    const names = Array.from({length: count}, (_, at) => `layout_${String(at + 1).padStart(3, "0")}`);
    const cost = (name) => 12.5 + 3 * chance(name);
    const comparison = tableOf(names.map((alternative) => {
        const difference = cost(alternative) - cost(names[0]);
        const half = 0.02 + 0.3 * chance(`h${alternative}`);
        const verdict = Math.abs(difference) < half ? "not significant" : difference < 0 ? "better" : "worse";
        return {alternative, runs: 10, mean: cost(alternative), difference, difference_low: difference - half, difference_high: difference + half, verdict};
    }), undefined, {mean: "money_per_h", difference: "money_per_h", difference_low: "money_per_h", difference_high: "money_per_h"});
    const pareto = tableOf(names.map((alternative) => ({
        alternative, cost_cny_per_active_accelerator_hour: cost(alternative), slo_attainment: 0.8 + 0.2 * chance(`o${alternative}`),
        carbon_kg_location: 6e7 + 2e7 * chance(`c${alternative}`), dominated_by: chance(alternative) < 0.05 ? null : names[3],
    })));
    const runs = tableOf(names.flatMap((alternative) => Array.from({length: 10}, (_, run) => ({
        alternative, run, cost: cost(alternative) + 0.2 * (chance(`${alternative}${run}`) - 0.5), energy_kwh: 1e8 * (1 + chance(`e${alternative}${run}`)),
        carbon_kg: 6e7 * (1 + chance(`k${alternative}${run}`)), slo_attainment: chance(`s${alternative}${run}`), wait_s_mean: 4000 * chance(`w${alternative}${run}`) ** 3,
    }))), undefined, {cost: "money_per_h"});
    const hours = tableOf(names.flatMap((alternative) => Array.from({length: 24}, (_, hour) => ({alternative, hour, allocation: chance(`${alternative}${hour}`)}))));
    const words = both("As many as a study has", "研究中的全部方案");
    return {
        format: 2, language: "en", title: both("Two hundred alternatives", "两百个方案"), subtitle: both("A sample for tests", "测试样例"),
        made: {version: "0.0.0", commit: "sample"},
        picks: [{column: "alternative", label: both("Layout", "布局"), values: names, first: names[0]}],
        header: [], names: {}, words, units,
        tables: {comparison, pareto, runs, hours},
        sections: [
            {id: "board", title: both("For the board", "决策摘要"), blocks: [
                sentence("verdict", "No difference is shown between many of them.", "其中许多方案未显示差异。"),
                view("differences", "differences", "comparison", both("Differences", "差异"), words, {options: {more_is_better: "no"}}),
                view("front", "front", "pareto", both("Front", "前沿"), words),
            ]},
            {id: "all", title: both("All of them", "全部"), blocks: [
                view("cost", "bars", "comparison", both("Cost", "成本"), words, {options: {category: "alternative", values: "mean"}}),
                view("heat", "heat", "hours", both("Allocation", "分配率"), words, {options: {x: "hour", y: "alternative", value: "allocation", share: "yes"}}),
                view("lines", "lines", "hours", both("Over the day", "一日"), words, {options: {x: "hour", series: "alternative", value: "allocation"}}),
                view("dumbbell", "dumbbell", "comparison", both("Ends", "两端"), words, {options: {category: "alternative", from: "difference_low", to: "difference_high"}}),
                view("runs", "grouped", "runs", both("Runs", "各次运行"), words, {picks: ["alternative"], options: {category: "run", series: "alternative", value: "cost"}}),
                view("table", "", "runs", both("All runs", "全部运行"), words),
            ]},
        ],
    };
}
