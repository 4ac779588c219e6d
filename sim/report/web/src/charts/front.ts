// Alternatives in two metrics that the reader chooses; what nothing beats in these two is joined, but for what the
// rules rule out.
import {select} from "../dom.js";
import {say} from "../words.js";
import {Scale} from "../scale.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {listed, optionsOf} from "./chart.js";
import {calm, textWidth, tip, tooltip, valueAxis} from "./style.js";

function metricsOf(scene: Scene): string[] {
    const {rows} = scene;
    const asked = listed(optionsOf(scene)["metrics"]);
    const found = rows.columns.filter((column) => rows.quantity(column) !== "text" && !/_(low|high)$/.test(column)
        && rows.rows.some((row) => rows.figure(row, column) !== null));
    return asked.length > 0 ? asked.filter((column) => found.includes(column)) : found;
}

function axes(scene: Scene): [string, string] | null {
    const metrics = metricsOf(scene);
    const options = optionsOf(scene);
    const choose = (key: string, other: string) => {
        const asked = scene.memory.get(key) ?? options[key] ?? "";
        return metrics.includes(asked) ? asked : metrics.find((metric) => metric !== other);
    };
    const x = choose("x", "");
    const y = choose("y", x ?? "");
    return x && y ? [x, y] : null;
}

// More of a share is taken for better, less of anything else, unless option `more_is_better` lists columns.
function moreIsBetter(scene: Scene, metric: string): boolean {
    const asked = optionsOf(scene)["more_is_better"];
    return asked === undefined ? scene.rows.quantity(metric) === "share" : listed(asked).includes(metric);
}

interface Point {
    readonly name: string;
    readonly x: number;
    readonly y: number;
    readonly dominatedBy: string;
    readonly ruledOut: string;
    readonly at: number;
}

function undominated(points: readonly Point[], moreX: boolean, moreY: boolean): Point[] {
    const good = (point: Point): [number, number] => [moreX ? -point.x : point.x, moreY ? -point.y : point.y];
    const sorted = [...points].sort((a, b) => good(a)[0] - good(b)[0] || good(a)[1] - good(b)[1]);
    const kept: Point[] = [];
    let best = Infinity;
    for (const point of sorted) {
        if (good(point)[1] >= best) continue;
        best = good(point)[1];
        kept.push(point);
    }
    return kept;
}

function pointsOf(scene: Scene, x: string, y: string): Point[] {
    const {rows, terms} = scene;
    return rows.rows.flatMap((row, at) => {
        const [a, b] = [rows.figure(row, x), rows.figure(row, y)];
        if (a === null || b === null) return [];
        const [dominatedBy, ruledOut] = [rows.text(row, "dominated_by"), rows.text(row, "ruled_out")];
        return [{name: terms.shown(rows, row, "alternative"), x: a, y: b, dominatedBy, ruledOut, at}];
    });
}

function isOnFront(point: Point): boolean {
    return point.dominatedBy === "" && point.ruledOut === "";
}

function direction(scene: Scene, metric: string, sideways: boolean): string {
    const arrow = moreIsBetter(scene, metric) ? (sideways ? "→" : "↑") : sideways ? "←" : "↓";
    return `${scene.terms.column(metric)}, ${arrow} ${say("better", scene.language)}`;
}

