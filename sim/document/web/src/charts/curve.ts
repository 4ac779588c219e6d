// A value over numbers, with the band of its interval; one curve per value of option `series`.
import {say} from "../words.js";
import type {Row} from "../document.js";
import type {Frame} from "../frame.js";
import {Scale} from "../scale.js";
import type {ChartKind, LegendEntry, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {axisTitle, calm, shapeOf, tip, tooltip, valueAxis, wholeShares} from "./style.js";

interface Point {
    readonly row: Row;
    readonly x: number;
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly name: string;
}
interface Curve {
    readonly name: string;
    readonly points: readonly Point[];
}

function pointsOf(scene: Scene, rows: Frame): Point[] {
    const options = optionsOf(scene);
    const value = options["value"] ?? "";
    const interval = rows.estimate(value);
    const points = rows.rows.flatMap((row) => {
        const cell = rows.cell(row, options["x"] ?? "");
        const x = typeof cell === "number" ? cell : parseFloat(String(cell));  // "5 ms" is 5
        const figure = rows.figure(row, value);
        if (!Number.isFinite(x) || figure === null || (isLog(scene) && x <= 0)) return [];
        return [{
            row, x, value: figure,
            low: rows.figure(row, options["low"] ?? interval?.low ?? ""), high: rows.figure(row, options["high"] ?? interval?.high ?? ""),
            name: rows.text(row, "alternative"),
        }];
    });
    return points.sort((a, b) => a.x - b.x);
}

function curvesOf(scene: Scene): Curve[] {
    const {rows, terms} = scene;
    const by = optionsOf(scene)["series"] ?? "";
    const all = by === "" ? [{name: "", points: pointsOf(scene, rows)}]
        : rows.distinct(by).map((name) => ({name: terms.cell(name, rows.column(by)?.names), points: pointsOf(scene, rows.where(by, name))}));
    return all.filter((curve) => curve.points.length > 0);
}

function isLog(scene: Scene): boolean {
    return optionsOf(scene)["log"] === "yes";
}

function band(points: readonly (readonly [number, number, number])[], colour: string): object {
    return {
        type: "custom",
        silent: true,
        z: 1,
        data: [[...(points[0] ?? [0, 0, 0])]],
        encode: {x: 0, y: [1, 2]},
        renderItem: (_: unknown, api: {coord(point: readonly number[]): number[]}) => ({
            type: "polygon",
            shape: {
                points: [...points.map(([x, low]) => api.coord([x, low])),
                    ...[...points].reverse().map(([x, , high]) => api.coord([x, high]))],
            },
            style: {fill: colour, opacity: 0.2},
        }),
    };
}

// 1, 2, 5, 10 ... of what the axis spans; the x of the points themselves where they are few.
function logTicks(xs: readonly number[]): number[] {
    const own = [...new Set(xs)].sort((a, b) => a - b);
    if (own.length <= 6) return own;
    const [first, last] = [own[0] ?? 1, own[own.length - 1] ?? 1];
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(first)); power <= Math.ceil(Math.log10(last)); ++power) {
        for (const digit of [1, 2, 5]) ticks.push(Number((digit * 10 ** power).toPrecision(3)));
    }
    return ticks.filter((tick) => tick >= first * 0.999 && tick <= last * 1.001);
}

function acrossOf(scene: Scene, curves: readonly Curve[], across: Scale, name: string): object {
    const {colours} = scene;
    const shared = {nameGap: 28, axisLine: {show: true, onZero: false, lineStyle: {color: colours.strong}}};
    if (!isLog(scene)) return valueAxis(scene, across, name, {...shared, scale: true, splitLine: {show: false}});
    const ticks = logTicks(curves.flatMap((curve) => curve.points.map((point) => across.to(point.x) ?? 1)));
    const at = ticks.map(Math.log10);
    const [first, last] = [at[0] ?? 0, at[at.length - 1] ?? 1];
    const margin = first === last ? 0.5 : 0.04 * (last - first);
    return valueAxis(scene, across, name, {
        ...shared, min: first - margin, max: last + margin,
        axisLabel: {
            color: colours.soft, fontSize: 12, fontFamily: colours.font, hideOverlap: true, customValues: at,
            formatter: (value: number) => across.tick(Number((10 ** value).toPrecision(6))),
        },
        axisTick: {show: true, customValues: at, lineStyle: {color: colours.strong}},
    });
}

