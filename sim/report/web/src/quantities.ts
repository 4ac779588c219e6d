// What figures are. Of tables whose rows say it themselves (by `metric`, `key`, `figure` or `unit`), what the row
// says; the same rules as sim/document/cell_text.cpp.
import type {Row} from "./document.js";
import type {Frame} from "./frame.js";
import type {Quantity} from "./units.js";

// A figure and the columns of the ends of its interval.
export interface Estimate {
    readonly figure: string;
    readonly low: string;
    readonly high: string;
}

// Ends whose names are not their figure's with _low and _high behind.
const ofStudies: readonly Estimate[] = [
    {figure: "mean", low: "low", high: "high"},
    {figure: "reference_mean", low: "reference_low", high: "reference_high"},
    {figure: "difference_at_low", low: "at_low_low", high: "at_low_high"},
    {figure: "difference_at_high", low: "at_high_low", high: "at_high_high"},
];

// What the column is a part of, if the table has all three.
export function estimateOf(frame: Frame, column: string): Estimate | null {
    const whole = (one: Estimate) => frame.has(one.figure) && frame.has(one.low) && frame.has(one.high);
    const named = ofStudies.find((one) => [one.figure, one.low, one.high].includes(column) && whole(one));
    if (named) return named;
    const stem = column.replace(/_(low|high)$/, "");
    const own = {figure: stem, low: `${stem}_low`, high: `${stem}_high`};
    return whole(own) ? own : null;
}

export function intervalAt(frame: Frame, row: Row, column: string): readonly [number | null, number | null] {
    const estimate = estimateOf(frame, column);
    return estimate ? [frame.figure(row, estimate.low), frame.figure(row, estimate.high)] : [null, null];
}

const ofMetric = new Set([
    "mean", "low", "high", "difference", "difference_low", "difference_high", "bootstrap_low", "reference_mean",
    "reference_low", "bootstrap_high", "reference_high", "regret", "static", "simulated", "sample_mean", "swing", "reference", "best",
    "seed_low", "seed_high", "input_low", "input_high",
]);
const ofUnit = new Set([
    "stock", "used", "headroom", "limit", "value", "value_of_other", "margin", "margin_low", "margin_high",
]);

const quantitiesOfUnits: ReadonlyMap<string, Quantity> = new Map([
    ["bytes", "data"], ["B", "data"], ["bytes/s", "data_rate"], ["accelerators", "count"], ["classes", "count"],
    ["share", "share"], ["CNY", "money"], ["CNY/acc-h", "money_per_h"], ["s", "duration"], ["kWh", "energy"],
    ["kg", "carbon"], ["kW", "power"],
]);

// In this order: what is said per something else comes before what is said alone.
const unitWords: readonly (readonly [string, Quantity])[] = [
    ["cny_per_active_accelerator_hour", "money_per_h"], ["cny_per_kwh", "price"], ["per_byte", "number"], ["share", "share"],
    ["accelerator_hours", "hours"], ["cny", "money"], ["kwh", "energy"], ["kw", "power"], ["kg", "carbon"],
    ["bytes", "data"], ["gbps", "data_rate"], ["deg", "degrees"], ["s", "duration"], ["jobs", "count"],
    ["requests", "count"], ["accelerators", "count"],
];

// Of a figure by the units in its name, for one that no term and no column defines.
export function quantityByName(name: string): Quantity {
    const padded = `_${name}_`;
    return unitWords.find(([word]) => padded.includes(`_${word}_`))?.[1] ?? "text";
}

export function quantityAt(frame: Frame, row: Row, column: string): Quantity {
    const own = frame.quantity(column);
    if (own !== "number") return own;
    if (ofUnit.has(column) && frame.has("unit")) return quantitiesOfUnits.get(frame.text(row, "unit")) ?? "number";
    if (frame.has("input") && (column === "low" || column === "high")) return own;
    const estimate = estimateOf(frame, column);
    const follows = ofMetric.has(column) || (estimate !== null && ofMetric.has(estimate.figure)) || /^(difference_)?at_/.test(column);
    if (!follows) return own;
    for (const by of ["metric", "key", "figure"]) {
        const named = frame.has(by) ? frame.named(frame.text(row, by)) : "text";
        if (named !== "text") return named;
    }
    return own;
}

// The figure of a cell in the unit of its quantity: what is given in bytes/s, people count in Gbit/s.
export function figureAt(frame: Frame, row: Row, column: string): number | null {
    const figure = frame.figure(row, column);
    const bytes = figure !== null && ofUnit.has(column) && frame.quantity(column) === "number" && frame.text(row, "unit") === "bytes/s";
    return bytes ? (figure * 8) / 1e9 : figure;
}
