// What a figure becomes at both ends of each input, the widest first. Bars run from the base, where the table has
// one (option `base`), else from end to end.
import type {Row} from "../document.js";
import type {Frame} from "../frame.js";
import {Scale} from "../scale.js";
import {say} from "../words.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {calm, categoryAxis, labelRoom, tip, tooltip, valueAxis} from "./style.js";

interface Api {
    value(dimension: number): number;
    coord(point: readonly number[]): number[];
}
interface Names {
    readonly input: string;
    readonly low: string;
    readonly high: string;
    readonly base: string;
}

function namesOf(options: Readonly<Record<string, string>>): Names {
    return {
        input: options["input"] ?? options["category"] ?? "input", low: options["at_low"] ?? options["from"] ?? "at_low",
        high: options["at_high"] ?? options["to"] ?? "at_high",
        base: options["base"] ?? "base",
    };
}

function bars(data: readonly (readonly [number, number, number])[], colour: string, thick: number): object {
    return {
        type: "custom",
        z: 2,
        data: data.map((one) => [...one]),
        encode: {x: [1, 2], y: 0},
        renderItem: (_: unknown, api: Api) => {
            const [ax = 0, y = 0] = api.coord([api.value(1), api.value(0)]);
            const [bx = 0] = api.coord([api.value(2), api.value(0)]);
            const shape = {x: Math.min(ax, bx), y: y - thick / 2, width: Math.max(Math.abs(bx - ax), 1.5), height: thick};
            return {type: "rect", shape, style: {fill: colour}};
        },
    };
}

function seriesOf(scene: Scene, rows: Frame, names: Names, scale: Scale): object[] {
    const {colours} = scene;
    const to = (row: Row, column: string) => scale.to(rows.figure(row, column)) ?? 0;
    const spans = (from: string, until: string) => rows.rows.map((row, at) => [at, to(row, from), to(row, until)] as const);
    const ends = (column: string, symbol: string, colour: string) => ({
        type: "scatter", z: 4, symbol, symbolSize: 11, itemStyle: {color: colour},
        data: rows.rows.map((row, at) => [to(row, column), at]),
    });
    const [first, second] = [colours.series[1] ?? "", colours.series[0] ?? ""];
    const drawn = rows.has(names.base)
        ? [bars(spans(names.base, names.low), first, 15), bars(spans(names.base, names.high), second, 15)]
        : [bars(spans(names.low, names.high), colours.rule, 9)];
    return [...drawn, ends(names.low, "circle", first), ends(names.high, "diamond", second), zeroAndBase(scene, rows, names, scale)];
}

function zeroAndBase(scene: Scene, rows: Frame, names: Names, scale: Scale): object {
    const {colours} = scene;
    const figures = rows.rows.flatMap((row) => [rows.figure(row, names.low) ?? 0, rows.figure(row, names.high) ?? 0]);
    const crosses = Math.min(...figures) <= 0 && Math.max(...figures) >= 0;
    const base = scale.to(rows.rows[0] ? rows.figure(rows.rows[0], names.base) : null);
    const data = [
        ...(crosses ? [{xAxis: 0, lineStyle: {color: colours.ink, width: 1.2, type: "solid"}}] : []),
        ...(base !== null ? [{xAxis: base, lineStyle: {color: colours.soft, width: 1, type: "dashed"}}] : []),
    ];
    return {type: "scatter", data: [], silent: true, markLine: {silent: true, symbol: "none", label: {show: false}, data}};
}

function tipOf(scene: Scene, rows: Frame, names: Names, at: number): HTMLElement {
    const {language, terms} = scene;
    const row = rows.rows[at] ?? [];
    const value = (column: string) => rows.written(row, column, language);
    const range = rows.has("low") && rows.has("high")
        ? [{name: terms.column("input"), value: `${value("low")} … ${value("high")} ${rows.text(row, "unit")}`}] : [];
    return tip(terms.shown(rows, row, names.input), [
        ...range,
        {name: say("at_low", language), value: value(names.low)},
        {name: say("at_high", language), value: value(names.high)},
        ...(rows.has(names.base) ? [{name: say("from_base", language), value: value(names.base)}] : []),
    ]);
}

function draw(scene: Scene): Picture | null {
    const {rows: all, colours, language, terms} = scene;
    const names = namesOf(optionsOf(scene));
    const filled = all.filter((row) => all.figure(row, names.low) !== null && all.figure(row, names.high) !== null);
    if (filled.rows.length === 0) return null;
    const swing = (row: Row) => Math.abs((filled.figure(row, names.high) ?? 0) - (filled.figure(row, names.low) ?? 0));
    const rows = filled.sorted((a, b) => swing(b) - swing(a));
    const scale = Scale.of(rows, [names.low, names.high], language, true);
    const largest = Math.max(...[names.low, names.high].flatMap((column) => rows.figures(column).map((figure) => Math.abs(figure ?? 0))));
    const labels = rows.rows.map((row) => terms.shown(rows, row, names.input));
    const room = labelRoom(scene, labels);
    const option = {
        ...calm,
        grid: {left: room, right: 24, top: 10, bottom: 42},
        // Ends that lie closer together than the digits of ticks are shown from zero.
        xAxis: valueAxis(scene, scale, "", {nameGap: 26, scale: Math.max(...rows.rows.map(swing)) > 1e-3 * largest}),
        yAxis: categoryAxis(scene, labels, room, {inverse: true, axisLine: {show: false}}),
        tooltip: tooltip(scene, (at) => tipOf(scene, rows, names, at.dataIndex)),
        series: seriesOf(scene, rows, names, scale),
    };
    return {
        option, height: rows.rows.length * 28 + 56,
        legend: [
            {mark: "circle", colour: colours.series[1] ?? "", text: say("at_low", language)},
            {mark: "diamond", colour: colours.series[0] ?? "", text: say("at_high", language)},
        ],
    };
}

export const tornado: ChartKind = {
    wide: false,
    needs: (options) => {
        const names = namesOf(options);
        return [names.input, names.low, names.high];
    },
    draw,
};
