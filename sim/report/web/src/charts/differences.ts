// Paired differences from the baseline: an interval per alternative around a line at zero.
import {say} from "../words.js";
import {Scale} from "../terms.js";
import type {ChartKind, LegendEntry, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {intervalSeries} from "./interval_marks.js";
import {calm, categoryAxis, labelRoom, pitch, shownRows, tip, tooltip, valueAxis} from "./style.js";

type Sense = "better" | "worse" | "even";

function senseOf(verdict: string): Sense {
    return verdict === "better" ? "better" : verdict === "worse" ? "worse" : "even";
}
const symbols: Readonly<Record<Sense, string>> = {better: "circle", worse: "rect", even: "emptyCircle"};

function draw(scene: Scene): Picture | null {
    const {rows: given, colours, terms, language} = scene;
    const told = given.filter((row) => given.figure(row, "difference") !== null);
    if (told.rows.length === 0) return null;
    const sorted = told.sorted((a, b) => (told.figure(a, "difference") ?? 0) - (told.figure(b, "difference") ?? 0));
    const rows = sorted.first(shownRows(scene, sorted.rows.length));
    const scale = Scale.of(rows, ["difference"], language, true);
    const colourOf: Readonly<Record<Sense, string>> = {better: colours.good, worse: colours.bad, even: colours.even};
    const senses = rows.rows.map((row) => senseOf(rows.text(row, "verdict")));
    const names = rows.rows.map((row) => terms.cell(rows.text(row, "alternative")));
    const writes = (at: number, column: string) => {
        const row = rows.rows[at]!;
        return scale.write(rows.figure(row, column), rows.figure(row, "difference_low"), rows.figure(row, "difference_high"));
    };
    const verdict = (at: number) => terms.cell(rows.text(rows.rows[at]!, "verdict"));
    const room = labelRoom(scene, names);
    const right = scene.width < 520 ? 16 : 150;
    const more = optionsOf(scene)["more_is_better"] === "yes";
    const side = more ? `← ${say("worse", language)}  |  ${say("better", language)} →`
        : `← ${say("better", language)}  |  ${say("worse", language)} →`;
    const spans = rows.rows.flatMap((row, at) => {
        const low = scale.to(rows.figure(row, "difference_low"));
        const high = scale.to(rows.figure(row, "difference_high"));
        return low === null || high === null ? [] : [[at, low, high] as const];
    });
    const option = {
        ...calm,
        grid: {left: room, right, top: 26, bottom: 40},
        xAxis: valueAxis(scene, scale, side, {position: "bottom", nameGap: 26, scale: false}),
        yAxis: categoryAxis(scene, names, room, {inverse: true, axisLine: {onZero: false, show: false}}),
        tooltip: tooltip(scene, (at) => tip(names[at.dataIndex] ?? "", [
            {name: terms.column("difference"), value: writes(at.dataIndex, "difference")},
            {name: say("interval", language), value: `${writes(at.dataIndex, "difference_low")} … ${writes(at.dataIndex, "difference_high")}`},
            {name: terms.column("verdict"), value: verdict(at.dataIndex)},
        ])),
        series: [
            intervalSeries(spans, spans.map(([at]) => colourOf[senses[at] ?? "even"]), true),
            {
                type: "scatter",
                z: 4,
                data: rows.rows.map((row, at) => ({
                    value: [scale.to(rows.figure(row, "difference")), at],
                    symbol: symbols[senses[at] ?? "even"],
                    itemStyle: {color: colourOf[senses[at] ?? "even"]},
                })),
                symbolSize: 9,
                markLine: {
                    silent: true, symbol: "none", label: {show: false}, data: [{xAxis: 0}],
                    lineStyle: {color: colours.ink, width: 1.2, type: "solid"},
                },
            },
            ...(right > 100 ? [verdictText(scene, rows.rows.map((_, at) => `${bare(writes(at, "difference"))}  ${verdict(at)}`),
                senses.map((sense) => colourOf[sense]), right)] : []),
        ],
    };
    function bare(text: string): string {
        return scale.unit !== "" ? text.replace(` ${scale.unit}`, "") : text;
    }
    const legend: LegendEntry[] = (["better", "even", "worse"] as const).flatMap((sense) => {
        const at = senses.indexOf(sense);
        const mark = sense === "even" ? "ring" : sense === "worse" ? "square" : "circle";
        return at < 0 ? [] : [{mark, colour: colourOf[sense], text: verdict(at)} as const];
    });
    const cut = rows.rows.length < sorted.rows.length
        ? say("first_of", language).replace("{n}", String(rows.rows.length)).replace("{all}", String(sorted.rows.length))
        : undefined;
    return {option, height: rows.rows.length * pitch(rows.rows.length) + 70, legend, note: cut};
}

// The figure and the word at the right of each row.
function verdictText(scene: Scene, texts: readonly string[], colours: readonly string[], room: number): object {
    return {
        type: "custom",
        silent: true,
        data: texts.map((_, at) => [0, at]),
        encode: {x: -1, y: 1},
        renderItem: (at: {dataIndex: number; coordSys: {x: number; width: number}},
            api: {coord(point: readonly number[]): number[]}) => ({
            type: "text",
            x: at.coordSys.x + at.coordSys.width + 12,
            y: api.coord([0, at.dataIndex])[1],
            style: {
                text: texts[at.dataIndex] ?? "", fill: colours[at.dataIndex], fontSize: 12, verticalAlign: "middle",
                fontFamily: scene.colours.font, width: room - 16, overflow: "truncate",
            },
        }),
    };
}

export const differences: ChartKind = {
    wide: false,
    needs: () => ["alternative", "difference"],
    draw,
};
