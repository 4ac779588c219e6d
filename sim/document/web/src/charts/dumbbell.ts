// Two ends per category, joined by a line.
import type {Row} from "../document.js";
import type {Frame} from "../frame.js";
import {Scale} from "../scale.js";
import {say} from "../words.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {intervalSeries} from "./interval_marks.js";
import {calm, categoryAxis, cutNote, labelRoom, pitch, shownRows, tip, tooltip, valueAxis} from "./style.js";

interface Ends {
    readonly category: string;
    readonly from: string;
    readonly to: string;
    readonly relative: boolean;  // categories of different units: drawn as shares over `from`
}

function endsOf(scene: Scene): Ends {
    const options = optionsOf(scene);
    return {
        category: options["category"] ?? "", from: options["from"] ?? "", to: options["to"] ?? "",
        relative: options["relative"] === "yes",
    };
}

// Where the ends lie; nothing for an end that there is not.
function placesOf(rows: Frame, row: Row, ends: Ends): readonly [number | null, number | null] {
    const [from, to] = [rows.figure(row, ends.from), rows.figure(row, ends.to)];
    if (!ends.relative) return [from, to];
    return from === null || to === null || from === 0 ? [null, null] : [0, (to - from) / Math.abs(from)];
}

function tipOf(scene: Scene, rows: Frame, row: Row, ends: Ends): HTMLElement {
    const {terms, language} = scene;
    const lines = [ends.from, ends.to].map((column) => ({name: terms.column(column), value: rows.written(row, column, language)}));
    const [, apart] = placesOf(rows, row, ends);
    if (ends.relative && apart !== null) {
        const share = new Scale(Math.abs(apart), "share", language, true);
        lines.push({name: `${say("relative", language)} ${terms.column(ends.from)}`, value: share.write(apart)});
    }
    return tip(terms.shown(rows, row, ends.category), lines);
}

function draw(scene: Scene): Picture | null {
    const {rows: all, colours, language, terms} = scene;
    const ends = endsOf(scene);
    const filled = all.filter((row) => placesOf(all, row, ends).some((place) => place !== null));
    if (filled.rows.length === 0) return null;
    const rows = filled.first(shownRows(scene, filled.rows.length));
    const places = rows.rows.map((row) => placesOf(rows, row, ends));
    const furthest = Math.max(...places.flat().map((place) => Math.abs(place ?? 0)));
    const scale = ends.relative ? new Scale(furthest, "share", language, true) : Scale.of(rows, [ends.from, ends.to], language);
    const names = rows.rows.map((row) => terms.shown(rows, row, ends.category));
    const room = labelRoom(scene, names);
    const spans = places.flatMap(([from, to], at) => {
        const [a, b] = [scale.to(from), scale.to(to)];
        return a === null || b === null ? [] : [[at, a, b] as const];
    });
    const [first, second] = [colours.series[0] ?? "", colours.series[1] ?? ""];
    const marks = (which: 0 | 1, colour: string, symbol: string) => ({
        type: "scatter", z: 4, symbol, symbolSize: 10, itemStyle: {color: colour, opacity: 1},
        data: places.map((place, at) => [scale.to(place[which]), at]),
    });
    const axis = ends.relative ? `${say("relative", language)} ${terms.column(ends.from)}` : "";
    const option = {
        ...calm,
        grid: {left: room, right: 22, top: 8, bottom: 42},
        xAxis: valueAxis(scene, scale, axis, {nameGap: 26, scale: true}),
        yAxis: categoryAxis(scene, names, room, {inverse: true, axisLine: {show: false}}),
        tooltip: tooltip(scene, (at) => {
            const row = rows.rows[at.dataIndex];
            return row ? tipOf(scene, rows, row, ends) : "";
        }),
        series: [
            intervalSeries(spans, [colours.strong], true, 0, 2),
            marks(0, first, "circle"),
            marks(1, second, "diamond"),
        ],
    };
    return {
        option, height: rows.rows.length * pitch(rows.rows.length) + 56, note: cutNote(scene, rows.rows.length, filled.rows.length),
        legend: [
            {mark: "circle", colour: first, text: terms.column(ends.from)},
            {mark: "diamond", colour: second, text: terms.column(ends.to)},
        ],
    };
}

export const dumbbell: ChartKind = {
    wide: false,
    needs: (options) => [options["category"] ?? "", options["from"] ?? "", options["to"] ?? ""],
    draw,
};
