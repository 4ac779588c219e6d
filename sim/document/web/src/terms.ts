// Names of columns and of what cells name, in the reader's language.
import type {Language, ReportDocument, Row, Words} from "./document.js";
import type {Frame} from "./frame.js";

export function inLanguage(words: Words | undefined, language: Language): string {
    return words?.[language] ?? words?.en ?? "";
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
    return Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined;
}

export class Terms {
    // Columns are looked up in `table` first.
    constructor(private readonly report: ReportDocument, readonly language: Language, private readonly table = "") {}

    // The display name of an identifier of this kind, a word of ours, else the text as it stands.
    cell(text: string, kind?: string): string {
        const {names, words} = this.report;
        const named = kind === undefined ? undefined : own(own(names, kind) ?? {}, text);
        return inLanguage(named ?? own(words, text), this.language) || text;
    }
    shown(frame: Frame, row: Row, column: string): string {
        return this.cell(frame.text(row, column), frame.column(column)?.names);
    }
    column(key: string): string {
        return inLanguage(this.find(key)?.head, this.language) || key.replace(/_/g, " ");
    }
    picked(column: string, value: string): string {
        return this.cell(value, this.find(column)?.names);
    }

    private find(key: string) {
        const {tables} = this.report;
        for (const table of [own(tables, this.table), ...Object.values(tables)]) {
            const column = table?.columns.find((one) => one.key === key);
            if (column) return column;
        }
        return undefined;
    }
}
