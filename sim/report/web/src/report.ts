// The document with its tables as frames, and the rows that a view shows.
import type {ReportDocument, View} from "./document.js";
import type {Quantity} from "./units.js";
import {Frame, type QuantityOfName} from "./frame.js";
import {quantityByName} from "./quantities.js";

export type Picked = ReadonlyMap<string, string>;

export class Report {
    private readonly frames = new Map<string, Frame>();

    constructor(readonly document: ReportDocument) {
        const named = namesOf(document);
        for (const [name, table] of Object.entries(document.tables ?? {})) this.frames.set(name, Frame.of(table, named));
    }

    table(name: string): Frame | undefined {
        return this.frames.get(name);
    }

    // Rows of a table under the view's `where` and picks, as far as the table has the columns.
    rows(name: string, view: View, picked: Picked): Frame | undefined {
        const frame = this.frames.get(name);
        if (frame === undefined) return undefined;
        const wanted: (readonly [string, string])[] = [...(view.where ?? [])];
        for (const column of view.picks ?? []) wanted.push([column, picked.get(column) ?? ""]);
        const held = wanted.filter(([column]) => frame.has(column));
        return frame.filter((row) => held.every(([column, value]) => frame.text(row, column) === value));
    }
}

// Of a figure by its name: its term's, else that of a column of the name, else by the units in it.
function namesOf(document: ReportDocument): QuantityOfName {
    const known = new Map<string, Quantity>();
    for (const table of Object.values(document.tables ?? {})) {
        table.columns.forEach((name, at) => known.set(name, table.quantities?.[at] ?? "number"));
    }
    for (const [name, term] of Object.entries(document.terms ?? {})) {
        if (term.quantity && term.quantity !== "text") known.set(name, term.quantity);
    }
    return (name) => known.get(name) ?? quantityByName(name);
}

export function readDocument(): ReportDocument | null {
    const text = document.getElementById("document")?.textContent ?? "";
    try {
        return JSON.parse(text) as ReportDocument;
    } catch {
        return null;
    }
}
