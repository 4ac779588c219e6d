// Bars, standing or lying, side by side or stacked, with intervals where there are.
import type {Scale} from "../scale.js";
import type {Picture, Scene} from "./chart.js";
import {intervalSeries} from "./interval_marks.js";
import {calm, categoryAxis, labelRoom, pitch, tip, tooltip, valueAxis} from "./style.js";

type Figures = readonly (number | null)[];
export interface BarSeries {
    readonly name: string;
    readonly colour: string;
    readonly values: Figures;
    readonly lows?: Figures;
    readonly highs?: Figures;
}
export interface Bars {
    readonly categories: readonly string[];
    readonly series: readonly BarSeries[];
    readonly stack: boolean;
    readonly sideways: boolean;
    readonly axis: string;
}

function intervals(bars: Bars, scale: Scale): (readonly [number, number, number])[] {
    const one = bars.series[0];
    if (!one?.lows || !one.highs) return [];
    return bars.categories.flatMap((_, at) => {
        const low = scale.to(one.lows?.[at] ?? null);
        const high = scale.to(one.highs?.[at] ?? null);
        return low === null || high === null || high <= low ? [] : [[at, low, high] as const];
    });
}

function tipOf(bars: Bars, scale: Scale, at: number): HTMLElement {
    const lines = bars.series.filter((one) => !bars.stack || (one.values[at] ?? 0) !== 0).map((one) => {
        const [low, high] = [one.lows?.[at] ?? null, one.highs?.[at] ?? null];
        const value = scale.write(one.values[at] ?? null, low, high);
        const span = low !== null && high !== null && high > low
            ? ` (${scale.bare(low, low, high)} … ${scale.bare(high, low, high)})` : "";
        return {name: one.name, value: value + span};
    });
    return tip(bars.categories[at] ?? "", lines);
}

export function barPicture(scene: Scene, scale: Scale, bars: Bars): Picture {
    const {categories, sideways, stack} = bars;
    const room = sideways ? labelRoom(scene, categories) : 62;
    const rowsEach = stack ? 1 : bars.series.length;
    const height = sideways
        ? categories.length * Math.max(pitch(categories.length), rowsEach * 11 + 8) + 56
        : 300;
    const shares = scale.quantity === "share" && bars.series.every((one) => one.values.every((value) => (value ?? 0) <= 1 && (value ?? 0) >= 0));
    const whole = shares && !stack && bars.series.some((one) => one.values.some((value) => (value ?? 0) > 0.6)) ? {max: 100} : {};
    const value = valueAxis(scene, scale, bars.axis, {nameGap: sideways ? 26 : 46, ...(sideways ? {} : {nameRotate: 90}), ...whole});
    const turned = !sideways && categories.length * 52 > scene.width;
    const names = categoryAxis(scene, categories, sideways ? room : turned ? 100 : scene.width / categories.length - 6,
        sideways ? {inverse: true} : {});
    if (!sideways) Object.assign((names as {axisLabel: object}).axisLabel, turned ? {rotate: 40} : {overflow: "break", lineHeight: 14});
    // Figures stand beside bars where there is room for them.
    const written = sideways && bars.series.length === 1;
    const spans = intervals(bars, scale);
    const series: object[] = bars.series.map((one) => ({
        type: "bar",
        data: one.values.map((figure) => scale.to(figure)),
        ...(stack ? {stack: "all"} : {barGap: "8%"}),
        barMaxWidth: sideways ? 18 : stack ? 46 : 26,
        barCategoryGap: "28%",
        itemStyle: {color: one.colour, ...(stack ? {borderColor: scene.colours.sheet, borderWidth: 0.5} : {})},
        emphasis: {disabled: true},
        ...(written ? {label: {
            show: true, position: "right", distance: 7, color: scene.colours.soft, fontSize: 11.5, fontFamily: scene.colours.font,
            formatter: (at: {dataIndex: number}) => scale.bare(one.values[at.dataIndex] ?? null, one.lows?.[at.dataIndex], one.highs?.[at.dataIndex]),
        }} : {}),
    }));
    if (spans.length > 0) series.push(intervalSeries(spans, [scene.colours.ink], sideways, 3, 1.2));
    return {
        height,
        option: {
            ...calm,
            grid: {left: room + (sideways ? 0 : 4), right: written ? 58 : 20, top: 12, bottom: sideways ? 42 : turned ? 92 : 52},
            xAxis: sideways ? value : names,
            yAxis: sideways ? names : value,
            tooltip: tooltip(scene, (at) => tipOf(bars, scale, at.dataIndex), {
                trigger: "axis", axisPointer: {type: "shadow", shadowStyle: {color: scene.colours.soft, opacity: 0.08}},
            }),
            series,
        },
    };
}
