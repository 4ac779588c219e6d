// Figures as people read them. The same rules in C++ (the Markdown and XLSX renderers); both are held to
// tests/e2e/web/format_cases.json.
//
// A figure is a double in its quantity's own unit (kWh, CNY, bytes, s ...; words.hpp); `low` and `high`, if there
// are both, are its interval.
//
//  1. Nothing, or not finite: "–" (U+2013). Quantity `text`: the figure as JavaScript writes it (100000, 0.25).
//  2. half = (high - low) / 2 where both are there and finite and high > low; else there is no interval.
//  3. Unit: size = max(|figure|, half), or max(|unit_of|, half) where the caller gives `unit_of`: the figure whose
//     unit is to be used (the ends of X's interval are written in X's unit). The last rung of the quantity's ladder
//     (units.ts) with `from` <= size; size 0: the rung of the own unit. shown = |figure| * times / over, and half
//     likewise, in this order.
//  4. Decimals d:
//     - with an interval: the least d of 0 .. 6 with half >= 10^(1-d) (10, 1, 0.1 ...: two digits of half), 6 if
//       there is none; and no more than makes six digits in all: d <= max(0, 6 - whole), whole = digits before the
//       point of shown (1 below 10, 2 below 100, ...). A `share` always shows at least 1 decimal, at most 4.
//     - without, and shown is whole: 0.
//     - else `degrees`: 2. `money_per_h`, `price`: 3 (below 0.1: as the next). `share` (in %): 1 if shown >= 1.
//     - else three digits: 0 if shown >= 100, 1 if >= 10, 2 if >= 1, 3 if >= 0.1, 4 if >= 0.01, 5 if >= 0.001.
//     - below 0.001 (no interval, not 0): one decimal and an exponent, "1.1e-11", without leading zeros.
//  5. The digits: shown rounded to d decimals, halves (of the double's exact value) away from zero, as
//     Number.prototype.toFixed does. Not rounded to another unit afterwards: 999.7 MWh is "1,000 MWh" by rule 4.
//     Thousands by ",", the point ".", in both languages.
//  6. Sign: U+2212 before negative figures, "+" before positive ones if `signed`; none where all digits are 0.
//  7. Then a space and the unit; no space before "°", nor before "%" in Chinese; no unit: nothing.
import type {Language} from "./document.js";
import {rungFor, type Quantity, type Rung} from "./units.js";

export interface FormatAs {
    readonly quantity: Quantity;
    readonly language: Language;
    readonly low?: number | null;
    readonly high?: number | null;
    readonly signed?: boolean;
    readonly unit_of?: number | null;
}

export const nothing = "–";

function isFigure(value: number | null | undefined): value is number {
    return typeof value === "number" && Number.isFinite(value);
}

export function halfWidth(low: number | null | undefined, high: number | null | undefined): number {
    return isFigure(low) && isFigure(high) && high > low ? (high - low) / 2 : 0;
}

function wholeDigits(shown: number): number {
    let digits = 1;
    for (let bound = 10; digits < 16 && shown >= bound; bound *= 10) ++digits;
    return digits;
}

const ends = [10, 1, 0.1, 0.01, 0.001, 0.0001];

function decimalsOfInterval(shown: number, half: number, quantity: Quantity): number {
    const found = ends.findIndex((end) => half >= end);
    const wanted = Math.min(found < 0 ? 6 : found, Math.max(0, 6 - wholeDigits(shown)));
    return quantity === "share" ? Math.min(4, Math.max(1, wanted)) : wanted;
}

const steps = [100, 10, 1, 0.1, 0.01, 0.001];

// -1: with an exponent.
function decimalsAlone(shown: number, quantity: Quantity): number {
    if (Number.isInteger(shown)) return 0;
    if (quantity === "degrees") return 2;
    if ((quantity === "money_per_h" || quantity === "price") && shown >= 0.1) return 3;
    if (quantity === "share" && shown >= 1) return 1;
    return steps.findIndex((step) => shown >= step);
}

function grouped(digits: string): string {
    const [whole = "", rest] = digits.split(".");
    const parts = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return rest === undefined ? parts : `${parts}.${rest}`;
}

function withUnit(digits: string, unit: string, language: Language): string {
    if (unit === "") return digits;
    return unit === "°" || (unit === "%" && language === "zh") ? digits + unit : `${digits} ${unit}`;
}

function digitsOf(value: number, as: FormatAs, rung: Rung): string {
    const shown = (Math.abs(value) * rung.times) / rung.over;
    const half = (halfWidth(as.low, as.high) * rung.times) / rung.over;
    const decimals = half > 0 ? decimalsOfInterval(shown, half, as.quantity) : decimalsAlone(shown, as.quantity);
    const digits = decimals < 0 ? shown.toExponential(1) : grouped(shown.toFixed(decimals));
    if (!/[1-9]/.test(digits)) return digits;
    return value < 0 ? `\u2212${digits}` : as.signed ? `+${digits}` : digits;
}

export function unitFor(value: number, as: FormatAs): Rung {
    const size = isFigure(as.unit_of) ? as.unit_of : value;
    const quantity = as.quantity === "text" ? "number" : as.quantity;
    return rungFor(Math.max(Math.abs(size), halfWidth(as.low, as.high)), quantity, as.language);
}

export function formatFigure(value: number | null | undefined, as: FormatAs): string {
    if (!isFigure(value)) return nothing;
    if (as.quantity === "text") return String(value);
    const rung = unitFor(value, as);
    return withUnit(digitsOf(value, as, rung), rung.unit, as.language);
}
