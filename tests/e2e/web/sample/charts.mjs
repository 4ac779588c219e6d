// A document with a view for each thing that charts do: figures are formulas.
import {both, view} from "./national.mjs";
import {networkTables} from "./network.mjs";
import {chance, readRows, tableOf} from "./tables.mjs";
import {units} from "./units.mjs";
import {names, words} from "./words.mjs";

const nodeNames = {
    beijing: both("Beijing", "北京"), cm_beijing: both("Beijing (CM)", "北京（移动）"), cm_harbin: both("Harbin", "哈尔滨"), cm_hohhot: both("Hohhot", "呼和浩特"),
    cm_guiyang: both("Guiyang", "贵阳"), lhasa: both("Lhasa", "拉萨"), shanghai: both("Shanghai", "上海"), guangzhou: both("Guangzhou", "广州"),
    chengdu: both("Chengdu", "成都"), wuhan: both("Wuhan", "武汉"), xian: both("Xi'an", "西安"), urumqi: both("Urumqi", "乌鲁木齐"),
};

const titles = ["A as announced", "B three hubs", "C eight hubs", "D 3 + 11 sites", "E 14 hubs + 20 % edge", "F 3 + 31 provinces", "G 31 provinces", "H west-heavy", "I east-heavy", "J cleanest grids"];
export const crowded = titles.map((alternative, at) => ({
    alternative, net_cost_cny_per_year: 6.45e9 + 4e6 * at + 9e6 * (chance(alternative) - 0.5), slo_attainment: 0.941 + 0.004 * chance(`s${at}`), dominated_by: at % 3 === 0 ? null : titles[0],
}));
export const packed = Array.from({length: 36}, (_, at) => ({
    alternative: `Layout ${at + 1} with a long display name`, net_cost_cny_per_year: 6.4e9 + 3e7 * chance(`c${at}`) ** 3, slo_attainment: 0.9 + 0.05 * chance(`q${at}`) ** 2,
    dominated_by: at % 5 === 0 ? null : "Layout 1",
}));

const two = (value) => String(value).padStart(2, "0");
function localTimes(hours, step) {
    return Array.from({length: hours / step}, (_, at) => {
        const hour = at * step;
        const date = new Date(Date.UTC(2025, 6, 7) + hour * 3.6e6);  // a Monday
        const time = `2025-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}T${two(date.getUTCHours())}:00:00+08:00`;
        return {time, load: 0.5 + 0.3 * Math.sin(((hour - 9) / 24) * 2 * Math.PI)};
    });
}

export const layouts = ["a_as_announced", "f_n3_31"];
// The load of the second layout is twice that of the first: one scale for both shows it.
const loads = layouts.flatMap((alternative, k) => ["Beijing", "Shanghai", "Lhasa"].flatMap((site) => Array.from({length: 168}, (_, hour) => ({
    alternative, site, hour, hours: "week", queued: Math.round((k + 1) * (20 + 15 * Math.sin((hour / 12) * Math.PI) + 5 * chance(`${site}${hour}`))),
}))));

function network() {
    const all = networkTables();
    const own = (table) => {
        const kept = (list) => list?.filter((_, at) => layouts.includes(table.rows[at][0]));
        return {...table, rows: kept(table.rows), texts: table.texts.map((text) => text && {en: kept(text.en), zh: kept(text.zh)})};
    };
    const nodes = readRows("scenarios/national/nodes.csv")
        .map((node) => ({node: node.name, latitude_deg: node.latitude, longitude_deg: node.longitude, demand_share: 0.06 * chance(`demand${node.name}`) ** 3}));
    return {
        sites: own(all.sites), links: own(all.links), hourly_profile: own(all.hourly_profile), resources: own(all.resources),
        nodes: tableOf(nodes, undefined, {demand_share: "share"}),
    };
}

