// From one total to another in steps: floating bars, one under the other, each from where the last one ended.
import {Scale} from "../scale.js";
import {say} from "../words.js";
import {closeRange, type TickedRange} from "./axis_range.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {drawing, lineShape, polygonShape, textShape, type Shape} from "./drawing.js";
import {calm, categoryAxis, closeAxis, labelRoom, textWidth, tip, tooltip, valueAxis} from "./style.js";

interface Step {
    readonly name: string;
    readonly change: number;  // of a total: its level
    readonly text: string;    // as the table writes it; empty of a total without a figure
    readonly isTotal: boolean;
    readonly from: number;
    readonly to: number;
}

// A total stands at its own figure; without one, at what the steps add up to.
function stepsOf(scene: Scene): Step[] {
    const {rows, terms, language} = scene;
    const steps: Step[] = [];
    let level = 0;
    for (const row of rows.rows) {
        const figure = rows.figure(row, "change");
        const isTotal = rows.text(row, "is_total") === "yes";
        if (figure === null && !isTotal) continue;
        const to = isTotal ? (figure ?? level) : level + (figure ?? 0);
        steps.push({name: terms.shown(rows, row, "step"), change: isTotal ? to : (figure ?? 0), text: figure === null ? "" : rows.written(row, "change", language), isTotal, from: isTotal ? 0 : level, to});
        level = to;
    }
    return steps;
}

// Starts at zero where the steps can be seen then; else it holds the levels between them.
function rangeOf(scene: Scene, steps: readonly Step[], scale: Scale): TickedRange {
    const levels = steps.flatMap((step) => (step.isTotal ? [step.to] : [step.from, step.to]));
    const [low, high] = [Math.min(...levels), Math.max(...levels)];
    const apart = low * high > 0 && high - low < 0.3 * Math.max(Math.abs(low), Math.abs(high));
    const room = 0.25 * (high - low || Math.abs(high) * 0.02);  // for the mark where totals are cut
    const [from, until] = apart ? (low > 0 ? [low - room, high] : [low, high + room]) : [Math.min(0, low), Math.max(0, high)];
    return closeRange(scale.to(from) ?? 0, scale.to(until) ?? 0, scene.width < 500 ? 3 : 5);
}

function colourOf(scene: Scene, step: Step): string {
    const {good, bad, even} = scene.colours;
    if (step.isTotal || step.change === 0) return even;
    return (step.change > 0) === (optionsOf(scene)["more_is_better"] === "yes") ? good : bad;
}

// Levels in the unit of the axis; changes, which are far smaller, in their own.
function writerOf(scene: Scene, steps: readonly Step[], scale: Scale): (step: Step) => string {
    const largest = Math.max(0, ...steps.filter((step) => !step.isTotal).map((step) => Math.abs(step.change)));
    const changes = new Scale(largest, scale.quantity, scene.language, true);
    // Of levels as many digits as show the changes.
    return (step) => (step.isTotal ? scale.write(step.change, step.change - largest, step.change + largest) : changes.write(step.change));
}

interface Plot {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly each: number;
    readonly x: (level: number) => number;
}
const thick = 18;

// Two slanting lines: the bar is longer than the axis.
function breakMark(scene: Scene, x: number, y: number): Shape[] {
    const slant = (at: number): readonly (readonly [number, number])[] => [[at, y + 12], [at + 5, y - 12], [at + 8, y - 12], [at + 3, y + 12]];
    return [polygonShape(slant(x), scene.colours.sheet), polygonShape(slant(x + 7), scene.colours.sheet)];
}

function shapesOf(scene: Scene, steps: readonly Step[], plot: Plot, edge: number | null, write: (step: Step) => string): Shape[] {
    const {colours} = scene;
    return steps.flatMap((step, at): Shape[] => {
        const y = plot.top + (at + 0.5) * plot.each;
        const [a, b] = [step.isTotal && edge !== null ? edge : plot.x(step.from), plot.x(step.to)];
        const [from, until] = [Math.min(a, b), Math.max(a, b, Math.min(a, b) + 1.5)];
        const text = write(step);
        const shapes: Shape[] = [
            polygonShape([[from, y - thick / 2], [until, y - thick / 2], [until, y + thick / 2], [from, y + thick / 2]], colourOf(scene, step)),
        ];
        if (step.isTotal && edge !== null) shapes.push(...breakMark(scene, edge === plot.left ? edge + 8 : edge - 22, y));
        if (at + 1 < steps.length) shapes.push(lineShape(b, y + thick / 2, b, y + plot.each - thick / 2, colours.strong, 1, [2, 2]));
        shapes.push(textShape(scene, text, until + 6, y, {size: 11.5, halo: true}));
        return shapes;
    });
}

function draw(scene: Scene): Picture | null {
    const {colours, language} = scene;
    const steps = stepsOf(scene);
    if (steps.length === 0) return null;
    const levels = steps.flatMap((step) => [step.from, step.to]);
    const scale = new Scale(Math.max(...levels.map(Math.abs)), scene.rows.quantity("change"), language);
    const range = rangeOf(scene, steps, scale);
    const cut = range.low > 0 || range.high < 0;
    const names = steps.map((step) => step.name);
    const room = labelRoom(scene, names);
    const narrow = scene.width < 500;
    const write = writerOf(scene, steps, scale);
    const written = Math.max(...steps.map((step) => textWidth(write(step), 11.5)));  // at the right of every bar
    const plot: Plot = {
        left: room, right: scene.width - written - 14, top: 8, each: narrow ? 40 : 32,
        x: (level) => room + ((plot.right - room) * ((scale.to(level) ?? 0) - range.low)) / (range.high - range.low),
    };
    const edge = !cut ? null : range.low > 0 ? plot.left : plot.right;  // where totals are cut
    const option = {
        ...calm,
        grid: {left: room, right: scene.width - plot.right, top: plot.top, bottom: 46},
        xAxis: valueAxis(scene, scale, "", {nameGap: 28, ...closeAxis(scene, scale, range)}),
        yAxis: categoryAxis(scene, names, room, {
            inverse: true, axisLine: {show: false},
            axisLabel: {color: colours.ink, fontSize: 12, fontFamily: colours.font, interval: 0, width: room - 10, overflow: "break", lineHeight: 14},
        }),
        tooltip: tooltip(scene, (at) => {
            const step = steps[at.dataIndex];
            return step ? tip(step.name, [{name: say(senseOf(step), language), value: step.text || write(step)}]) : "";
        }, {trigger: "axis", axisPointer: {type: "shadow", axis: "y", shadowStyle: {color: colours.soft, opacity: 0.08}}}),
        series: [
            {type: "scatter", symbol: "none", data: steps.map((_, at) => [range.low, at])},  // unseen: what the tooltip finds
            drawing(shapesOf(scene, steps, plot, edge, write), 3),
        ],
    };
    const kinds = (["total", "increase", "decrease"] as const).filter((sense) => steps.some((step) => senseOf(step) === sense));
    return {
        option, height: plot.top + steps.length * plot.each + 46,
        legend: kinds.map((sense) => {
            const first = steps.find((step) => senseOf(step) === sense);
            return {mark: "box", colour: first ? colourOf(scene, first) : colours.even, text: say(sense, language)};
        }),
        note: cut ? say("not_from_zero", language) : undefined,
    };
}

function senseOf(step: Step): "total" | "increase" | "decrease" {
    return step.isTotal ? "total" : step.change >= 0 ? "increase" : "decrease";
}

export const waterfall: ChartKind = {
    wide: true,
    needs: () => ["step", "change", "is_total"],
    draw,
};
