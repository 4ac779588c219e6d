// Tables as the page carries them (sim/document/packed_tables.hpp): texts that repeat are written once.
import type {Cell, Column, Table, Texts} from "./document.js";

type PackedColumn = Column & {levels?: readonly string[]; runs?: readonly (number | null)[]};
type PackedTexts = Texts & {readonly at?: readonly number[]};

function unpackedTexts(texts: PackedTexts | null): Texts | null {
    if (!texts?.at) return texts;
    const {en, zh, at} = texts;
    const each = (levels: readonly string[]): string[] => at.map((place) => levels[place] ?? "");
    return zh ? {en: each(en), zh: each(zh)} : {en: each(en)};
}

// Puts the cells of a column that is kept as runs back into the rows.
function fillRuns(rows: Cell[][], at: number, runs: readonly (number | null)[]): void {
    let next = 0;
    for (let one = 0; one + 1 < runs.length; one += 2) {
        for (let left = runs[one + 1] ?? 0; left > 0; --left) rows[next++]?.splice(at, 0, runs[one] ?? null);
    }
}

export function unpacked(table: Table): Table {
    const rows = table.rows as Cell[][];
    const columns = table.columns as readonly PackedColumn[];
    columns.forEach(({runs}, at) => runs && fillRuns(rows, at, runs));
    columns.forEach(({levels}, at) => {
        if (!levels) return;
        for (const row of rows) {
            const place = row[at];
            if (typeof place === "number") row[at] = levels[place] ?? null;
        }
    });
    return table.texts ? {...table, texts: table.texts.map(unpackedTexts)} : table;
}
