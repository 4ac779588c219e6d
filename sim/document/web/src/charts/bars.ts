// Bars of one or several columns, by category; dots where bars from zero would all look the same.
import type {Row} from "../document.js";
import type {Frame} from "../frame.js";
import {Scale} from "../scale.js";
import {dotSpan, outlierBound} from "./axis_range.js";
import type {ChartKind, LegendEntry, Picture, Scene} from "./chart.js";
import {listed, optionsOf} from "./chart.js";
import {barPicture, type Bars, type BarSeries} from "./bar_picture.js";
import {dotPicture} from "./dots.js";
import {cutNote, shownRows} from "./style.js";
import {beyondNote, joinNotes, showsWholeAxis, wholeAxisButton} from "./whole_axis.js";

// Option `rank_by`: a column, or "max:a,b" for the larger of several; without it, the first value.
function ranking(scene: Scene, values: readonly string[]): readonly string[] {
    const asked = optionsOf(scene)["rank_by"];
    return asked === undefined ? values.slice(0, 1) : listed(asked.replace(/^max:/, ""));
}

// The largest first, and of option `top` no more; without both options as they stand.
function ranked(scene: Scene, rows: Frame, values: readonly string[]): Frame {
    const options = optionsOf(scene);
    const top = Number(options["top"] ?? "0");
    if (options["rank_by"] === undefined && !(top > 0 && rows.rows.length > top)) return rows;
    const by = ranking(scene, values);
    const rank = (row: Row) => Math.max(...by.map((column) => rows.figure(row, column) ?? -Infinity));
    const sorted = rows.sorted((a, b) => rank(b) - rank(a));
    return top > 0 ? sorted.first(top) : sorted;
}

interface Content {
    readonly scale: Scale;
    readonly bars: Bars;
    readonly all: number;  // rows, of which those with a bar are shown
}

function contentOf(scene: Scene): Content | null {
    const {rows: all, terms, language, colours} = scene;
    const options = optionsOf(scene);
    const category = options["category"] ?? "";
    const values = listed(options["values"] ?? options["value"]);
    const filled = all.filter((row) => values.some((value) => all.figure(row, value) !== null));
    if (filled.rows.length === 0) return null;
    const rows = ranked(scene, filled, values).first(shownRows(scene, filled.rows.length));
    const interval = rows.estimate(values[0] ?? "");
    const low = options["low"] ?? interval?.low ?? "";
    const high = options["high"] ?? interval?.high ?? "";
    const series: BarSeries[] = values.map((value, at) => ({
        name: terms.column(value),
        colour: colours.series[at % colours.series.length] ?? colours.accent,
        values: rows.figures(value),
        texts: rows.rows.map((row) => rows.written(row, value, language)),
        lows: values.length === 1 ? rows.figures(low) : undefined,
        highs: values.length === 1 ? rows.figures(high) : undefined,
        spans: values.length === 1 ? rows.rows.map((row) => rows.span(row, low, high, language)) : undefined,
    }));
    const bars = {
        categories: rows.rows.map((row) => terms.shown(rows, row, category)),
        series,
        stack: options["stack"] === "yes",
        sideways: options["horizontal"] === "yes" || rows.rows.length > 12 || scene.width < 500,
        axis: series.length === 1 ? (series[0]?.name ?? "") : "",
        columns: values,
    };
    const fitting = Scale.of(rows, values, language);
    const bound = boundOf(scene, bars);  // what lies beyond it does not choose the unit
    const scale = Number.isFinite(bound) ? new Scale(bound, fitting.quantity, language) : fitting;
    return {scale, bars, all: filled.rows.length};
}

function figuresOf(bars: Bars): number[] {
    return bars.series.flatMap((one) => one.values.filter((value): value is number => value !== null));
}
// What the axis ends at, where a few bars would squash the rest.
function boundOf(scene: Scene, bars: Bars): number {
    return bars.stack || showsWholeAxis(scene) ? Infinity : outlierBound(figuresOf(bars).map(Math.abs));
}

function draw(scene: Scene): Picture | null {
    const content = contentOf(scene);
    if (!content) return null;
    const {bars, scale} = content;
    const cut = cutNote(scene, bars.categories.length, content.all, Number(optionsOf(scene)["top"] ?? "0") > 0);
    const span = bars.stack || showsWholeAxis(scene) ? null : dotSpan(figuresOf(bars));
    if (span) {
        const picture = dotPicture(scene, scale, bars, span);
        return {...picture, note: joinNotes(picture.note, cut)};
    }
    const bound = boundOf(scene, bars);
    const legend: LegendEntry[] = bars.series.length < 2 ? []
        : bars.series.map((one) => ({mark: "box", colour: one.colour, text: one.name}));
    const far = bars.series.flatMap((one) => one.values.flatMap((value, at) =>
        value !== null && Math.abs(value) > bound ? [[bars.categories[at] ?? "", one.texts[at] ?? ""] as const] : []));
    return {...barPicture(scene, scale, bars, bound), legend, note: joinNotes(cut, beyondNote(scene, far))};
}

function controls(scene: Scene): readonly Node[] {
    const content = contentOf(scene);
    if (!content || content.bars.stack) return [];
    const figures = figuresOf(content.bars);
    return dotSpan(figures) || Number.isFinite(outlierBound(figures.map(Math.abs))) ? [wholeAxisButton(scene)] : [];
}

export const bars: ChartKind = {
    wide: false,
    needs: (options) => [
        options["category"] ?? "", ...listed(options["values"] ?? options["value"]), ...listed(options["rank_by"]?.replace(/^max:/, "")),
    ],
    draw,
    controls,
};
