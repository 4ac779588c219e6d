// Time on an axis: hours of a day or a week, and local times with their weekdays, with marks where days begin.
import type {Language} from "../document.js";
import type {Frame} from "../frame.js";
import {weekday} from "../words.js";
import type {Colours} from "../colours.js";

const hour_ms = 3_600_000;
const day_h = 24;

export interface TimeAxis {
    readonly name: (place: string) => string;            // of the time in a cell
    readonly at: (place: string) => number;              // h
    readonly showsDays: boolean;                         // and so needs no name
    readonly ticks: (width: number) => readonly number[];  // h, those that are labelled in a chart of a width
    readonly tick: (at: number) => string;
}

const two = (value: number) => String(value).padStart(2, "0");
const clock = (hour: number) => `${two(Math.floor(hour) % day_h)}:${two(Math.round((hour % 1) * 60))}`;

// The local time of "2025-07-01T06:00:00+08:00", in hours since a Thursday.
function localHour(text: string): number {
    const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?/.exec(text) ?? [];
    return date === undefined ? NaN : Date.parse(`${date}T${time ?? "00:00"}Z`) / hour_ms;
}
function dayText(hour: number, language: Language): string {
    const date = new Date(hour * hour_ms);
    return `${weekday((date.getUTCDay() + 6) % 7, language)} ${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

const steps = [1, 3, 6, 12, 24, 48, 168, 336, 672, 1344, 2688];

// Whole days where there are two or more; weeks begin on Mondays.
function tickHours(first: number, last: number, most: number): number[] {
    const least = last - first >= 2 * day_h ? day_h : 1;
    const step = steps.find((one) => one >= least && (last - first) / one <= most) ?? 5376;
    const origin = step >= 168 ? 4 * day_h : 0;
    const from = Math.ceil((first - origin) / step) * step + origin;
    return Array.from({length: Math.max(0, Math.floor((last - from) / step) + 1)}, (_, at) => from + at * step);
}

// Of a column of local times; nothing where a cell holds none.
export function localTimes(rows: Frame, x: string, language: Language): TimeAxis | null {
    const hours = rows.distinct(x).map(localHour);
    if (hours.length === 0 || hours.some(Number.isNaN)) return null;
    const [first, last] = [Math.min(...hours), Math.max(...hours)];
    return {
        name: (place) => `${dayText(localHour(place), language)} ${clock(localHour(place))}`,
        at: localHour,
        showsDays: true,
        ticks: (width) => tickHours(first, last, Math.max(2, width / 82)),
        tick: (at) => (at % day_h === 0 ? dayText(at, language) : clock(at)),
    };
}

// Of the column `hour`: hours of a day, or of a week from Monday 0:00.
export function hoursOfWeek(rows: Frame, x: string, language: Language): TimeAxis | null {
    const hours = x === "hour" ? rows.figures(x).filter((hour): hour is number => hour !== null) : [];
    if (hours.length === 0) return null;
    const last = Math.max(...hours);
    const week = last >= day_h || rows.rows.some((row) => rows.text(row, "hours") === "week");
    const name = (hour: number) => (week ? `${weekday(Math.floor(hour / day_h), language)} ${clock(hour)}` : clock(hour));
    return {
        name: (place) => name(Number(place)),
        at: Number,
        showsDays: week,
        ticks: (width) => {
            const step = week ? day_h : width < 500 ? 6 : 3;
            return Array.from({length: Math.floor(last / step) + 1}, (_, at) => at * step);
        },
        tick: (hour) => (week ? weekday(Math.floor(hour / day_h), language) : clock(hour)),
    };
}

export function timeAxis(rows: Frame, x: string, isLocalTime: boolean, language: Language): TimeAxis | null {
    return isLocalTime ? localTimes(rows, x, language) : hoursOfWeek(rows, x, language);
}

// What an axis of categories says of those at ticks, and the marks there.
export function categoryTicks(axis: TimeAxis, places: readonly string[], width: number, colours: Colours): {label: object; tick: object} {
    const hours = places.map(axis.at);
    const marked = new Set(axis.ticks(width).map((tick) => hours.findIndex((hour) => hour >= tick)));
    const interval = (at: number) => marked.has(at);
    return {
        label: {interval, hideOverlap: false, formatter: (_: string, at: number) => axis.tick(hours[at] ?? 0)},
        tick: {show: true, alignWithLabel: true, interval, lineStyle: {color: colours.strong}},
    };
}

// The same of an axis of numbers, in hours.
export function hourTicks(axis: TimeAxis, width: number, colours: Colours): object {
    const ticks = [...axis.ticks(width)];
    return {
        axisLabel: {
            color: colours.soft, fontSize: 12, fontFamily: colours.font, hideOverlap: true, customValues: ticks,
            formatter: (hour: number) => axis.tick(hour),
        },
        axisTick: {show: true, customValues: ticks, lineStyle: {color: colours.strong}},
        splitLine: {show: true, lineStyle: {color: colours.rule, width: 1}},
    };
}
