// What a figure becomes at both ends of each input, the widest first. Bars run from the base, where the table has
// one (option `base`), else from end to end.
import {say} from "../words.js";
import {Scale} from "../terms.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {calm, categoryAxis, labelRoom, tip, tooltip, valueAxis} from "./style.js";

interface Api {
    value(dimension: number): number;
    coord(point: readonly number[]): number[];
}

function bar(data: readonly (readonly [number, number, number])[], colour: string, hatch: boolean): object {
    return {
        type: "custom",
        z: 2,
        data: data.map((one) => [...one]),
        encode: {x: [1, 2], y: 0},
        renderItem: (_: unknown, api: Api) => {
            const [ax = 0, y = 0] = api.coord([api.value(1), api.value(0)]);
            const [bx = 0] = api.coord([api.value(2), api.value(0)]);
            const [left, width] = [Math.min(ax, bx), Math.abs(bx - ax)];
            return {
                type: "rect",
                shape: {x: left, y: y - 8, width: Math.max(width, 1.5), height: 16},
                style: {fill: colour, stroke: hatch ? colour : undefined, fillOpacity: hatch ? 0.35 : 1, lineWidth: 1.5},
            };
        },
    };
}

function draw(scene: Scene): Picture | null {
    const {rows: all, colours, language, terms} = scene;
    const options = optionsOf(scene);
    const input = options["input"] ?? "input";
    const [low, high] = [options["at_low"] ?? "at_low", options["at_high"] ?? "at_high"];
    const base = options["base"] ?? "base";
    const told = all.filter((row) => all.figure(row, low) !== null && all.figure(row, high) !== null);
    if (told.rows.length === 0) return null;
    const swing = (row: (typeof told.rows)[number]) => Math.abs((told.figure(row, high) ?? 0) - (told.figure(row, low) ?? 0));
    const rows = told.sorted((a, b) => swing(b) - swing(a));
    const scale = Scale.of(rows, [low, high], language, true);
    const names = rows.rows.map((row) => terms.cell(rows.text(row, input)));
    const room = labelRoom(scene, names);
    const middle = (row: (typeof rows.rows)[number]) =>
        rows.figure(row, base) ?? ((rows.figure(row, low) ?? 0) + (rows.figure(row, high) ?? 0)) / 2;
    const spans = (column: string) => rows.rows.map((row, at) =>
        [at, scale.to(middle(row)) ?? 0, scale.to(rows.figure(row, column)) ?? 0] as const);
    const [first, second] = [colours.series[1] ?? "", colours.series[0] ?? ""];
    const crosses = rows.rows.some((row) => rows.figure(row, low)! * rows.figure(row, high)! <= 0);
    const baseAt = rows.has(base) ? scale.to(rows.figure(rows.rows[0]!, base)) : null;
    const marks = [
        ...(crosses ? [{xAxis: 0, lineStyle: {color: colours.ink, width: 1.2, type: "solid"}}] : []),
        ...(baseAt !== null ? [{xAxis: baseAt, lineStyle: {color: colours.soft, width: 1, type: "dashed"}}] : []),
    ];
    const option = {
        ...calm,
        grid: {left: room, right: 24, top: 10, bottom: 42},
        xAxis: valueAxis(scene, scale, "", {nameGap: 26, scale: true}),
        yAxis: categoryAxis(scene, names, room, {inverse: true, axisLine: {show: false}}),
        tooltip: tooltip(scene, (at) => {
            const row = rows.rows[at.dataIndex]!;
            const range = rows.has("low") && rows.has("high")
                ? [{name: terms.column("low"), value: `${rows.text(row, "low")} … ${rows.text(row, "high")} ${rows.text(row, "unit")}`}] : [];
            return tip(names[at.dataIndex] ?? "", [
                ...range,
                {name: say("at_low", language), value: scale.write(rows.figure(row, low))},
                {name: say("at_high", language), value: scale.write(rows.figure(row, high))},
            ]);
        }),
        series: [
            bar(spans(low), first, true),
            bar(spans(high), second, false),
            {
                type: "scatter", data: [], silent: true,
                markLine: {silent: true, symbol: "none", label: {show: false}, data: marks},
            },
        ],
    };
    return {
        option, height: rows.rows.length * 28 + 56,
        legend: [
            {mark: "box", colour: first, text: say("at_low", language)},
            {mark: "box", colour: second, text: say("at_high", language)},
        ],
    };
}

export const tornado: ChartKind = {
    wide: false,
    needs: (options) => [options["input"] ?? "input", options["at_low"] ?? "at_low", options["at_high"] ?? "at_high"],
    draw,
};
