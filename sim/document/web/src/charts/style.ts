// Axes, grids and tooltips that charts share.
import {h} from "../dom.js";
import type {Scale} from "../scale.js";
import {say} from "../words.js";
import type {TickedRange} from "./axis_range.js";
import type {Mark, Scene} from "./chart.js";

let brush: CanvasRenderingContext2D | null = null;
let family = "";

// px, in the font of the page.
export function textWidth(text: string, size = 12): number {
    brush ??= document.createElement("canvas").getContext("2d");
    family ||= getComputedStyle(document.body).fontFamily;
    if (!brush) return text.length * size;
    brush.font = `${size}px ${family}`;
    return brush.measureText(text).width;
}

// Room for the labels of categories at the left.
export function labelRoom(scene: Scene, labels: readonly string[]): number {
    const widest = 1.04 * Math.max(40, ...labels.map((label) => textWidth(label)));  // charts measure a little wider
    return Math.ceil(Math.min(widest, scene.width * (scene.width < 560 ? 0.34 : 0.36))) + 14;
}

// "allocation, → better": with an arrow along the axis to the side where figures are better, if the columns agree on one.
export function axisTitle(scene: Scene, name: string, columns: readonly string[], sideways: boolean): string {
    const directions = [...new Set(columns.map((column) => scene.rows.column(column)?.better))];
    const [better] = directions;
    return directions.length !== 1 || better === undefined ? name : withBetter(scene, name, better === "higher", sideways);
}
export function withBetter(scene: Scene, name: string, more: boolean, sideways: boolean): string {
    const marked = `${betterArrow(more, sideways)} ${say("better", scene.language)}`;
    return name === "" ? marked : `${name}${scene.language === "zh" ? "，" : ", "}${marked}`;
}
export function betterArrow(more: boolean, sideways: boolean): string {
    return more ? (sideways ? "→" : "↑") : sideways ? "←" : "↓";
}

const labelStyle = (scene: Scene) => ({color: scene.colours.soft, fontSize: 12, fontFamily: scene.colours.font});

export function valueAxis(scene: Scene, scale: Scale, name: string, more: object = {}): object {
    const named = scale.unit === "" ? name : name === "" ? scale.unit : `${name} (${scale.unit})`;
    return {
        type: "value",
        name: named,
        nameLocation: "middle",
        nameTextStyle: {...labelStyle(scene), width: scene.width * 0.7, overflow: "truncate"},
        axisLabel: {...labelStyle(scene), formatter: (value: number) => scale.tick(value), hideOverlap: true},
        axisLine: {show: false},
        axisTick: {show: false},
        splitLine: {lineStyle: {color: scene.colours.rule, width: 1}},
        splitNumber: scene.width < 500 ? 3 : 5,
        ...more,
    };
}

// An axis of shares from none to all.
export function wholeShares(scene: Scene): object {
    return {min: 0, max: 100, interval: scene.width < 500 ? 25 : 20};
}

// What an axis takes to begin and end just around its figures.
export function closeAxis(scene: Scene, scale: Scale, range: TickedRange): object {
    const customValues = [...range.ticks];
    return {
        min: range.low, max: range.high, axisTick: {show: false, customValues},
        axisLabel: {...labelStyle(scene), customValues, hideOverlap: true, formatter: (value: number) => scale.tick(value)},
    };
}

export function categoryAxis(scene: Scene, labels: readonly string[], room: number, more: object = {}): object {
    return {
        type: "category",
        data: [...labels],
        axisLabel: {
            ...labelStyle(scene), color: scene.colours.ink, width: room - 10, overflow: "truncate", interval: 0,
        },
        axisLine: {lineStyle: {color: scene.colours.strong}},
        axisTick: {show: false},
        ...more,
    };
}

export interface TipLine {
    readonly name: string;
    readonly value: string;
}
export function tip(title: string, lines: readonly TipLine[]): HTMLElement {
    return h("div", {class: "tip"}, h("b", {}, title),
        ...lines.map((line) => h("div", {}, h("span", {}, line.name), h("span", {}, line.value))));
}

export function tooltip(scene: Scene, formatter: (at: TipAt) => HTMLElement | string, more: object = {}): object {
    return {
        trigger: "item",
        confine: true,
        transitionDuration: 0,
        backgroundColor: scene.colours.raised,
        borderColor: scene.colours.strong,
        borderWidth: 1,
        padding: [7, 10],
        textStyle: {color: scene.colours.ink, fontSize: 12.5, fontFamily: scene.colours.font},
        extraCssText: "box-shadow: 0 2px 8px rgba(0,0,0,.18); border-radius: 3px;",
        formatter: (given: TipAt | TipAt[]) => {
            const at = Array.isArray(given) ? given[0] : given;
            return at ? formatter(at) : "";
        },
        ...more,
    };
}
export interface TipAt {
    readonly dataIndex: number;
    readonly seriesIndex: number;
    readonly name: string;
    readonly value: unknown;
}

// Points of several series: by shape as well as by colour, on the chart and in its legend.
const shapes = [["circle", "circle"], ["diamond", "diamond"], ["rect", "square"], ["triangle", "triangle"]] as const;
export function shapeOf(at: number): {readonly symbol: string; readonly mark: Mark} {
    const [symbol, mark] = shapes[at % shapes.length] ?? shapes[0];
    return {symbol, mark};
}

// A ring: hollow on the colour of the sheet, whatever the theme.
export function hollow(scene: Scene, colour: string): object {
    return {color: scene.colours.sheet, borderColor: colour, borderWidth: 2, opacity: 1};
}

export const calm = {animation: false, textStyle: {fontSize: 12}} as const;

// How many categories a chart of rows shows: all on the screen, a page of them in print.
export const printedRows = 56;
export function shownRows(scene: Scene, all: number): number {
    return scene.printing ? Math.min(all, printedRows) : all;
}
// Says that a picture in print leaves rows to the table; nothing where it holds all.
export function cutNote(scene: Scene, shown: number, all: number, largest = false): string | undefined {
    if (shown >= all) return undefined;
    return say(largest ? "largest_of" : "first_of", scene.language).replace("{n}", String(shown)).replace("{all}", String(all));
}

export function pitch(all: number): number {
    return all > 28 ? 17 : all > 16 ? 21 : 25;
}
