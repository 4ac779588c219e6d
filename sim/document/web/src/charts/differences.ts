// Paired differences from the baseline: an interval per alternative around a line at zero.
import {Scale} from "../scale.js";
import {say} from "../words.js";
import {outlierBound} from "./axis_range.js";
import type {ChartKind, LegendEntry, Picture, Scene} from "./chart.js";
import {optionsOf} from "./chart.js";
import {intervalSeries} from "./interval_marks.js";
import {calm, categoryAxis, cutNote, hollow, labelRoom, pitch, shownRows, tip, tooltip, valueAxis} from "./style.js";
import {beyondNote, joinNotes, showsWholeAxis, wholeAxisButton} from "./whole_axis.js";

type Sense = "better" | "worse" | "even";

function senseOf(verdict: string): Sense {
    return verdict === "better" ? "better" : verdict === "worse" ? "worse" : "even";
}
const symbols: Readonly<Record<Sense, string>> = {better: "circle", worse: "rect", even: "circle"};

interface Entry {
    readonly name: string;
    readonly verdict: string;
    readonly sense: Sense;
    readonly value: number;
    readonly text: string;
    readonly span: string;
    readonly low: number | null;
    readonly high: number | null;
}

function entriesOf(scene: Scene): Entry[] {
    const {rows, terms, language} = scene;
    const entries = rows.rows.flatMap((row): Entry[] => {
        const value = rows.figure(row, "difference");
        if (value === null) return [];
        const verdict = rows.text(row, "verdict");
        return [{
            name: terms.shown(rows, row, "alternative"), verdict: terms.cell(verdict), sense: senseOf(verdict), value,
            text: rows.written(row, "difference", language), span: rows.span(row, "difference_low", "difference_high", language),
            low: rows.figure(row, "difference_low"), high: rows.figure(row, "difference_high"),
        }];
    });
    return entries.sort((a, b) => a.value - b.value);
}

// Beyond this the axis is cut, so that most differences can be distinguished.
function closerEnd(entries: readonly Entry[]): number {
    return outlierBound(entries.map((one) => Math.max(Math.abs(one.low ?? one.value), Math.abs(one.high ?? one.value))));
}

function colourOf(scene: Scene, sense: Sense): string {
    const {good, bad, even} = scene.colours;
    return sense === "better" ? good : sense === "worse" ? bad : even;
}

// `marked`: the value stands beside the arrow of what lies beyond, for want of a column of values.
function pointsOf(scene: Scene, entries: readonly Entry[], scale: Scale, end: number, marked: boolean): object {
    return {
        type: "scatter",
        z: 4,
        data: entries.map((one, at) => {
            const beyond = Math.abs(one.value) > end;
            return {
                value: [scale.to(beyond ? Math.sign(one.value) * end : one.value), at],
                symbol: beyond ? "triangle" : symbols[one.sense],
                symbolRotate: beyond ? -90 * Math.sign(one.value) : 0,
                symbolSize: beyond ? 11 : 9,
                itemStyle: one.sense === "even" && !beyond ? hollow(scene, colourOf(scene, "even")) : {color: colourOf(scene, one.sense), opacity: 1},
                label: {
                    show: beyond && marked, position: one.value > 0 ? "left" : "right", distance: 5, fontSize: 11.5,
                    color: colourOf(scene, one.sense), fontFamily: scene.colours.font, formatter: one.text,
                },
            };
        }),
        markLine: {
            silent: true, symbol: "none", label: {show: false}, data: [{xAxis: 0}],
            lineStyle: {color: scene.colours.ink, width: 1.2, type: "solid"},
        },
    };
}

function spansOf(scene: Scene, entries: readonly Entry[], scale: Scale, end: number): object {
    const within = (value: number) => scale.to(Math.max(-end, Math.min(end, value))) ?? 0;
    const spans = entries.flatMap((one, at) => one.low === null || one.high === null || Math.abs(one.value) > end ? []
        : [[at, within(one.low), within(one.high)] as const]);
    return intervalSeries(spans, spans.map(([at]) => colourOf(scene, entries[at]?.sense ?? "even")), true);
}

