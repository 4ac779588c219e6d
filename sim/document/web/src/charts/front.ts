// Alternatives in two metrics that the reader chooses; what nothing beats in these two is joined, but for what the
// rules rule out.
import {select} from "../dom.js";
import {say} from "../words.js";
import {Scale} from "../scale.js";
import {closeRange, type TickedRange} from "./axis_range.js";
import type {ChartKind, LegendEntry, Picture, Scene} from "./chart.js";
import {listed, optionsOf} from "./chart.js";
import {drawing} from "./drawing.js";
import type {Box} from "./label_places.js";
import {labelPoints, mostNamed, type Size} from "./point_labels.js";
import {calm, closeAxis, hollow, tip, tooltip, valueAxis, withBetter} from "./style.js";

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

// By option `more_is_better`, which lists columns, else as the column says; else more of a share, less of anything else.
function moreIsBetter(scene: Scene, metric: string): boolean {
    const asked = optionsOf(scene)["more_is_better"];
    if (asked !== undefined) return listed(asked).includes(metric);
    const better = scene.rows.column(metric)?.better;
    return better === undefined ? scene.rows.quantity(metric) === "share" : better === "higher";
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
        return [{name: terms.shown(rows, row, "alternative").replace(/\s+/g, " "), x: a, y: b, dominatedBy, ruledOut, at}];
    });
}

function isOnFront(point: Point): boolean {
    return point.dominatedBy === "" && point.ruledOut === "";
}

function direction(scene: Scene, metric: string, sideways: boolean): string {
    return withBetter(scene, scene.terms.column(metric), moreIsBetter(scene, metric), sideways);
}

// The axes in pixels, so that labels can be placed before anything is drawn.
interface Plane {
    readonly room: Box;  // of labels
    readonly x: TickedRange;
    readonly y: TickedRange;
    readonly at: (point: Point) => readonly [number, number];
}
const edges = {left: 74, right: 22, top: 16, bottom: 46};

function rangeOf(scene: Scene, scale: Scale, figures: readonly number[]): TickedRange {
    const shown = figures.map((figure) => scale.to(figure) ?? 0);
    const [low, high] = [Math.min(...shown), Math.max(...shown)];
    return closeRange(low, high, scene.width < 500 ? 3 : 5);
}

function planeOf(scene: Scene, points: readonly Point[], scales: readonly [Scale, Scale], size: Size): Plane {
    const [x, y] = [rangeOf(scene, scales[0], points.map((point) => point.x)), rangeOf(scene, scales[1], points.map((point) => point.y))];
    const [width, height] = [size.width - edges.left - edges.right, size.height - edges.top - edges.bottom];
    const share = (range: TickedRange, value: number | null) => ((value ?? 0) - range.low) / (range.high - range.low);
    return {
        x, y, room: {x: edges.left + 3, y: 2, width: width + edges.right - 5, height: height + edges.top - 3},
        at: (point) => [edges.left + width * share(x, scales[0].to(point.x)), edges.top + height * (1 - share(y, scales[1].to(point.y)))],
    };
}

const sizeOf = (point: Point, few: boolean) => (isOnFront(point) ? 13 : few ? 9 : 7);

function seriesOf(scene: Scene, points: readonly Point[], scales: readonly [Scale, Scale], joined: readonly Point[]): object[] {
    const {colours} = scene;
    const place = (point: Point) => [scales[0].to(point.x), scales[1].to(point.y)];
    const few = points.length <= mostNamed;
    return [
        {
            type: "scatter",
            z: 3,
            data: points.map((point) => ({
                value: place(point),
                symbol: isOnFront(point) ? "diamond" : point.ruledOut === "" ? "circle" : "triangle",
                symbolSize: sizeOf(point, few),
                itemStyle: isOnFront(point) ? {color: colours.series[1], opacity: 1}
                    : point.ruledOut === "" ? hollow(scene, colours.even) : {color: colours.even, opacity: 1},
            })),
            emphasis: {disabled: true},
        },
        {
            type: "line", z: 2, silent: true, data: joined.map(place), showSymbol: false,
            lineStyle: {color: colours.series[1], width: 1.5, type: "dashed"}, emphasis: {disabled: true},
        },
    ];
}

function tipOf(scene: Scene, point: Point, metrics: readonly [string, string]): HTMLElement {
    const {rows, language, terms} = scene;
    const row = rows.rows[point.at] ?? [];
    return tip(point.name, [
        ...metrics.map((metric) => ({
            name: terms.column(metric), value: rows.written(row, metric, language),
        })),
        ...(isOnFront(point) ? [{name: say("on_front", language), value: ""}] : []),
        ...(point.dominatedBy === "" ? [] : [{name: say("dominated_by", language), value: terms.cell(point.dominatedBy, rows.column("alternative")?.names)}]),
        ...(point.ruledOut === "" ? [] : [{name: say("ruled_out", language), value: terms.cell(point.ruledOut)}]),
    ]);
}

function legendOf(scene: Scene, someRuledOut: boolean): LegendEntry[] {
    const {colours, language} = scene;
    const first = colours.series[1] ?? "";
    return [
        {mark: "diamond", colour: first, text: say("on_front", language)},
        {mark: "ring", colour: colours.even, text: say("dominated", language)},
        ...(someRuledOut ? [{mark: "triangle" as const, colour: colours.even, text: say("ruled_out", language)}] : []),
        {mark: "dashes", colour: first, text: say("front_line", language)},
    ];
}

function draw(scene: Scene): Picture | null {
    const {rows, language} = scene;
    const metrics = axes(scene);
    const points = metrics ? pointsOf(scene, ...metrics) : [];
    if (!metrics || points.length === 0) return null;
    const scales = [Scale.of(rows, [metrics[0]], language), Scale.of(rows, [metrics[1]], language)] as const;
    const allowed = points.filter((point) => point.ruledOut === "");
    const joined = undominated(allowed, moreIsBetter(scene, metrics[0]), moreIsBetter(scene, metrics[1]));
    const few = points.length <= mostNamed;
    const marks = (size: Size) => {
        const plane = planeOf(scene, points, scales, size);
        return {plane, marks: points.map((point) => {
            const [x, y] = plane.at(point);
            return {name: point.name, x, y, radius: sizeOf(point, few) / 2, first: isOnFront(point)};
        })};
    };
    const height = scene.width < 500 ? 340 : 380;
    const labels = labelPoints(scene, {width: scene.width, height}, (size) => {
        const made = marks(size);
        return {marks: made.marks, room: made.plane.room};
    });
    const {plane} = marks(labels.plot);
    const option = {
        ...calm,
        grid: {
            left: edges.left, top: edges.top, right: scene.width - labels.plot.width + edges.right,
            bottom: labels.height - labels.plot.height + edges.bottom,
        },
        xAxis: valueAxis(scene, scales[0], direction(scene, metrics[0], true), {nameGap: 28, ...closeAxis(scene, scales[0], plane.x)}),
        yAxis: valueAxis(scene, scales[1], direction(scene, metrics[1], false), {nameGap: 54, nameRotate: 90, ...closeAxis(scene, scales[1], plane.y)}),
        tooltip: tooltip(scene, (at) => {
            const point = points[at.dataIndex];
            return point ? tipOf(scene, point, metrics) : "";
        }),
        series: [...seriesOf(scene, points, scales, joined), drawing(labels.shapes)],
    };
    return {option, height: labels.height, legend: legendOf(scene, allowed.length < points.length), note: labels.note};
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
