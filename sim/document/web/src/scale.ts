// How the figures of an axis, or of one column, are written: all in one unit.
import type {Language} from "./document.js";
import {digitsOf, nothing, tickText, withUnit} from "./format.js";
import type {Frame} from "./frame.js";
import {rungFor, type Quantity} from "./units.js";

const halfOf = (low: number | null | undefined, high: number | null | undefined) =>
    typeof low === "number" && typeof high === "number" && high > low ? (high - low) / 2 : 0;

// The largest figure or half-interval of a column.
function largest(frame: Frame, column: string): number {
    let size = 0;
    for (const row of frame.rows) size = Math.max(size, Math.abs(frame.figure(row, column) ?? 0), halfOf(...frame.interval(row, column)));
    return size;
}

export class Scale {
    readonly unit: string;
    private readonly times: number;
    private readonly over: number;

    // In the unit that fits a figure of this size.
    constructor(size: number, readonly quantity: Quantity, readonly language: Language, readonly signed = false) {
        [, this.times, this.over, this.unit] = rungFor(size, quantity, language);
    }

    static of(frame: Frame, columns: readonly string[], language: Language, signed = false): Scale {
        const size = Math.max(0, ...columns.map((column) => largest(frame, column)));
        const column = columns[0] ?? "";
        const row = frame.rows.find((one) => frame.figure(one, column) !== null);
        return new Scale(size, row ? frame.quantityAt(row, column) : frame.quantity(column), language, signed);
    }

    to(value: number | null): number | null {
        return value === null ? null : (value * this.times) / this.over;
    }
    // Of a figure that no table holds, with its unit. The interval, if there is one, decides the digits.
    write(value: number | null, low?: number | null, high?: number | null): string {
        const shown = this.to(value);
        return shown === null ? nothing : withUnit(digitsOf(shown, this.to(halfOf(low, high)) ?? 0, this.signed), this.unit, this.language);
    }
    // A mark on an axis, already in the unit.
    tick(shown: number): string {
        return tickText(shown);
    }
}