// The figure and the word at the right of each row.
function verdictText(scene: Scene, entries: readonly Entry[], room: number): object {
    return {
        type: "custom",
        silent: true,
        data: entries.map((_, at) => [0, at]),
        encode: {x: -1, y: 1},
        renderItem: (at: {dataIndex: number; coordSys: {x: number; width: number}},
            api: {coord(point: readonly number[]): number[]}) => {
            const one = entries[at.dataIndex];
            return {
                type: "text",
                x: at.coordSys.x + at.coordSys.width + 12,
                y: api.coord([0, at.dataIndex])[1],
                style: {
                    text: one ? `${one.text}  ${one.verdict}` : "", fontSize: 12,
                    fill: colourOf(scene, one?.sense ?? "even"), verticalAlign: "middle", fontFamily: scene.colours.font,
                    width: room - 16, overflow: "truncate",
                },
            };
        },
    };
}

function legendOf(scene: Scene, entries: readonly Entry[]): LegendEntry[] {
    return (["better", "even", "worse"] as const).flatMap((sense): LegendEntry[] => {
        const first = entries.find((one) => one.sense === sense);
        const mark = sense === "even" ? "ring" : sense === "worse" ? "square" : "circle";
        return first ? [{mark, colour: colourOf(scene, sense), text: first.verdict}] : [];
    });
}

// By the option, else by what the verdicts say; nothing where neither does.
function moreIsBetter(scene: Scene, entries: readonly Entry[]): boolean | null {
    const asked = optionsOf(scene)["more_is_better"];
    if (asked !== undefined) return asked === "yes";
    const decided = entries.find((one) => one.sense !== "even" && one.value !== 0);
    return decided ? (decided.sense === "better") === decided.value > 0 : null;
}

function axisName(scene: Scene, entries: readonly Entry[]): string {
    const more = moreIsBetter(scene, entries);
    if (more === null) return "";
    const [left, right] = more ? (["worse", "better"] as const) : (["better", "worse"] as const);
    return `← ${say(left, scene.language)}  |  ${say(right, scene.language)} →`;
}

function draw(scene: Scene): Picture | null {
    const {terms, language} = scene;
    const all = entriesOf(scene);
    if (all.length === 0) return null;
    const entries = all.slice(0, shownRows(scene, all.length));
    const scale = Scale.of(scene.rows, ["difference"], language, true);
    const end = showsWholeAxis(scene) ? Infinity : closerEnd(entries);
    const room = labelRoom(scene, entries.map((one) => one.name));
    const right = scene.width < 440 ? 18 : 178;
    const bounded = Number.isFinite(end) ? {
        min: (at: {min: number}) => (at.min < -0.9 * (scale.to(end) ?? 0) ? -(scale.to(end) ?? 0) : null),
        max: (at: {max: number}) => (at.max > 0.9 * (scale.to(end) ?? 0) ? scale.to(end) : null),
    } : {};
    const option = {
        ...calm,
        grid: {left: room, right, top: 8, bottom: 42},
        xAxis: valueAxis(scene, scale, axisName(scene, all), {position: "bottom", nameGap: 26, ...bounded}),
        yAxis: categoryAxis(scene, entries.map((one) => one.name), room, {inverse: true, axisLine: {onZero: false, show: false}}),
        tooltip: tooltip(scene, (at) => {
            const one = entries[at.dataIndex];
            return one ? tip(one.name, [
                {name: terms.column("difference"), value: one.text},
                ...(one.span === "" ? [] : [{name: say("interval", language), value: one.span}]),
                {name: terms.column("verdict"), value: one.verdict},
            ]) : "";
        }),
        series: [
            spansOf(scene, entries, scale, end),
            pointsOf(scene, entries, scale, end, right <= 100),
            ...(right > 100 ? [verdictText(scene, entries, right)] : []),
        ],
    };
    const beyond = entries.filter((one) => Math.abs(one.value) > end);
    return {
        option, height: entries.length * pitch(entries.length) + 56, legend: legendOf(scene, entries),
        note: joinNotes(cutNote(scene, entries.length, all.length), beyondNote(scene, beyond.map((one) => [one.name, one.text] as const))),
    };
}

function controls(scene: Scene): readonly Node[] {
    return Number.isFinite(closerEnd(entriesOf(scene))) ? [wholeAxisButton(scene)] : [];
}

export const differences: ChartKind = {
    wide: false,
    needs: () => ["alternative", "difference"],
    draw,
    controls,
};

