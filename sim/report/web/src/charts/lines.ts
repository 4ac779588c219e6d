// Lines over a column, of several columns or of the values of one.
import {Scale} from "../scale.js";
import type {Frame} from "../frame.js";
import type {ChartKind, LegendEntry, Picture, Scene} from "./chart.js";
import {listed, optionsOf} from "./chart.js";
import {hourAxis} from "./hours.js";
import {calm, tip, tooltip, valueAxis} from "./style.js";

interface Line {
    readonly name: string;
    readonly figures: ReadonlyMap<string, number | null>;
}

function linesOf(scene: Scene, rows: Frame, x: string): Line[] {
    const options = optionsOf(scene);
    const by = options["series"];
    const value = options["value"] ?? "";
    const over = (frame: Frame, column: string) =>
        new Map(frame.rows.map((row) => [frame.text(row, x), frame.figure(row, column)]));
    if (by) return rows.distinct(by).map((name) => ({name: scene.terms.cell(name), figures: over(rows.where(by, name), value)}));
    return listed(options["values"] ?? value).map((column) => ({name: scene.terms.column(column), figures: over(rows, column)}));
}

// "2025-07-01T06:00:00+08:00" as "07-01 06:00".
function clockText(place: string): string {
    return place.replace(/^\d{4}-(\d\d-\d\d)[T ](\d\d:\d\d).*$/, "$1 $2");
}

const dashes = ["solid", [7, 3], [2, 3], [9, 3, 2, 3]] as const;
const mostNamed = 10;  // beyond these, lines are thin and grey

function draw(scene: Scene): Picture | null {
    const {rows, colours, language, terms} = scene;
    const options = optionsOf(scene);
    const x = options["x"] ?? "";
    const values = options["series"] ? [options["value"] ?? ""] : listed(options["values"] ?? options["value"]);
    const lines = linesOf(scene, rows, x);
    if (!lines.some((line) => [...line.figures.values()].some((figure) => figure !== null))) return null;
    const scale = Scale.of(rows, values, language);
    const places = rows.distinct(x);
    const numeric = rows.rows.every((row) => typeof rows.cell(row, x) === "number") && options["time"] !== "yes";
    if (numeric) places.sort((a, b) => Number(a) - Number(b));
    const area = options["area"] === "yes";
    const stack = options["stack"] === "yes";
    const style = (at: number) => at < mostNamed
        ? {color: colours.series[at % colours.series.length], width: 1.8, type: stack || area ? "solid" : dashes[at % 4]}
        : {color: colours.strong, width: 1, opacity: 0.6};
    const hours = hourAxis(rows, x, language);
    const label = options["time"] === "yes" ? clockText : hours?.name ?? ((place: string) => terms.cell(place));
    const narrow = scene.width < 500;
    const option = {
        ...calm,
        grid: {left: 66, right: 18, top: 12, bottom: 46},
        xAxis: {
            type: "category",
            data: places.map(label),
            boundaryGap: false,
            name: terms.column(x),
            nameLocation: "middle",
            nameGap: 28,
            nameTextStyle: {color: colours.soft, fontSize: 12, fontFamily: colours.font},
            axisLabel: {color: colours.soft, fontSize: 12, fontFamily: colours.font, hideOverlap: true, width: narrow ? 60 : 110, overflow: "truncate", ...hours?.label},
            axisLine: {lineStyle: {color: colours.strong}},
            axisTick: {show: false},
        },
        yAxis: valueAxis(scene, scale, values.length === 1 ? terms.column(values[0] ?? "") : "", {nameGap: 50, nameRotate: 90}),
        tooltip: tooltip(scene, (at) => tip(label(places[at.dataIndex] ?? ""), lines.slice(0, 14).map((line) => ({
            name: line.name, value: scale.write(line.figures.get(places[at.dataIndex] ?? "") ?? null),
        }))), {trigger: "axis", axisPointer: {type: "line", lineStyle: {color: colours.strong}}}),
        series: lines.map((line, at) => ({
            type: "line",
            data: places.map((place) => scale.to(line.figures.get(place) ?? null)),
            showSymbol: places.length < 3,
            symbol: "circle",
            symbolSize: 5,
            lineStyle: style(at),
            itemStyle: {color: style(at).color},
            ...(area || stack ? {areaStyle: {color: style(at).color, opacity: stack ? 0.75 : 0.18}} : {}),
            ...(stack ? {stack: "all"} : {}),
            emphasis: {disabled: true},
        })),
    };
    const legend: LegendEntry[] = lines.length < 2 ? [] : lines.slice(0, mostNamed).map((line, at) => ({
        mark: stack || area ? "box" : at % 4 === 0 ? "line" : "dashes", colour: style(at).color ?? "", text: line.name,
    }));
    return {option, height: narrow ? 260 : 300, legend};
}

export const lines: ChartKind = {
    wide: true,
    needs: (options) => {
        const values = options["series"] ? [options["series"], options["value"] ?? ""] : listed(options["values"] ?? options["value"]);
        return [options["x"] ?? "", ...values];
    },
    draw,
};
