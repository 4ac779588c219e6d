// The document of a page with its tables as `--format json` has them: the inverse of sim/document/packed_tables.cpp.
export function unpacked(document) {
    for (const table of Object.values(document.tables)) {
        table.columns.forEach(({runs}, at) => {
            let next = 0;
            for (let one = 0; one < (runs?.length ?? 0); one += 2) {
                for (let left = runs[one + 1]; left > 0; --left) table.rows[next++].splice(at, 0, runs[one]);
            }
        });
        table.columns.forEach(({levels}, at) => {
            if (levels) for (const row of table.rows) if (row[at] !== null) row[at] = levels[row[at]];
        });
        table.texts = (table.texts ?? []).map((texts) => texts?.at
            ? Object.fromEntries(Object.keys(texts).filter((key) => key !== "at").map((key) => [key, texts.at.map((place) => texts[key][place])]))
            : texts);
    }
    return document;
}
