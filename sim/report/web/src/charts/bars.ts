// Bars of one or several columns, by category.
import type {Frame} from "../frame.js";
import {Scale} from "../scale.js";
import type {ChartKind, LegendEntry, Picture, Scene} from "./chart.js";
import {listed, optionsOf} from "./chart.js";
import {barPicture, type BarSeries} from "./bar_picture.js";
import {cutNote, shownRows} from "./style.js";

// The largest of them by a column; 0: all, as they stand.
function topped(rows: Frame, column: string, top: number): Frame {
    if (!(top > 0) || rows.rows.length <= top) return rows;
    return rows.sorted((a, b) => (rows.figure(b, column) ?? -Infinity) - (rows.figure(a, column) ?? -Infinity)).first(top);
}

function draw(scene: Scene): Picture | null {
    const {rows: all, terms, language, colours} = scene;
    const options = optionsOf(scene);
    const category = options["category"] ?? "";
    const values = listed(options["values"] ?? options["value"]);
    const filled = all.filter((row) => values.some((value) => all.figure(row, value) !== null));
    if (filled.rows.length === 0) return null;
    const rows = topped(filled, values[0] ?? "", Number(options["top"] ?? "0")).first(shownRows(scene, filled.rows.length));
    const scale = Scale.of(rows, values, language);
    const interval = rows.estimate(values[0] ?? "");
    const low = options["low"] ?? interval?.low ?? "";
    const high = options["high"] ?? interval?.high ?? "";
    const series: BarSeries[] = values.map((value, at) => ({
        name: terms.column(value),
        colour: colours.series[at % colours.series.length] ?? colours.accent,
        values: rows.figures(value),
        lows: values.length === 1 ? rows.figures(low) : undefined,
        highs: values.length === 1 ? rows.figures(high) : undefined,
    }));
    const legend: LegendEntry[] = series.length < 2 ? []
        : series.map((one) => ({mark: "box", colour: one.colour, text: one.name}));
    const picture = barPicture(scene, scale, {
        categories: rows.rows.map((row) => terms.shown(rows, row, category)),
        series,
        stack: options["stack"] === "yes",
        sideways: options["horizontal"] === "yes" || rows.rows.length > 12 || scene.width < 500,
        axis: series.length === 1 ? (series[0]?.name ?? "") : "",
    });
    return {...picture, legend, note: cutNote(scene, rows.rows.length, filled.rows.length, Number(options["top"] ?? "0") > 0)};
}

export const bars: ChartKind = {
    wide: false,
    needs: (options) => [options["category"] ?? "", ...listed(options["values"] ?? options["value"])],
    draw,
};
