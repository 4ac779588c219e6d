// The document that the C++ side writes into the page (README.md beside this folder).
import type {Ladders, Quantity} from "./units.js";

export type Language = "en" | "zh";
export type Words = Readonly<Record<Language, string>>;
export type Cell = string | number | null;
export type Row = readonly Cell[];

export interface Column {
    readonly key: string;
    readonly head: Words;
    readonly quantity: Quantity;  // "text": no figures
    readonly names?: string;      // cells are identifiers of this kind (`names` of the document)
    readonly meaning?: Words;
    readonly low?: string;        // columns of the ends of its interval
    readonly high?: string;
    readonly better?: "higher" | "lower";
}

// Per row; `zh` is left out where it equals `en`.
export interface Texts {
    readonly en: readonly string[];
    readonly zh?: readonly string[];
}

export interface Table {
    readonly columns: readonly Column[];
    readonly rows: readonly Row[];
    readonly texts?: readonly (Texts | null)[];      // per column
    readonly row_quantities?: readonly Quantity[];   // per row, of its columns of quantity "number"
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
    readonly lead?: Words;  // the question that it answers
}

export interface Tiles {
    readonly kind: "tiles";
    readonly of?: Words;  // whose figures they are
    readonly tiles: readonly {readonly label: Words; readonly value: Words; readonly note: Words}[];
}

export interface View {
    readonly kind: "view";
    readonly id: string;
    readonly chart?: string;
    readonly table: string;
    readonly title: Words;
    readonly finding?: Words;
    readonly reading: Words;
    readonly columns?: readonly string[];
    readonly where?: readonly (readonly [string, string])[];
    readonly picks?: readonly string[];
    readonly options?: Readonly<Record<string, string>>;
    readonly folded?: boolean;
}

export type Block = Sentence | Tiles | View;

export interface Section {
    readonly id: string;
    readonly title: Words;
    readonly finding?: Words;
    readonly blocks: readonly Block[];
}

export interface ReportDocument {
    readonly format: 2;
    readonly language: Language;
    readonly title: Words;
    readonly subtitle: Words;
    readonly header: readonly {readonly label: Words; readonly value: Words}[];
    readonly made: {readonly version?: string; readonly commit?: string};
    readonly picks: readonly Pick[];
    readonly names: Readonly<Record<string, Readonly<Record<string, Words>>>>;  // by kind and identifier
    readonly words: Readonly<Record<string, Words>>;
    readonly units: Ladders;
    readonly tables: Readonly<Record<string, Table>>;
    readonly sections: readonly Section[];
}