function tables() {
    const near = titles.slice(0, 6).map((layout, at) => ({layout, net_cost_cny_per_year: 122e6 + 0.8e6 * at, net_cost_cny_per_year_low: 121.7e6 + 0.8e6 * at, net_cost_cny_per_year_high: 122.4e6 + 0.8e6 * at}));
    const outlier = [3, 5, 4, 6, 7, 5.5, 420].map((value, at) => ({layout: titles[at], wait: value}));
    const differences = [-4, -2.5, 1, 2, 3, 4.5, 900].map((value, at) => ({
        alternative: titles[at], difference: value * 1e6, difference_low: (value - 1) * 1e6, difference_high: (value + 1) * 1e6, verdict: value < 0 ? "better" : "worse",
    }));
    const links = ["a", "b", "c", "d", "e", "f"].map((link, at) => ({link: `link ${link}`, there: [0.1, 0.8, 0.2, 0.05, 0.3, 0.01][at], back: [0.9, 0.1, 0.2, 0.7, 0.1, 0.02][at]}));
    const steps = [
        ["As announced", 6.485e9, "yes"], ["Capital of accelerators", -18.2e6, "no"], ["Electricity", -31.4e6, "no"], ["Moving data to western sites", 12.9e6, "no"],
        ["Unserved demand", 4.1e6, "no"], ["Edge sites closed", -3.2e6, "no"], ["H west-heavy", 6.4492e9, "yes"],
    ].map(([step, change, is_total]) => ({step, change, is_total}));
    const circles = [1, 2, 5, 10, 20, 50].flatMap((within, at) => [["one way", 1], ["round trip", 0.7]].map(([way, factor]) => ({within, way, share: factor * [0.12, 0.3, 0.55, 0.78, 0.93, 1][at]})));
    const share = {slo_attainment: "share"};
    return {
        crowded: tableOf(crowded, undefined, share), packed: tableOf(packed, undefined, share),
        near: tableOf(near),
        near_far: tableOf([...near, {layout: titles[7], net_cost_cny_per_year: 900e6, net_cost_cny_per_year_low: 899e6, net_cost_cny_per_year_high: 901e6}]),
        outlier: tableOf(outlier, undefined, {wait: "duration"}), differences: tableOf(differences, undefined, {difference: "money", difference_low: "money", difference_high: "money"}),
        busy: tableOf(links, undefined, {there: "share", back: "share"}), steps: tableOf(steps, undefined, {change: "money"}),
        circles: tableOf(circles, undefined, {share: "share", within: "number"}), loads: tableOf(loads, undefined, {queued: "count"}),
        fortnight: tableOf(localTimes(240, 1), undefined, {load: "share"}), one_day: tableOf(localTimes(30, 1), undefined, {load: "share"}), ...network(),
    };
}

const said = both("A reading.", "读法。");
const one = (id, chart, table, title, options, more = {}) => view(id, chart, table, both(...title), said, {options, ...more});
const byLayout = {picks: ["alternative"]};

export function chartsDocument() {
    const bars = {category: "layout", values: "net_cost_cny_per_year"};
    return {
        format: 2, language: "en", title: both("What charts do", "图表功能"), subtitle: both("A sample for tests", "测试样例"),
        made: {version: "0.0.0", commit: "sample"},
        picks: [{column: "alternative", label: both("Layout", "布局方案"), values: layouts, first: layouts[0]}],
        names: {...names, node: nodeNames}, words, units,
        tables: tables(),
        sections: [
            {id: "comparison", title: both("Comparison", "对比"), blocks: [
                one("steps", "waterfall", "steps", ["From the baseline to the best", "从基准到最优"], {}),
                one("front", "front", "crowded", ["A crowded front", "密集的前沿"], {x: "net_cost_cny_per_year", y: "slo_attainment"}),
                one("packed", "front", "packed", ["A front of many", "众多方案的前沿"], {x: "net_cost_cny_per_year", y: "slo_attainment"}),
                one("near", "bars", "near", ["Near-equal figures", "相近的数值"], bars),
                one("near_far", "bars", "near_far", ["Near-equal figures and one far off", "相近的数值与一个离群值"], bars),
                one("outlier", "bars", "outlier", ["One far off", "一个离群值"], {category: "layout", values: "wait", horizontal: "yes"}),
                one("differences", "differences", "differences", ["Differences, one far off", "差值与离群值"], {more_is_better: "no"}),
                one("busy", "bars", "busy", ["The busiest links", "最忙的链路"], {category: "link", values: "there,back", top: "3", rank_by: "max:there,back", horizontal: "yes"}),
            ]},
            {id: "time", title: both("Time", "时间"), blocks: [
                one("fortnight", "lines", "fortnight", ["Ten days", "十天"], {x: "time", values: "load", time: "yes"}),
                one("one_day", "lines", "one_day", ["A day", "一天"], {x: "time", values: "load", time: "yes"}),
                one("loads", "heat", "loads", ["Jobs queued over a week", "一周排队作业"], {x: "hour", y: "site", value: "queued"}, byLayout),
                one("week", "lines", "loads", ["The same as lines", "折线"], {x: "hour", series: "site", value: "queued"}, byLayout),
                one("circles", "curve", "circles", ["Demand within so many milliseconds", "时延圈内的需求"], {x: "within", value: "share", series: "way", log: "yes", unit: "ms"}),
            ]},
            {id: "map", title: both("Map", "地图"), blocks: [one("map", "map", "sites", ["The layout", "布局"], {}, byLayout)]},
        ],
    };
}
