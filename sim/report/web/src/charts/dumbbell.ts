// Two ends per category, joined by a line.
import {Scale} from "../terms.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {intervalSeries} from "./interval_marks.js";
import {calm, categoryAxis, labelRoom, pitch, cutNote, shownRows, tip, tooltip, valueAxis} from "./style.js";

function draw(scene: Scene): Picture | null {
    const {rows: all, colours, language, terms} = scene;
    const options = optionsOf(scene);
    const [category, from, to] = [options["category"] ?? "", options["from"] ?? "", options["to"] ?? ""];
    const told = all.filter((row) => all.figure(row, from) !== null || all.figure(row, to) !== null);
    if (told.rows.length === 0) return null;
    const rows = told.first(shownRows(scene, told.rows.length));
    const scale = Scale.of(rows, [from, to], language);
    const names = rows.rows.map((row) => terms.cell(rows.text(row, category)));
    const room = labelRoom(scene, names);
    const spans = rows.rows.flatMap((row, at) => {
        const [a, b] = [scale.to(rows.figure(row, from)), scale.to(rows.figure(row, to))];
        return a === null || b === null ? [] : [[at, a, b] as const];
    });
    const [first, second] = [colours.series[0] ?? "", colours.series[1] ?? ""];
    const ends = (column: string, colour: string, symbol: string) => ({
        type: "scatter",
        z: 4,
        symbol,
        symbolSize: 10,
        itemStyle: {color: colour},
        data: rows.rows.map((row, at) => [scale.to(rows.figure(row, column)), at]),
    });
    const option = {
        ...calm,
        grid: {left: room, right: 22, top: 8, bottom: 42},
        xAxis: valueAxis(scene, scale, "", {nameGap: 26, scale: true}),
        yAxis: categoryAxis(scene, names, room, {inverse: true, axisLine: {show: false}}),
        tooltip: tooltip(scene, (at) => {
            const row = rows.rows[at.dataIndex]!;
            return tip(names[at.dataIndex] ?? "", [from, to].map((column) => ({
                name: terms.column(column), value: scale.write(rows.figure(row, column), rows.figure(row, `${column}_low`), rows.figure(row, `${column}_high`)),
            })));
        }),
        series: [
            intervalSeries(spans, [colours.strong], true, 0, 2),
            ends(from, first, "circle"),
            ends(to, second, "diamond"),
        ],
    };
    return {
        option, height: rows.rows.length * pitch(rows.rows.length) + 56, note: cutNote(scene, rows.rows.length, told.rows.length),
        legend: [
            {mark: "circle", colour: first, text: terms.column(from)},
            {mark: "diamond", colour: second, text: terms.column(to)},
        ],
    };
}

export const dumbbell: ChartKind = {
    wide: false,
    needs: (options) => [options["category"] ?? "", options["from"] ?? "", options["to"] ?? ""],
    draw,
};
