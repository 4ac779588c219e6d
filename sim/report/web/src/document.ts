// The document that the C++ side writes into the page (README.md beside this folder).
import type {Quantity} from "./units.js";

export type Language = "en" | "zh";
export type Words = Readonly<Record<Language, string>>;
export type Cell = string | number | null;
export type Row = readonly Cell[];
export type Term = Words & {readonly quantity?: Quantity};

export interface Table {
    readonly columns: readonly string[];
    readonly quantities?: readonly Quantity[];
    readonly rows: readonly Row[];
}

export interface Pick {
    readonly column: string;
    readonly label: Words;
    readonly values: readonly string[];
    readonly first: string;
}

export type Tone = "plain" | "verdict" | "note" | "warning" | "missing" | "command";

export interface Sentence {
    readonly kind: "sentence";
    readonly tone: Tone;
    readonly text: Words;
}

export interface Tiles {
    readonly kind: "tiles";
    readonly tiles: readonly {readonly label: Words; readonly value: Words; readonly note: Words}[];
}

export interface View {
    readonly kind: "view";
    readonly id: string;
    readonly chart?: string;
    readonly table: string;
    readonly title: Words;
    readonly reading: Words;
    readonly columns?: readonly string[];
    readonly where?: readonly (readonly [string, string])[];
    readonly picks?: readonly string[];
    readonly options?: Readonly<Record<string, string>>;
}

export type Block = Sentence | Tiles | View;

export interface Section {
    readonly id: string;
    readonly title: Words;
    readonly blocks: readonly Block[];
}

export interface ReportDocument {
    readonly format: number;
    readonly language: Language;
    readonly title: Words;
    readonly subtitle: Words;
    readonly made?: {readonly version?: string; readonly commit?: string};
    readonly picks: readonly Pick[];
    readonly terms: Readonly<Record<string, Term>>;
    readonly tables: Readonly<Record<string, Table>>;
    readonly sections: readonly Section[];
}
