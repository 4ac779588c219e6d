// A value over numbers, with the band of its interval.
import {say} from "../words.js";
import {Scale} from "../scale.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {calm, tip, tooltip, valueAxis} from "./style.js";

interface Point {
    readonly x: number;
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly name: string;
}

function pointsOf(scene: Scene): Point[] {
    const options = optionsOf(scene);
    const {rows} = scene;
    const value = options["value"] ?? "";
    const interval = rows.estimate(value);
    const points = rows.rows.flatMap((row) => {
        const cell = rows.cell(row, options["x"] ?? "");
        const x = typeof cell === "number" ? cell : parseFloat(String(cell));
        const figure = rows.figure(row, value);
        if (!Number.isFinite(x) || figure === null) return [];
        return [{
            x, value: figure,
            low: rows.figure(row, options["low"] ?? interval?.low ?? ""), high: rows.figure(row, options["high"] ?? interval?.high ?? ""),
            name: rows.text(row, "alternative"),
        }];
    });
    return points.sort((a, b) => a.x - b.x);
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

function draw(scene: Scene): Picture | null {
    const {rows, colours, language, terms} = scene;
    const options = optionsOf(scene);
    const value = options["value"] ?? "";
    const points = pointsOf(scene);
    if (points.length === 0) return null;
    const scale = Scale.of(rows, [value], language);
    const across = new Scale(Math.max(...points.map((point) => Math.abs(point.x))), rows.quantity(options["x"] ?? ""), language);
    const name = terms.column(options["x"] ?? "");
    const unit = rows.rows[0] ? rows.text(rows.rows[0], "unit") : "";  // of x, where the rows name it
    const x = (point: Point) => across.to(point.x) ?? 0;
    const sides = points.flatMap((point) => {
        const [low, high] = [scale.to(point.low), scale.to(point.high)];
        return low === null || high === null ? [] : [[x(point), low, high] as const];
    });
    const option = {
        ...calm,
        grid: {left: 70, right: 24, top: 14, bottom: 46},
        xAxis: valueAxis(scene, across, across.unit === "" && unit !== "" ? `${name} (${unit})` : name, {
            nameGap: 28, scale: true, splitLine: {show: false}, axisLine: {show: true, onZero: false, lineStyle: {color: colours.strong}},
        }),
        yAxis: valueAxis(scene, scale, terms.column(value), {nameGap: 52, nameRotate: 90, scale: true}),
        tooltip: tooltip(scene, (at) => {
            const point = points[at.dataIndex];
            if (!point) return "";
            const lines = [{name: terms.column(value), value: scale.write(point.value, point.low, point.high)}];
            if (point.low !== null && point.high !== null) {
                const end = (end: number) => scale.bare(end, point.low, point.high);
                lines.push({name: say("interval", language), value: `${end(point.low)} … ${end(point.high)}`});
            }
            return tip(point.name !== "" ? terms.cell(point.name) : `${name}: ${across.write(point.x)} ${unit}`.trimEnd(), lines);
        }),
        series: [
            ...(sides.length > 1 ? [band(sides, colours.series[0] ?? colours.accent)] : []),
            // Unseen: the axis must hold the ends of the band as well.
            {type: "scatter", symbol: "none", silent: true, data: sides.flatMap(([at, low, high]) => [[at, low], [at, high]])},
            {
                type: "line",
                z: 3,
                data: points.map((point) => [x(point), scale.to(point.value)]),
                symbol: "circle",
                symbolSize: 8,
                lineStyle: {color: colours.series[0], width: 2},
                itemStyle: {color: colours.series[0]},
                emphasis: {disabled: true},
            },
        ],
    };
    return {option, height: 300};
}

export const curve: ChartKind = {
    wide: false,
    needs: (options) => [options["x"] ?? "", options["value"] ?? ""],
    draw,
};
