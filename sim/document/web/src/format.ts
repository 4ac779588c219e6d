// Figures that a chart computes itself, and marks on axes. Figures of cells come written with the document (`texts`).
import type {Language} from "./document.js";

export const nothing = "–";

// Decimals that give a figure of this size three digits.
function decimalsFor(size: number): number {
    return size > 0 ? Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(size)))) : 0;
}

function grouped(digits: string): string {
    const [whole = "", rest] = digits.replace("-", "\u2212").split(".");
    const parts = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    return rest === undefined ? parts : `${parts}.${rest}`;
}

export function withUnit(digits: string, unit: string, language: Language): string {
    if (unit === "" || digits === nothing) return digits;
    return unit === "°" || (unit === "%" && language === "zh") ? digits + unit : `${digits} ${unit}`;
}

// `shown` is in its unit already. `half`, of its interval, decides the digits where it is not 0: two of its own.
export function digitsOf(shown: number, half: number, signed: boolean): string {
    const decimals = Number.isInteger(shown) && half === 0 ? 0 : decimalsFor(half > 0 ? 10 * half : Math.abs(shown));
    const digits = grouped(shown.toFixed(decimals));
    if (!/[1-9]/.test(digits)) return digits.replace("\u2212", "");
    return signed && shown > 0 ? `+${digits}` : digits;
}

// A mark on an axis, in the axis' unit: no more decimals than its step needs.
export function tickText(shown: number): string {
    return grouped(Number(shown.toPrecision(8)).toFixed(10).replace(/\.?0+$/, "")).replace(/^\u22120$/, "0");
}
