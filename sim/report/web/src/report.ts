// The document with its tables as frames, and the rows that a view shows.
import type {ReportDocument, View} from "./document.js";
import {Frame} from "./frame.js";

export type Picked = ReadonlyMap<string, string>;

export class Report {
    private readonly frames = new Map<string, Frame>();

    constructor(readonly document: ReportDocument) {
        for (const [name, table] of Object.entries(document.tables ?? {})) this.frames.set(name, Frame.of(table));
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

export function readDocument(): ReportDocument | null {
    const text = document.getElementById("document")?.textContent ?? "";
    try {
        return JSON.parse(text) as ReportDocument;
    } catch {
        return null;
    }
}
