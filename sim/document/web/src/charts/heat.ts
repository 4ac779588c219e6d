// A table of cells by colour: one scale for every layout that can be picked.
import {Scale} from "../scale.js";
import {labelled, say} from "../words.js";
import type {ChartKind, Picture, Scene} from "./chart.js";
import {allRows, optionsOf} from "./chart.js";
import {betterArrow, calm, categoryAxis, labelRoom, cutNote, shownRows, tip, tooltip} from "./style.js";
import {categoryTicks, timeAxis} from "./time_axis.js";

function draw(scene: Scene): Picture | null {
    const {rows, colours, language, terms} = scene;
    const options = optionsOf(scene);
    const [x, y, value] = [options["x"] ?? "", options["y"] ?? "", options["value"] ?? ""];
    const filled = rows.filter((row) => rows.figure(row, value) !== null);
    if (filled.rows.length === 0) return null;
    const numeric = filled.rows.every((row) => typeof filled.cell(row, x) === "number");
    const across = filled.distinct(x);
    if (numeric) across.sort((a, b) => Number(a) - Number(b));
    const all = filled.distinct(y);
    const up = all.slice(0, shownRows(scene, all.length));
    const atX = new Map(across.map((name, at) => [name, at]));
    const atY = new Map(up.map((name, at) => [name, at]));
    const figures = allRows(scene).figures(value).filter((figure): figure is number => figure !== null);
    const share = options["share"] === "yes";
    const least = share ? 0 : figures.reduce((a, b) => Math.min(a, b));
    const most = share ? 1 : figures.reduce((a, b) => Math.max(a, b));
    const scale = new Scale(Math.max(Math.abs(least), Math.abs(most)), filled.quantityAt(filled.rows[0] ?? [], value), language);
    const names = up.map((name) => terms.cell(name, rows.column(y)?.names));
    const room = labelRoom(scene, names);
    const shown = filled.rows.filter((row) => atY.has(filled.text(row, y)));
    const data = shown.map((row) => [atX.get(filled.text(row, x)) ?? 0, atY.get(filled.text(row, y)) ?? 0, filled.figure(row, value)]);
    const time = timeAxis(filled, x, options["time"] === "yes", language);
    const ticks = time ? categoryTicks(time, across, scene.width - room, colours) : null;
    const label = time?.name ?? ((place: string) => terms.cell(place, rows.column(x)?.names));
    const each = up.length > 20 ? 16 : 22;
    const better = rows.column(value)?.better;
    const marked = better === undefined ? "" : ` (${betterArrow(better === "higher", true)} ${say("better", language)})`;
    const option = {
        ...calm,
        grid: {left: room, right: 14, top: 6, bottom: 46},
        xAxis: {
            type: "category",
            data: across.map(label),
            name: time?.showsDays ? "" : terms.column(x),
            nameLocation: "middle",
            nameGap: 28,
            nameTextStyle: {color: colours.soft, fontSize: 12, fontFamily: colours.font},
            axisLabel: {color: colours.soft, fontSize: 12, fontFamily: colours.font, hideOverlap: true, ...ticks?.label},
            axisLine: {show: false},
            axisTick: ticks?.tick ?? {show: false},
        },
        yAxis: categoryAxis(scene, names, room, {inverse: true, axisLine: {show: false}}),
        visualMap: {
            show: false, min: least, max: most === least ? least + 1 : most, dimension: 2, seriesIndex: 0,
            inRange: {color: [...colours.shares]},
        },
        tooltip: tooltip(scene, (at) => {
            const [a, b] = at.value as [number, number];
            return tip(names[b] ?? "", [
                {name: terms.column(x), value: label(across[a] ?? "")},
                {name: terms.column(value), value: filled.written(shown[at.dataIndex] ?? [], value, language)},
            ]);
        }),
        series: [{
            type: "heatmap",
            data,
            itemStyle: {borderColor: colours.sheet, borderWidth: across.length > 60 ? 0 : 1},
            emphasis: {disabled: true},
            progressive: 0,
        }],
    };
    return {
        option, height: up.length * each + 58, note: cutNote(scene, up.length, all.length),
        legend: [{mark: "ramp", colour: "", ramp: colours.shares, text: labelled(terms.column(value), `${scale.write(least)} … ${scale.write(most)}${marked}`, language)}],
    };
}

export const heat: ChartKind = {
    wide: true,
    needs: (options) => [options["x"] ?? "", options["y"] ?? "", options["value"] ?? ""],
    draw,
};
