// Rows of a table, read by the names of columns.
import type {Cell, Row, Table} from "./document.js";
import type {Quantity} from "./units.js";

export type QuantityOfName = (name: string) => Quantity;

export class Frame {
    private readonly places = new Map<string, number>();

    constructor(
        readonly columns: readonly string[],
        readonly quantities: readonly Quantity[],
        readonly rows: readonly Row[],
        readonly named: QuantityOfName,  // of a figure that a cell names
    ) {
        columns.forEach((name, place) => this.places.set(name, place));
    }

    static of(table: Table, named: QuantityOfName): Frame {
        const quantities = table.columns.map((_, at) => table.quantities?.[at] ?? guess(table, at));
        return new Frame(table.columns, quantities, table.rows, named);
    }
    static readonly none = new Frame([], [], [], () => "text");

    has(column: string): boolean {
        return this.places.has(column);
    }
    cell(row: Row, column: string): Cell {
        const place = this.places.get(column);
        return place === undefined ? null : (row[place] ?? null);
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
    quantity(column: string): Quantity {
        const place = this.places.get(column);
        return place === undefined ? "text" : (this.quantities[place] ?? "text");
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
        return new Frame(this.columns, this.quantities, rows, this.named);
    }
}

function guess(table: Table, at: number): Quantity {
    return table.rows.some((row) => typeof row[at] === "number") ? "number" : "text";
}