function draw(scene: Scene): Picture | null {
    const {rows, colours, language, terms} = scene;
    const options = optionsOf(scene);
    const value = options["value"] ?? "";
    const curves = curvesOf(scene);
    if (curves.length === 0) return null;
    const scale = Scale.of(rows, [value], language);
    const largest = Math.max(...curves.flatMap((curve) => curve.points.map((point) => Math.abs(point.x))));
    const across = new Scale(largest, rows.quantity(options["x"] ?? ""), language);
    const named = terms.column(options["x"] ?? "");
    const unit = (rows.rows[0] ? rows.text(rows.rows[0], "unit") : "") || (options["unit"] ?? "");  // of x, where the rows or the view name it
    const name = across.unit === "" && unit !== "" ? `${named} (${unit})` : named;
    const x = (point: Point) => {
        const shown = across.to(point.x) ?? 0;
        return isLog(scene) ? Math.log10(shown) : shown;
    };
    const colour = (at: number) => colours.series[at % colours.series.length] ?? colours.accent;
    const sides = curves.map((curve) => curve.points.flatMap((point) => {
        const [low, high] = [scale.to(point.low), scale.to(point.high)];
        return low === null || high === null ? [] : [[x(point), low, high] as const];
    }));
    const shares = scale.quantity === "share" && curves.every((curve) => curve.points.every((point) => point.value <= 1 && (point.high ?? 0) <= 1));
    const bands = sides.flatMap((side, at) => (side.length > 1 ? [band(side, colour(at))] : []));
    const drawn = curves.map((curve, at) => ({
        type: "line",
        z: 3,
        data: curve.points.map((point) => [x(point), scale.to(point.value)]),
        symbol: shapeOf(at).symbol,
        symbolSize: 8,
        lineStyle: {color: colour(at), width: 2},
        itemStyle: {color: colour(at)},
        emphasis: {disabled: true},
    }));
    const option = {
        ...calm,
        grid: {left: 70, right: 24, top: 14, bottom: 46},
        xAxis: acrossOf(scene, curves, across, name),
        yAxis: valueAxis(scene, scale, axisTitle(scene, terms.column(value), [value], false), {
            nameGap: 52, nameRotate: 90, scale: true, ...(isLog(scene) && shares ? wholeShares(scene) : {}),
        }),
        tooltip: tooltip(scene, (at) => {
            const curve = curves[at.seriesIndex - bands.length - 1];
            const point = curve?.points[at.dataIndex];
            return curve && point ? tipOf(scene, curve, point, `${named}: ${rows.written(point.row, options["x"] ?? "", language)}${across.unit === "" && unit !== "" ? ` ${unit}` : ""}`) : "";
        }),
        series: [
            ...bands,
            // Unseen: the axis must hold the ends of the band as well.
            {type: "scatter", symbol: "none", silent: true, data: sides.flat().flatMap(([at, low, high]) => [[at, low], [at, high]])},
            ...drawn,
        ],
    };
    const legend: LegendEntry[] = curves.length < 2 ? []
        : curves.map((curve, at) => ({mark: shapeOf(at).mark, colour: colour(at), text: curve.name}));
    return {option, height: 300, legend};
}

function tipOf(scene: Scene, curve: Curve, point: Point, where: string): HTMLElement {
    const {language, terms, rows} = scene;
    const options = optionsOf(scene);
    const value = options["value"] ?? "";
    const lines = [{name: curve.name || terms.column(value), value: rows.written(point.row, value, language)}];
    const interval = rows.estimate(value);
    const span = rows.span(point.row, options["low"] ?? interval?.low ?? "", options["high"] ?? interval?.high ?? "", language);
    if (span !== "") lines.push({name: say("interval", language), value: span});
    return tip(point.name !== "" && curve.name === "" ? terms.cell(point.name, rows.column("alternative")?.names) : where, lines);
}

export const curve: ChartKind = {
    wide: false,
    needs: (options) => [options["x"] ?? "", options["value"] ?? "", ...(options["series"] ? [options["series"]] : [])],
    draw,
};
