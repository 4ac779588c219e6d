// Lines over a column, of several columns or of the values of one.
import {nothing} from "../format.js";
import {Scale} from "../scale.js";
import type {Frame} from "../frame.js";
import type {ChartKind, LegendEntry, Picture, Scene} from "./chart.js";
import {listed, optionsOf} from "./chart.js";
import {axisTitle, calm, tip, tooltip, valueAxis} from "./style.js";
import {hourTicks, timeAxis, type TimeAxis} from "./time_axis.js";

interface Line {
    readonly name: string;
    readonly figures: ReadonlyMap<string, number | null>;
    readonly texts: ReadonlyMap<string, string>;
}

function linesOf(scene: Scene, rows: Frame, x: string): Line[] {
    const options = optionsOf(scene);
    const by = options["series"];
    const value = options["value"] ?? "";
    const over = (name: string, frame: Frame, column: string): Line => ({
        name, figures: new Map(frame.rows.map((row) => [frame.text(row, x), frame.figure(row, column)])),
        texts: new Map(frame.rows.map((row) => [frame.text(row, x), frame.written(row, column, scene.language)])),
    });
    if (by) return rows.distinct(by).map((name) => over(scene.terms.cell(name, rows.column(by)?.names), rows.where(by, name), value));
    return listed(options["values"] ?? value).map((column) => over(scene.terms.column(column), rows, column));
}

const dashes = ["solid", [7, 3], [2, 3], [9, 3, 2, 3]] as const;
const mostNamed = 10;  // beyond these, lines are thin and grey

// Along x: times by their distances, all else side by side.
function acrossOf(scene: Scene, places: readonly string[], time: TimeAxis | null, label: (place: string) => string): object {
    const {colours, terms} = scene;
    const shared = {
        name: time?.showsDays ? "" : terms.column(optionsOf(scene)["x"] ?? ""), nameLocation: "middle", nameGap: 28,
        nameTextStyle: {color: colours.soft, fontSize: 12, fontFamily: colours.font}, axisLine: {lineStyle: {color: colours.strong}},
    };
    if (time) {
        const hours = places.map(time.at);
        return {...shared, type: "value", min: Math.min(...hours), max: Math.max(...hours), ...hourTicks(time, scene.width - 84, colours)};
    }
    return {
        ...shared, type: "category", data: places.map(label), boundaryGap: false, axisTick: {show: false},
        axisLabel: {
            color: colours.soft, fontSize: 12, fontFamily: colours.font, hideOverlap: true, width: scene.width < 500 ? 60 : 110, overflow: "truncate",
        },
    };
}

// A span of time behind the lines, from the column to the column that option `band` names, of the first row.
function bandOf(scene: Scene, time: TimeAxis): object {
    const [from, until] = listed(optionsOf(scene)["band"]);
    const row = scene.rows.rows[0];
    if (!from || !until || !row) return {};
    const at = (column: string) => time.at(scene.rows.text(row, column));
    return {markArea: {silent: true, itemStyle: {color: scene.colours.bad, opacity: 0.1}, data: [[{xAxis: at(from)}, {xAxis: at(until)}]]}};
}

function draw(scene: Scene): Picture | null {
    const {rows, colours, language, terms} = scene;
    const options = optionsOf(scene);
    const x = options["x"] ?? "";
    const values = options["series"] ? [options["value"] ?? ""] : listed(options["values"] ?? options["value"]);
    const lines = linesOf(scene, rows, x);
    if (!lines.some((line) => [...line.figures.values()].some((figure) => figure !== null))) return null;
    const scale = Scale.of(rows, values, language);
    const places = rows.distinct(x);
    const time = timeAxis(rows, x, options["time"] === "yes", language);
    const numeric = rows.rows.every((row) => typeof rows.cell(row, x) === "number");
    if (time) places.sort((a, b) => time.at(a) - time.at(b));
    else if (numeric) places.sort((a, b) => Number(a) - Number(b));
    const area = options["area"] === "yes";
    const stack = options["stack"] === "yes";
    const style = (at: number) => at < mostNamed
        ? {color: colours.series[at % colours.series.length], width: 1.8, type: stack || area ? "solid" : dashes[at % 4]}
        : {color: colours.strong, width: 1, opacity: 0.6};
    const label = time?.name ?? ((place: string) => terms.cell(place, rows.column(x)?.names));
    const mostShown = scale.unit === "%" ? {max: 100} : {};
    const fitted = options["fit"] === "yes" ? {scale: true, ...mostShown} : {};
    const point = (line: Line, place: string) => {
        const shown = scale.to(line.figures.get(place) ?? null);
        return time ? [time.at(place), shown] : shown;
    };
    const option = {
        ...calm,
        grid: {left: 66, right: time ? 30 : 18, top: 12, bottom: 46},
        xAxis: acrossOf(scene, places, time, label),
        yAxis: valueAxis(scene, scale, axisTitle(scene, values.length === 1 ? terms.column(values[0] ?? "") : "", values, false), {nameGap: 50, nameRotate: 90, ...fitted}),
        tooltip: tooltip(scene, (at) => tip(label(places[at.dataIndex] ?? ""), lines.slice(0, 14).map((line) => ({
            name: line.name, value: line.texts.get(places[at.dataIndex] ?? "") ?? nothing,
        }))), {trigger: "axis", axisPointer: {type: "line", lineStyle: {color: colours.strong}}}),
        series: lines.map((line, at) => ({
            ...(at === 0 && time ? bandOf(scene, time) : {}),
            type: "line",
            data: places.map((place) => point(line, place)),
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
    return {option, height: scene.width < 500 ? 260 : 300, legend};
}

export const lines: ChartKind = {
    wide: true,
    needs: (options) => {
        const values = options["series"] ? [options["series"], options["value"] ?? ""] : listed(options["values"] ?? options["value"]);
        return [options["x"] ?? "", ...values];
    },
    draw,
};
