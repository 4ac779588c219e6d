// Dots on an axis that need not start at zero: for figures that are too alike for bars.
import type {Scale} from "../scale.js";
import {say} from "../words.js";
import {closeRange, type Span, type TickedRange} from "./axis_range.js";
import {barTip, type Bars} from "./bar_picture.js";
import type {Picture, Scene} from "./chart.js";
import {drawing, textShape, type Shape} from "./drawing.js";
import {intervalSeries} from "./interval_marks.js";
import {axisTitle, calm, categoryAxis, closeAxis, labelRoom, pitch, shapeOf, textWidth, tooltip, valueAxis} from "./style.js";
import {beyondNote, joinNotes} from "./whole_axis.js";

// Holds the intervals of what is within the span, as far as they do not squash the dots.
function endsOf(scene: Scene, scale: Scale, bars: Bars, span: Span): TickedRange {
    const reach = 3 * (span.high - span.low);
    const sides = bars.series.flatMap((one) => one.values.flatMap((value, at) => {
        if (value === null || value < span.low || value > span.high) return [];
        return [one.lows?.[at] ?? value, one.highs?.[at] ?? value];
    }));
    const low = Math.max(span.low - reach, Math.min(span.low, ...sides));
    const high = Math.min(span.high + reach, Math.max(span.high, ...sides));
    return closeRange(scale.to(low) ?? 0, scale.to(high) ?? 0, scene.width < 500 ? 3 : 5);
}

function dotSeries(bars: Bars, scale: Scale, ends: TickedRange): object[] {
    const shift = (at: number) => (at - (bars.series.length - 1) / 2) * Math.min(9, 18 / bars.series.length);
    return bars.series.map((one, at) => ({
        type: "scatter",
        z: 4,
        symbolOffset: [0, shift(at)],
        data: one.values.flatMap((value, row) => {
            const shown = scale.to(value);
            if (shown === null) return [];
            const beyond = shown < ends.low ? -1 : shown > ends.high ? 1 : 0;
            return [{
                value: [Math.min(ends.high, Math.max(ends.low, shown)), row],
                symbol: beyond === 0 ? shapeOf(at).symbol : "triangle",
                symbolRotate: beyond * -90, symbolSize: beyond === 0 ? 9 : 11,
            }];
        }),
        itemStyle: {color: one.colour, opacity: 1},
        emphasis: {disabled: true},
    }));
}

function intervals(scene: Scene, bars: Bars, scale: Scale, ends: TickedRange): object[] {
    const [one] = bars.series;
    if (!one?.lows || !one.highs || bars.series.length > 1) return [];
    const within = (value: number) => Math.min(ends.high, Math.max(ends.low, value));
    const spans = one.values.flatMap((value, at) => {
        const [low, high, shown] = [scale.to(one.lows?.[at] ?? null), scale.to(one.highs?.[at] ?? null), scale.to(value)];
        if (low === null || high === null || shown === null || high <= low || shown < ends.low || shown > ends.high) return [];
        return [[at, within(low), within(high)] as const];
    });
    return spans.length > 0 ? [intervalSeries(spans, [scene.colours.ink], true, 3, 1.2)] : [];
}

interface Written {
    readonly name: string;
    readonly text: string;
    readonly beyond: boolean;
}
function writtenOf(bars: Bars, scale: Scale, ends: TickedRange): Written[][] {
    return bars.categories.map((name, at) => bars.series.map((one): Written => {
        const value = one.values[at] ?? null;
        const shown = scale.to(value);
        const beyond = shown !== null && (shown < ends.low || shown > ends.high);
        return {name, text: value === null ? "" : (one.texts[at] ?? ""), beyond};
    }));
}

// Of one series every value stands at the right; of several, those that the axis does not reach.
function valueColumn(scene: Scene, written: readonly (readonly Written[])[], top: number, each: number): Shape[] {
    return written.flatMap((row, at): Shape[] => {
        const shown = row.length === 1 ? row : row.filter((one) => one.beyond);
        const text = shown.map((one) => one.text).join(", ");
        if (text === "") return [];
        return [textShape(scene, text, scene.width - 4, top + (at + 0.5) * each, {size: 11.5, align: "right", colour: scene.colours.soft})];
    });
}

export function dotPicture(scene: Scene, scale: Scale, bars: Bars, span: Span): Picture {
    const ends = endsOf(scene, scale, bars, span);
    const {categories} = bars;
    const each = Math.max(pitch(categories.length), bars.series.length * 9 + 8);
    const written = writtenOf(bars, scale, ends);
    const widest = Math.max(0, ...written.flat().filter((one) => bars.series.length === 1 || one.beyond).map((one) => textWidth(one.text, 11.5)));
    const room = labelRoom(scene, categories);
    const [top, bottom] = [10, 46];
    const height = categories.length * each + top + bottom;
    const far = written.flat().filter((one) => one.beyond).map((one) => [one.name, one.text] as const);
    return {
        height,
        option: {
            ...calm,
            grid: {left: room, right: widest > 0 ? Math.ceil(widest) + 18 : 20, top, bottom},
            xAxis: valueAxis(scene, scale, axisTitle(scene, bars.axis, bars.columns, true), {nameGap: 28, ...closeAxis(scene, scale, ends)}),
            yAxis: categoryAxis(scene, categories, room, {
                inverse: true, axisLine: {show: false}, splitLine: {show: true, lineStyle: {color: scene.colours.rule, type: "dotted"}},
            }),
            tooltip: tooltip(scene, (at) => barTip(bars, at.dataIndex), {
                trigger: "axis", axisPointer: {type: "shadow", axis: "y", shadowStyle: {color: scene.colours.soft, opacity: 0.08}},
            }),
            series: [
                ...intervals(scene, bars, scale, ends), ...dotSeries(bars, scale, ends),
                drawing(valueColumn(scene, written, top, each)),
            ],
        },
        legend: bars.series.length < 2 ? [] : bars.series.map((one, at) => ({mark: shapeOf(at).mark, colour: one.colour, text: one.name})),
        note: joinNotes(ends.low > 0 || ends.high < 0 ? say("not_from_zero", scene.language) : undefined, beyondNote(scene, far)),
    };
}
