// Rows of a table, read by the keys of columns.
import type {Cell, Column, Language, Row, Table} from "./document.js";
import {nothing} from "./format.js";
import type {Quantity} from "./units.js";

// A figure and the columns of the ends of its interval.
export interface Estimate {
    readonly figure: string;
    readonly low: string;
    readonly high: string;
}

interface Place {
    readonly column: Column;
    readonly at: number;
}

const numbersOf = new WeakMap<Table, ReadonlyMap<Row, number>>();

export class Frame {
    readonly columns: readonly string[];  // keys
    private readonly places: ReadonlyMap<string, Place>;

    private constructor(private readonly table: Table, readonly rows: readonly Row[], same?: Frame) {
        this.columns = same?.columns ?? table.columns.map((column) => column.key);
        this.places = same?.places ?? new Map(table.columns.map((column, at) => [column.key, {column, at}]));
    }

    static of(table: Table): Frame {
        return new Frame(table, table.rows);
    }
    static readonly none = Frame.of({columns: [], rows: []});

    has(column: string): boolean {
        return this.places.has(column);
    }
    column(key: string): Column | undefined {
        return this.places.get(key)?.column;
    }
    cell(row: Row, column: string): Cell {
        const place = this.places.get(column);
        return place === undefined ? null : (row[place.at] ?? null);
    }
    text(row: Row, column: string): string {
        const cell = this.cell(row, column);
        return cell === null ? "" : String(cell);
    }
    figure(row: Row, column: string): number | null {
        const cell = this.cell(row, column);
        return typeof cell === "number" && Number.isFinite(cell) ? cell : null;
    }
    figures(column: string): (number | null)[] {
        return this.rows.map((row) => this.figure(row, column));
    }
    // As the document writes it; a figure without a text as it is.
    written(row: Row, column: string, language: Language): string {
        const place = this.places.get(column);
        const texts = place && this.table.texts?.[place.at];
        const text = texts && (texts[language] ?? texts.en)[this.numberOf(row)];
        return text || this.text(row, column) || nothing;
    }
    // "low … high" as the document writes them; nothing where these columns hold no interval.
    span(row: Row, low: string, high: string, language: Language): string {
        const [from, until] = [this.figure(row, low), this.figure(row, high)];
        return from !== null && until !== null && until > from ? `${this.written(row, low, language)} … ${this.written(row, high, language)}` : "";
    }
    quantity(column: string): Quantity {
        return this.column(column)?.quantity ?? "text";
    }
    quantityAt(row: Row, column: string): Quantity {
        const own = this.quantity(column);
        return own === "number" ? (this.table.row_quantities?.[this.numberOf(row)] ?? own) : own;
    }
    // The estimate that a column is the figure or an end of.
    estimate(key: string): Estimate | null {
        const whole = this.table.columns.find(({key: figure, low, high}) => low && high && [figure, low, high].includes(key));
        return whole?.low && whole.high ? {figure: whole.key, low: whole.low, high: whole.high} : null;
    }
    interval(row: Row, column: string): readonly [number | null, number | null] {
        const estimate = this.estimate(column);
        return estimate ? [this.figure(row, estimate.low), this.figure(row, estimate.high)] : [null, null];
    }
    // In order of first appearance.
    distinct(column: string): string[] {
        return [...new Set(this.rows.map((row) => this.text(row, column)))];
    }
    where(column: string, value: string): Frame {
        return this.filter((row) => this.text(row, column) === value);
    }
    filter(keep: (row: Row) => boolean): Frame {
        return this.with(this.rows.filter(keep));
    }
    sorted(by: (a: Row, b: Row) => number): Frame {
        return this.with([...this.rows].sort(by));
    }
    first(count: number): Frame {
        return this.with(this.rows.slice(0, count));
    }

    private with(rows: readonly Row[]): Frame {
        return new Frame(this.table, rows, this);
    }
    // In the table, whatever the frame leaves out.
    private numberOf(row: Row): number {
        let numbers = numbersOf.get(this.table);
        if (!numbers) numbersOf.set(this.table, numbers = new Map(this.table.rows.map((one, number) => [one, number])));
        return numbers.get(row) ?? -1;
    }
}
