// Tables as the page carries them (sim/document/packed_tables.hpp): texts that repeat are written once.
import type {Cell, Column, Table, Texts} from "./document.js";

type PackedColumn = Column & {levels?: readonly string[]};
type PackedTexts = Texts & {readonly at?: readonly number[]};

function unpackedTexts(texts: PackedTexts | null): Texts | null {
    if (!texts?.at) return texts;
    const {en, zh, at} = texts;
    const each = (levels: readonly string[]): string[] => at.map((place) => levels[place] ?? "");
    return zh ? {en: each(en), zh: each(zh)} : {en: each(en)};
}

export function unpacked(table: Table): Table {
    const levels = table.columns.map((column) => (column as PackedColumn).levels);
    if (levels.some((one) => one)) {
        for (const row of table.rows as Cell[][]) {
            levels.forEach((texts, at) => {
                const place = row[at];
                if (texts && typeof place === "number") row[at] = texts[place] ?? null;
            });
        }
    }
    return table.texts ? {...table, texts: table.texts.map(unpackedTexts)} : table;
}
