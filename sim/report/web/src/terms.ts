// Names of columns and words in cells, in the reader's language.
import type {Cell, Language, ReportDocument, Term, Words} from "./document.js";
import {formatFigure, halfWidth, nothing} from "./format.js";
import {figureAt, intervalAt, quantityAt} from "./quantities.js";
import type {Frame} from "./frame.js";
import {rungFor, type Quantity, type Rung} from "./units.js";

export function inLanguage(words: Words | undefined, language: Language): string {
    return words?.[language] ?? words?.en ?? "";
}

export class Terms {
    private readonly known: Map<string, Term>;

    constructor(report: ReportDocument, readonly language: Language) {
        this.known = new Map(Object.entries(report.terms ?? {}));
    }

    // A word of ours, else the name as it stands. Words of columns that a place or a class might be called are left.
    cell(text: string): string {
        const words = this.known.get(text);
        const ours = words && (!words.quantity || text.includes("_") || ["region", "rejected", "accelerators"].includes(text));
        return ours ? inLanguage(words, this.language) : text;
    }
    column(name: string): string {
        const words = this.known.get(name);
        return words ? inLanguage(words, this.language) : name.replace(/_/g, " ");
    }
}

// The largest figure or half-interval of a column: what its unit is chosen by.
export function largest(frame: Frame, column: string): number {
    let size = 0;
    for (const row of frame.rows) {
        const [low, high] = intervalAt(frame, row, column);
        size = Math.max(size, Math.abs(figureAt(frame, row, column) ?? 0), halfWidth(low, high));
    }
    return size;
}

// How figures of one column are written: in one unit, unless they lie too far apart for it.
export class Scale {
    readonly rung: Rung;
    readonly unit: string;
    private readonly size: number;

    constructor(size: number, readonly quantity: Quantity, readonly language: Language, readonly signed = false) {
        this.size = size;
        this.rung = rungFor(size, quantity === "text" ? "number" : quantity, language);
        this.unit = this.rung.unit;
    }

    static of(frame: Frame, columns: readonly string[], language: Language, signed = false): Scale {
        let size = 0;
        for (const column of columns) size = Math.max(size, largest(frame, column));
        const column = columns[0] ?? "";
        const row = frame.rows.find((one) => frame.figure(one, column) !== null);
        return new Scale(size, row ? quantityAt(frame, row, column) : frame.quantity(column), language, signed);
    }

    to(value: number | null): number | null {
        return value === null ? null : (value * this.rung.times) / this.rung.over;
    }
    // With its unit.
    write(value: number | null, low?: number | null, high?: number | null): string {
        return formatFigure(value, {
            quantity: this.quantity, language: this.language, low, high, signed: this.signed, unit_of: this.size,
        });
    }
    bare(value: number | null, low?: number | null, high?: number | null): string {
        const text = this.write(value, low, high);
        return this.unit !== "" && text.endsWith(this.unit) ? text.slice(0, -this.unit.length).trimEnd() : text;
    }
    // A mark on an axis, already in the unit.
    tick(shown: number): string {
        const [whole = "", rest] = String(Number(shown.toPrecision(8))).replace("-", "\u2212").split(".");
        const parts = whole.includes("e") ? whole : whole.replace(/\B(?=(\d{3})+$)/g, ",");
        return rest === undefined ? parts : `${parts}.${rest}`;
    }
}

export function cellText(cell: Cell, terms: Terms): string {
    if (cell === null || cell === "") return nothing;
    return typeof cell === "number" ? String(cell) : terms.cell(cell);
}
