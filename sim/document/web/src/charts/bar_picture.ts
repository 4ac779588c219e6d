// Bars, standing or lying, side by side or stacked, with intervals where there are. Those beyond `bound` end at it,
// with an arrow and their value.
import {nothing} from "../format.js";
import type {Scale} from "../scale.js";
import type {Picture, Scene} from "./chart.js";
import {intervalSeries} from "./interval_marks.js";
import {axisTitle, calm, categoryAxis, labelRoom, pitch, textWidth, tip, tooltip, valueAxis, wholeShares} from "./style.js";

type Figures = readonly (number | null)[];
export interface BarSeries {
    readonly name: string;
    readonly colour: string;
    readonly values: Figures;
    readonly texts: readonly string[];  // the values as the table writes them
    readonly lows?: Figures;
    readonly highs?: Figures;
    readonly spans?: readonly string[];  // "low … high", or empty
}
export interface Bars {
    readonly categories: readonly string[];
    readonly series: readonly BarSeries[];
    readonly stack: boolean;
    readonly sideways: boolean;
    readonly axis: string;
    readonly columns: readonly string[];  // that the values are of
}

function intervals(bars: Bars, scale: Scale, bound: number): (readonly [number, number, number])[] {
    const one = bars.series[0];
    if (!one?.lows || !one.highs) return [];
    return bars.categories.flatMap((_, at) => {
        const low = scale.to(one.lows?.[at] ?? null);
        const high = scale.to(one.highs?.[at] ?? null);
        if (Math.abs(one.values[at] ?? 0) > bound) return [];
        return low === null || high === null || high <= low ? [] : [[at, low, high] as const];
    });
}

export function barTip(bars: Bars, at: number): HTMLElement {
    const lines = bars.series.filter((one) => !bars.stack || (one.values[at] ?? 0) !== 0).map((one) => {
        const span = one.spans?.[at] ?? "";
        return {name: one.name, value: (one.texts[at] ?? nothing) + (span === "" ? "" : ` (${span})`)};
    });
    return tip(bars.categories[at] ?? "", lines);
}

// Figures stand beside bars where there is room for them, and at every bar that the axis does not reach.
function barSeries(scene: Scene, scale: Scale, bars: Bars, one: BarSeries, bound: number): object {
    const {sideways, stack} = bars;
    const written = sideways && bars.series.length === 1;
    const label = {
        distance: 6, color: scene.colours.soft, fontSize: 11.5, fontFamily: scene.colours.font,
        formatter: (at: {dataIndex: number}) => {
            const value = one.values[at.dataIndex] ?? null;
            const text = one.texts[at.dataIndex] ?? "";
            return Math.abs(value ?? 0) > bound ? (sideways ? `${(value ?? 0) < 0 ? "←" : "→"} ${text}` : `${(value ?? 0) < 0 ? "↓" : "↑"} ${text}`) : text;
        },
    };
    return {
        type: "bar",
        data: one.values.map((figure) => {
            if (figure === null) return null;
            const beyond = Math.abs(figure) > bound;
            const position = sideways ? (figure < 0 && beyond ? "left" : "right") : figure < 0 ? "bottom" : "top";
            return {value: scale.to(beyond ? Math.sign(figure) * bound : figure), label: {...label, position, show: written || beyond}};
        }),
        ...(stack ? {stack: "all"} : {barGap: "8%"}),
        barMaxWidth: sideways ? 18 : stack ? 46 : 26,
        barCategoryGap: "28%",
        itemStyle: {color: one.colour, ...(stack ? {borderColor: scene.colours.sheet, borderWidth: 0.5} : {})},
        emphasis: {disabled: true},
    };
}

export function barPicture(scene: Scene, scale: Scale, bars: Bars, bound = Infinity): Picture {
    const {categories, sideways, stack} = bars;
    const room = sideways ? labelRoom(scene, categories) : 62;
    const rowsEach = stack ? 1 : bars.series.length;
    const height = sideways
        ? categories.length * Math.max(pitch(categories.length), rowsEach * 11 + 8) + 56
        : 300;
    const shares = scale.quantity === "share" && bars.series.every((one) => one.values.every((value) => (value ?? 0) <= 1 && (value ?? 0) >= 0));
    const whole = shares && !stack && bars.series.some((one) => one.values.some((value) => (value ?? 0) > 0.6)) ? wholeShares(scene) : {};
    const cut = Number.isFinite(bound);
    const end = scale.to(bound) ?? 0;
    const figures = bars.series.flatMap((one) => one.values.map((figure) => figure ?? 0));
    const ends = cut ? {max: figures.some((figure) => figure > bound) ? end : null, min: figures.some((figure) => figure < -bound) ? -end : null} : {};
    const value = valueAxis(scene, scale, axisTitle(scene, bars.axis, bars.columns, sideways), {
        nameGap: sideways ? 26 : 46, ...(sideways ? {} : {nameRotate: 90}), ...whole, ...ends,
    });
    const each = (scene.width - room - 24) / categories.length - 6;
    // Names stand level where no word of theirs is wider than its place.
    const turned = !sideways && (categories.length * 52 > scene.width || categories.some((name) => name.split(" ").some((word) => textWidth(word) > each)));
    const names = categoryAxis(scene, categories, sideways ? room : turned ? 100 : each,
        sideways ? {inverse: true} : {});
    if (!sideways) Object.assign((names as {axisLabel: object}).axisLabel, turned ? {rotate: 40} : {overflow: "break", lineHeight: 14});
    const spans = intervals(bars, scale, bound);
    const written = sideways && (cut || bars.series.length === 1) ? bars.series.flatMap((one) => one.texts) : [];
    const widest = Math.max(0, ...written.map((text) => textWidth(text, 11.5)));
    const series = bars.series.map((one) => barSeries(scene, scale, bars, one, bound));
    if (spans.length > 0) series.push(intervalSeries(spans, [scene.colours.ink], sideways, 3, 1.2));
    return {
        height,
        option: {
            ...calm,
            grid: {left: room + (sideways ? 0 : 4), right: widest > 0 ? Math.ceil(widest) + (cut ? 34 : 16) : 20, top: cut && !sideways ? 26 : 12, bottom: sideways ? 42 : turned ? 92 : 52},
            xAxis: sideways ? value : names,
            yAxis: sideways ? names : value,
            tooltip: tooltip(scene, (at) => barTip(bars, at.dataIndex), {
                trigger: "axis", axisPointer: {type: "shadow", shadowStyle: {color: scene.colours.soft, opacity: 0.08}},
            }),
            series,
        },
    };
}