function draw(scene: Scene): Picture | null {
    const {rows, colours, language, terms} = scene;
    const chosen = axes(scene);
    if (!chosen) return null;
    const [x, y] = chosen;
    const points = pointsOf(scene, x, y);
    if (points.length === 0) return null;
    const [scaleX, scaleY] = [Scale.of(rows, [x], language), Scale.of(rows, [y], language)];
    const allowed = points.filter((point) => point.ruledOut === "");
    const joined = undominated(allowed, moreIsBetter(scene, x), moreIsBetter(scene, y));
    const few = points.length <= 40;
    const place = (point: Point) => [scaleX.to(point.x), scaleY.to(point.y)];
    const beyond = points.length > 0 ? Math.max(...points.map((point) => textWidth(point.name))) : 0;
    const write = (scale: Scale, column: string, at: number) => {
        const row = rows.rows[at]!;
        return scale.write(rows.figure(row, column), ...rows.interval(row, column));
    };
    const option = {
        ...calm,
        grid: {left: 74, right: Math.min(120, few ? beyond * 0.75 : 20), top: 16, bottom: 46},
        xAxis: valueAxis(scene, scaleX, direction(scene, x, true), {nameGap: 28, ...bounds(scaleX)}),
        yAxis: valueAxis(scene, scaleY, direction(scene, y, false), {nameGap: 54, nameRotate: 90, ...bounds(scaleY)}),
        tooltip: tooltip(scene, (at) => {
            const point = points[at.dataIndex];
            if (!point) return "";
            return tip(point.name, [
                {name: terms.column(x), value: write(scaleX, x, point.at)},
                {name: terms.column(y), value: write(scaleY, y, point.at)},
                ...(isOnFront(point) ? [{name: say("on_front", language), value: ""}] : []),
                ...(point.dominatedBy === "" ? []
                    : [{name: say("dominated_by", language), value: terms.cell(point.dominatedBy)}]),
                ...(point.ruledOut === "" ? []
                    : [{name: say("ruled_out", language), value: terms.cell(point.ruledOut)}]),
            ]);
        }),
        series: [
            {
                type: "scatter",
                z: 3,
                data: points.map((point) => ({
                    value: place(point),
                    symbol: isOnFront(point) ? "diamond" : point.ruledOut === "" ? "emptyCircle" : "triangle",
                    symbolSize: isOnFront(point) ? 13 : few ? 9 : 7,
                    itemStyle: {color: isOnFront(point) ? colours.series[1] : colours.even},
                })),
                label: {
                    show: few, position: "right", distance: 6, color: colours.ink, fontSize: 11.5, fontFamily: colours.font,
                    formatter: (at: {dataIndex: number}) => points[at.dataIndex]?.name ?? "",
                },
                labelLayout: apart(),
                emphasis: {disabled: true},
            },
            {
                type: "line", z: 2, silent: true, data: joined.map(place), showSymbol: false,
                lineStyle: {color: colours.series[1], width: 1.5, type: "dashed"}, emphasis: {disabled: true},
            },
        ],
    };
    return {
        option, height: scene.width < 500 ? 340 : 380,
        legend: [
            {mark: "diamond", colour: colours.series[1] ?? "", text: say("on_front", language)},
            {mark: "ring", colour: colours.even, text: say("dominated", language)},
            ...(allowed.length === points.length ? []
                : [{mark: "triangle" as const, colour: colours.even, text: say("ruled_out", language)}]),
            {mark: "dashes", colour: colours.series[1] ?? "", text: say("front_line", language)},
        ],
    };
}

interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}
const shifts = [0, 11, -11, 22, -22, 33, -33];

// Moves each label up or down until it covers no other; one that finds no room stands where it was.
function apart(): (at: {dataIndex: number; labelRect: Box}) => object {
    const placed = new Map<number, Box>();
    return ({dataIndex, labelRect: own}) => {
        if (dataIndex === 0) placed.clear();
        const free = (dy: number) => [...placed].every(([other, box]) => other === dataIndex
            || own.x >= box.x + box.width || box.x >= own.x + own.width
            || own.y + dy >= box.y + box.height - 2 || box.y >= own.y + dy + own.height - 2);
        const dy = shifts.find(free) ?? 0;
        placed.set(dataIndex, {...own, y: own.y + dy});
        return {dy};
    };
}

// Shares end at 100 %, whatever would make a rounder axis.
function bounds(scale: Scale): object {
    const whole = scale.quantity === "share" ? {max: (at: {max: number}) => (at.max > 97 && at.max <= 100 ? 100 : null)} : {};
    return {scale: true, ...whole};
}

function controls(scene: Scene): readonly Node[] {
    const metrics = metricsOf(scene);
    const chosen = axes(scene);
    if (!chosen || metrics.length < 3) return [];
    const choices = metrics.map((metric) => [metric, scene.terms.column(metric)] as const);
    const list = (key: "x" | "y", label: string, value: string) => select(label, choices, value, (picked) => {
        scene.memory.set(key, picked);
        scene.redraw();
    });
    return [list("x", say("across", scene.language), chosen[0]), list("y", say("up", scene.language), chosen[1])];
}

export const front: ChartKind = {
    wide: false,
    needs: () => ["alternative"],
    draw,
    controls,
};
