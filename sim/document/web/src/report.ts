// The document with its tables as frames, and the rows that a view shows.
import type {ReportDocument, Section, View} from "./document.js";
import {Frame} from "./frame.js";
import {unpacked} from "./unpack.js";
import {useLadders} from "./units.js";

export type Picked = ReadonlyMap<string, string>;

export class Report {
    private readonly frames: ReadonlyMap<string, Frame>;

    constructor(readonly document: ReportDocument) {
        useLadders(document.units);
        this.frames = new Map(Object.entries(document.tables).map(([name, table]) => [name, Frame.of(table)]));
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

    // The section that holds a view.
    sectionOf(view: string): string | undefined {
        return this.document.sections.find((section) =>
            section.blocks.some((block) => block.kind === "view" && block.id === view))?.id;
    }
}

export function foldedOf(section: Section): View[] {
    return section.blocks.flatMap((block) => (block.kind === "view" && block.folded ? [block] : []));
}

// Nothing where the page holds no document of this format.
export function readDocument(): ReportDocument | null {
    const text = document.getElementById("document")?.textContent ?? "";
    try {
        const read = JSON.parse(text) as ReportDocument;
        if (read.format !== 2) return null;
        const tables = Object.fromEntries(Object.entries(read.tables ?? {}).map(([name, table]) => [name, unpacked(table)]));
        return {...read, tables, header: read.header ?? [], picks: read.picks ?? [], names: read.names ?? {}, words: read.words ?? {}};
    } catch {
        return null;
    }
}
