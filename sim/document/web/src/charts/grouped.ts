// Bars from a long table: one colour per value of a column.
import {nothing} from "../format.js";
import {Scale} from "../scale.js";
import {barPicture, type BarSeries} from "./bar_picture.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {cutNote, shownRows} from "./style.js";

function draw(scene: Scene): Picture | null {
    const {rows, terms, language, colours} = scene;
    const options = optionsOf(scene);
    const [category, by, value] = [options["category"] ?? "", options["series"] ?? "", options["value"] ?? ""];
    const filled = rows.filter((row) => rows.figure(row, value) !== null);
    if (filled.rows.length === 0) return null;
    const all = filled.distinct(category);
    const categories = all.slice(0, shownRows(scene, all.length));
    const place = new Map(categories.map((name, at) => [name, at]));
    const series: BarSeries[] = filled.distinct(by).map((name, at) => {
        const values: (number | null)[] = categories.map(() => null);
        const texts = categories.map(() => nothing);
        for (const row of filled.where(by, name).rows) {
            const where = place.get(filled.text(row, category));
            if (where === undefined) continue;
            values[where] = filled.figure(row, value);
            texts[where] = filled.written(row, value, language);
        }
        return {name: terms.cell(name, rows.column(by)?.names), colour: colours.series[at % colours.series.length] ?? colours.accent, values, texts};
    });
    const picture = barPicture(scene, Scale.of(filled, [value], language), {
        categories: categories.map((name) => terms.cell(name, rows.column(category)?.names)),
        series,
        stack: options["stack"] === "yes",
        sideways: options["horizontal"] === "yes" || categories.length > 10 || scene.width < 500,
        axis: terms.column(value),
        columns: [value],
    });
    return {...picture, note: cutNote(scene, categories.length, all.length), legend: series.map((one) => ({mark: "box", colour: one.colour, text: one.name}))};
}

export const grouped: ChartKind = {
    wide: true,
    needs: (options) => [options["category"] ?? "", options["series"] ?? "", options["value"] ?? ""],
    draw,
};
